import { describe, expect, test } from 'vitest';
import {
  certain,
  failures,
  newAccount,
  type ObserveOptions,
  observe,
  type Possible,
  permissionsPolicy,
  type Seen,
  trustPolicy,
} from '../../model/index.ts';
import { callOf, known, type Refusal, refused } from '../support/account.ts';

type Output = Readonly<Record<string, unknown>>;
/** A call in words, and what came back: an output, a refusal, or nothing. */
type Sight = readonly [words: string, seen: Output | Refusal | 'lost'];
/** What was seen in turn, and whether the last of it can be explained; all before it can. */
type Row = readonly [title: string, sights: readonly Sight[], explained: boolean];

const [first, second] = ['AROAEXAMPLEEXAMPLE001', 'AROAEXAMPLEEXAMPLE002'];
const taskPath = `task/aws-service-role/${known.principal}/${known.role}`;
/** The names that the target picks. */
const names = {
  ...known,
  alpha: 'alpha-0123456789',
  "alpha's kind": 'AgentRuntime',
  beta: 'beta-abcdefghij',
  "beta's kind": 'Browser',
  task: `${taskPath}/11111111-1111-4111-8111-111111111111`,
  next: `${taskPath}/22222222-2222-4222-8222-222222222222`,
};
const arnOf = (region: string, id: string) =>
  `arn:aws:bedrock-agentcore:${region}:123456789012:${id}`;
const alphaArn = arnOf('us-east-1', `runtime/${names.alpha}`);
const betaArn = arnOf('eu-west-1', `browser-custom/${names.beta}`);

const role = (RoleId: string, more: Output = {}) => ({
  Role: {
    Path: `/aws-service-role/${known.principal}/`,
    RoleName: known.role,
    RoleId,
    Arn: known.arn,
    CreateDate: '2026-01-01T00:00:00Z',
    AssumeRolePolicyDocument: trustPolicy(known.principal),
    ...more,
  },
});
const full = { MaxSessionDuration: 3600, RoleLastUsed: {} };
const made = (id = first, more: Output = {}): Sight => ['makeRole', role(id, more)];
const got = (id = first, more: Output = {}): Sight => ['getRole', role(id, { ...full, ...more })];
const absent: Sight = ['getRole', refused.noSuch];
const requested = (DeletionTaskId = names.task): Sight => ['deleteRole', { DeletionTaskId }];
const status = (Status: string, more: Output = {}): Sight => ['status', { Status, ...more }];
const because = (RoleUsageList?: unknown): Sight =>
  status('FAILED', {
    Reason: { Reason: 'in use', ...(RoleUsageList === undefined ? {} : { RoleUsageList }) },
  });
const purged: Sight = ['status', refused.noSuch];
const runtime = (mode = 'VPC', id = names.alpha): Sight => [
  `runtime alpha ${mode}`,
  {
    agentRuntimeArn: arnOf('us-east-1', `runtime/${id}`),
    agentRuntimeId: id,
    agentRuntimeVersion: '1',
    createdAt: 1,
    status: 'CREATING',
  },
];
const browser = (id = names.beta): Sight => [
  'browser beta VPC in:eu-west-1',
  {
    browserArn: arnOf('eu-west-1', `browser-custom/${id}`),
    browserId: id,
    createdAt: 1,
    status: 'CREATING',
  },
];
const both = [runtime(), browser(), requested()];
const inSession = [made(), got(), requested()];
const numbered = (number: number): Sight => requested(`${taskPath}/${number}`);
const fate = (number: number, [, seen]: Sight): Sight => [
  `status DeletionTaskId=${taskPath}/${number}`,
  seen,
];
const gotAlpha = (state: string, more: Output = {}): Sight => [
  'get alpha',
  {
    agentRuntimeId: names.alpha,
    agentRuntimeArn: alphaArn,
    agentRuntimeName: 'alpha',
    agentRuntimeVersion: '1',
    status: state,
    networkConfiguration: { networkMode: 'PUBLIC' },
    roleArn: 'arn:aws:iam::123456789012:role/agent',
    lifecycleConfiguration: {},
    createdAt: 1,
    lastUpdatedAt: 1,
    ...more,
  },
];

