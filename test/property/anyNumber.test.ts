import { describe, expect, test } from 'vitest';
import { changedLifecycle, type lifecycleFaults } from '../../model/faults/lifecycle.ts';
import {
  combinations,
  defaultChoices,
  lifecycle,
  lifecycleChoices,
  reference,
} from '../../model/index.ts';
import { type Invariant, invariants } from '../../properties/index.ts';
import { explored } from '../../src/check/verdicts.ts';
import { proveAnyNumber } from '../../src/explore/anyNumber.ts';
import { explore } from '../../src/explore/explore.ts';
import { regionNames } from '../../src/explore/scope.ts';
import { expectAlike } from '../support/alike.ts';

const prove = (regions: number | 'any', model = lifecycle, choices = defaultChoices) =>
  proveAnyNumber({ model, choices, invariants, regions });
/** The one proof that most tests read is made once. */
const inAnyRegions = prove('any');
const names = (some: readonly Invariant[]): readonly string[] => some.map(({ name }) => name);

describe('for any number of resources', () => {
  test.each(combinations(lifecycleChoices))('in one Region nothing is broken, %#', (choices) => {
    const { broken, complete } = prove(1, lifecycle, choices);
    expect(names(broken)).toEqual([]);
    expect(complete).toBe(true);
  });

  test('nor in any number of Regions', () => {
    const { broken, complete, accounts } = inAnyRegions;
    expect(names(broken)).toEqual([]);
    expect(complete).toBe(true);
    expect(accounts).toBeGreaterThan(prove(1).accounts);
  });

  test.each<readonly [keyof typeof lifecycleFaults, string]>([
    ['browser-not-counted', 'role-outlives-its-use'],
    ['session-not-waited-for', 'role-outlives-its-sessions'],
    ['interface-freed-while-shared', 'interface-outlives-role-only-lingering'],
    ['usage-ignored', 'role-outlives-its-use'],
    ['public-makes-role', 'outside-vpc-leaves-role-alone'],
    ['refused-create-leaves-role', 'rights-are-needed'],
  ])('%s breaks %s', (fault, broken) => {
    expect(names(prove(1, changedLifecycle(fault)).broken)).toContain(broken);
  });

  test('a rule that reads the Region is noticed where there are two', () => {
    const model = changedLifecycle('one-region');
    expect(prove(1, model).broken).toEqual([]);
    expect(names(prove(2, model).broken)).toContain('role-outlives-its-use');
  });
});

describe('every account that is reached lies under an abstract one that is', () => {
  test.each([
    [1, 1, 1],
    [2, 1, 1],
    [1, 2, 2],
    [2, 1, 'any'],
    [1, 2, 'any'],
    [1, 3, 'any'],
  ] as const)('%i resources, %i Regions, under the proof for %s', (resources, count, regions) => {
    const { covers } = regions === 'any' ? inAnyRegions : prove(regions);
    const scope = { resources, regions: count, choices: defaultChoices };
    const { accounts, account } = explore({ model: lifecycle, scope, invariants: [] });
    const known = regionNames(count);
    for (let number = 0; number < accounts; number++)
      if (!covers(account(number), known)) expect(account(number)).toBe('covered');
    expect(accounts).toBeGreaterThan(1000);
  });

  test('and one that is never reached does not', () => {
    const { covers } = prove(1);
    const core = { ...emptyUse(), role: { role: 'absent', deletion: 'IN_PROGRESS' } as const };
    expect(covers(core, regionNames(1))).toBe(false);
  });
});

/** An account of the scope with one resource that uses the role. */
function emptyUse() {
  const scope = { resources: 1, regions: 1, choices: defaultChoices };
  const { accounts, account } = explore({ model: lifecycle, scope, invariants: [] });
  for (let number = 0; number < accounts; number++)
    if (account(number).resources.some(({ state }) => state.use === 'using'))
      return account(number);
  throw new Error('nothing uses the role');
}

test('other Regions that nobody tells apart make no difference', () => {
  const size = { resources: 1, regions: 3, every: 7 };
  expect(expectAlike(lifecycle, defaultChoices, size)).toBeGreaterThan(20_000);
});

test('what only an abstract account breaks is not proved, and not violated', () => {
  const [invariant] = invariants as readonly [Invariant];
  const sampling = {
    seed: 1,
    runs: 1,
    steps: 1,
    seen: new Map(),
    failure: undefined,
    complete: true,
  };
  const none = { scopes: [], shown: new Map(), live: new Map() };
  const evidence = { ...none, model: reference, sampling, complete: true };
  const proof = prove(1);
  const suggested = { ...proof, broken: [invariant] };
  expect(explored(invariant, { ...evidence, anyNumber: [suggested] })).toMatchObject({
    verdict: 'not proved',
    claim: 'scopes',
  });
  expect(explored(invariant, { ...evidence, anyNumber: [proof] })).toMatchObject({
    verdict: 'holds',
    claim: 'any number',
  });
});
