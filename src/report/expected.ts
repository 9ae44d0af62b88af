import type { RecordedAnswer } from './conformRecord.ts';

/** A member of an answer that is another one than would be permitted. */
export type Difference =
  /** It should be this. */
  | { readonly path: readonly string[]; readonly is: unknown }
  /** It should be one that was not there before. */
  | { readonly path: readonly string[]; readonly isFresh: string };

const symbolPattern = /\{\{\w+:\d+\}\}/;
/** Whether a text stands for one that is not known, all or in part. */
export const isSymbolic = (value: unknown): value is string =>
  typeof value === 'string' && (value === '(any)' || symbolPattern.test(value));

/** What a text stands for, as a pattern. */
export const patternOf = (text: string): string =>
  text
    .split(new RegExp(symbolPattern, 'g'))
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('.+');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where an output is not what is permitted. */
function differences(
  expected: unknown,
  seen: unknown,
  path: readonly string[],
): readonly Difference[] {
  if (expected === '(any)') return seen === undefined ? [{ path, is: expected }] : [];
  if (isSymbolic(expected)) {
    const fits = typeof seen === 'string' && new RegExp(`^${patternOf(expected)}$`).test(seen);
    return fits ? [{ path, isFresh: seen }] : [{ path, is: expected }];
  }
  if (typeof expected !== 'object' || expected === null)
    return expected === seen ? [] : [{ path, is: expected }];
  if (typeof seen === 'string') {
    // A document: compared by what it means.
    const same = differences(expected, parsed(seen), path).length === 0;
    return same ? [] : [{ path, is: JSON.stringify(expected) }];
  }
  if (typeof seen !== 'object' || seen === null) return [{ path, is: expected }];
  if (Array.isArray(expected)) {
    // A list is as it should be, or is wrong as a whole.
    const isAlike =
      Array.isArray(seen) &&
      seen.length === expected.length &&
      expected.every((item, at) =>
        differences(item, seen[at], path).every((one) => 'isFresh' in one),
      );
    return isAlike ? [] : [{ path, is: expected }];
  }
  return Object.entries(expected).flatMap(([member, item]) =>
    differences(item, (seen as Record<string, unknown>)[member], [...path, member]),
  );
}

/** What an answer would have to be, in so far as it is not: only that is worth asserting. */
export function expectedOf(permitted: RecordedAnswer, seen: RecordedAnswer): readonly Difference[] {
  if (permitted.ok === false)
    return [
      { path: ['ok'], is: false },
      { path: ['code'], is: permitted.code },
      { path: ['status'], is: permitted.status },
    ];
  if (permitted.ok === true && seen.ok === true)
    return differences(permitted.output, seen.output, ['output']);
  return [{ path: ['ok'], is: true }];
}
