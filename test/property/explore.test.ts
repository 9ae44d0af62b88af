import { describe, expect, test } from 'vitest';
import { changedLifecycle, type lifecycleFaults } from '../../model/faults/lifecycle.ts';
import {
  combinations,
  defaultChoices,
  emptyCore,
  lifecycle,
  lifecycleChoices,
  type RoleState,
} from '../../model/index.ts';
import { changed, chartOf } from '../../model/machines/chart.ts';
import { roleMachine } from '../../model/machines/role.ts';
import { invariants } from '../../properties/index.ts';
import { explore, exploring } from '../../src/explore/explore.ts';
import { regionNames } from '../../src/explore/scope.ts';
import { bothWays, scopeOf } from '../support/bothWays.ts';
import { codec } from '../support/plainCodec.ts';
import { expectReplays } from '../support/replays.ts';

type FaultName = keyof typeof lifecycleFaults;

/** All choices by default, and all others; the slow tier has every combination. */
const twoCombinations = combinations(lifecycleChoices)
  .map((choices) => [lifecycleChoices.map((name) => choices[name]).join(), choices] as const)
  .filter((_, place, { length }) => place === 0 || place === length - 1);

/** Wrong models, the size in which they differ from the right one, and what they break there. */
const wrong: readonly (readonly [FaultName, number, number, readonly string[]])[] = [
  ['interface-in-use-orphaned', 1, 2, []],
  ['mode-change-frees-early', 1, 1, ['role-outlives-its-use', 'states-agree-with-facts']],
  ['removal-without-success', 1, 1, ['role-outlives-its-use', 'tasks-run-their-course']],
  ['failed-create-not-counted', 1, 1, ['role-outlives-its-use']],
  ['refused-create-leaves-role', 1, 1, ['rights-are-needed', 'outside-vpc-leaves-role-alone']],
  ['session-without-role', 1, 1, ['role-outlives-its-sessions']],
  ['ready-without-interface', 1, 1, ['interface-outlives-role-only-lingering']],
  ['never-freed', 1, 1, ['states-agree-with-facts', 'failed-task-changes-nothing']],
  ['role-not-made', 1, 1, ['role-outlives-its-use', 'rights-are-needed']],
  ['task-never-ends', 1, 1, []],
  ['request-succeeds-at-once', 1, 1, ['role-outlives-its-use', 'tasks-run-their-course']],
  ['request-fails-at-once', 1, 1, ['tasks-run-their-course', 'failed-task-changes-nothing']],
  ['failed-task-succeeds', 1, 1, ['role-outlives-its-use', 'tasks-run-their-course']],
  ['failed-task-goes-on', 1, 1, ['tasks-run-their-course']],
  ['used-role-not-found', 1, 1, ['tasks-run-their-course']],
  ['repeat-not-found', 1, 1, ['tasks-run-their-course']],
  ['right-always-asked', 1, 1, ['rights-are-needed']],
];

describe('the explorer on tables finds what the plain one finds on the statecharts', () => {
  test.each(twoCombinations)('with one resource in one Region, choosing %s', (_, choices) => {
    const { counts, plainCounts, metByOne } = bothWays(lifecycle, scopeOf(1, 1, choices));
    expect(counts).toEqual(plainCounts);
    expect(metByOne).toBe(0);
    expect(counts.violations).toEqual([]);
  });

  test('with one resource in two Regions', () => {
    const { counts, plainCounts, metByOne } = bothWays(lifecycle, scopeOf(1, 2, defaultChoices));
    expect(counts).toEqual(plainCounts);
    expect(metByOne).toBe(0);
  });

  test.each(wrong)('in the wrong model %s, %i resources in %i Regions', (name, ...rest) => {
    const [resources, regions, breaks] = rest;
    const model = changedLifecycle(name);
    const scope = scopeOf(resources, regions, defaultChoices);
    const { fast, counts, plainCounts, metByOne } = bothWays(model, scope);
    expect(counts).toEqual(plainCounts);
    expect(metByOne).toBe(0);
    expect(fast.violations.map(({ invariant }) => invariant.name)).toEqual(
      expect.arrayContaining([...breaks]),
    );
    for (const violation of fast.violations) expectReplays(model, defaultChoices, violation);
  });
});

test.each([
  ['closedToUse', true],
  ['callerMayNotCreate', true],
  ['held', false],
] as const)('and where %s is always %s', (guard, answer) => {
  const role = chartOf<RoleState>(changed(roleMachine, { guards: { [guard]: () => answer } }));
  const model = { ...lifecycle, charts: { ...lifecycle.charts, role } };
  const { counts, plainCounts, metByOne } = bothWays(model, scopeOf(1, 1, defaultChoices));
  expect(counts).toEqual(plainCounts);
  expect(metByOne).toBe(0);
});

describe('ways through two resources', () => {
  test.each<readonly [FaultName, string]>([
    ['last-one-not-looked-for', 'role-outlives-its-use'],
    ['interface-freed-while-shared', 'interface-outlives-role-only-lingering'],
  ])('%s is broken only with a second one, and its way there can be walked', (name, broken) => {
    const model = changedLifecycle(name);
    const found = [1, 2].map((resources) =>
      explore({ model, scope: scopeOf(resources, 1, defaultChoices), invariants }),
    );
    expect(found[0]?.violations).toEqual([]);
    expect(found[1]?.violations.map(({ invariant }) => invariant.name)).toContain(broken);
    for (const violation of found[1]?.violations ?? [])
      expectReplays(model, defaultChoices, violation);
  });

  test('every account has a shortest way that ends in it', () => {
    const { key } = codec(regionNames(1));
    const scope = scopeOf(2, 1, defaultChoices);
    const {
      accounts,
      account: coreOf,
      depths,
      trace,
    } = explore({ model: lifecycle, scope, invariants });
    let number = 0;
    for (const [depth, met] of depths.entries()) {
      for (const account of [number, number + met - 1]) {
        const way = trace(account);
        expect(way).toHaveLength(depth);
        const last = way.at(-1)?.advance.core ?? emptyCore;
        expect(key(last)).toBe(key(coreOf(account)));
      }
      number += met;
    }
    expect(number).toBe(accounts);
  });
});

test('an exploration that is told to stop keeps what it has and says so', () => {
  const scope = scopeOf(2, 1, defaultChoices);
  const run = exploring({ model: lifecycle, scope, invariants });
  expect(run.next(false)).toMatchObject({ done: false, value: { accounts: 1, open: 1 } });
  const { value } = run.next(false);
  const stopped = run.next(true);
  if (!stopped.done) throw new Error('it went on');
  const { complete, accounts, depths } = stopped.value;
  const graph = stopped.value.graph();
  expect({ complete, accounts }).toEqual({ complete: false, accounts: value.accounts });
  expect(graph.first).toHaveLength(graph.size + 1);
  expect(depths.reduce((sum, met) => sum + met)).toBeLessThanOrEqual(accounts);
});
