import { describe, expect, test } from 'vitest';
import { agentCoreRole } from '../../model/index.ts';
import { searched } from '../../src/history/calls.ts';
import { lastingStatuses } from '../../src/history/lasting.ts';
import { relevantTo } from '../../src/history/relevant.ts';
import { gone, inVpc, listed, lost, made, ok, outside, shown } from '../support/browserAnswers.ts';
import { type Asked, historyOf, inTurn } from '../support/inTurn.ts';

const { name: RoleName, principal } = agentCoreRole;
const DeletionTaskId = `task/aws-service-role/${principal}/${RoleName}/one`;
const [a, b, r] = ['a-0123456789', 'b-0123456789', 'r-0123456789'];
const runtime = (more: object) => ({
  agentRuntimeArtifact: {},
  roleArn: 'arn:aws:iam::123456789012:role/agent',
  networkConfiguration: outside,
  ...more,
});
const madeRuntime = (status: string) =>
  ok({
    agentRuntimeArn: `arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/${r}`,
    agentRuntimeId: r,
    agentRuntimeVersion: '1',
    createdAt: '2026-01-01T00:00:00Z',
    status,
  });
const create = (name: string, networkConfiguration: object) => ({ name, networkConfiguration });

/** What is asked, and what comes back. */
const asked: Asked = {
  'create a': ['CreateBrowser', create('a', outside), made(a)],
  'create a in a VPC': ['CreateBrowser', create('a', inVpc), made(a)],
  'create b in a VPC': ['CreateBrowser', create('b', inVpc), made(b)],
  'create b, told the name of a': ['CreateBrowser', create('b', inVpc), made(a)],
  'create c perhaps': ['CreateBrowser', create('c', outside), lost],
  'a is CREATING': ['GetBrowser', { browserId: a }, shown(a, 'CREATING', outside)],
  'a is READY': ['GetBrowser', { browserId: a }, shown(a, 'READY', outside)],
  'b is READY': ['GetBrowser', { browserId: b }, shown(b, 'READY', inVpc)],
  'all are CREATING': ['ListBrowsers', {}, listed('CREATING', a)],
  'all are READY': ['ListBrowsers', {}, listed('READY', a)],
  'none is there': ['ListBrowsers', {}, listed('READY')],
  'create r': ['CreateAgentRuntime', runtime({ agentRuntimeName: 'r' }), madeRuntime('CREATING')],
  'update r': ['UpdateAgentRuntime', runtime({ agentRuntimeId: r }), madeRuntime('UPDATING')],
  'r is READY': ['GetAgentRuntime', { agentRuntimeId: r }, madeRuntime('READY')],
  'delete a': ['DeleteBrowser', { browserId: a }, gone(a)],
  'delete a perhaps': ['DeleteBrowser', { browserId: a }, lost],
  'delete b': ['DeleteBrowser', { browserId: b }, gone(b)],
  'delete the role': ['DeleteServiceLinkedRole', { RoleName }, ok({ DeletionTaskId })],
  'the task is FAILED': [
    'GetServiceLinkedRoleDeletionStatus',
    { DeletionTaskId },
    ok({ Status: 'FAILED' }),
  ],
  'the task is IN_PROGRESS': [
    'GetServiceLinkedRoleDeletionStatus',
    { DeletionTaskId },
    ok({ Status: 'IN_PROGRESS' }),
  ],
  'the role is there': ['GetRole', { RoleName }, ok({ Role: { RoleName } })],
};

/** The calls of some events, with their names. */
async function callsOf(events: readonly string[]) {
  const { calls, startOf } = await historyOf(asked, events);
  const start = startOf(calls[0]?.account ?? '');
  return { calls: searched(calls), names: [...new Set(events)], start };
}

const during = (name: string, other: string) => [name, other, other, name];

