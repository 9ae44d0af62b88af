import type { Call, OperationName } from '../../model/index.ts';
import type { RunningServer } from '../../src/server/server.ts';
import { ask, model } from './server.ts';

const trust =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"bedrock-agentcore.amazonaws.com"},"Action":"sts:AssumeRole"}]}';

/** Lets an account have something of everything: what is refused on the way is refused each time. */
export async function filledAccount(server: Pick<RunningServer, 'url'>): Promise<void> {
  const told: string[] = [];
  const call = async (operation: OperationName, input: Call['input'] = {}) => {
    told.push(JSON.stringify(await ask(server, operation, input)));
  };
  const last = (pattern: RegExp) => told.join('').match(pattern)?.at(-1) ?? 'none';
  const goOn = (seconds: number) => model(server, 'POST', 'advance', { seconds });
  await call('CreateVpc', { CidrBlock: '10.0.0.0/16' });
  await call('CreateSubnet', { VpcId: last(/vpc-\w+/g), CidrBlock: '10.0.0.0/24' });
  await call('CreateSecurityGroup', { GroupName: 'a', Description: 'a', VpcId: last(/vpc-\w+/g) });
  await call('CreateRole', { RoleName: 'plain', AssumeRolePolicyDocument: trust });
  await call('CreateUser', { UserName: 'somebody' });
  const inVpc = { subnets: [last(/subnet-\w+/g)], securityGroups: [last(/sg-\w+/g)] };
  const networkConfiguration = { networkMode: 'VPC', vpcConfig: inVpc };
  await call('CreateBrowser', { name: 'one', clientToken: 'x'.repeat(33), networkConfiguration });
  await call('CreateCodeInterpreter', { name: 'two', networkConfiguration });
  await call('CreateBrowser', { name: 'three', networkConfiguration: { networkMode: 'PUBLIC' } });
  await goOn(100);
  await call('DeleteServiceLinkedRole', { RoleName: 'AWSServiceRoleForBedrockAgentCoreNetwork' });
  await goOn(100);
  await call('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId: last(/task\/aws[\w./-]+/g) });
  await call('DeleteServiceLinkedRole', { RoleName: 'AWSServiceRoleForBedrockAgentCoreNetwork' });
  await call('DescribeNetworkInterfaces');
  await model(server, 'GET', 'account');
}
