import { expect, test } from 'vitest';
import { explain } from '../../src/history/explain.ts';
import { busy, changed, countsOfChanged } from '../support/changedHistories.ts';

test('what clients see of the model at once is explained, in more histories', async () => {
  for (let seed = 2; seed < 10; seed++) {
    const { verdict } = await explain(await busy(seed, { processes: 4, calls: 24 }));
    expect([seed, verdict]).toEqual([seed, 'yes']);
  }
});

test('with one answer changed each verdict is that of every order, in more histories', async () => {
  const { no, yes } = await countsOfChanged(Array.from({ length: 40 }, (_, n) => 12 + n));
  expect(no).toBeGreaterThan(yes);
  expect(no + yes).toBeGreaterThan(12);
});

test('a late answer that no order explains is refuted by all orders at once, where one alone takes too long', async () => {
  const history = await busy(2, { processes: 8, calls: 80 }, { lostOf1000: 0, isFree: false });
  const other = changed(history, 2, 0.9);
  expect(other && (await explain(other, { stepsMax: 8_000 })).verdict).toBe('no');
});
