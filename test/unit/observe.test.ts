import { describe, expect, test } from 'vitest';
import { certain, failures, newAccount, observe, type Possible } from '../../model/index.ts';
import { callOf, known, refused } from '../support/account.ts';
import {
  absent,
  alphaArn,
  asTold,
  because,
  betaArn,
  browser,
  explained,
  first,
  got,
  inSession,
  made,
  names,
  type Output,
  purged,
  type Row,
  requested,
  runtime,
  type Sight,
  second,
  status,
  watch,
} from '../support/sights.ts';

const both = [runtime(), browser(), requested()];
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
  ['throttling may answer any call', [['makeRole', ['Throttling', 400]], absent], true],
  ['which then did not happen', [['makeRole', ['ThrottlingException', 429]], got()], false],
  ['a failure may come after the call', [['makeRole', ['ServiceFailure', 500]], got()], true],
  ['and before it', [['runtime a VPC', ['InternalServerException', 500]], absent, made()], true],
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

describe.each([
  ['outcomes', outcomes],
  ['partial lists', partial],
  ['free choices', free],
])('%s', (_, rows) => {
  test.each(rows)('%s', (...row) => expect(explained(row[1])).toEqual(asTold(row)));
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

  test('accounts of two owners, or with two rows, are two', () => {
    const { role: row, ...account } = newAccount();
    const others = [
      { ...account, role: row, id: '111122223333' },
      { ...account, role: { ...row, description: 'a' } },
    ];
    const all = [newAccount(), ...others].flatMap(certain);
    expect(watch([absent], all).at(-1)).toHaveLength(3);
  });

  test('a list that can be read in more ways than allowed is a RangeError', () => {
    const lost: Sight = ['CreateVpc CidrBlock=a', 'lost'];
    const [left = []] = [watch([lost, lost, lost]).at(-1)];
    const Vpcs = ['a', 'b', 'c'].map((id) => ({ VpcId: `vpc-${id}` }));
    const look = (possibleMax: number) => () =>
      observe(left, callOf('DescribeVpcs'), { ok: true, output: { Vpcs } }, { possibleMax });
    expect(look(5)).toThrow(RangeError);
    expect(look(6)()).toHaveLength(6);
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
