import { agentCoreRole, trustPolicy } from '../../model/index.ts';
import type { WrittenStep } from './cases.ts';

const call = (
  operation: Extract<WrittenStep, { call: unknown }>['call'],
  input: Readonly<Record<string, unknown>>,
): WrittenStep => ({ call: operation, input });

const other = 'beta-0123456789';
const clientToken = `token-${'0'.repeat(30)}`;
const runtime = {
  agentRuntimeArtifact: {},
  roleArn: 'arn:aws:iam::123456789012:role/execution',
};
const networkConfiguration = { networkMode: 'PUBLIC' };
const tool = (operation: 'CreateBrowser' | 'CreateCodeInterpreter', name: string) =>
  call(operation, { name, networkConfiguration, clientToken });
const createRuntime = call('CreateAgentRuntime', { agentRuntimeName: 'alpha', ...runtime });
const runtimeWithToken = (agentRuntimeName: string) =>
  call('CreateAgentRuntime', { agentRuntimeName, ...runtime, clientToken });
const trusting = JSON.stringify(trustPolicy('ec2.amazonaws.com'));
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const firstId = 'alpha-{{Resource:1}}';
const ready: WrittenStep = { wait: { machine: 'resource', type: 'succeed', id: firstId } };
const update = (description: string) =>
  call('UpdateAgentRuntime', { agentRuntimeId: firstId, ...runtime, clientToken, description });
const remove = (kind: 'Browser' | 'CodeInterpreter', member: string, id: string, token: string) =>
  call(`Delete${kind}`, { [member]: id, clientToken: token });

const network = 'us-east-1/subnet-00000000/sg-00000000';
const inVpc = (name: string) =>
  call('CreateBrowser', {
    name,
    networkConfiguration: {
      networkMode: 'VPC',
      vpcConfig: { subnets: ['subnet-00000000'], securityGroups: ['sg-00000000'] },
    },
  });

const role = { RoleName: agentCoreRole.name };
const deletion: readonly WrittenStep[] = [
  call('DeleteServiceLinkedRole', role),
  { wait: { machine: 'role', type: 'task.starts' } },
  { wait: { machine: 'role', type: 'task.ends' } },
];
const inVpcRuntime = call('CreateAgentRuntime', {
  agentRuntimeName: 'alpha',
  ...runtime,
  networkConfiguration: {
    networkMode: 'VPC',
    networkModeConfig: { subnets: ['subnet-00000000'], securityGroups: ['sg-00000000'] },
  },
});

/**
 * Calls that random sequences seldom make one after the other, by what they are about: what is answered to them is the
 * model's to say.
 */
