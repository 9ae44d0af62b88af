import { callers, type Outcome, type Seen } from '../../model/index.ts';
import { missing, unjudged } from '../../model/operations/operation.ts';
import type { Expected, Permitted } from './format.ts';

/** Names that the target picks: those of the model, by those that a vector has for them. */
export type Symbols = ReadonlyMap<string, string>;

const symbol = /\{\{(\w+):\d+\}\}/g;
const documents: ReadonlySet<string> = new Set(['AssumeRolePolicyDocument', 'Document']);
/** Of a failed task a target tells what it sees fit to tell. */
const toldInPart = 'RoleUsageList';

/** The symbols for which names stand that a target has picked; those of a vector are names, too. */
export function symbolsOf(names: Readonly<Record<string, string>>): Symbols {
  return new Map(
    Object.entries(names).map(([id, name]) => [
      id.match(symbol)?.[0] ?? id,
      name.match(/\{\{\w+\}\}/)?.[0] ?? name,
    ]),
  );
}

/** A value with a vector's names; those that are new are numbered in the order in which they are met. */
export function renamed<T>(
  value: T,
  known: Symbols,
): { readonly value: T; readonly known: Symbols } {
  const names = new Map(known);
  const counts = new Map<string, number>();
  for (const name of new Set(names.values())) {
    const kind = name.replace(/^\{\{|\d+\}\}$/g, '');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const text = JSON.stringify(value).replace(symbol, (found, kind: string) => {
    const old = names.get(found);
    if (old !== undefined) return old;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const name = `{{${kind}${count}}}`;
    names.set(found, name);
    return name;
  });
  return { value: JSON.parse(text) as T, known: names };
}

/** Every list in an order that does not hang on names: lists are sets, and like outcomes shall be written alike. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder).sort(byTextWithoutNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inOrder(item)]));
}
const withoutNames = (value: unknown): string => JSON.stringify(value).replace(symbol, '');
const byTextWithoutNames = (a: unknown, b: unknown): number =>
  withoutNames(a) < withoutNames(b) ? -1 : 1;

/** An outcome as a vector's names have it. */
export function plain(outcome: Outcome, known: Symbols): { outcome: Outcome; known: Symbols } {
  if (outcome.ok !== true) return { outcome, known };
  const { value, known: names } = renamed(inOrder(outcome.output), known);
  return { outcome: { ok: true, output: value as Record<string, unknown> }, known: names };
}

const isCaller = (value: unknown): boolean =>
  Object.values(callers).some(({ arn }) => arn === value);

/** A document as data, where it is a text. */
function documentIn(value: unknown): Expected {
  if (typeof value !== 'string') return value as Expected;
  try {
    return JSON.parse(value) as Expected;
  } catch {
    return value;
  }
}

/** What is judged of a value, as vectors write it. */
function expected(value: unknown, member = ''): Expected {
  if (member === toldInPart)
    return { $: 'some', of: value === missing ? [] : (value as readonly unknown[]).map(inPart) };
  // Who calls is the target's to say.
  if (value === unjudged || isCaller(value)) return { $: 'any' };
  if (value === missing) return { $: 'absent' };
  if (documents.has(member)) return { $: 'policy', of: documentIn(value) };
  if (Array.isArray(value)) return value.map((item) => expected(item));
  if (typeof value !== 'object' || value === null) return value as Expected;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, expected(item, name)]),
  );
}
const inPart = (usage: unknown): Expected => {
  const { Region, Resources } = usage as { Region: string; Resources: readonly string[] };
  return { Region, Resources: { $: 'some', of: [...Resources] } };
};

/** What of an outcome is judged. */
export const permittedFrom = (outcome: Outcome): Permitted =>
  outcome.ok === true
    ? { output: expected(outcome.output) }
    : outcome.ok === false
      ? { refused: { code: outcome.code, status: outcome.status } }
      : {};

/** The outcome as a target would show it that tells no more than it must. */
export function seenFrom(outcome: Outcome): Seen {
  if (outcome.ok !== true)
    return outcome.ok === false
      ? { ok: false, code: outcome.code, status: outcome.status }
      : outcome;
  return { ok: true, output: shown(outcome.output) as Record<string, unknown> };
}
function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, item]) => item !== missing && name !== toldInPart)
      .map(([name, item]) => [name, shown(item)]),
  );
}

/** Answers that differ in no more than in what they tell of what held the role, as one that may tell any of it. */
export function unitedUsage([first, ...others]: readonly Permitted[]): Permitted {
  if (first === undefined) throw new TypeError('nothing is permitted');
  return others.reduce((all, one) => united(all as Expected, one as Expected) as Permitted, first);
}
const isPart = (
  value: Expected,
): value is { readonly $: 'some'; readonly of: readonly Expected[] } =>
  typeof value === 'object' && value !== null && '$' in value && value.$ === 'some';
const isRecord = (value: Expected): value is { readonly [member: string]: Expected } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function united(one: Expected, other: Expected): Expected {
  if (!isRecord(one) || !isRecord(other)) return one;
  if (!isPart(one) || !isPart(other))
    return Object.fromEntries(
      Object.entries(one).map(([name, item]) => [name, united(item, other[name] ?? item)]),
    );
  const rows = new Map(one.of.map((row) => [rowName(row), row]));
  for (const row of other.of) {
    const known = rows.get(rowName(row));
    rows.set(rowName(row), known === undefined ? row : united(known, row));
  }
  return { $: 'some', of: [...rows.values()] };
}
const rowName = (row: Expected): string =>
  isRecord(row) ? String(row.Region) : JSON.stringify(row);