const outcomes: readonly Row[] = [
  ['an output that fits is explained', [made()], true],
  ['so is one that says more', [made(first, { Novelty: 1 })], true],
  ['one with another value is not', [made(first, { Arn: `${known.arn}x` })], false],
  ['nor one that lacks a member', [made(first, { CreateDate: undefined })], false],
  ['nor one with a member that is never there', [made(first, { PermissionsBoundary: {} })], false],
  ['a refusal with its code and status is explained', [absent], true],
  ['one with another code is not', [['getRole', ['NotFound', 404]]], false],
  ['nor one with another status', [['getRole', ['NoSuchEntity', 400]]], false],
  ['nor an output where there is a refusal', [made(), made(second)], false],
  ['nor a refusal where there is an output', [['makeRole', refused.taken]], false],
  ['what was lost may have happened', [['makeRole', 'lost'], got()], true],
  ['and may not have happened', [['makeRole', 'lost'], absent, made()], true],
  ['but not both', [['makeRole', 'lost'], got(), made(second)], false],
  ['a lost request may delete the role', [made(), got(), ['deleteRole', 'lost'], absent], true],
  ['a lost read has changed nothing', [made(), got(), ['getRole', 'lost'], absent], false],
  ['an open task may fail', [...inSession, because()], true],
  ['and may succeed', [...inSession, status('SUCCEEDED')], true],
  ['and may not have started', [...inSession, status('NOT_STARTED')], true],
  ['and never goes back', [...inSession, status('IN_PROGRESS'), status('NOT_STARTED')], false],
  ['a task that failed does not succeed', [...inSession, because(), status('SUCCEEDED')], false],
  ['a failed task gives its reason', [...inSession, status('FAILED')], false],
  ['no other gives one', [...inSession, status('SUCCEEDED', { Reason: { Reason: 'a' } })], false],
  ['after a failure the role is there', [...inSession, because(), absent], false],
  ['after a success it is not', [...inSession, status('SUCCEEDED'), got()], false],
  ['with a resource in a VPC none succeeds', [runtime(), requested(), status('SUCCEEDED')], false],
  ['with one outside it may', [runtime('PUBLIC'), made(), requested(), status('SUCCEEDED')], true],
  [
    'a resource in any failed state may say why',
    [
      runtime('PUBLIC'),
      gotAlpha('READY'),
      ['delete alpha', { agentRuntimeId: names.alpha, status: 'DELETING' }],
      gotAlpha('DELETE_FAILED', { failureReason: 'a' }),
    ],
    true,
  ],
  ['a ready one does not', [runtime('PUBLIC'), gotAlpha('READY', { failureReason: 'a' })], false],
];

const remade = [...inSession, status('SUCCEEDED')];
const picked: readonly Row[] = [
  ['the same RoleId twice is explained', [made(), got(), got()], true],
  ['another one is not', [made(), got(second)], false],
  ['a role made again has a fresh RoleId', [...remade, made(second), got(second)], true],
  ['and no RoleId of before', [...remade, made(first)], false],
  ['an open task keeps its id', [made(), requested(), requested()], true],
  ['a task may have failed unseen', [made(), requested(), requested(names.next)], true],
  ['but its id is gone', [made(), requested(), requested(names.next), requested()], false],
  [
    'a failed task makes way for a fresh id',
    [...inSession, because(), requested(names.next)],
    true,
  ],
  ['and not to its own', [...inSession, because(), requested()], false],
  ['an id has the form of a task id', [made(), requested('11111111')], false],
  ['one id for two things is refused', [runtime(), browser('beta-0123456789')], false],
  ['two ids for two things are explained', [runtime(), browser()], true],
  ['an id is that of its name', [runtime('VPC', 'gamma-0123456789')], false],
  [
    'a name within another is told from it',
    [made(), numbered(1), fate(1, because()), numbered(11), fate(11, status('IN_PROGRESS'))],
    true,
  ],
];

const [virginia, ireland] = ['us-east-1', 'eu-west-1'] as const;
const by = (Region: string, ...Resources: string[]) => ({ Region, Resources });
const all = [by(virginia, alphaArn), by(ireland, betaArn)];
const inTwoRegions: readonly (readonly [string, unknown, boolean])[] = [
  ['all of the usage', all, true],
  ['in any order', [...all].reverse(), true],
  ['one Region of two', all.slice(1), true],
  ['Regions without their resources', [by(virginia), by(ireland)], true],
  ['no list', undefined, true],
  ['an empty list', [], true],
  ['a wrong ARN', [by(virginia, `${alphaArn}x`)], false],
  ['a resource of another Region', [by(virginia, betaArn)], false],
  ['a Region with nothing in it', [...all, by('eu-west-2')], false],
  ['one resource twice', [by(virginia, alphaArn, alphaArn)], false],
];
const partial: readonly Row[] = [
  ...inTwoRegions.map(([title, usage, fits]): Row => [title, [...both, because(usage)], fits]),
  ['an empty list for a session', [...inSession, because([])], true],
  ['resources for a session', [...inSession, because(all)], false],
];

