import { describe, expect, test } from 'vitest';
import { newAccount } from '../../model/index.ts';
import { believe, observe } from '../../src/observe/observe.ts';
import {
  choicesLeft,
  namesIn,
  pending,
  possibleOutcomes,
  possibleStates,
  someAccount,
} from '../../src/observe/questions.ts';
import { callOf } from '../support/account.ts';
import {
  absent,
  first,
  got,
  made,
  names,
  requested,
  runtime,
  type Sight,
  second,
  seenAs,
  status,
} from '../support/sights.ts';

const seconds = 1000;
const hours = 3600 * seconds;

/** Something seen so many milliseconds after the start. */
type Timed = readonly [at: number, sight: Sight];
type Bounds = NonNullable<Parameters<typeof believe>[1]>['bounds'];

function watched(sights: readonly Timed[], options: Parameters<typeof believe>[1] = {}) {
  let beliefs = believe(newAccount(), options);
  for (const [at, [words, seen]] of sights)
    beliefs = observe(beliefs, callOf(words, names), seenAs(seen), { from: at, to: at + 10 });
  return beliefs;
}

const gotAlpha = (state: string): Sight => [
  'get alpha',
  {
    agentRuntimeId: names.alpha,
    agentRuntimeArn: `arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/${names.alpha}`,
    agentRuntimeName: 'alpha',
    status: state,
    networkConfiguration: {
      networkMode: 'VPC',
      networkModeConfig: { subnets: [names.subnet], securityGroups: [names.group] },
    },
    createdAt: 1,
    lastUpdatedAt: 1,
    agentRuntimeVersion: '1',
    roleArn: 'a',
    lifecycleConfiguration: {},
  },
];
const deleted: Sight = ['delete alpha', { agentRuntimeId: names.alpha, status: 'DELETING' }];
const goneAlpha: Sight = ['get alpha', ['ResourceNotFoundException', 404]];
const eni = {
  NetworkInterfaceId: 'eni-1',
  SubnetId: names.subnet,
  Groups: [{ GroupId: names.group }],
  InterfaceType: 'agentic_ai',
  Status: 'in-use',
  RequesterManaged: false,
  TagSet: [{ Key: 'AmazonBedrockAgentCoreManaged', Value: 'true' }],
};
const interfaces = (...NetworkInterfaces: readonly unknown[]): Sight => [
  'interfaces',
  { NetworkInterfaces },
];
const left: readonly Timed[] = [
  [0, runtime()],
  [1, gotAlpha('READY')],
  [2, deleted],
  [100, goneAlpha],
];

const remade: readonly Timed[] = [
  [0, made()],
  [1 * seconds, requested()],
  [5 * seconds, status('SUCCEEDED')],
  [10 * seconds, made(second)],
];

const orphaned: readonly Timed[] = [
  ...left,
  [200, requested()],
  [300, status('SUCCEEDED')],
  [10 * hours, made(second)],
];

const rows: readonly (readonly [string, readonly Timed[], Bounds | undefined, boolean])[] = [
  [
    'a new role is unseen for a while',
    [
      [0, made()],
      [19 * seconds, absent],
    ],
    undefined,
    true,
  ],
  [
    'and not for longer',
    [
      [0, made()],
      [21 * seconds, absent],
    ],
    undefined,
    false,
  ],
  [
    'nor with a bound of the user',
    [
      [0, made()],
      [2 * seconds, absent],
    ],
    { 'iam.role.becomesVisible': 1 },
    false,
  ],
  [
    'without a bound for ever',
    [
      [0, made()],
      [99 * hours, absent],
    ],
    {},
    true,
  ],
  [
    'a role made for a resource',
    [
      [0, runtime()],
      [21 * seconds, absent],
    ],
    undefined,
    false,
  ],
  [
    'a role that was lost is unseen',
    [
      [0, ['makeRole', 'lost']],
      [21 * seconds, absent],
    ],
    undefined,
    true,
  ],
  ['a role made again is new', [...remade, [25 * seconds, absent]], undefined, true],
  ['and seen in its own time', [...remade, [31 * seconds, absent]], undefined, false],
  ['an interface lingers', [...left, [7 * hours, interfaces(eni)]], undefined, true],
  ['and not for longer than 8 hours', [...left, [9 * hours, interfaces(eni)]], undefined, false],
  ['then it is gone', [...left, [9 * hours, interfaces()]], undefined, true],
  [
    'from when its resource is gone for sure',
    [...left.slice(0, 3), [9 * hours, interfaces(eni)]],
    undefined,
    true,
  ],
  ['nor with a role made again', [...orphaned, [17 * hours, interfaces(eni)]], undefined, true],
  ['than its hours from then', [...orphaned, [19 * hours, interfaces(eni)]], undefined, false],
  [
    'a task takes as long as it takes',
    [
      [0, made()],
      [1, requested()],
      [99 * hours, status('NOT_STARTED')],
    ],
    undefined,
    true,
  ],
  [
    'but for a bound',
    [
      [0, made()],
      [1, requested()],
      [11 * seconds, status('NOT_STARTED')],
    ],
    { 'role.task.starts': 10 },
    false,
  ],
  [
    'of one step after the other',
    [
      [0, made()],
      [1, requested()],
      [31 * seconds, status('IN_PROGRESS')],
    ],
    { 'role.task.starts': 10, 'role.task.ends': 20 },
    false,
  ],
  [
    'and not sooner',
    [
      [0, made()],
      [1, requested()],
      [29 * seconds, status('IN_PROGRESS')],
    ],
    { 'role.task.starts': 10, 'role.task.ends': 20 },
    true,
  ],
  [
    'a resource is made in its time',
    [
      [0, runtime()],
      [61 * seconds, gotAlpha('CREATING')],
    ],
    { 'resource.succeed': 60 },
    false,
  ],
  [
    'and deleted in its own',
    [
      [0, runtime()],
      [1 * seconds, gotAlpha('READY')],
      [2 * seconds, deleted],
      [61 * seconds, gotAlpha('DELETING')],
    ],
    { 'resource.succeed': 60 },
    true,
  ],
  [
    'an interface is there once its resource is ready',
    [
      [0, runtime()],
      [1, gotAlpha('READY')],
      [2, interfaces()],
    ],
    undefined,
    false,
  ],
  [
    'and maybe before',
    [
      [0, runtime()],
      [1, gotAlpha('CREATING')],
      [2, interfaces()],
    ],
    undefined,
    true,
  ],
];

