import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { defaultChoices } from '../../model/index.ts';
import { explain } from '../../src/history/explain.ts';
import type { History } from '../../src/history/history.ts';
import { draw } from '../../src/server/draw.ts';
import { type Busy, busyHistory } from '../support/concurrent.ts';
import { everyOrder } from '../support/everyOrder.ts';
import { wrong } from '../support/guesses.ts';

const busy = (seed: number, size: Pick<Busy, 'processes' | 'calls'>): Promise<History> => {
  let turn = 0;
  const random = () => draw('explain', seed, turn++);
  return busyHistory({ ...size, random, choices: defaultChoices, lostOf1000: 150, isFree: true });
};

test('what clients see of the model at once is always explained', async () => {
  let lost = 0;
  for (let seed = 0; seed < 4; seed++) {
    const history = await busy(seed, { processes: 4, calls: 24 });
    lost += history.calls.filter(({ ended }) => !Number.isFinite(ended)).length;
    const { verdict } = await explain(history);
    expect([seed, verdict]).toEqual([seed, 'yes']);
  }
  expect(lost).toBeGreaterThan(0);
});

/** The verdict of the exact judge over every order; undefined where that is more than it can bear. */
function verdictOfAll(history: History): 'yes' | 'no' | undefined {
  try {
    return everyOrder(history) ? 'yes' : 'no';
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

test('with one answer changed it is mostly refuted, and just where no order at all explains it', async () => {
  const found = { yes: 0, no: 0 };
  for (let seed = 0; seed < 30; seed++) {
    const history = await busy(seed, { processes: 3, calls: 5 });
    const at = Math.floor(draw('which', seed) * history.calls.length);
    const calls = history.calls.map((one, place) => {
      if (place !== at || one.seen.ok === 'unknown') return one;
      const past = history.calls.map(({ call, seen }) => [call.operation, seen] as const);
      const turned = { account: history.startOf(one.account), call: one.call, seen: one.seen };
      return { ...one, seen: wrong(turned, Math.floor(draw('how', seed) * 1000), past) };
    });
    const isChanged = !isDeepStrictEqual(calls[at]?.seen, history.calls[at]?.seen);
    if (!isChanged) continue;
    const changed = { ...history, calls };
    const { verdict } = await explain(changed);
    const expected = verdictOfAll(changed);
    if (expected === undefined) continue;
    expect([seed, verdict]).toEqual([seed, expected]);
    found[expected] += 1;
  }
  expect(found.no).toBeGreaterThan(found.yes);
  expect(found.no + found.yes).toBeGreaterThan(12);
});