describe('a read that shows what lasts is looked for at its answer, if no call under way may have changed that', () => {
  test('statuses last in which nothing happens unasked', () => {
    const failed = ['CREATE_FAILED', 'DELETE_FAILED'];
    const statuses = Object.entries(lastingStatuses()).map(([of, all]) => [of, [...all].sort()]);
    expect(Object.fromEntries(statuses)).toEqual({
      ServiceLinkedRoleDeletionStatus: ['FAILED', 'SUCCEEDED', 'none'],
      AgentRuntime: [...failed, 'READY', 'UPDATE_FAILED', 'none'],
      CodeInterpreter: [...failed, 'READY', 'none'],
      Browser: [...failed, 'READY', 'none'],
    });
  });

  test.each([
    ['a is READY', 'create b in a VPC', true],
    ['a is READY', 'delete b', true],
    ['a is READY', 'delete the role', true],
    ['a is READY', 'delete a', false],
    ['a is READY', 'delete a perhaps', false],
    ['r is READY', 'create r', true],
    ['r is READY', 'update r', false],
    ['a is CREATING', 'delete b', false],
    ['all are READY', 'delete the role', true],
    ['all are READY', 'create c perhaps', false],
    ['all are CREATING', 'delete the role', false],
    ['none is there', 'the role is there', true],
    ['none is there', 'create b in a VPC', false],
    ['the task is FAILED', 'create b in a VPC', true],
    ['the task is FAILED', 'delete the role', false],
    ['the task is IN_PROGRESS', 'create b in a VPC', false],
    ['the role is there', 'create b in a VPC', false],
  ])('%s, and meanwhile: %s', async (read, other, isLate) => {
    const orders = [during(read, other), during(other, read), [read, other, read, other]];
    for (const order of [...orders, [other, read, other, read]]) {
      const { calls, names } = await callsOf(order);
      const found = calls[names.indexOf(read)];
      expect([order, found?.after]).toEqual([
        order,
        isLate ? (found?.ended ?? 0) - 1 : found?.invoked,
      ]);
    }
  });

  test.each([
    ['delete a perhaps', false],
    ['delete a', true],
  ])('%s, long before', async (other, isLate) => {
    const { calls, names } = await callsOf([
      ...inTurn(other),
      ...during('a is READY', 'b is READY'),
    ]);
    const found = calls[names.indexOf('a is READY')];
    expect((found?.after ?? 0) > (found?.invoked ?? 0)).toBe(isLate);
  });
});

describe('what is relevant to an answer about the role', () => {
  test.each([
    ['a public resource is not', ['create a', 'a is READY', 'delete a'], []],
    ['one in a VPC is', ['create a in a VPC', 'delete a'], ['create a in a VPC', 'delete a']],
    [
      'nor is a read of what goes on by itself',
      ['create b in a VPC', 'all are READY'],
      ['create b in a VPC'],
    ],
    ['one that is changed otherwise is', ['create r', 'update r'], ['create r', 'update r']],
    [
      'one of which the name is told twice is',
      ['create a', 'create b, told the name of a'],
      ['create a', 'create b, told the name of a'],
    ],
    ['one whose name is not known is', ['create c perhaps'], ['create c perhaps']],
    [
      'whatever was asked of the role is',
      ['delete the role', 'the task is FAILED'],
      ['delete the role', 'the task is FAILED'],
    ],
  ])('%s', async (_, events, relevant) => {
    const { calls, names, start } = await callsOf(inTurn(...events, 'the role is there'));
    const target = calls.at(-1);
    if (target === undefined) throw new Error('there is a target');
    const found = relevantTo(start, calls, target);
    expect(
      found.map(({ invoked }) => names[calls.findIndex((each) => each.invoked === invoked)]),
    ).toEqual([...relevant, 'the role is there']);
    expect(found.map(({ number }) => number)).toEqual([...found.keys()]);
  });

  test('to an answer about a resource, all of its kind and Region are', async () => {
    const { calls, start } = await callsOf(
      inTurn('create a', 'all are CREATING', 'a is CREATING', 'delete a'),
    );
    expect(relevantTo(start, calls, calls.at(-1) as (typeof calls)[number]).length).toBe(4);
  });
});