test.each(rows)('in time: %s', (_, sights, bounds, isPossible) => {
  const options = bounds === undefined ? {} : { bounds };
  expect(watched(sights.slice(0, -1), options).size).toBeGreaterThan(0);
  expect(watched(sights, options).size > 0).toBe(isPossible);
});

test('what is gone for sure is kept by name alone', () => {
  const beliefs = watched([...left, [10 * hours, interfaces()]]);
  expect(beliefs.size).toBeGreaterThan(0);
  expect(beliefs.rectangles.flatMap(({ components }) => components)).toEqual([]);
});

describe('questions', () => {
  test('what is under way', () => {
    const types = (sights: readonly Timed[]) =>
      pending(watched(sights)).map(({ machine, type }) => `${machine}.${type}`);
    expect(
      types([
        [0, made()],
        [1, requested()],
      ]).sort(),
    ).toEqual([
      'iam.role.becomesVisible',
      'role.task.ends',
      'role.task.starts',
      'session.begin',
      'session.end',
    ]);
    expect(types([[0, runtime('PUBLIC')]])).toEqual(['resource.succeed', 'resource.fail']);
    expect(
      types([
        [0, runtime('PUBLIC')],
        [1, goneAlpha],
      ]),
    ).toEqual([]);
  });

  test('states, names, an account, what could have been answered', () => {
    const beliefs = watched([
      [0, runtime()],
      [1, got(first)],
    ]);
    expect(possibleStates(beliefs).role).toEqual([{ role: 'in-use', deletion: 'none' }]);
    const [statuses] = Object.values(possibleStates(beliefs).resources);
    expect(statuses?.map((state) => state?.status).sort()).toEqual([
      'CREATE_FAILED',
      'CREATING',
      'READY',
    ]);
    expect(namesIn(beliefs)).toEqual({
      'alpha-{{Resource:1}}': names.alpha,
      '{{RoleId:1}}': first,
    });
    expect(someAccount(beliefs).core.resources.map(({ id }) => id)).toEqual([
      'alpha-{{Resource:1}}',
    ]);
    const outcomes = possibleOutcomes(beliefs, callOf('get alpha', names), 9);
    expect(outcomes.map((one) => one.ok === true && one.output.status).sort()).toEqual([
      'CREATE_FAILED',
      'CREATING',
      'READY',
    ]);
    expect(possibleOutcomes(beliefs, callOf('get alpha', names), 2)).toHaveLength(2);
  });

  test('alternatives of choices that were not known', () => {
    const open = { 'role-creation-refusal': ['AccessDeniedException', 'ValidationException'] };
    const denied: Sight = ['runtime alpha VPC by:reader', ['ValidationException', 400]];
    expect(choicesLeft(watched([], { open }))['role-creation-refusal']).toHaveLength(2);
    const after = watched([[0, denied]], { open });
    expect(choicesLeft(after)['role-creation-refusal']).toEqual(['ValidationException']);
    expect(choicesLeft(after)['usage-check']).toEqual(['at-end']);
  });
});
