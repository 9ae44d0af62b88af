/**
 * An executable reference model of the service-linked role AWSServiceRoleForBedrockAgentCoreNetwork.
 *
 * @module
 */

/**
 * The name of the role that this package models.
 *
 * @category Catalogue
 */
export const roleName = 'AWSServiceRoleForBedrockAgentCoreNetwork';
