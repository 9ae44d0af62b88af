import { describe, expect, test } from 'vitest';
import { changedLifecycle, lifecycleFaults } from '../../model/faults/lifecycle.ts';
import { combinations, defaultChoices, lifecycle, lifecycleChoices } from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { type AnyNumber, proveAnyNumber } from '../../src/explore/anyNumber.ts';
import { explore } from '../../src/explore/explore.ts';
import { regionNames } from '../../src/explore/scope.ts';
import { expectAlike } from '../support/alike.ts';
import { expectSameBroken } from '../support/anyNumber.ts';

const faults = Object.keys(lifecycleFaults) as (keyof typeof lifecycleFaults)[];

/** Expects the proof to break, in so many Regions, exactly what one and two resources break there. */
test.each<readonly [(typeof faults)[number], number]>([
  ...faults.map((fault) => [fault, 1] as const),
  ['one-region', 2],
  ['last-one-not-looked-for', 2],
  ['interface-freed-while-shared', 2],
])(
  'what %s breaks with two resources, it breaks for any number, and no more: %i Regions',
  (fault, regions) => {
    expectSameBroken(fault, regions);
  },
);

test('every account of two resources in two Regions lies under the proof', () => {
  const scope = { resources: 2, regions: 2, choices: defaultChoices };
  const { accounts, account } = explore({ model: lifecycle, scope, invariants: [] });
  const proofs = ([2, 'any'] as const).map(
    (regions): AnyNumber =>
      proveAnyNumber({ model: lifecycle, choices: defaultChoices, invariants, regions }),
  );
  const known = regionNames(2);
  let uncovered = 0;
  for (let number = 0; number < accounts; number++)
    if (!proofs.every(({ covers }) => covers(account(number), known))) uncovered += 1;
  expect(uncovered).toBe(0);
});

describe('other Regions that nobody tells apart make no difference', () => {
  test.each(faults)('where %s', (fault) => {
    const size = { resources: 1, regions: 3, every: 41 };
    expect(expectAlike(changedLifecycle(fault), defaultChoices, size)).toBeGreaterThan(1000);
  });

  test.each(combinations(lifecycleChoices))('under the choices of combination %#', (choices) => {
    const size = { resources: 2, regions: 3, every: 41 };
    expect(expectAlike(lifecycle, choices, size)).toBeGreaterThan(10_000);
  });
});