export const rareWays: Readonly<Record<string, readonly WrittenStep[]>> = {
  'DeleteServiceLinkedRole on an ordinary role is refused.': [
    call('CreateRole', { RoleName: 'plain', AssumeRolePolicyDocument: trusting }),
    call('DeleteServiceLinkedRole', { RoleName: 'plain' }),
  ],
  'CreateBrowser with a client token that was used for another one.': [
    tool('CreateBrowser', 'alpha'),
    tool('CreateBrowser', 'beta'),
  ],
  'CreateCodeInterpreter with a client token that was used for another one.': [
    tool('CreateCodeInterpreter', 'alpha'),
    tool('CreateCodeInterpreter', 'beta'),
  ],
  'UpdateAgentRuntime with a client token that was used for another change.': [
    createRuntime,
    ready,
    update('one'),
    ready,
    update('another'),
  ],
  'DeleteBrowser with a client token that was used for another one.': [
    tool('CreateBrowser', 'alpha'),
    ready,
    remove('Browser', 'browserId', firstId, clientToken),
    remove('Browser', 'browserId', other, clientToken),
  ],
  'DeleteCodeInterpreter with a client token that was used for another one.': [
    tool('CreateCodeInterpreter', 'alpha'),
    ready,
    remove('CodeInterpreter', 'codeInterpreterId', firstId, clientToken),
    remove('CodeInterpreter', 'codeInterpreterId', other, clientToken),
  ],
  'CreateAgentRuntime with a client token that was used for another one.': [
    runtimeWithToken('alpha'),
    runtimeWithToken('beta'),
  ],
  'GetUser of nobody is refused.': [call('GetUser', { UserName: 'nobody' })],
  'GetUser of a name that cannot be is refused.': [call('GetUser', { UserName: '' })],
  'DeleteUser is refused while a policy is attached.': [
    call('CreateUser', { UserName: 'user' }),
    call('AttachUserPolicy', { UserName: 'user', PolicyArn: readOnly }),
    call('DeleteUser', { UserName: 'user' }),
  ],
  'DeleteRole is refused while a policy is attached.': [
    call('CreateRole', { RoleName: 'plain', AssumeRolePolicyDocument: trusting }),
    call('AttachRolePolicy', { RoleName: 'plain', PolicyArn: readOnly }),
    call('DeleteRole', { RoleName: 'plain' }),
  ],
  'DetachRolePolicy takes off a policy that is attached.': [
    call('CreateRole', { RoleName: 'plain', AssumeRolePolicyDocument: trusting }),
    call('AttachRolePolicy', { RoleName: 'plain', PolicyArn: readOnly }),
    call('DetachRolePolicy', { RoleName: 'plain', PolicyArn: readOnly }),
  ],
  'DeleteNetworkInterface on an interface of the service is refused.': [
    inVpc('alpha'),
    ready,
    call('DescribeNetworkInterfaces', {}),
    call('DeleteNetworkInterface', { NetworkInterfaceId: 'eni-{{Interface:2}}' }),
  ],
  'An interface that two resources share stays when one of them goes.': [
    inVpc('alpha'),
    ready,
    inVpc('beta'),
    { wait: { machine: 'resource', type: 'succeed', id: 'beta-{{Resource:3}}' } },
    call('DeleteBrowser', { browserId: firstId }),
    ready,
  ],
  'DeleteBrowser with a client token that is none is refused.': [
    remove('Browser', 'browserId', other, 'malformed'),
  ],
  'DeleteCodeInterpreter with a client token that is none is refused.': [
    remove('CodeInterpreter', 'codeInterpreterId', other, 'malformed'),
  ],
  'DeleteSecurityGroup is refused while an interface is in the group.': [
    call('CreateVpc', { CidrBlock: '10.0.0.0/16' }),
    call('CreateSubnet', { VpcId: 'vpc-{{Vpc:1}}', CidrBlock: '10.0.0.0/24' }),
    call('CreateSecurityGroup', {
      VpcId: 'vpc-{{Vpc:1}}',
      GroupName: 'value',
      Description: 'value',
    }),
    call('CreateNetworkInterface', {
      SubnetId: 'subnet-{{Subnet:2}}',
      Groups: ['sg-{{SecurityGroup:3}}'],
    }),
    call('DeleteSecurityGroup', { GroupId: 'sg-{{SecurityGroup:3}}' }),
  ],
  'ListRoles shows the role.': [
    call('CreateServiceLinkedRole', { AWSServiceName: agentCoreRole.principal }),
    call('ListRoles', {}),
  ],
  'A task that has failed stays as it is when nothing holds the role any more.': [
    inVpc('alpha'),
    ready,
    ...deletion,
    call('DeleteBrowser', { browserId: firstId }),
    ready,
  ],
  'A browser that failed to be deleted holds the role.': [
    inVpc('alpha'),
    ready,
    call('DeleteBrowser', { browserId: firstId }),
    { wait: { machine: 'resource', type: 'fail', id: firstId } },
    ...deletion,
  ],
  'A runtime on its way out of the VPC still holds the role.': [
    inVpcRuntime,
    ready,
    call('UpdateAgentRuntime', { agentRuntimeId: firstId, ...runtime, networkConfiguration }),
    ...deletion,
  ],
  'An interface is released while the role waits for its first resource, in another Region, to be ready.':
    [
      inVpc('alpha'),
      { ...inVpc('beta'), region: 'eu-west-1' },
      { wait: { machine: 'interface', type: 'attach', network } },
      { wait: { machine: 'resource', type: 'fail', id: firstId } },
      call('DeleteBrowser', { browserId: firstId }),
      ready,
      { wait: { machine: 'interface', type: 'release', network } },
    ],
};