const free: readonly Row[] = [
  ['all of the usage, then none, then all', [...both, because(all), because(), because(all)], true],
  ['a finished task that is found again', [...inSession, purged, status('SUCCEEDED')], true],
  ['an open task that is not found at first', [...inSession, purged, status('IN_PROGRESS')], true],
  ['a new role that is seen late', [made(), absent, got()], true],
  ['one made for a resource that is seen late', [runtime(), absent, got()], true],
  ['a role that was seen and is gone', [made(), got(), absent], false],
];

const [one] = trustPolicy(known.principal).Statement;
const listed = (Service: unknown, Effect = 'Allow') => [
  { Effect, Principal: { Service }, Action: ['sts:AssumeRole'] },
];
const trusts: readonly (readonly [string, unknown, boolean])[] = [
  ['lists of one are as good as texts', listed([known.principal]), true],
  ['so is a statement that is in no list', one, true],
  ['another service is not', listed('ec2.amazonaws.com'), false],
  ['nor one more', listed([known.principal, 'ec2.amazonaws.com']), false],
  ['nor the contrary', listed(known.principal, 'Deny'), false],
];
const { Statement: seven } = permissionsPolicy;
/** A policy with each value that is one text made a list of that, or each list of one the text. */
const written = (value: unknown, list: boolean): unknown => {
  if (typeof value === 'string') return list ? [value] : value;
  if (Array.isArray(value)) return !list && value.length === 1 ? value[0] : value;
  const entries = Object.entries(value as object).map(([name, item]) => [
    name,
    /^(Sid|Effect)$/.test(name) ? item : written(item, list),
  ]);
  return Object.fromEntries(entries);
};
const lower = JSON.stringify(seven).replace('GroupsForVPC', 'GroupsForVpc');
const policies: readonly (readonly [string, unknown, boolean])[] = [
  ['statements come in any order', [...seven].reverse(), true],
  ['texts are as good as lists of one', seven.map((each) => written(each, true)), true],
  ['and lists of one as texts', seven.map((each) => written(each, false)), true],
  ['actions are compared without case', JSON.parse(lower), true],
  ['a lost statement is another policy', seven.slice(1), false],
  ['so is a lost condition', seven.map(({ Condition: _, ...rest }) => rest), false],
];
const documents: readonly Row[] = [
  ...trusts.map(([title, Statement, fits]): Row => {
    const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement };
    return [title, [made(), got(first, { AssumeRolePolicyDocument })], fits];
  }),
  ...policies.map(([title, Statement, fits]): Row => {
    const Document = { Version: '2012-10-17', Statement };
    const version = { Document, VersionId: 'v1', IsDefaultVersion: true, CreateDate: 'a' };
    const words = 'GetPolicyVersion PolicyArn=$policy VersionId=v1';
    return [title, [[words, { PolicyVersion: version }]], fits];
  }),
];

const seenAs = (seen: Sight[1]): Seen => {
  if (seen === 'lost') return { ok: 'unknown' };
  if (!Array.isArray(seen)) return { ok: true, output: seen as Output };
  const [code, at, message] = seen as unknown as Refusal;
  return { ok: false, code, status: at, ...(typeof message === 'string' ? { message } : {}) };
};
/** The accounts that remain after each sight. */
function watch(
  sights: readonly Sight[],
  from = certain(newAccount()),
  options: ObserveOptions = {},
) {
  const remain: (readonly Possible[])[] = [from];
  for (const [words, seen] of sights)
    remain.push(observe(remain.at(-1) ?? [], callOf(words, names), seenAs(seen), options));
  return remain;
}

describe.each([
  ['outcomes', outcomes],
  ['names', picked],
  ['partial lists', partial],
  ['free choices', free],
  ['documents', documents],
])('%s', (_, rows) => {
  test.each(rows)('%s', (_title, sights, explained) => {
    const left = watch(sights).map((possible) => possible.length > 0);
    expect(left).toEqual([true, ...sights.slice(1).map(() => true), explained]);
  });
});

