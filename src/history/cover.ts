import { type Beliefs, current } from '../observe/observe.ts';
import { storeOf } from '../observe/rectangles.ts';

/** Whether some accounts are all among those that others are or become unasked; never said of any that are not. */
export function isWithin(some: Beliefs, others: Beliefs): boolean {
  const store = storeOf(Number.POSITIVE_INFINITY);
  for (const one of current(others, 0)) store.add(one);
  return some.rectangles.every((one) => store.add(one) === undefined);
}
