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
function fitText(expected: string, actual: string, picked: Picked): Picked | undefined {
  const names = expected.match(name) ?? [];
  const pattern = expected.split(name).map(literal).join('([^/:]+)');
  const found = new RegExp(`^${pattern}$`).exec(actual);
  if (found === null) return undefined;
  const told = Object.fromEntries(names.map((one, place) => [one, found[place + 1] as string]));
  const known = { ...told, ...picked };
  const isSame = names.every((one) => known[one] === told[one]);
  return isSame && new Set(Object.values(known)).size === Object.keys(known).length
    ? known
    : undefined;
}

/** Lists are sets, and no two rows fit one item: each item is one row, and unless some are enough each row is an item. */
function fitList(
  expected: readonly Expected[],
  actual: readonly unknown[],
  picked: Picked,
  someAreEnough: boolean,
): Picked | undefined {
  const rows = [...expected];
  let known = picked;
  for (const item of actual) {
    const found = rows.findIndex((row) => fits(row, item, known) !== undefined);
    if (found === -1) return undefined;
    known = fits(rows[found] as Expected, item, known) as Picked;
    rows.splice(found, 1);
  }
  return someAreEnough || rows.length === 0 ? known : undefined;
}

/** The names known once a value is read as what is expected; undefined if it is not that. */
function fits(expected: Expected, actual: unknown, picked: Picked): Picked | undefined {
  if (typeof expected === 'string')
    return typeof actual === 'string' ? fitText(expected, actual, picked) : undefined;
  if (Array.isArray(expected))
    return Array.isArray(actual) ? fitList(expected, actual, picked, false) : undefined;
  if (!isRecord(expected)) return expected === actual ? picked : undefined;
  if ('$' in expected) return fitMarked(expected as { $: string; of?: Expected }, actual, picked);
  if (!isRecord(actual)) return undefined;
  let known: Picked | undefined = picked;
  for (const [member, item] of Object.entries(expected))
    known &&= fits(item as Expected, actual[member], known);
  return known;
}

function fitMarked(
  { $: how, of = [] }: { $: string; of?: Expected },
  actual: unknown,
  picked: Picked,
): Picked | undefined {
  if (how === 'some') return fitList(of as readonly Expected[], (actual ?? []) as [], picked, true);
  const isRight =
    how === 'policy'
      ? meaning(parsed(actual)) === meaning(parsed(of))
      : (actual === undefined) === (how === 'absent');
  return isRight ? picked : undefined;
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
  return fits(permitted.output, seen.output, picked);
}
