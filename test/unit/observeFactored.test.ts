import { expect, test } from 'vitest';
import { newAccount } from '../../model/index.ts';
import { believe, observe } from '../../src/observe/observe.ts';
import { choicesLeft } from '../../src/observe/questions.ts';
import { callOf, refused } from '../support/account.ts';
import {
  alphaArn,
  asTold,
  explained,
  got,
  inSession,
  made,
  names,
  type Output,
  type Row,
  requested,
  runtime,
  type Sight,
  second,
  seenAs,
  status,
} from '../support/sights.ts';

const taken = refused.conflict as unknown as Sight[1];
const notFound = refused.notFound as unknown as Sight[1];
const gotAlpha = (state: string, mode = 'PUBLIC', id = names.alpha): Sight => [
  `get alpha agentRuntimeId=${id}`,
  {
    agentRuntimeId: id,
    agentRuntimeArn: alphaArn.replace(names.alpha, id),
    agentRuntimeName: 'alpha',
    agentRuntimeVersion: '1',
    status: state,
    networkConfiguration: {
      networkMode: mode,
      ...(mode === 'VPC'
        ? {
            networkModeConfig: { subnets: [names.subnet], securityGroups: [names.group] },
          }
        : {}),
    },
    roleArn: 'a',
    lifecycleConfiguration: {},
    createdAt: 1,
    lastUpdatedAt: 1,
  },
];
const deleted: Sight = ['delete alpha', { agentRuntimeId: names.alpha, status: 'DELETING' }];
const gone: Sight = ['get alpha', notFound];
const left = (mode: string): readonly Sight[] => [
  runtime(mode),
  gotAlpha('READY', mode),
  deleted,
  gone,
];
const again = 'alpha-9876543210';
const network: readonly Sight[] = [
  ['CreateVpc CidrBlock=a', { Vpc: { VpcId: 'vpc-1' } }],
  ['CreateSubnet VpcId=vpc-1 CidrBlock=a', { Subnet: { SubnetId: names.subnet } }],
];
const away = (seen: unknown): Sight => ['DeleteSubnet SubnetId=$subnet', seen as Output];
const eni = (id: string) => ({
  NetworkInterfaceId: id,
  SubnetId: names.subnet,
  Groups: [{ GroupId: names.group }],
  InterfaceType: 'agentic_ai',
  Status: 'in-use',
  RequesterManaged: false,
  TagSet: [{ Key: 'AmazonBedrockAgentCoreManaged', Value: 'true' }],
});
const interfaces = (...ids: readonly string[]): Sight => [
  'interfaces',
  { NetworkInterfaces: ids.map(eni) },
];
const listed = (...rows: readonly (readonly [id: string, status: string])[]): Sight => [
  'ListAgentRuntimes',
  {
    agentRuntimes: rows.map(([id, state]) => ({
      agentRuntimeId: id,
      agentRuntimeArn: alphaArn.replace(names.alpha, id),
      agentRuntimeName: id.split('-')[0],
      agentRuntimeVersion: '1',
      status: state,
      description: '',
      lastUpdatedAt: 1,
    })),
  },
];
const other = 'beta-9876543210';
const twoThere: readonly Sight[] = [
  runtime(),
  [`runtime beta VPC`, { ...(runtime('VPC', other)[1] as Output) }],
  gotAlpha('READY', 'VPC'),
  deleted,
];
const removed = [...inSession, status('SUCCEEDED')];

