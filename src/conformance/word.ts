import { randomUUID } from 'node:crypto';
import type { Call, Outcome, Seen } from '../../model/index.ts';
import { type Difference, differences, differenceText, kindOf, mended } from './differences.ts';
import { withNames } from './names.ts';

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

type Words = readonly (readonly [string, string])[];

/** Exchanges whole words: every text in a value that is one of those on the left becomes that on the right. */
const exchanged = <T>(value: T, words: Words): T =>
  exchangedIn(
    value,
    // A longer name may have a shorter one in it.
    words.toSorted(([one], [other]) => other.length - one.length),
  );

function exchangedIn<T>(value: T, words: Words): T {
  if (words.length === 0) return value;
  if (typeof value === 'string')
    return words.reduce<string>(
      (text, [from, to]) =>
        text.replace(new RegExp(`(?<![\\w-])${literal(from)}(?![\\w-])`, 'g'), () => to),
      value,
    ) as T;
  if (Array.isArray(value)) return value.map((item) => exchangedIn(item, words)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, item]) => [member, exchangedIn(item, words)]),
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

/** Gives names of the right form to what the target calls otherwise, or does not show: a thing has one, wherever it is. */
function ourNames(): <T>(expected: T) => T {
  const made: Record<string, string> = {};
  return (expected) => {
    for (const [symbol] of JSON.stringify(expected)?.matchAll(symbols) ?? [])
      made[symbol] ??= randomUUID();
    return withNames(expected, made);
  };
}

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
  const ourName = ourNames();
  let aliases = known;
  let output = seen;
  for (;;) {
    const [next] = differences(expected, output).toSorted(
      (a, b) => Number(isName(b)) - Number(isName(a)) || lengthOf(a) - lengthOf(b),
    );
    if (next === undefined) return { seen: { ok: true, output }, wrongs, aliases };
    const what = differenceText(next);
    wrongs.push(what);
    let value = ourName(next.expected);
    if (isName(next)) {
      const [expected, theirs] = [String(next.expected), String(next.seen)];
      const ours = ourName(expected);
      const alias = { ours, theirs, what, isLasting: ours === expected };
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
    const right = refusals.find(({ status }) => status === seen.status) ?? refusals[0];
    if (right === undefined) return undefined;
    const wrongs = [`${kindOf(seen)} is answered where ${kindOf(right)} is permitted`];
    return { seen: { ok: false, code: right.code, status: right.status }, wrongs, aliases };
  }
  const [best] = permitted
    .flatMap((one) => (one.ok === true ? [mendedOutput(seen.output, one.output, aliases)] : []))
    .toSorted((a, b) => a.wrongs.length - b.wrongs.length);
  return best;
}
