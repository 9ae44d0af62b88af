import { expect, test } from 'vitest';
import { countsOfContended } from '../support/changedHistories.ts';

test('explain leaves orders out, and none that would explain a history', async () => {
  const seeds = Array.from({ length: 16 }, (_, seed) => 26 + seed);
  const { yes, no } = await countsOfContended(seeds, { processes: 4, calls: 8 }, 3_000);
  expect(yes).toBeGreaterThan(8);
  expect(no).toBeGreaterThan(4);
});