/** What the two judges must agree in, where the factored one has ways of its own. */
const stories: readonly Row[] = [
  ['a name that is gone is free', [...left('PUBLIC'), runtime('PUBLIC', again)], true],
  ['or reserved', [...left('PUBLIC'), ['runtime alpha PUBLIC', taken]], true],
  ['a name that is there is taken', [runtime('PUBLIC'), ['runtime alpha PUBLIC', taken]], true],
  ['and not free', [runtime('PUBLIC'), runtime('PUBLIC', again)], false],
  ['a name that never was is not', [['runtime alpha PUBLIC', taken]], false],
  [
    'a subnet with an interface stays',
    [...network, runtime(), gotAlpha('READY', 'VPC'), away(refused.subnetInUse)],
    true,
  ],
  ['and does not go', [...network, runtime(), gotAlpha('READY', 'VPC'), away({})], false],
  ['before it is there, it does', [...network, runtime(), away({})], true],
  ['a subnet without one goes', [...network, away(refused.subnetInUse)], false],
  ['a lingering interface keeps it', [...network, ...left('VPC'), away(refused.subnetInUse)], true],
  ['or is released', [...network, ...left('VPC'), away({})], true],
  ['one resource goes, another stays', [...twoThere, gone, listed([other, 'READY'])], true],
  ['and keeps the role', [...twoThere, gone, got(), requested(), status('SUCCEEDED')], false],
  ['an interface keeps its id', [runtime(), interfaces('eni-1'), interfaces('eni-2')], false],
  [
    'one that is made again has another',
    [...left('VPC'), interfaces('eni-1'), interfaces(), runtime('VPC', again), interfaces('eni-2')],
    true,
  ],
  [
    'and not the same',
    [...left('VPC'), interfaces('eni-1'), interfaces(), runtime('VPC', again), interfaces('eni-1')],
    false,
  ],
  [
    'one that lingers may be taken over',
    [...left('VPC'), interfaces('eni-1'), runtime('VPC', again), interfaces('eni-1')],
    true,
  ],
  [
    'one that outlives the role stays',
    [
      ...left('VPC'),
      got(),
      requested(),
      status('SUCCEEDED'),
      interfaces('eni-1'),
      interfaces('eni-1'),
    ],
    true,
  ],
  [
    'for as long as there is none',
    [...left('VPC'), got(), requested(), status('SUCCEEDED'), interfaces('eni-1'), interfaces()],
    false,
  ],
  [
    'and may go with the next',
    [
      ...left('VPC'),
      got(),
      requested(),
      status('SUCCEEDED'),
      interfaces('eni-1'),
      made(second),
      interfaces(),
    ],
    true,
  ],
  [
    'which may have been made unseen',
    [
      ...left('VPC'),
      got(),
      requested(),
      status('SUCCEEDED'),
      interfaces('eni-1'),
      ['makeRole', 'lost'],
      interfaces(),
    ],
    true,
  ],
  ['a list shows all', [runtime(), listed([names.alpha, 'READY'])], true],
  ['and not less', [runtime(), listed()], false],
  ['but what may be gone', [...left('VPC').slice(0, 3), listed()], true],
  [
    'nor anything twice',
    [runtime(), listed([names.alpha, 'READY'], [names.alpha, 'READY'])],
    false,
  ],
  ['nor what was never made', [runtime(), listed([names.alpha, 'READY'], [again, 'READY'])], false],
  [
    'a lost one is found in a list',
    [['runtime alpha VPC', 'lost'], listed([again, 'CREATING']), gotAlpha('READY', 'VPC', again)],
    true,
  ],
  ['or is not', [['runtime alpha VPC', 'lost'], listed(), gotAlpha('READY', 'VPC', again)], false],
  ['a role that is gone is not removed again', [...removed, requested(names.next)], false],
];

type Open = NonNullable<Parameters<typeof believe>[1]>['open'];
const closed: Sight = ['runtime beta VPC', taken];

test.each<[string, Open, readonly Sight[], Open]>([
  [
    'use is refused while a task is open',
    { 'usage-check': ['at-end', 'at-start'], 'failed-entry': ['uses', 'free'] },
    [made(), got(), requested(), closed],
    { 'usage-check': ['at-start'], 'failed-entry': ['uses', 'free'] },
  ],
  [
    'a task succeeds beside an interface that lingers',
    { 'lingering-interface': ['free', 'holds'], 'old-versions': ['free', 'use'] },
    [...left('VPC'), got(), requested(), status('SUCCEEDED'), interfaces('eni-1')],
    { 'lingering-interface': ['free'], 'old-versions': ['free', 'use'] },
  ],
  [
    'or may have found it released',
    { 'lingering-interface': ['free', 'holds'] },
    [...left('VPC'), got(), requested(), status('SUCCEEDED'), interfaces()],
    { 'lingering-interface': ['free', 'holds'] },
  ],
])('choices that are open: %s', (_, open, sights, remaining) => {
  let beliefs = believe(newAccount(), { bounds: {}, open: open ?? {} });
  for (const [words, seen] of sights)
    beliefs = observe(beliefs, callOf(words, names), seenAs(seen), { from: 0, to: 0 });
  expect(beliefs.size).toBeGreaterThan(0);
  expect(choicesLeft(beliefs)).toMatchObject(remaining ?? {});
});

test.each(stories)('both judges: %s', (...row) => expect(explained(row[1])).toEqual(asTold(row)));
