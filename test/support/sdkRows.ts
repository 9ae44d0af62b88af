import { expect } from 'vitest';
import type { OperationName } from '../../model/index.ts';
import { type Made, ordinaryRole, readOnly, roleName } from './furnished.ts';

/** An operation with an input, and what the SDK makes of the answer: an output that has these members, or an error of this name. */
export type Row = readonly [
  operation: OperationName,
  input: (made: Made) => object,
  comes: object | string,
];

const AWSServiceName = 'network.bedrock-agentcore.amazonaws.com';
const ownPolicy =
  'arn:aws:iam::aws:policy/aws-service-role/BedrockAgentCoreNetworkServiceRolePolicy';
const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
const onRole = { RoleName: roleName };
const onOrdinary = { RoleName: ordinaryRole };
const onNobody = { RoleName: 'nobody' };
const artifact = { containerConfiguration: { containerUri: 'image' } };
const roleArn = 'arn:aws:iam::123456789012:role/worker';
const noId = '0123456789abcdef0';
const noJob = '00000000-0000-4000-8000-000000000000';
const PUBLIC = { networkConfiguration: { networkMode: 'PUBLIC' } };
const date = expect.any(Date);
const text: unknown = expect.any(String);

/** In an account in which nothing was made. */
export const inEmpty: readonly Row[] = [
  [
    'CreateServiceLinkedRole',
    () => ({ AWSServiceName }),
    { Role: { ...onRole, CreateDate: date } },
  ],
  ['DeleteServiceLinkedRole', () => onRole, 'NoSuchEntityException'],
  ['GetRole', () => onRole, 'NoSuchEntityException'],
  ['GenerateServiceLastAccessedDetails', () => ({ Arn: roleArn }), 'NoSuchEntityException'],
  ['ListRoles', () => ({}), { Roles: [], IsTruncated: false }],
  ['ListBrowsers', () => ({}), { browserSummaries: [] }],
  ['DescribeNetworkInterfaces', () => ({}), { NetworkInterfaces: [] }],
];

