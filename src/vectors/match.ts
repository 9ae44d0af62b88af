import type { Seen } from '../../model/index.ts';
import { isRecord } from '../wire/values.ts';
import type { Expected, Permitted } from './format.ts';

/** The names that a target has picked, by those that the vector has for them. */
export type Picked = Readonly<Record<string, string>>;

const name = /\{\{\w+\}\}/g;
const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A value with the target's names in the place of the vector's. */
export const withPicked = <T>(value: T, picked: Picked): T =>
  JSON.parse(JSON.stringify(value).replace(name, (found) => picked[found] ?? found)) as T;

/** Reads a text in which names stand: one that is known must be the same, a new one must be none of those. */
function* fitText(expected: string, actual: string, picked: Picked): Generator<Picked> {
  const names = expected.match(name) ?? [];
  const pattern = expected.split(name).map(literal).join('([^/:]+)');
  const found = new RegExp(`^${pattern}$`).exec(actual);
  if (found === null) return;
  let known = picked;
  for (const [place, one] of names.entries()) {
    const value = found[place + 1] as string;
    const isKnown = known[one] === value;
    if (!isKnown && (known[one] !== undefined || Object.values(known).includes(value))) return;
    known = { ...known, [one]: value };
  }
  yield known;
}

/** Lists are sets: each item is one of those expected, and unless some are enough each of those is an item. */
function* fitList(
  expected: readonly Expected[],
  actual: readonly unknown[],
  picked: Picked,
  someAreEnough: boolean,
): Generator<Picked> {
  const [item, ...others] = actual;
  if (actual.length === 0) {
    if (someAreEnough || expected.length === 0) yield picked;
    return;
  }
  for (const [place, candidate] of expected.entries())
    for (const known of fits(candidate, item, picked))
      yield* fitList(expected.toSpliced(place, 1), others, known, someAreEnough);
}

/** Every way to read a value as what is expected: the names known then. */
function* fits(expected: Expected, actual: unknown, picked: Picked): Generator<Picked> {
  if (typeof expected === 'string') {
    if (typeof actual === 'string') yield* fitText(expected, actual, picked);
  } else if (Array.isArray(expected)) {
    if (Array.isArray(actual)) yield* fitList(expected, actual, picked, false);
  } else if (!isRecord(expected)) {
    if (expected === actual) yield picked;
  } else if ('$' in expected) {
    yield* fitMarked(expected as { $: string; of?: Expected }, actual, picked);
  } else if (isRecord(actual)) yield* fitMembers(Object.entries(expected), actual, picked);
}

function* fitMarked(
  { $: how, of = [] }: { $: string; of?: Expected },
  actual: unknown,
  picked: Picked,
): Generator<Picked> {
  if (how === 'some') yield* fitList(of as readonly Expected[], (actual ?? []) as [], picked, true);
  else if (how === 'any' ? actual !== undefined : how === 'absent' && actual === undefined)
    yield picked;
  else if (how === 'policy' && meaning(parsed(actual)) === meaning(parsed(of))) yield picked;
}

function* fitMembers(
  [first, ...others]: readonly [string, unknown][],
  actual: Readonly<Record<string, unknown>>,
  picked: Picked,
): Generator<Picked> {
  if (first === undefined) yield picked;
  else
    for (const known of fits(first[1] as Expected, actual[first[0]], picked))
      yield* fitMembers(others, actual, known);
}

/** A policy document may come as a text, which may be URL-encoded. */
function parsed(document: unknown): unknown {
  if (typeof document !== 'string') return document;
  try {
    return JSON.parse(document.startsWith('%') ? decodeURIComponent(document) : document);
  } catch {
    return document;
  }
}

/** What a policy document means, as a text: one of something and a list of one are the same. */
function meaning(value: unknown, member = ''): string {
  if (Array.isArray(value)) {
    const items = value.map((item) => meaning(item, member)).sort();
    return items.length === 1 ? (items[0] as string) : `[${items}]`;
  }
  if (!isRecord(value)) {
    const text = JSON.stringify(value) ?? '';
    return member === 'Action' ? text.toLowerCase() : text;
  }
  const members = Object.entries(value).map(([key, item]) => `${key}:${meaning(item, key)}`);
  return `{${members.sort()}}`;
}

/** The names known once something that came back is read as what is permitted; undefined if it is not that. */
export function read(permitted: Permitted, seen: Seen, picked: Picked): Picked | undefined {
  if (seen.ok === 'unknown') return undefined;
  if (!seen.ok) {
    const { code, status } = permitted.refused ?? {};
    return code === seen.code && status === seen.status ? picked : undefined;
  }
  if (permitted.output === undefined) return undefined;
  return fits(permitted.output, seen.output, picked).next().value as Picked | undefined;
}
