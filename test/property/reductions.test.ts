import { expect, test } from 'vitest';
import { explain } from '../../src/history/explain.ts';
import { Search } from '../../src/history/search.ts';
import {
  busy,
  byFrontier,
  changed,
  countsOfContended,
  countsOfFewer,
  courseOf,
} from '../support/changedHistories.ts';
import { contendedCall } from '../support/contended.ts';

test('explain leaves orders out, and none that would explain a history', async () => {
  const seeds = Array.from({ length: 16 }, (_, seed) => 26 + seed);
  const { yes, no } = await countsOfContended(seeds, { processes: 4, calls: 8 }, 3_000);
  expect(yes).toBeGreaterThan(8);
  expect(no).toBeGreaterThan(4);
});

test('what the calls refute that are relevant to an answer, all calls do', async () => {
  const { refuted, byFewer } = await countsOfFewer([2, 4], { processes: 4, calls: 40 });
  expect(refuted).toBeGreaterThan(3);
  expect(byFewer).toBe(refuted);
});

test('a possible history takes little more than a step for each call', async () => {
  // Some of these take twenty times as many where reads are not put before what they saw is changed.
  const seeds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 23, 24, 34];
  const calls = 150;
  let steps = 0;
  for (const seed of seeds) {
    const history = await busy(seed, { processes: 8, calls }, { lostOf1000: 0, isFree: false });
    const course = courseOf(history);
    const search = new Search(course);
    let found = search.next();
    while (found === undefined && course.steps < 10_000) found = search.next();
    expect(found?.verdict).toBe('yes');
    steps += course.steps;
  }
  expect(steps / (seeds.length * calls)).toBeLessThan(1.3);
});

test('one with a late answer changed is refuted in some steps more', async () => {
  // They take twice as many where all calls are looked at at once.
  const calls = 150;
  let steps = 0;
  for (const seed of [0, 3, 4]) {
    const history = await busy(seed, { processes: 8, calls }, { lostOf1000: 0, isFree: false });
    const other = changed(history, seed, 0.9);
    const found = other && (await explain(other));
    expect(found?.verdict).toBe('no');
    steps += found?.steps ?? 0;
  }
  expect(steps / (3 * calls)).toBeLessThan(10);
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
