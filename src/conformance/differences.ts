import type { Outcome, Seen } from '../../model/index.ts';
import { fits } from '../../model/observe.ts';
import { missing as absent, unjudged } from '../../model/operations/operation.ts';
import { isRecord } from '../wire/values.ts';

/** The most ways to read one list. */
const waysMax = 1000;

/** A member in which an output differs from one that is permitted. */
export interface Difference {
  /** From the output on, the last one the member's name; lists are passed by number. */
  readonly path: readonly string[];
  readonly expected: unknown;
  readonly seen: unknown;
}

/** Every member in which an output differs from one that is permitted, as deep as can be told. */
export function differences(
  expected: unknown,
  seen: unknown,
  path: readonly string[] = [],
): readonly Difference[] {
  const member = path.findLast((name) => !/^\d+$/.test(name)) ?? '';
  if (fits({ [member]: expected }, { [member]: seen }, {}, '', waysMax).length > 0) return [];
  const isAlike =
    Array.isArray(expected) && Array.isArray(seen)
      ? expected.length === seen.length
      : isRecord(expected) && isRecord(seen);
  if (!isAlike) return [{ path, expected, seen }];
  const inner = Object.entries(expected as object).flatMap(([name, item]) =>
    differences(item, (seen as Record<string, unknown>)[name], [...path, name]),
  );
  return inner.length > 0 ? inner : [{ path, expected, seen }];
}

/** An output with one member as it is permitted. */
export function mended(
  output: unknown,
  [name, ...path]: readonly string[],
  value: unknown,
): unknown {
  if (name === undefined) return value;
  const inner = mended((output as Record<string, unknown> | undefined)?.[name], path, value);
  if (Array.isArray(output)) return output.with(Number(name), inner);
  const { [name]: _, ...others } = (output ?? {}) as Record<string, unknown>;
  return inner === absent ? others : { ...others, [name]: inner === unjudged ? 'any' : inner };
}

const symbol = /\{\{(\w+):\d+\}\}/g;
const uuid = /(\w+-)?[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/;
/** What of a name is of one thing alone: what it is called, and the Region that it is in. */
const own = /\w+(?=-\{\{)|(?<=:)[a-z]{2}-[a-z]+-\d(?=:)/g;

/** A difference in words, the same for every thing of a kind. */
export function differenceText({ path, expected, seen }: Difference): string {
  const member = path.filter((name) => !/^\d+$/.test(name)).at(-1) ?? 'output';
  if (expected === absent) return `${member} is shown where there must be none`;
  if (seen === undefined) return `${member} is not shown`;
  if (typeof expected !== 'string') return `another ${member} is shown than is permitted`;
  if (uuid.test(expected)) return `another ${member} is shown than before`;
  return `another ${member} is shown than ${expected.replace(symbol, '{{$1}}').replace(own, '…')}`;
}

/** What is wrong with the form of an answer, the same wherever in the answer it is and whatever it is about. */
export const formText = (malformed: string): string => malformed.replace(/(?<!HTTP |\d)\d+/g, '…');

/** What kind of answer it is, in words. */
export const kindOf = (answer: Outcome | Seen): string =>
  answer.ok === 'unknown' ? 'nothing' : answer.ok ? 'success' : `${answer.code} ${answer.status}`;
