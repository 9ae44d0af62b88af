import { expect, test } from 'vitest';
import { changedLifecycle } from '../../model/faults/lifecycle.ts';
import { combinations, defaultChoices, lifecycle, lifecycleChoices } from '../../model/index.ts';
import { bothWays, scopeOf } from '../support/bothWays.ts';

test.each([
  ['the reference', lifecycle],
  ['a wrong model', changedLifecycle('last-one-not-looked-for')],
])('with two resources the explorer on tables finds in %s what the plain one finds', (_, model) => {
  const { counts, plainCounts, metByOne } = bothWays(model, scopeOf(2, 1, defaultChoices));
  expect(counts).toEqual(plainCounts);
  expect(metByOne).toBe(0);
});

test.each(
  combinations(lifecycleChoices).map(
    (choices) => [lifecycleChoices.map((name) => choices[name]).join(), choices] as const,
  ),
)('and with one resource, choosing %s', (_, choices) => {
  const { counts, plainCounts, metByOne } = bothWays(lifecycle, scopeOf(1, 1, choices));
  expect(counts).toEqual(plainCounts);
  expect(metByOne).toBe(0);
  expect(counts.violations).toEqual([]);
});
