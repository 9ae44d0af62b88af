import { expect } from 'vitest';
import { defaultChoices, type Lifecycle } from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { explore } from '../../src/explore/explore.ts';
import { explorePermuted } from './permutedExplore.ts';

/** Expects the same verdicts whether like resources and like Regions are counted or told apart; prints both counts. */
export function expectSameVerdicts(model: Lifecycle, resources: number, regions: number): void {
  const scope = { resources, regions, choices: defaultChoices };
  const { accounts, violations } = explore({ model, scope, invariants });
  const permuted = explorePermuted(model, resources, regions, defaultChoices);
  console.log(`${resources} x ${regions}: ${accounts} counted, ${permuted.accounts} permuted`);
  expect(permuted.violated).toEqual(violations.map(({ invariant }) => invariant.name).sort());
  expect(permuted.accounts).toBeGreaterThan(accounts);
}
