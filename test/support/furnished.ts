import type { RunningServer } from '../../src/server/server.ts';
import type { SdkClients } from './sdkClients.ts';
import { model } from './server.ts';

export const roleName = 'AWSServiceRoleForBedrockAgentCoreNetwork';
/** An ordinary role without policies. */
export const ordinaryRole = 'plain';
export const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });

/** What is in an account in which something of everything was made. */
export type Made = Awaited<ReturnType<typeof furnish>>;

/** A VPC with what a resource needs in it, and what nothing needs. */
async function network({ ec2 }: SdkClients) {
  const vpc = async () => (await ec2.createVpc({ CidrBlock: '10.0.0.0/16' })).Vpc?.VpcId as string;
  const VpcId = await vpc();
  const subnet = async (CidrBlock: string) =>
    (await ec2.createSubnet({ VpcId, CidrBlock })).Subnet?.SubnetId as string;
  const group = async (GroupName: string) =>
    (await ec2.createSecurityGroup({ VpcId, GroupName, Description: 'of a test' }))
      .GroupId as string;
  const SubnetId = await subnet('10.0.1.0/24');
  const GroupId = await group('used');
  const spare = {
    VpcId: await vpc(),
    SubnetId: await subnet('10.0.2.0/24'),
    GroupId: await group('spare'),
  };
  const { NetworkInterface } = await ec2.createNetworkInterface({ SubnetId });
  return { VpcId, SubnetId, GroupId, spare, ofCustomer: NetworkInterface?.NetworkInterfaceId };
}

async function identities({ iam }: SdkClients): Promise<void> {
  for (const RoleName of [ordinaryRole, 'worker'])
    await iam.createRole({ RoleName, AssumeRolePolicyDocument: trust });
  await iam.attachRolePolicy({ RoleName: 'worker', PolicyArn: readOnly });
  await iam.putRolePolicy({ RoleName: 'worker', PolicyName: 'p', PolicyDocument: trust });
  for (const UserName of ['someone', 'worker']) await iam.createUser({ UserName });
  for (const GroupName of ['some', 'workers']) await iam.createGroup({ GroupName });
  await iam.attachUserPolicy({ UserName: 'worker', PolicyArn: readOnly });
  await iam.attachGroupPolicy({ GroupName: 'workers', PolicyArn: readOnly });
}

/** Makes something of everything by calls, and leaves a deletion of the role behind that failed. */
export async function furnish(server: RunningServer, clients: SdkClients) {
  const { iam, ec2, agentcore } = clients;
  await identities(clients);
  const { SubnetId, GroupId, ...others } = await network(clients);
  const vpc = { subnets: [SubnetId], securityGroups: [GroupId] };
  const inVpc = { networkMode: 'VPC', vpcConfig: vpc } as const;
  const runtimeInVpc = { networkMode: 'VPC', networkModeConfig: vpc } as const;
  const runtime = (agentRuntimeName: string) =>
    agentcore.createAgentRuntime({
      agentRuntimeName,
      agentRuntimeArtifact: { containerConfiguration: { containerUri: 'image' } },
      roleArn: 'arn:aws:iam::123456789012:role/worker',
      networkConfiguration: runtimeInVpc,
    });
  const { agentRuntimeId } = await runtime('agent');
  const { browserId } = await agentcore.createBrowser({
    name: 'shop',
    networkConfiguration: inVpc,
  });
  const { codeInterpreterId } = await agentcore.createCodeInterpreter({
    name: 'tool',
    networkConfiguration: inVpc,
  });
  const { DeletionTaskId } = await iam.deleteServiceLinkedRole({ RoleName: roleName });
  await model(server, 'POST', 'advance', { seconds: 600 });
  await iam.tagRole({ RoleName: roleName, Tags: [{ Key: 'team', Value: 'a b' }] });
  const { Role } = await iam.getRole({ RoleName: roleName });
  const Arn = Role?.Arn as string;
  const { JobId } = await iam.generateServiceLastAccessedDetails({ Arn });
  const { NetworkInterfaces = [] } = await ec2.describeNetworkInterfaces({
    Filters: [{ Name: 'interface-type', Values: ['agentic_ai'] }],
  });
  const [ofService] = NetworkInterfaces;
  const PUBLIC = { networkConfiguration: { networkMode: 'PUBLIC' } } as const;
  const fresh = {
    runtime: { agentRuntimeId: (await runtime('fresh')).agentRuntimeId },
    browser: { browserId: (await agentcore.createBrowser({ name: 'fresh', ...PUBLIC })).browserId },
    interpreter: {
      codeInterpreterId: (await agentcore.createCodeInterpreter({ name: 'fresh', ...PUBLIC }))
        .codeInterpreterId,
    },
  };
  return {
    ...others,
    SubnetId,
    GroupId,
    inVpc,
    runtimeInVpc,
    agentRuntimeId,
    browserId,
    codeInterpreterId,
    DeletionTaskId: DeletionTaskId as string,
    Arn,
    JobId,
    ofService: ofService?.NetworkInterfaceId,
    AttachmentId: ofService?.Attachment?.AttachmentId,
    fresh,
  };
}
