/** A statement of a policy document. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/** A policy document, as IAM spells it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** The tag that marks an interface as the service's. @source The page, AgentCore service-linked role permissions */
export const interfaceTag = { Key: 'AmazonBedrockAgentCoreManaged', Value: 'true' } as const;

/** The trust policy of a service-linked role: its service, and nobody else. @source facts 1.5 */
export const trustPolicy = (principal: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: principal }, Action: 'sts:AssumeRole' }],
});

const networkInterface = 'arn:aws:ec2:*:*:network-interface/*';

/** What the role may do, in seven statements. @source The page, AgentCore service-linked role permissions */
export const permissionsPolicy: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AllowCreateEniInAnySubnet',
      Effect: 'Allow',
      Action: 'ec2:CreateNetworkInterface',
      Resource: 'arn:aws:ec2:*:*:subnet/*',
    },
    {
      Sid: 'AllowCreateEniWithSecurityGroups',
      Effect: 'Allow',
      Action: 'ec2:CreateNetworkInterface',
      Resource: 'arn:aws:ec2:*:*:security-group/*',
    },
    {
      Sid: 'AllowCreateEniWithBedrockManagedRequestTag',
      Effect: 'Allow',
      Action: 'ec2:CreateNetworkInterface',
      Resource: networkInterface,
      Condition: {
        'ForAllValues:StringEquals': { 'aws:TagKeys': [interfaceTag.Key] },
        StringEquals: { [`aws:RequestTag/${interfaceTag.Key}`]: interfaceTag.Value },
      },
    },
    {
      Sid: 'AllowTagEniOnCreate',
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: networkInterface,
      Condition: { StringEquals: { 'ec2:CreateAction': 'CreateNetworkInterface' } },
    },
    {
      Sid: 'AllowManageEniWhenBedrockManaged',
      Effect: 'Allow',
      Action: [
        'ec2:DeleteNetworkInterface',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
        'ec2:CreateNetworkInterfacePermission',
      ],
      Resource: networkInterface,
      Condition: {
        StringEquals: { [`aws:ResourceTag/${interfaceTag.Key}`]: interfaceTag.Value },
      },
    },
    {
      Sid: 'AllowGetSecurityGroupsForVpc',
      Effect: 'Allow',
      Action: ['ec2:GetSecurityGroupsForVPC'],
      Resource: 'arn:aws:ec2:*:*:vpc/*',
    },
    {
      Sid: 'AllowDescribeNetworkingResources',
      Effect: 'Allow',
      Action: [
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
      ],
      Resource: '*',
    },
  ],
};

/** What is known of the permissions policy as an IAM policy. @source facts 1.5 */
export const policyFacts = {
  name: 'BedrockAgentCoreNetworkServiceRolePolicy',
  path: '/aws-service-role/',
  arn: 'arn:aws:iam::aws:policy/aws-service-role/BedrockAgentCoreNetworkServiceRolePolicy',
  defaultVersion: 'v1',
  createDate: '2025-09-19T22:04:06Z',
  description:
    'Allows access to other AWS service resources that are required to run Amazon Bedrock AgentCore in VPC mode',
} as const;
