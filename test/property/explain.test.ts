import { expect, test } from 'vitest';
import { explain } from '../../src/history/explain.ts';
import { busy, countsOfChanged } from '../support/changedHistories.ts';

test('what clients see of the model at once is always explained', async () => {
  let lost = 0;
  for (let seed = 0; seed < 2; seed++) {
    const history = await busy(seed, { processes: 4, calls: 24 });
    lost += history.calls.filter(({ ended }) => !Number.isFinite(ended)).length;
    const { verdict } = await explain(history);
    expect([seed, verdict]).toEqual([seed, 'yes']);
  }
  expect(lost).toBeGreaterThan(0);
});

test('with one answer changed it is mostly refuted, and just where no order at all explains it', async () => {
  const { no, yes } = await countsOfChanged(Array.from({ length: 12 }, (_, seed) => seed));
  expect(no).toBeGreaterThan(yes);
  expect(no + yes).toBeGreaterThan(4);
});
