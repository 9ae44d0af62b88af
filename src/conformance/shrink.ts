/** The most times that a failing sequence is performed again to find a shorter one. */
const replaysMax = 300;

/** A shorter sequence that shows the same. */
export interface Shrunk<Step, Result> {
  readonly sequence: readonly Step[];
  readonly result: Result;
  /** Whether nothing can be left out: with what is left out, it was not shown. */
  readonly isMinimal: boolean;
  readonly replays: number;
}

/**
 * Leaves out of a failing sequence what can be left out, from its end on, with each try from nothing, until no single
 * step can be, or the budget is spent.
 */
export async function shrink<Step, Result>(
  first: readonly Step[],
  result: Result,
  replay: (fewer: readonly Step[]) => Promise<Result>,
  isSame: (other: Result) => boolean,
  budget = replaysMax,
): Promise<Shrunk<Step, Result>> {
  let best = { sequence: first, result };
  let replays = 0;
  let size = Math.max(1, first.length >> 1);
  for (;;) {
    let isShorter = false;
    for (let end = best.sequence.length; end > 0; end -= size) {
      if (replays === budget) return { ...best, isMinimal: false, replays };
      const fewer = best.sequence.toSpliced(Math.max(0, end - size), Math.min(size, end));
      replays += 1;
      const other = await replay(fewer);
      if (!isSame(other)) continue;
      best = { sequence: fewer, result: other };
      isShorter = true;
    }
    if (size === 1 && !isShorter) return { ...best, isMinimal: true, replays };
    if (!isShorter || size > 1) size = Math.max(1, size >> 1);
  }
}
