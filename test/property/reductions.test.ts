import { expect, test } from 'vitest';
import { explain } from '../../src/history/explain.ts';
import { busy, byFrontier, countsOfContended } from '../support/changedHistories.ts';
import { contendedCall } from '../support/contended.ts';

test('explain leaves orders out, and none that would explain a history', async () => {
  const seeds = Array.from({ length: 16 }, (_, seed) => 26 + seed);
  const { yes, no } = await countsOfContended(seeds, { processes: 4, calls: 8 }, 3_000);
  expect(yes).toBeGreaterThan(8);
  expect(no).toBeGreaterThan(4);
});

test('a possible history takes little more than a step for each call', async () => {
  const [histories, calls] = [12, 150];
  let steps = 0;
  for (let seed = 0; seed < histories; seed++) {
    const more = { lostOf1000: 0, isFree: false };
    const found = await explain(await busy(seed, { processes: 8, calls }, more));
    expect(found.verdict).toBe('yes');
    steps += found.steps;
  }
  expect(steps / (histories * calls)).toBeLessThan(1.4);
});

// Each of these is refuted if an order is left out on weaker grounds than there are.
test.each([5, 20, 22, 32, 50, 86, 131, 144])(
  'what clients that all want the same see at once is explained: %i',
  async (seed) => {
    const more = { lostOf1000: 20, callOf: contendedCall };
    const { verdict } = await explain(await busy(seed, { processes: 6, calls: 14 }, more));
    expect(verdict).toBe('yes');
  },
);

// In each of these an order is missed if a place is given up, or taken with another, on weaker grounds than there are.
test.each([53, 101, 103])('no proof says that they could not be: %i', async (seed) => {
  const more = { lostOf1000: 0, callOf: contendedCall };
  expect(byFrontier(await busy(seed, { processes: 8, calls: 24 }, more))).toBe('yes');
});
