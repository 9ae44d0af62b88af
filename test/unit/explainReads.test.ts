import { expect, test } from 'vitest';
import { agentCoreRole } from '../../model/index.ts';
import { explain } from '../../src/history/explain.ts';
import { type Asked, historyOf, inTurn } from '../support/inTurn.ts';

const { name: RoleName, principal } = agentCoreRole;
const taskId = (name: string) => `task/aws-service-role/${principal}/${RoleName}/${name}`;
const arn = 'arn:aws:bedrock-agentcore:us-east-1:123456789012:browser-custom/a-0123456789';
const networkConfiguration = {
  networkMode: 'VPC',
  vpcConfig: { subnets: ['subnet-0000000a'], securityGroups: ['sg-0000000a'] },
};

/** What is asked, and what comes back. */
const asked: Asked = {
  create: [
    'CreateBrowser',
    { name: 'a', networkConfiguration },
    {
      ok: true,
      output: {
        browserArn: arn,
        browserId: 'a-0123456789',
        createdAt: '2026-01-01T00:00:00Z',
        status: 'CREATING',
      },
    },
  ],
  'first task': [
    'DeleteServiceLinkedRole',
    { RoleName },
    { ok: true, output: { DeletionTaskId: taskId('one') } },
  ],
  delete: [
    'DeleteBrowser',
    { browserId: 'a-0123456789' },
    {
      ok: true,
      output: {
        browserId: 'a-0123456789',
        lastUpdatedAt: '2026-01-01T00:00:00Z',
        status: 'DELETING',
      },
    },
  ],
  'second task, perhaps': [
    'DeleteServiceLinkedRole',
    { RoleName },
    { ok: false, code: 'InternalFailure', status: 500 },
  ],
  'no role': ['GetRole', { RoleName }, { ok: false, code: 'NoSuchEntity', status: 404 }],
  'first failed': [
    'GetServiceLinkedRoleDeletionStatus',
    { DeletionTaskId: taskId('one') },
    {
      ok: true,
      output: {
        Status: 'FAILED',
        Reason: {
          Reason: 'in use',
          RoleUsageList: [{ Region: 'us-east-1', Resources: [arn] }],
        },
      },
    },
  ],
};

const verdictOn = async (events: readonly string[]): Promise<string> => {
  const bounds = { 'iam.role.becomesVisible': 0.001 };
  return (await explain(await historyOf(asked, events, { bounds }))).verdict;
};

const before = inTurn('create', 'first task', 'delete');
const second = 'second task, perhaps';
const read = 'no role';

test.each([
  ['answered before the change', [second, read, read, second], 'yes'],
  ['answered after the change', [second, read, second, read], 'yes'],
  ['over before the change', [read, read, second, second], 'no'],
])(
  'a read that could come first but must not, as a later answer tells: %s',
  async (_, events, verdict) => {
    expect(await verdictOn([...before, ...events, ...inTurn('first failed')])).toBe(verdict);
  },
);
