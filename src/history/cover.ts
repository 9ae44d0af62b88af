import { type Beliefs, current } from '../observe/observe.ts';
import { storeOf } from '../observe/rectangles.ts';

/** Whether some accounts are all among those that others are or become unasked; never said of any that are not. */
export function isWithin(some: Beliefs, others: Beliefs): boolean {
  const store = storeOf(Number.POSITIVE_INFINITY);
  for (const one of current(others, 0)) store.add(one);
  return some.rectangles.every((one) => store.add(one) === undefined);
}

/** All accounts that are among some or among others. */
export function either(some: Beliefs, others: Beliefs): Beliefs {
  const store = storeOf();
  for (const one of [...some.rectangles, ...others.rectangles]) store.add(one);
  const rectangles = store.all();
  return { ...some, rectangles, size: rectangles.length };
}
