import { distance } from 'fastest-levenshtein';

/** The name among those known that a mistyped one is nearest to. */
export function nearest(name: string, known: readonly string[]): string {
  return known.reduce((best, candidate) =>
    distance(name, candidate) < distance(name, best) ? candidate : best,
  );
}
