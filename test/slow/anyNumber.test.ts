import { expect, test } from 'vitest';
import { changedLifecycle, lifecycleFaults } from '../../model/faults/lifecycle.ts';
import { defaultChoices, lifecycle } from '../../model/index.ts';
import { type Invariant, invariants } from '../../properties/index.ts';
import { type AnyNumber, proveAnyNumber } from '../../src/explore/anyNumber.ts';
import { explore } from '../../src/explore/explore.ts';
import { regionNames } from '../../src/explore/scope.ts';

const faults = Object.keys(lifecycleFaults) as (keyof typeof lifecycleFaults)[];
const names = (some: Iterable<Invariant>): readonly string[] =>
  [...some].map(({ name }) => name).sort();

test.each(faults)(
  'what %s breaks with two resources, it breaks for any number, and no more',
  (fault) => {
    const model = changedLifecycle(fault);
    const { broken } = proveAnyNumber({ model, choices: defaultChoices, invariants, regions: 2 });
    const shown = [1, 2].flatMap((resources) => {
      const scope = { resources, regions: 2, choices: defaultChoices };
      return explore({ model, scope, invariants }).violations.map(({ invariant }) => invariant);
    });
    expect(names(broken)).toEqual(names(new Set(shown)));
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
