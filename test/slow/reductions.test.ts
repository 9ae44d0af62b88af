import { expect, test } from 'vitest';
import { countsOfContended } from '../support/changedHistories.ts';

test('explain leaves out no order that would explain a history, in more of them with more under way', async () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);
  const { yes, no } = await countsOfContended(seeds, { processes: 6, calls: 8 }, 3_000);
  expect(yes).toBeGreaterThan(20);
  expect(no).toBeGreaterThan(10);
});