/** In the account that `furnish` makes. */
export const inFurnished: readonly Row[] = [
  ['CreateServiceLinkedRole', () => ({ AWSServiceName }), 'InvalidInputException'],
  ['CreateServiceLinkedRole', () => ({ AWSServiceName: 'nothing' }), 'AccessDenied'],
  ['DeleteServiceLinkedRole', () => onRole, { DeletionTaskId: expect.stringContaining(roleName) }],
  ['DeleteServiceLinkedRole', () => onNobody, 'NoSuchEntityException'],
  [
    'GetServiceLinkedRoleDeletionStatus',
    ({ DeletionTaskId }) => ({ DeletionTaskId }),
    {
      Status: 'FAILED',
      Reason: {
        Reason: text,
        RoleUsageList: [{ Region: 'us-east-1', Resources: [text, text, text] }],
      },
    },
  ],
  ['GetServiceLinkedRoleDeletionStatus', () => ({ DeletionTaskId: 'x' }), 'InvalidInputException'],
  [
    'GetServiceLinkedRoleDeletionStatus',
    ({ DeletionTaskId }) => ({ DeletionTaskId: DeletionTaskId.replace(/.{8}$/, '00000000') }),
    'NoSuchEntityException',
  ],
  [
    'GetRole',
    () => onRole,
    { Role: { ...onRole, CreateDate: date, MaxSessionDuration: 3600, RoleLastUsed: {} } },
  ],
  ['GetRole', () => onNobody, 'NoSuchEntityException'],
  [
    'ListRoles',
    () => ({ PathPrefix: '/aws-service-role/' }),
    { Roles: [{ ...onRole, CreateDate: date }], IsTruncated: false },
  ],
  ['ListRoles', () => ({ MaxItems: 0 }), 'ValidationError'],
  ['ListRoles', () => ({ Marker: 'x' }), 'ValidationError'],
  ['UpdateRole', () => ({ ...onRole, Description: 'Ours' }), {}],
  ['UpdateRole', () => ({ ...onRole, MaxSessionDuration: 7200 }), 'UnmodifiableEntityException'],
  [
    'UpdateRoleDescription',
    () => ({ ...onRole, Description: '' }),
    { Role: { ...onRole, Description: '' } },
  ],
  ['UpdateRoleDescription', () => ({ ...onNobody, Description: 'Ours' }), 'NoSuchEntityException'],
  ['TagRole', () => ({ ...onRole, Tags: [{ Key: 'a', Value: '' }] }), {}],
  ['TagRole', () => ({ ...onNobody, Tags: [{ Key: 'a', Value: '' }] }), 'NoSuchEntityException'],
  ['UntagRole', () => ({ ...onRole, TagKeys: ['a'] }), {}],
  ['UntagRole', () => ({ ...onNobody, TagKeys: ['a'] }), 'NoSuchEntityException'],
  ['ListRoleTags', () => onRole, { Tags: [{ Key: 'team', Value: 'a b' }], IsTruncated: false }],
  ['ListRoleTags', () => onNobody, 'NoSuchEntityException'],
  [
    'ListAttachedRolePolicies',
    () => onRole,
    { AttachedPolicies: [{ PolicyArn: ownPolicy }], IsTruncated: false },
  ],
  ['ListAttachedRolePolicies', () => onNobody, 'NoSuchEntityException'],
  ['ListRolePolicies', () => onRole, { PolicyNames: [], IsTruncated: false }],
  ['ListRolePolicies', () => onNobody, 'NoSuchEntityException'],
  [
    'GetPolicy',
    () => ({ PolicyArn: ownPolicy }),
    { Policy: { Arn: ownPolicy, DefaultVersionId: 'v1', CreateDate: date, UpdateDate: date } },
  ],
  ['GetPolicy', () => ({ PolicyArn: 'ReadOnlyAccess, by its name' }), 'ValidationError'],
  [
    'GetPolicyVersion',
    () => ({ PolicyArn: ownPolicy, VersionId: 'v1' }),
    { PolicyVersion: { Document: expect.stringContaining('%22Version%22'), CreateDate: date } },
  ],
  ['GetPolicyVersion', () => ({ PolicyArn: ownPolicy, VersionId: 'v2' }), 'NoSuchEntityException'],
  ['UpdateAssumeRolePolicy', () => ({ ...onOrdinary, PolicyDocument: trust }), {}],
  [
    'UpdateAssumeRolePolicy',
    () => ({ ...onRole, PolicyDocument: trust }),
    'UnmodifiableEntityException',
  ],
  ['AttachRolePolicy', () => ({ ...onOrdinary, PolicyArn: readOnly }), {}],
  ['AttachRolePolicy', () => ({ ...onRole, PolicyArn: readOnly }), 'UnmodifiableEntityException'],
  [
    'AttachRolePolicy',
    () => ({ ...onOrdinary, PolicyArn: ownPolicy }),
    'PolicyNotAttachableException',
  ],
  ['DetachRolePolicy', () => ({ RoleName: 'worker', PolicyArn: readOnly }), {}],
  ['DetachRolePolicy', () => ({ ...onOrdinary, PolicyArn: readOnly }), 'NoSuchEntityException'],
  ['DetachRolePolicy', () => ({ ...onRole, PolicyArn: ownPolicy }), 'UnmodifiableEntityException'],
  ['PutRolePolicy', () => ({ ...onOrdinary, PolicyName: 'p', PolicyDocument: trust }), {}],
  [
    'PutRolePolicy',
    () => ({ ...onRole, PolicyName: 'p', PolicyDocument: trust }),
    'UnmodifiableEntityException',
  ],
  ['DeleteRolePolicy', () => ({ RoleName: 'worker', PolicyName: 'p' }), {}],
  ['DeleteRolePolicy', () => ({ ...onRole, PolicyName: 'p' }), 'UnmodifiableEntityException'],
  ['PutRolePermissionsBoundary', () => ({ ...onOrdinary, PermissionsBoundary: readOnly }), {}],
  [
    'PutRolePermissionsBoundary',
    () => ({ ...onRole, PermissionsBoundary: readOnly }),
    'UnmodifiableEntityException',
  ],
  ['DeleteRolePermissionsBoundary', () => onOrdinary, {}],
  ['DeleteRolePermissionsBoundary', () => onRole, 'UnmodifiableEntityException'],
  ['DeleteRole', () => onOrdinary, {}],
  ['DeleteRole', () => onRole, 'UnmodifiableEntityException'],
  ['DeleteRole', () => ({ RoleName: 'worker' }), 'DeleteConflictException'],
  [
    'CreateRole',
    () => ({ RoleName: 'new', AssumeRolePolicyDocument: trust }),
    { Role: { RoleName: 'new', Path: '/', RoleId: text, Arn: text, CreateDate: date } },
  ],
  [
    'CreateRole',
    () => ({ RoleName: 'WORKER', AssumeRolePolicyDocument: trust }),
    'EntityAlreadyExistsException',
  ],
  [
    'CreateRole',
    () => ({ RoleName: 'x', AssumeRolePolicyDocument: trust, Path: '/aws-service-role/' }),
    'InvalidInputException',
  ],
  ['CreateUser', () => ({ UserName: 'new' }), { User: { UserName: 'new', Arn: text } }],
  ['CreateUser', () => ({ UserName: 'someone' }), 'EntityAlreadyExistsException'],
  ['CreateGroup', () => ({ GroupName: 'new' }), { Group: { GroupName: 'new', Arn: text } }],
  ['CreateGroup', () => ({ GroupName: 'some' }), 'EntityAlreadyExistsException'],
  ['AttachUserPolicy', () => ({ UserName: 'someone', PolicyArn: readOnly }), {}],
  [
    'AttachUserPolicy',
    () => ({ UserName: 'someone', PolicyArn: ownPolicy }),
    'PolicyNotAttachableException',
  ],
  ['AttachGroupPolicy', () => ({ GroupName: 'some', PolicyArn: readOnly }), {}],
  ['AttachGroupPolicy', () => ({ GroupName: 'x', PolicyArn: readOnly }), 'NoSuchEntityException'],
  ['DetachUserPolicy', () => ({ UserName: 'worker', PolicyArn: readOnly }), {}],
  [
    'DetachUserPolicy',
    () => ({ UserName: 'someone', PolicyArn: readOnly }),
    'NoSuchEntityException',
  ],
  ['DetachGroupPolicy', () => ({ GroupName: 'workers', PolicyArn: readOnly }), {}],
  ['DetachGroupPolicy', () => ({ GroupName: 'x', PolicyArn: readOnly }), 'NoSuchEntityException'],
  [
    'GetUser',
    () => ({ UserName: 'someone' }),
    { User: { UserName: 'someone', Path: '/', UserId: text, Arn: text, CreateDate: date } },
  ],
  ['GetUser', () => ({ UserName: 'x' }), 'NoSuchEntityException'],
  ['GetUser', () => ({}), { User: { UserName: text, Arn: text } }],
  [
    'GetGroup',
    () => ({ GroupName: 'some' }),
    { Group: { GroupName: 'some', GroupId: text, Arn: text, CreateDate: date }, Users: [] },
  ],
  ['GetGroup', () => ({ GroupName: 'x' }), 'NoSuchEntityException'],
  ['DeleteUser', () => ({ UserName: 'someone' }), {}],
  ['DeleteUser', () => ({ UserName: 'worker' }), 'DeleteConflictException'],
  ['DeleteGroup', () => ({ GroupName: 'some' }), {}],
  ['DeleteGroup', () => ({ GroupName: 'workers' }), 'DeleteConflictException'],
  ['GenerateServiceLastAccessedDetails', ({ Arn }) => ({ Arn }), { JobId: text }],
  ['GenerateServiceLastAccessedDetails', () => ({ Arn: roleArn }), 'NoSuchEntityException'],
  [
    'GetServiceLastAccessedDetails',
    ({ JobId }) => ({ JobId }),
    { JobStatus: 'COMPLETED', JobCreationDate: date, JobCompletionDate: date },
  ],
  ['GetServiceLastAccessedDetails', () => ({ JobId: noJob }), 'NoSuchEntityException'],
  [
    'GetServiceLastAccessedDetailsWithEntities',
    ({ JobId }) => ({ JobId, ServiceNamespace: 'ec2' }),
    { JobStatus: 'COMPLETED', JobCreationDate: date, EntityDetailsList: [] },
  ],
  [
    'GetServiceLastAccessedDetailsWithEntities',
    () => ({ JobId: noJob, ServiceNamespace: 'ec2' }),
    'NoSuchEntityException',
  ],

  ['GetCallerIdentity', () => ({}), { Account: '123456789012', Arn: text, UserId: text }],
  ['AssumeRole', ({ Arn }) => ({ RoleArn: Arn, RoleSessionName: 'me' }), 'AccessDenied'],

  [
    'CreateAgentRuntime',
    ({ runtimeInVpc }) => ({
      agentRuntimeName: 'other',
      agentRuntimeArtifact: artifact,
      roleArn,
      networkConfiguration: runtimeInVpc,
    }),
    { agentRuntimeId: text, agentRuntimeVersion: '1', status: 'CREATING', createdAt: date },
  ],
  [
    'CreateAgentRuntime',
    () => ({ agentRuntimeName: 'agent', agentRuntimeArtifact: artifact, roleArn, ...PUBLIC }),
    'ConflictException',
  ],
  [
    'CreateAgentRuntime',
    () => ({
      agentRuntimeName: 'other',
      agentRuntimeArtifact: artifact,
      roleArn,
      networkConfiguration: { networkMode: 'VPC' },
    }),
    'ValidationException',
  ],
  [
    'GetAgentRuntime',
    ({ agentRuntimeId }) => ({ agentRuntimeId }),
    {
      agentRuntimeName: 'agent',
      status: 'READY',
      roleArn: text,
      createdAt: date,
      lastUpdatedAt: date,
      networkConfiguration: { networkMode: 'VPC', networkModeConfig: { subnets: [text] } },
      lifecycleConfiguration: { maxLifetime: 28_800 },
    },
  ],
  ['GetAgentRuntime', () => ({ agentRuntimeId: 'x-0123456789' }), 'ResourceNotFoundException'],
  [
    'ListAgentRuntimes',
    () => ({ maxResults: 1 }),
    { agentRuntimes: [{ agentRuntimeName: 'agent', lastUpdatedAt: date }], nextToken: text },
  ],
  ['ListAgentRuntimes', () => ({ maxResults: 101 }), 'ValidationException'],
  [
    'UpdateAgentRuntime',
    ({ agentRuntimeId }) => ({
      agentRuntimeId,
      agentRuntimeArtifact: artifact,
      roleArn,
      ...PUBLIC,
    }),
    { agentRuntimeVersion: '2', status: 'UPDATING', createdAt: date, lastUpdatedAt: date },
  ],
  [
    'UpdateAgentRuntime',
    ({ fresh }) => ({ ...fresh.runtime, agentRuntimeArtifact: artifact, roleArn }),
    'ConflictException',
  ],
  ['DeleteAgentRuntime', ({ agentRuntimeId }) => ({ agentRuntimeId }), { status: 'DELETING' }],
  ['DeleteAgentRuntime', ({ fresh }) => fresh.runtime, 'ConflictException'],

  [
    'CreateCodeInterpreter',
    () => ({ name: 'sums', networkConfiguration: { networkMode: 'SANDBOX' } }),
    { codeInterpreterId: text, codeInterpreterArn: text, status: 'CREATING', createdAt: date },
  ],
  ['CreateCodeInterpreter', () => ({ name: 'tool', ...PUBLIC }), 'ConflictException'],
  [
    'GetCodeInterpreter',
    ({ codeInterpreterId }) => ({ codeInterpreterId }),
    { name: 'tool', status: 'READY', createdAt: date, lastUpdatedAt: date },
  ],
  [
    'GetCodeInterpreter',
    () => ({ codeInterpreterId: 'x-0123456789' }),
    'ResourceNotFoundException',
  ],
  [
    'ListCodeInterpreters',
    () => ({}),
    { codeInterpreterSummaries: [{ createdAt: date }, { createdAt: date }] },
  ],
  ['ListCodeInterpreters', () => ({ nextToken: 'x' }), 'ValidationException'],
  [
    'DeleteCodeInterpreter',
    ({ codeInterpreterId }) => ({ codeInterpreterId }),
    { status: 'DELETING', lastUpdatedAt: date },
  ],
  ['DeleteCodeInterpreter', ({ fresh }) => fresh.interpreter, 'ConflictException'],

  [
    'CreateBrowser',
    ({ inVpc }) => ({ name: 'other', networkConfiguration: inVpc }),
    { browserId: text, browserArn: text, status: 'CREATING', createdAt: date },
  ],
  ['CreateBrowser', () => ({ name: 'shop', ...PUBLIC }), 'ConflictException'],
  [
    'GetBrowser',
    ({ browserId }) => ({ browserId }),
    { name: 'shop', status: 'READY', createdAt: date, lastUpdatedAt: date },
  ],
  ['GetBrowser', () => ({ browserId: 'x-0123456789' }), 'ResourceNotFoundException'],
  ['ListBrowsers', () => ({}), { browserSummaries: [{ createdAt: date }, { createdAt: date }] }],
  ['ListBrowsers', () => ({ maxResults: 0 }), 'ValidationException'],
  [
    'DeleteBrowser',
    ({ browserId }) => ({ browserId }),
    { status: 'DELETING', lastUpdatedAt: date },
  ],
  ['DeleteBrowser', ({ fresh }) => fresh.browser, 'ConflictException'],

  ['CreateVpc', () => ({ CidrBlock: '10.1.0.0/16' }), { Vpc: { VpcId: text } }],
  ['CreateVpc', () => ({}), 'InvalidParameterValue'],
  [
    'CreateSubnet',
    ({ VpcId }) => ({ VpcId, CidrBlock: '10.0.9.0/24' }),
    { Subnet: { SubnetId: text } },
  ],
  [
    'CreateSubnet',
    () => ({ VpcId: `vpc-${noId}`, CidrBlock: '10.0.9.0/24' }),
    'InvalidVpcID.NotFound',
  ],
  [
    'CreateSecurityGroup',
    ({ VpcId }) => ({ VpcId, GroupName: 'x', Description: 'x' }),
    { GroupId: text },
  ],
  [
    'CreateSecurityGroup',
    () => ({ VpcId: `vpc-${noId}`, GroupName: 'x', Description: 'x' }),
    'InvalidVpcID.NotFound',
  ],
  [
    'CreateNetworkInterface',
    ({ SubnetId }) => ({ SubnetId }),
    { NetworkInterface: { NetworkInterfaceId: text } },
  ],
  ['CreateNetworkInterface', () => ({ SubnetId: `subnet-${noId}` }), 'InvalidSubnetID.NotFound'],
  ['DescribeVpcs', ({ VpcId }) => ({ VpcIds: [VpcId] }), { Vpcs: [{ VpcId: text }] }],
  ['DescribeVpcs', () => ({ VpcIds: [`vpc-${noId}`] }), 'InvalidVpcID.NotFound'],
  ['DescribeSubnets', ({ SubnetId }) => ({ SubnetIds: [SubnetId] }), { Subnets: [{}] }],
  ['DescribeSubnets', () => ({ SubnetIds: [`subnet-${noId}`] }), 'InvalidSubnetID.NotFound'],
  ['DescribeSecurityGroups', ({ GroupId }) => ({ GroupIds: [GroupId] }), { SecurityGroups: [{}] }],
  ['DescribeSecurityGroups', () => ({ GroupIds: [`sg-${noId}`] }), 'InvalidGroup.NotFound'],
  [
    'DescribeNetworkInterfaces',
    ({ ofService }) => ({ NetworkInterfaceIds: [ofService] }),
    {
      NetworkInterfaces: [
        {
          InterfaceType: 'agentic_ai',
          Status: 'in-use',
          RequesterManaged: false,
          Description: '',
          Attachment: { DeviceIndex: 1, InstanceOwnerId: 'amazon-aws', Status: 'attached' },
          TagSet: [{ Key: 'AmazonBedrockAgentCoreManaged', Value: 'true' }],
        },
      ],
    },
  ],
  [
    'DescribeNetworkInterfaces',
    () => ({ NetworkInterfaceIds: [`eni-${noId}`] }),
    'InvalidNetworkInterfaceID.NotFound',
  ],
  ['DeleteVpc', ({ spare }) => ({ VpcId: spare.VpcId }), {}],
  ['DeleteVpc', ({ VpcId }) => ({ VpcId }), 'DependencyViolation'],
  ['DeleteSubnet', ({ spare }) => ({ SubnetId: spare.SubnetId }), {}],
  ['DeleteSubnet', ({ SubnetId }) => ({ SubnetId }), 'DependencyViolation'],
  ['DeleteSecurityGroup', ({ spare }) => ({ GroupId: spare.GroupId }), {}],
  ['DeleteSecurityGroup', ({ GroupId }) => ({ GroupId }), 'DependencyViolation'],
  ['DeleteNetworkInterface', ({ ofCustomer }) => ({ NetworkInterfaceId: ofCustomer }), {}],
  [
    'DeleteNetworkInterface',
    ({ ofService }) => ({ NetworkInterfaceId: ofService }),
    'OperationNotPermitted',
  ],
  ['DetachNetworkInterface', ({ AttachmentId }) => ({ AttachmentId }), 'OperationNotPermitted'],
  [
    'DetachNetworkInterface',
    () => ({ AttachmentId: `eni-attach-${noId}` }),
    'InvalidAttachmentID.NotFound',
  ],
  [
    'CreateTags',
    ({ ofService }) => ({ Resources: [ofService], Tags: [{ Key: 'a', Value: 'b' }] }),
    {},
  ],
  [
    'CreateTags',
    () => ({ Resources: [`eni-${noId}`], Tags: [{ Key: 'a', Value: 'b' }] }),
    'InvalidNetworkInterfaceID.NotFound',
  ],
];