/** What remains, by what tells the accounts apart here. */
const remaining = (possible: readonly Possible[]): string[] =>
  possible
    .map(({ account: { core, beside } }) => {
      const seen = beside.visible ? 'seen' : 'unseen';
      return `${core.role.role} ${seen} ${core.role.deletion} ${core.session}`;
    })
    .sort();

test.each<[string, readonly Sight[], readonly string[]]>([
  ['a made role', [made()], ['deletable seen none none', 'deletable unseen none none']],
  [
    'a call that was lost',
    [['makeRole', 'lost']],
    ['absent seen none none', 'deletable seen none none', 'deletable unseen none none'],
  ],
  [
    'a role that was read',
    [made(), got()],
    ['deletable seen none active', 'deletable seen none none'],
  ],
  ['a task that succeeded', [...inSession, status('SUCCEEDED')], ['deleted seen SUCCEEDED none']],
  [
    'a task that failed',
    [...inSession, because()],
    ['deletable seen FAILED active', 'deletable seen FAILED none'],
  ],
])('exactly so much remains of %s', (_, sights, left) => {
  expect(remaining(watch(sights).at(-1) ?? [])).toEqual(left);
});

test('names are kept by symbol, and calls name things as the target does', () => {
  const left = watch([runtime(), got()]).at(-1) ?? [];
  expect(new Set(left.map((possible) => JSON.stringify(possible.names)))).toEqual(
    new Set([JSON.stringify({ '{{Resource:1}}': '0123456789', '{{RoleId:1}}': first })]),
  );
});

describe('options and bounds', () => {
  const denial = (code: string, at: number): Sight => ['runtime alpha VPC by:reader', [code, at]];
  const [denied, invalid] = [
    denial('AccessDeniedException', 403),
    denial('ValidationException', 400),
  ];

  test('a fixed choice is the same at every call', () => {
    const other = newAccount({ 'role-creation-refusal': 'ValidationException' });
    const either = [...certain(newAccount()), ...certain(other)];
    const counts = (...sights: Sight[]) => watch(sights, either).map(({ length }) => length);
    expect(counts(denied, denied)).toEqual([2, 1, 1]);
    expect(counts(invalid, denied)).toEqual([2, 1, 0]);
    expect(watch([invalid]).at(-1)).toEqual([]);
  });

  const said = (words: string, of: 'NoSuchEntity' | 'ResourceNotFound', text?: string): Sight => [
    words,
    text === undefined
      ? [failures[of].code, failures[of].status]
      : [failures[of].code, failures[of].status, text],
  ];
  const noRole = failures.NoSuchEntity.text.replace('{role}', known.role);
  const noAgent = (id: string) => failures.ResourceNotFound.text.replace('{id}', id);
  const gone: readonly Sight[] = [runtime('PUBLIC'), ['delete alpha', 'lost']];
  test.each<[string, readonly Sight[], boolean]>([
    ['the exact one', [said('getRole', 'NoSuchEntity', noRole)], true],
    ['another one', [said('getRole', 'NoSuchEntity', 'No such role.')], false],
    ['none', [said('getRole', 'NoSuchEntity')], false],
    [
      'one with a picked name',
      [...gone, said('get alpha', 'ResourceNotFound', noAgent(names.alpha))],
      true,
    ],
    [
      'one with another name',
      [...gone, said('get alpha', 'ResourceNotFound', noAgent('alpha-abcdefghij'))],
      false,
    ],
  ])('texts are judged where asked: %s', (_, sights, explained) => {
    const left = (text: boolean) => watch(sights, certain(newAccount()), { text }).at(-1)?.length;
    expect(left(true) !== 0).toBe(explained);
    expect(left(false)).not.toBe(0);
  });

  test('more possible accounts than allowed are a RangeError', () => {
    const [, left = []] = watch([runtime()]);
    const [words] = got();
    const look = (possibleMax: number) => () =>
      observe(left, callOf(words), { ok: 'unknown' }, { possibleMax });
    expect(look(1)).toThrow(RangeError);
    expect(look(1_000)).not.toThrow();
  });

  test('no operation of that name is a TypeError', () => {
    const call = { ...callOf('getRole'), operation: 'NoSuchOperation' };
    expect(() => observe(certain(newAccount()), call, { ok: 'unknown' })).toThrow(TypeError);
  });
});
