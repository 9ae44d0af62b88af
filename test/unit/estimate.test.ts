import { expect, test } from 'vitest';
import { estimate } from '../../src/explore/estimate.ts';

const counts = [1, 2, 3, 4];

test.each(counts)('with %i resources, more Regions need more', (resources) => {
  const needs = counts.map((regions) => estimate({ resources, regions }));
  expect(needs).toEqual(needs.toSorted((a, b) => a - b));
});

// The arrows between accounts are needed for liveness, which is decided up to two resources.
test.each(counts)('in %i Regions, more resources need more', (regions) => {
  const [one, two, three, four] = counts.map((resources) => estimate({ resources, regions }));
  expect(two).toBeGreaterThan(Number(one));
  expect(four).toBeGreaterThan(Number(three));
});
