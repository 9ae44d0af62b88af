import { expect, test } from 'vitest';
import { countsOfContended, countsOfFewer } from '../support/changedHistories.ts';

test('explain leaves out no order that would explain a history, in more of them with more under way', async () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);
  const { yes, no } = await countsOfContended(seeds, { processes: 6, calls: 8 }, 3_000);
  expect(yes).toBeGreaterThan(20);
  expect(no).toBeGreaterThan(10);
});

test('what the calls refute that are relevant to an answer, all calls do, in more histories', async () => {
  const seeds = Array.from({ length: 8 }, (_, n) => 5 + n);
  const { refuted, byFewer } = await countsOfFewer(seeds, { processes: 5, calls: 40 });
  expect(refuted).toBeGreaterThan(10);
  expect(byFewer).toBe(refuted);
});
