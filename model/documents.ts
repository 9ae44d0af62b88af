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

/** The trust policy of a service-linked role: its service, and nobody else. @source Recorded answers of IAM for 71 service-linked roles; the page names the service @category Documents */
export const trustPolicy = (principal: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: principal }, Action: 'sts:AssumeRole' }],
});

const networkInterface = 'arn:aws:ec2:*:*:network-interface/*';

/** What the role may do, in seven statements. @source The page, AgentCore service-linked role permissions @category Documents */
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

/** What the role does in EC2, as a policy is asked about it. */
export interface Ec2Step {
  readonly name: string;
  /** As the service authorization reference spells it. */
  readonly action: string;
  /** The kinds of resource that must each be allowed; `*` where EC2 knows no resource. */
  readonly resources: readonly ('network-interface' | 'subnet' | 'security-group' | 'vpc' | '*')[];
  /** The condition keys that the request has. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

const newTag = {
  [`aws:RequestTag/${interfaceTag.Key}`]: interfaceTag.Value,
  'aws:TagKeys': [interfaceTag.Key],
};
const hasTag = { [`aws:ResourceTag/${interfaceTag.Key}`]: interfaceTag.Value };

const ec2Step = (
  name: string,
  action: string,
  resources: Ec2Step['resources'],
  context: Ec2Step['context'] = {},
): Ec2Step => ({ name, action: `ec2:${action}`, resources, context });

/** Every step that this model ascribes to the role in EC2. @source The page, AgentCore service-linked role permissions; which steps there are is *assumed* from what the policy allows @category Documents */
export const ec2Steps: readonly Ec2Step[] = [
  ec2Step(
    'create an interface with the tag',
    'CreateNetworkInterface',
    ['subnet', 'security-group', 'network-interface'],
    newTag,
  ),
  ec2Step('tag an interface at its creation', 'CreateTags', ['network-interface'], {
    ...newTag,
    'ec2:CreateAction': 'CreateNetworkInterface',
  }),
  ec2Step('delete a tagged interface', 'DeleteNetworkInterface', ['network-interface'], hasTag),
  ec2Step('assign private addresses', 'AssignPrivateIpAddresses', ['network-interface'], hasTag),
  ec2Step(
    'unassign private addresses',
    'UnassignPrivateIpAddresses',
    ['network-interface'],
    hasTag,
  ),
  ec2Step(
    'let another account attach a tagged interface',
    'CreateNetworkInterfacePermission',
    ['network-interface'],
    hasTag,
  ),
  ec2Step('find the security groups of a VPC', 'GetSecurityGroupsForVpc', ['vpc']),
  ec2Step('describe interfaces', 'DescribeNetworkInterfaces', ['*']),
  ec2Step('describe security groups', 'DescribeSecurityGroups', ['*']),
  ec2Step('describe subnets', 'DescribeSubnets', ['*']),
  ec2Step('describe VPCs', 'DescribeVpcs', ['*']),
];

/** What whoever creates the role must be allowed. @source The page, Permissions required to create a service-linked role @category Documents */
export const creatorStatement: Statement = {
  Action: 'iam:CreateServiceLinkedRole',
  Effect: 'Allow',
  Resource:
    'arn:aws:iam::*:role/aws-service-role/network.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreNetwork',
  Condition: {
    StringLike: { 'iam:AWSServiceName': 'network.bedrock-agentcore.amazonaws.com' },
  },
};

/** The same in the managed policy BedrockAgentCoreFullAccess, with another operator. @source AWS managed policy reference, BedrockAgentCoreFullAccess @category Documents */
export const fullAccessStatement: Statement = {
  ...creatorStatement,
  Sid: 'CreateBedrockAgentCoreNetworkServiceLinkedRolePermissions',
  Condition: {
    StringEquals: { 'iam:AWSServiceName': 'network.bedrock-agentcore.amazonaws.com' },
  },
};

/** What is known of the permissions policy as an IAM policy. @source AWS managed policy reference, BedrockAgentCoreNetworkServiceRolePolicy */
export const policyFacts = {
  name: 'BedrockAgentCoreNetworkServiceRolePolicy',
  path: '/aws-service-role/',
  arn: 'arn:aws:iam::aws:policy/aws-service-role/BedrockAgentCoreNetworkServiceRolePolicy',
  defaultVersion: 'v1',
  createDate: '2025-09-19T22:04:06Z',
  description:
    'Allows access to other AWS service resources that are required to run Amazon Bedrock AgentCore in VPC mode',
} as const;
