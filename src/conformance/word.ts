import { randomUUID } from 'node:crypto';
import type { Call, Outcome, Seen } from '../../model/index.ts';
import { type Difference, differences, differenceText, kindOf, mended } from './differences.ts';

/** A name that a target gives to something for which another is permitted. */
export interface Alias {
  readonly ours: string;
  readonly theirs: string;
  /** What is wrong, in words. */
  readonly what: string;
  /** Whether the thing has one name only, at all times. */
  readonly isLasting: boolean;
}

export type Aliases = readonly Alias[];

/** An answer as it would have been, if it had been right in some members. */
export interface Mended {
  readonly seen: Seen;
  /** What was wrong with it, in words. */
  readonly wrongs: readonly string[];
  /** With what is learned from it. */
  readonly aliases: Aliases;
}

/** Members whose texts come back in later calls. */
const naming = /(Name|Id|Arn)$/i;
const symbols = /\{\{\w+:\d+\}\}/g;
const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Exchanges whole words: every text in a value that is one of those on the left becomes that on the right. */
function exchanged<T>(value: T, words: readonly (readonly [string, string])[]): T {
  if (words.length === 0) return value;
  if (typeof value === 'string')
    return words.reduce<string>(
      (text, [from, to]) =>
        text.replace(new RegExp(`(?<![\\w-])${literal(from)}(?![\\w-])`, 'g'), () => to),
      value,
    ) as T;
  if (Array.isArray(value)) return value.map((item) => exchanged(item, words)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, item]) => [member, exchanged(item, words)]),
  ) as T;
}

/** A call's input, with the target's own words. */
export const inTheirWords = (input: Call['input'], aliases: Aliases): Call['input'] =>
  exchanged(
    input,
    aliases.map(({ ours, theirs }) => [ours, theirs]),
  );

/** An answer with our words for the target's. */
export const inOurWords = (seen: Seen, aliases: Aliases): Seen =>
  seen.ok === true
    ? {
        ok: true,
        output: exchanged(
          seen.output,
          aliases.map(({ ours, theirs }) => [theirs, ours]),
        ),
      }
    : seen;

/** The aliases that are in an answer. */
export const aliasesIn = (seen: Seen, aliases: Aliases): Aliases =>
  aliases.filter((one) => JSON.stringify(inOurWords(seen, [one])) !== JSON.stringify(seen));

/** A name of the right form for what the target calls otherwise. */
const ourName = (expected: string): string => expected.replace(symbols, () => randomUUID());

const isName = ({ path, expected, seen }: Difference): boolean =>
  typeof expected === 'string' &&
  typeof seen === 'string' &&
  seen !== '' &&
  naming.test(path.at(-1) ?? '');

const lengthOf = ({ expected }: Difference): number => String(expected).length;

/** An output as it is permitted, and what was wrong with it: shorter names first, for they are parts of longer ones. */
function mendedOutput(
  seen: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
  known: Aliases,
): Mended {
  const wrongs: string[] = [];
  let aliases = known;
  let output = seen;
  for (;;) {
    const [next] = differences(expected, output).toSorted(
      (a, b) => Number(isName(b)) - Number(isName(a)) || lengthOf(a) - lengthOf(b),
    );
    if (next === undefined) return { seen: { ok: true, output }, wrongs, aliases };
    const what = differenceText(next);
    wrongs.push(what);
    let value = next.expected;
    if (isName(next)) {
      const [expected, theirs] = [String(next.expected), String(next.seen)];
      const alias = {
        ours: ourName(expected),
        theirs,
        what,
        isLasting: ourName(expected) === expected,
      };
      aliases = [...aliases.filter(({ ours }) => ours !== alias.ours), alias];
      output = exchanged(output, [[theirs, alias.ours]]);
      value = alias.ours;
    }
    output = mended(output, next.path, value) as typeof output;
  }
}

/**
 * An answer as it would have been, if it had been right: for as long as the target says that the call was done where
 * that is permitted, or that it was not.
 *
 * @returns Undefined if the answer is of another kind than is permitted: then nobody knows what was done.
 */
export function mendedAnswer(
  seen: Seen,
  permitted: readonly Outcome[],
  aliases: Aliases,
): Mended | undefined {
  if (seen.ok === 'unknown') return undefined;
  if (!seen.ok) {
    const refusals = permitted.filter((one) => one.ok === false);
    const [first] = refusals;
    if (first === undefined) return undefined;
    const { code, status } = first;
    const kinds = [...new Set(refusals.map(kindOf))].join(' or ');
    const wrongs = [`${kindOf(seen)} is answered where ${kinds} is permitted`];
    return { seen: { ok: false, code, status }, wrongs, aliases };
  }
  const [best] = permitted
    .flatMap((one) => (one.ok === true ? [mendedOutput(seen.output, one.output, aliases)] : []))
    .toSorted((a, b) => a.wrongs.length - b.wrongs.length);
  return best;
}
