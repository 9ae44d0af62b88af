import { type ChoiceName, type Choices, combinations } from '../../model/index.ts';

/** The most answers to keep. */
const keptMost = 20_000;

/** Which of some choices decide something, worked out once for each thing. */
export type Mattering = (
  what: string,
  names: readonly ChoiceName[],
  choices: Choices,
  told: (taken: Choices) => unknown,
) => readonly ChoiceName[];

/**
 * Finds out by trying every combination; alternatives that were excluded before are tried, too.
 *
 * @returns A function from what is to be decided (a text that says all of it), the names of choices, and what comes of
 *   them, to the names that make a difference.
 */
export function matteringOf(): Mattering {
  const kept = new Map<string, readonly ChoiceName[]>();
  return (what, names, choices, told) => {
    if (names.length === 0) return names;
    const key = `${names} ${what}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const results = combinations(names).map((combination) => {
      const picked = Object.fromEntries(names.map((name) => [name, combination[name]]));
      return { picked, text: JSON.stringify(told({ ...choices, ...picked })) };
    });
    const found = names.filter((name) => {
      const byOthers = new Map<string, string>();
      return results.some(({ picked, text }) => {
        const others = JSON.stringify({ ...picked, [name]: undefined });
        const first = byOthers.get(others) ?? text;
        byOthers.set(others, first);
        return first !== text;
      });
    });
    if (kept.size > keptMost) kept.clear();
    kept.set(key, found);
    return found;
  };
}
