import { isDeepStrictEqual } from 'node:util';
import { defaultChoices } from '../../model/index.ts';
import { explain } from '../../src/history/explain.ts';
import type { History } from '../../src/history/history.ts';
import { draw } from '../../src/server/draw.ts';
import { type Busy, busyHistory } from './concurrent.ts';
import { everyOrder } from './everyOrder.ts';
import { wrong } from './guesses.ts';

/** What several clients see of the model at once, some answers lost on the way. */
export const busy = (seed: number, size: Pick<Busy, 'processes' | 'calls'>): Promise<History> => {
  let turn = 0;
  const random = () => draw('explain', seed, turn++);
  return busyHistory({ ...size, random, choices: defaultChoices, lostOf1000: 150, isFree: true });
};

/** The verdict of the exact judge over every order; undefined where that is more than it can bear. */
function verdictOfAll(history: History): 'yes' | 'no' | undefined {
  try {
    return everyOrder(history) ? 'yes' : 'no';
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The verdict on a history in which one answer was changed, and that of every order; undefined where there is none. */
export async function verdictsOfChanged(
  seed: number,
): Promise<{ readonly verdict: string; readonly expected: 'yes' | 'no' } | undefined> {
  const history = await busy(seed, { processes: 3, calls: 5 });
  const at = Math.floor(draw('which', seed) * history.calls.length);
  const calls = history.calls.map((one, place) => {
    if (place !== at || one.seen.ok === 'unknown') return one;
    const past = history.calls.map(({ call, seen }) => [call.operation, seen] as const);
    const turned = { account: history.startOf(one.account), call: one.call, seen: one.seen };
    return { ...one, seen: wrong(turned, Math.floor(draw('how', seed) * 1000), past) };
  });
  const isChanged = !isDeepStrictEqual(calls[at]?.seen, history.calls[at]?.seen);
  if (!isChanged) return undefined;
  const changed = { ...history, calls };
  const { verdict } = await explain(changed);
  const expected = verdictOfAll(changed);
  return expected === undefined ? undefined : { verdict, expected };
}

/** How many changed histories there are of each verdict, by every order; each must get that verdict. */
export async function countsOfChanged(seeds: readonly number[]) {
  const found = { yes: 0, no: 0 };
  for (const seed of seeds) {
    const both = await verdictsOfChanged(seed);
    if (both === undefined) continue;
    const { verdict, expected } = both;
    if (verdict !== expected) throw new Error(`seed ${seed} is ${verdict}, and not ${expected}`);
    found[expected] += 1;
  }
  return found;
}
