import { type Account, agentCoreRole, type Call, callers } from '../../model/index.ts';

const { name: RoleName, principal } = agentCoreRole;
const networkConfiguration = {
  networkMode: 'VPC',
  vpcConfig: { subnets: ['subnet-00000001'], securityGroups: ['sg-00000001'] },
};

/** A call of clients that all want the same: two browsers in one network, the role, and its newest deletion task. */
export function contendedCall({ core }: Account, random: () => number): Call {
  const call = (operation: string, input: Call['input']): Call => ({
    operation,
    caller: callers.administrator,
    region: 'us-east-1',
    input,
  });
  const browserId = core.resources[Math.floor(random() * core.resources.length)]?.id;
  const DeletionTaskId = `task/aws-service-role/${principal}/${RoleName}/{{Task:${core.tasksOpened}}}`;
  const lot = random();
  if (lot < 0.15 || (lot < 0.6 && browserId === undefined))
    return call('CreateBrowser', { name: `b${Math.floor(random() * 2)}`, networkConfiguration });
  if (lot < 0.3) return call('DeleteBrowser', { browserId });
  if (lot < 0.45) return call('GetBrowser', { browserId });
  if (lot < 0.6) return call('ListBrowsers', {});
  if (lot < 0.7) return call('GetRole', { RoleName });
  if (lot < 0.75) return call('CreateServiceLinkedRole', { AWSServiceName: principal });
  if (lot < 0.9 || core.tasksOpened === 0) return call('DeleteServiceLinkedRole', { RoleName });
  return call('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId });
}
