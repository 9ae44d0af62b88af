import { describe, expect, test } from 'vitest';
import { agentCoreRole, type Seen } from '../../model/index.ts';
import { explain } from '../../src/history/explain.ts';
import type { History } from '../../src/history/history.ts';
import {
  arnOf,
  gone,
  inVpc,
  listed,
  lost,
  made,
  ok,
  outside,
  shown,
} from '../support/browserAnswers.ts';
import { courseOf, refutedIn } from '../support/changedHistories.ts';
import { everyOrder } from '../support/everyOrder.ts';
import { type Asked, historyOf, inTurn } from '../support/inTurn.ts';

const { name: RoleName, principal } = agentCoreRole;
const taskOf = (name: string) => `task/aws-service-role/${principal}/${RoleName}/${name}`;
const [a, c, v] = ['a-0123456789', 'c-0123456789', 'v-0123456789'];
/** A client token that is some resource's name, too. */
const token = `${'l'.repeat(40)}-0123456789`;
const eni = 'eni-0123456789abcdef0';
const failed: Seen = { ok: false, code: 'InternalServerException', status: 500 };
const create = (name: string, networkConfiguration: object, clientToken?: string) => ({
  ...{ name, networkConfiguration },
  ...(clientToken === undefined ? {} : { clientToken }),
});

/** What is asked, and what comes back. */
const asked: Asked = {
  'make a': ['CreateBrowser', create('a', outside), made(a)],
  'make c perhaps': ['CreateBrowser', create('c', outside), lost],
  'fail to make c': ['CreateBrowser', create('c', outside), failed],
  'make l': ['CreateBrowser', create('l'.repeat(40), outside), made(token)],
  'make v': ['CreateBrowser', create('v', inVpc), made(v)],
  'fail to make v': ['CreateBrowser', create('v', inVpc), failed],
  'make v perhaps, by a token': ['CreateBrowser', create('v', inVpc, token), lost],
  'make v by that token': ['CreateBrowser', create('v', outside, token), made(v)],
  'make v outside': ['CreateBrowser', create('v', outside), made(v)],
  'delete a, told c': ['DeleteBrowser', { browserId: a }, gone(c)],
  'c is listed': ['ListBrowsers', {}, listed('READY', c)],
  'a page of c is listed': ['ListBrowsers', { maxResults: 10 }, listed('READY', c)],
  'a and c are listed': ['ListBrowsers', {}, listed('READY', c, a)],
  'c is READY': ['GetBrowser', { browserId: c }, shown(c, 'READY', outside)],
  'v is READY': ['GetBrowser', { browserId: v }, shown(v, 'READY', inVpc)],
  'delete c': ['DeleteBrowser', { browserId: c }, gone(c)],
  'delete v': ['DeleteBrowser', { browserId: v }, gone(v)],
  'delete v by a token': ['DeleteBrowser', { browserId: v, clientToken: token }, gone(v)],
  'the interface is shown': [
    'DescribeNetworkInterfaces',
    {},
    ok({
      NetworkInterfaces: [
        {
          ...{ NetworkInterfaceId: eni, SubnetId: 'subnet-0000000a', Status: 'in-use' },
          ...{ Groups: [{ GroupId: 'sg-0000000a' }], InterfaceType: 'agentic_ai' },
          RequesterManaged: false,
          TagSet: [{ Key: 'AmazonBedrockAgentCoreManaged', Value: 'true' }],
        },
      ],
    }),
  ],
  'tag it': ['CreateTags', { Resources: [eni], Tags: [{ Key: 'a', Value: 'b' }] }, ok({})],
  'no other role': [
    'GetRole',
    { RoleName: 'other' },
    { ok: false, code: 'NoSuchEntity', status: 404 },
  ],
  'delete the role': ['DeleteServiceLinkedRole', { RoleName }, ok({ DeletionTaskId: taskOf('1') })],
  'and again': ['DeleteServiceLinkedRole', { RoleName }, ok({ DeletionTaskId: taskOf('2') })],
  'v holds it': [
    'GetServiceLinkedRoleDeletionStatus',
    { DeletionTaskId: taskOf('1') },
    ok({
      Status: 'FAILED',
      Reason: {
        Reason: 'in use',
        RoleUsageList: [{ Region: 'us-east-1', Resources: [arnOf(v)] }],
      },
    }),
  ],
  'it is deleted': [
    'GetServiceLinkedRoleDeletionStatus',
    { DeletionTaskId: taskOf('2') },
    ok({ Status: 'SUCCEEDED' }),
  ],
};

