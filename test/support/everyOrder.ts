import { certain, observe, type Possible } from '../../model/index.ts';
import type { History, HistoryCall } from '../../src/history/history.ts';
import { type Beliefs, believe, observe as judged } from '../../src/observe/observe.ts';

/** Fewer are told than the exact judge could bear. */
export const accountsMax = 1000;

/**
 * Whether some order of the calls explains a history: every order that real time allows is tried, each call of unknown
 * outcome in it or not, with the exact judge and without latest times.
 *
 * @throws RangeError where the exact judge would have to keep too much.
 */
export function everyOrder({ calls, startOf }: History): boolean {
  const [first] = calls;
  return first === undefined || goesOn(certain(startOf(first.account)), calls);
}

function goesOn(possible: readonly Possible[], left: readonly HistoryCall[]): boolean {
  if (possible.length === 0) return false;
  const firstEnd = Math.min(...left.map(({ ended }) => ended));
  if (firstEnd === Number.POSITIVE_INFINITY) return true;
  return left
    .filter(({ invoked }) => invoked < firstEnd)
    .some((one) =>
      goesOn(
        observe(possible, one.call, one.seen, { possibleMax: accountsMax }),
        left.filter((other) => other !== one),
      ),
    );
}

/**
 * The same by the judge of `conform`, with latest times: what the search of `explain` looks for, with nothing left out.
 *
 * @throws RangeError where there are more than so many orders to try.
 */
export function everyJudgedOrder({ calls, startOf, bounds }: History, stepsMax: number): boolean {
  let steps = 0;
  const goesOn = (beliefs: Beliefs, reached: number, left: readonly HistoryCall[]): boolean => {
    if (beliefs.size === 0) return false;
    if (steps++ > stepsMax) throw new RangeError(`more than ${stepsMax} steps`);
    const ended = Math.min(...left.map((one) => one.ended));
    const to = Math.min(...left.map((one) => one.to));
    if (ended === Number.POSITIVE_INFINITY) return true;
    return left
      .filter(({ invoked }) => invoked < ended)
      .some((one) => {
        const from = Math.max(reached, one.from);
        const others = left.filter((other) => other !== one);
        return goesOn(judged(beliefs, one.call, one.seen, { from, to }), from, others);
      });
  };
  const start = startOf(calls[0]?.account ?? '');
  return goesOn(believe(start, bounds === undefined ? {} : { bounds }), 0, calls);
}
