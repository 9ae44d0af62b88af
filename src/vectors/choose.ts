import type { Items } from './covered.ts';

/** Something to choose, with what it covers. */
export interface Candidate {
  readonly covers: Items;
}

/** How many of a candidate's items are still open. */
const gain = ({ covers }: Candidate, open: Items): number => {
  let count = 0;
  for (const item of covers) if (open.has(item)) count += 1;
  return count;
};

/** Few of some candidates that cover as much as all of them: each time the one that adds most, the first of those alike. */
export function chosen<T extends Candidate>(candidates: readonly T[]): readonly T[] {
  const open = new Set(candidates.flatMap(({ covers }) => [...covers]));
  const taken: T[] = [];
  let left = candidates.map((one) => ({ one, most: one.covers.size }));
  while (open.size > 0) {
    let best: T | undefined;
    let bestGain = 0;
    for (const each of left) {
      // What a candidate adds only ever becomes less.
      if (each.most <= bestGain) continue;
      each.most = gain(each.one, open);
      if (each.most > bestGain) [best, bestGain] = [each.one, each.most];
    }
    if (best === undefined) break;
    taken.push(best);
    for (const item of best.covers) open.delete(item);
    left = left.filter(({ one, most }) => one !== best && most > 0);
  }
  return irredundant(taken);
}

/** Those without which something would not be covered; the last ones are tried first. */
export function irredundant<T extends Candidate>(candidates: readonly T[]): readonly T[] {
  const times = new Map<string, number>();
  for (const { covers } of candidates)
    for (const item of covers) times.set(item, (times.get(item) ?? 0) + 1);
  const kept = new Set(candidates);
  for (const one of candidates.toReversed()) {
    if ([...one.covers].some((item) => times.get(item) === 1)) continue;
    kept.delete(one);
    for (const item of one.covers) times.set(item, (times.get(item) ?? 0) - 1);
  }
  return candidates.filter((one) => kept.has(one));
}

/** As many candidates as it takes at the least: each covers one at most of so many items. */
export function lowerBound(candidates: readonly Candidate[]): number {
  const coverers = new Map<string, Candidate[]>();
  for (const one of candidates)
    for (const item of one.covers) coverers.set(item, [...(coverers.get(item) ?? []), one]);
  const used = new Set<Candidate>();
  let count = 0;
  for (const [, some] of [...coverers].sort(([, a], [, b]) => a.length - b.length)) {
    if (some.some((one) => used.has(one))) continue;
    count += 1;
    for (const one of some) used.add(one);
  }
  return count;
}