const task = inTurn('delete the role', 'v holds it');
const again = inTurn('and again', 'it is deleted');

describe('a name that a read tells first is known to the calls that ask by it', () => {
  test.each<[string, readonly string[]]>([
    [
      'a list of what was perhaps made',
      ['make c perhaps', ...inTurn('c is listed', 'delete c', 'no other role')],
    ],
    [
      'of what failed to be made',
      inTurn('fail to make c', 'c is listed', 'delete c', 'no other role'),
    ],
    [
      'a list that goes on while its name is used',
      [...inTurn('fail to make c'), 'c is listed', ...inTurn('c is READY'), 'c is listed'],
    ],
    [
      'a list that shows more',
      ['make c perhaps', ...inTurn('make a', 'a and c are listed', 'delete c', 'no other role')],
    ],
    [
      'a task that is read while its name is used',
      [
        ...inTurn('fail to make v', 'delete the role'),
        'v holds it',
        ...inTurn('v is READY'),
        'v holds it',
      ],
    ],
    ['interfaces', inTurn('make v', 'the interface is shown', 'tag it', 'no other role')],
  ])('%s', async (_, events) => {
    const history = await historyOf(asked, events);
    expect(everyOrder(history)).toBe(true);
    await expectExplained(history);
  });
});

test.each<[string, readonly string[], string]>([
  [
    'that nothing else tells',
    inTurn('fail to make c', 'a page of c is listed', 'c is READY'),
    'undecided',
  ],
  [
    'that a list tells, too',
    inTurn('fail to make c', 'c is listed', 'a page of c is listed', 'c is READY'),
    'yes',
  ],
  ['and nobody asks by', inTurn('a page of c is listed', 'v is READY'), 'no'],
])('a page tells a name %s', async (_, events, verdict) => {
  expect((await explain(await historyOf(asked, events))).verdict).toBe(verdict);
});

test.each<[string, readonly string[]]>([
  [
    'a name',
    inTurn(
      'make a',
      'fail to make c',
      'a and c are listed',
      'c is READY',
      'no other role',
      'delete a, told c',
    ),
  ],
  [
    'another resource',
    [
      ...inTurn('fail to make v'),
      ...task,
      ...inTurn('delete v'),
      ...again,
      ...inTurn('make v outside'),
    ],
  ],
])('a later answer that takes one for %s is to blame, and none before', async (_, events) => {
  const course = courseOf(await historyOf(asked, events));
  const last = course.calls.at(-1)?.ended;
  expect(refutedIn(course)?.ended).toBe(last);
  for (const answer of course.answers) {
    const found = refutedIn(course.relevantTo(answer));
    expect([answer.ended, found === undefined || found.ended === last]).toEqual([
      answer.ended,
      true,
    ]);
  }
});

describe('a resource of the role is no other one', () => {
  test.each<[string, readonly string[]]>([
    [
      'that a token makes again',
      [
        'make v perhaps, by a token',
        ...inTurn('make v by that token'),
        ...task,
        ...inTurn('delete v'),
        ...again,
      ],
    ],
    [
      'that a token is called like',
      [...inTurn('make l', 'make v', 'delete v by a token'), ...again],
    ],
  ])('%s', async (_, events) => {
    await expectExplained(await historyOf(asked, events));
  });
});

/** Explained by all calls, and by those that are relevant to each answer. */
async function expectExplained(history: History): Promise<void> {
  expect((await explain(history)).verdict).toBe('yes');
  const course = courseOf(history);
  expect(refutedIn(course)).toBeUndefined();
  for (const answer of course.answers)
    expect([answer.call.operation, refutedIn(course.relevantTo(answer))?.call.operation]).toEqual([
      answer.call.operation,
      undefined,
    ]);
}
