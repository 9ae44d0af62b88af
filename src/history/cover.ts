import { type Beliefs, current } from '../observe/observe.ts';
import { type Rectangle, storeOf } from '../observe/rectangles.ts';

/** Whether some accounts are all among others; never said of any that are not. */
export function isAmong(some: readonly Rectangle[], others: readonly Rectangle[]): boolean {
  const store = storeOf(Number.POSITIVE_INFINITY);
  for (const one of others) store.add(one);
  return some.every((one) => store.add(one) === undefined);
}

/** The same of those that others are or become unasked. */
export const isWithin = (some: Beliefs, others: Beliefs): boolean =>
  some === others || isAmong(some.rectangles, current(others, 0));

/** All accounts that are among some or among others. */
export function either(some: Beliefs, others: Beliefs): Beliefs {
  const store = storeOf(some.judge.apartMax);
  for (const one of [...some.rectangles, ...others.rectangles]) store.add(one);
  const rectangles = store.all();
  return { ...some, rectangles, size: rectangles.length };
}
