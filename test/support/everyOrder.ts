import { certain, observe, type Possible } from '../../model/index.ts';
import type { History, HistoryCall } from '../../src/history/history.ts';

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
