import type { SearchedCall } from './calls.ts';
import type { Course, Reached } from './course.ts';
import { Frontier } from './frontier.ts';
import type { Search } from './search.ts';

/** That no order explains one answer more than so many; some of the places in which it may find the account. */
export interface Proof {
  readonly answered: number;
  readonly before: readonly Reached[];
}

/** Looks at all orders, and yields the answer that comes next; whether some order explains all, or undefined if that is not found out. */
function* looking(
  frontier: Frontier,
  isOver: (answer: SearchedCall) => boolean,
): Generator<SearchedCall, boolean | undefined> {
  for (let { answer } = frontier; answer !== undefined && !isOver(answer); { answer } = frontier) {
    try {
      const isExplained = frontier.next();
      if (isExplained !== undefined) return isExplained;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // They are more than can be kept.
      return undefined;
    }
    yield answer;
  }
  return undefined;
}

/**
 * Looks for a proof that no order explains all answers, and yields the answer that all orders are looked at for.
 *
 * The calls that are relevant to the answer at which the search sticks are mostly enough for it: if not, all are looked at.
 */
export function* proving(
  course: Course,
  search: Search,
): Generator<SearchedCall, Proof | undefined> {
  const sticksAt = (): SearchedCall => course.answers[search.explained] as SearchedCall;
  for (let isEnough = false; !isEnough; ) {
    const target = sticksAt();
    const some = new Frontier(course.relevantTo(target));
    const isOver = ({ ended }: SearchedCall) => ended > target.ended || sticksAt() !== target;
    const found = yield* looking(some, isOver);
    // What an order explains cannot be refuted: all calls are asked then.
    if (found === false && some.answer?.ended === sticksAt().ended)
      return { answered: search.explained, before: search.longest };
    isEnough = found !== undefined || sticksAt() === target;
  }
  const all = new Frontier(course);
  if ((yield* looking(all, () => false)) === false)
    return { answered: all.answered, before: all.places };
  return undefined;
}
