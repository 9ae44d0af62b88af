import { type Rectangle, storeOf } from '../observe/rectangles.ts';

/** Accounts that were met, of which it is asked whether others are among them. */
export interface Cover {
  /** Whether all of these accounts were added before; if not, they are now. */
  readonly covers: (rectangles: readonly Rectangle[]) => boolean;
}

/** Nothing was met yet. Nothing counts as met that was not. */
export function coverOf(): Cover {
  const store = storeOf(Number.POSITIVE_INFINITY);
  return {
    covers: (rectangles) =>
      rectangles.map((one) => store.add(one)).every((added) => added === undefined),
  };
}

/** Whether some accounts are all among others. */
export function isWithin(some: readonly Rectangle[], others: readonly Rectangle[]): boolean {
  const cover = coverOf();
  cover.covers(others);
  return cover.covers(some);
}
