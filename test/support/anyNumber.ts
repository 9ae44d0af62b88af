import { expect } from 'vitest';
import { changedLifecycle, type lifecycleFaults } from '../../model/faults/lifecycle.ts';
import { defaultChoices } from '../../model/index.ts';
import { type Invariant, invariants } from '../../properties/index.ts';
import { proveAnyNumber } from '../../src/explore/anyNumber.ts';
import { explore } from '../../src/explore/explore.ts';

const names = (some: Iterable<Invariant>): readonly string[] =>
  [...some].map(({ name }) => name).sort();

/** Expects that a wrong model breaks for any number of resources exactly what it breaks with one and with two. */
export function expectSameBroken(fault: keyof typeof lifecycleFaults, regions: number): void {
  const model = changedLifecycle(fault);
  const { broken } = proveAnyNumber({ model, choices: defaultChoices, invariants, regions });
  const shown = [1, 2].flatMap((resources) => {
    const scope = { resources, regions, choices: defaultChoices };
    return explore({ model, scope, invariants }).violations.map(({ invariant }) => invariant);
  });
  expect(names(broken)).toEqual(names(new Set(shown)));
}
