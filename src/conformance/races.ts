import {
  agentCoreRole,
  type Call,
  type OperationName,
  type RequirementId,
  type Seen,
} from '../../model/index.ts';
import { usualRegion } from './cases.ts';

/** Makes a call, in the usual Region where none is named. */
export type Ask = (
  operation: OperationName,
  input: Call['input'],
  region?: string,
) => Promise<Seen>;
/** One who makes one call at a time. */
export type Client = (ask: Ask) => Promise<void>;

/** Clients that call at the same time, and what is there before. */
export interface Race {
  readonly requirements: readonly RequirementId[];
  readonly before: Client;
  readonly clients: readonly Client[];
}

const looksMax = 3;
const otherRegion = 'eu-west-1';
const nothing: Client = async () => {};

const createRole: Client = async (ask) => {
  await ask('CreateServiceLinkedRole', { AWSServiceName: agentCoreRole.principal });
};
const createInVpc =
  (name: string, region = usualRegion): Client =>
  async (ask) => {
    const vpcConfig = { subnets: ['subnet-00000000'], securityGroups: ['sg-00000000'] };
    const networkConfiguration = { networkMode: 'VPC', vpcConfig };
    const seen = await ask('CreateBrowser', { name, networkConfiguration }, region);
    if (seen.ok === true)
      await ask('GetBrowser', { browserId: String(seen.output.browserId) }, region);
    await readRole(ask);
  };
/** Looks at the role. */
export const readRole: Client = async (ask) => {
  await ask('GetRole', { RoleName: agentCoreRole.name });
};
const deleteRole: Client = async (ask) => {
  const seen = await ask('DeleteServiceLinkedRole', { RoleName: agentCoreRole.name });
  const task = seen.ok === true ? String(seen.output.DeletionTaskId) : undefined;
  for (let looks = 0; task !== undefined && looks < looksMax; looks++)
    await ask('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId: task });
};

/** What several clients do at once. */
export const races: Readonly<Record<string, Race>> = {
  'create-against-delete': {
    requirements: ['task-fails-while-used', 'role-remade-by-vpc-create'],
    before: createRole,
    clients: [createInVpc('alpha'), deleteRole],
  },
  'two-creators': {
    requirements: ['role-made-by-vpc-create'],
    before: nothing,
    clients: [createInVpc('alpha'), createInVpc('beta'), createRole],
  },
  'delete-against-status': {
    requirements: ['task-fails-while-used'],
    before: async (ask) => {
      await createInVpc('alpha')(ask);
      await deleteRole(ask);
    },
    clients: [deleteRole, deleteRole, readRole],
  },
  'second-region': {
    requirements: ['any-region-holds-role'],
    before: createRole,
    clients: [createInVpc('alpha', otherRegion), deleteRole],
  },
};
