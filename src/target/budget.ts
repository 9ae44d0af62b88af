import type { Ledger } from './ledger.ts';
import type { Target } from './target.ts';

/** Thrown in place of a call for which nothing is left. It was not sent. */
export class BudgetSpent extends Error {}

/** A target that may be called so many times. */
export interface Budgeted {
  /** For the run: leaves what taking down will need. */
  readonly target: Target;
  /** For taking down: may use all that is left. */
  readonly forCleaning: Target;
  readonly left: () => number;
}

/** Looking for it, deleting it, and looking again, for each thing; and what a clean asks in any case. */
const callsForEach = 3;
const callsForAll = 20;

/** How many calls taking down needs, by what was made. */
export const reserveOf = ({ entries }: Pick<Ledger, 'entries'>): number =>
  callsForAll + callsForEach * entries.filter(({ isGone }) => !isGone).length;

/**
 * A target that is called no more than a number of times.
 *
 * @param reserve - How many calls to leave for taking down, as it is then. Default: none.
 * @category Target
 */
export function budgeted(target: Target, calls: number, reserve: () => number = () => 0): Budgeted {
  let left = calls;
  const bounded = (kept: () => number): Target => ({
    ...target,
    ask: async (call) => {
      if (left <= kept())
        throw new BudgetSpent(
          left <= 0
            ? `The budget of ${calls} calls is spent.`
            : `The budget of ${calls} calls is spent but for ${left}, which taking down needs.`,
        );
      left -= 1;
      return target.ask(call);
    },
  });
  return { target: bounded(reserve), forCleaning: bounded(() => 0), left: () => left };
}
