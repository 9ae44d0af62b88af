import type { Account } from './account.ts';
import { type ChoiceName, choices as catalogue } from './choices.ts';
import { type Model, reference } from './model.ts';
import { type OperationName, operations } from './operations/index.ts';
import { type Call, missing, type Outcome, unjudged } from './operations/operation.ts';
import { step, unfold } from './step.ts';

/** An account that a target could be in, and the names that it has picked so far, by the model's symbols. */
export interface Possible {
  readonly account: Account;
  readonly names: Readonly<Record<string, string>>;
}

/** What a client saw come back. */
export type Seen =
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
  | {
      readonly ok: false;
      readonly code: string;
      readonly status: number;
      readonly message?: string;
    }
  | { readonly ok: 'unknown' };

/** How an observation is judged. */
export interface ObserveOptions {
  readonly model?: Model;
  /** Whether the text of a refusal is judged too. Default false. */
  readonly text?: boolean;
  /** The most accounts to keep; more is a RangeError. Default 20,000. */
  readonly possibleMax?: number;
}

type Names = Readonly<Record<string, string>>;

const symbolPattern = /\{\{\w+:\d+\}\}/g;
/** Members that may name less than the model knows: a target tells what it sees fit to tell. */
const partial: ReadonlySet<string> = new Set(['RoleUsageList', 'Resources']);
/** Members that hold policy documents, which are compared by what they mean. */
const documents: ReadonlySet<string> = new Set(['AssumeRolePolicyDocument', 'Document']);

const freeChoices = Object.entries(catalogue)
  .filter(([, { kind }]) => kind === 'free')
  .map(([name]) => name as ChoiceName);

/** An account that is certain, with no names picked yet. @category Semantics */
export const certain = (account: Account): readonly Possible[] => [{ account, names: {} }];

const keyOf = ({ account, names }: Possible): string => {
  const { resources, ...core } = account.core;
  const sorted = [...resources].sort((a, b) => (a.id < b.id ? -1 : 1));
  return JSON.stringify([core, sorted, account.beside, account.choices, names]);
};

/**
 * Every account that one of these may have become unasked, these included.
 *
 * @throws RangeError if there are more than `possibleMax`.
 * @category Semantics
 */
export function close(
  possible: readonly Possible[],
  { model = reference, possibleMax = 20_000 }: ObserveOptions = {},
): readonly Possible[] {
  const found = new Map(possible.map((one) => [keyOf(one), one]));
  for (const { account, names } of found.values()) {
    for (const next of unfold(account, model)) {
      const one = { account: next.account, names };
      const key = keyOf(one);
      if (!found.has(key)) found.set(key, one);
    }
    if (found.size > possibleMax)
      throw new RangeError(`more than ${possibleMax} accounts are possible`);
  }
  return [...found.values()];
}

/** The accounts that differ from this one in free choices that the operation reads, restored afterwards. */
function freelyChosen(account: Account, reads: readonly ChoiceName[]): readonly Account[] {
  return freeChoices
    .filter((name) => reads.includes(name))
    .reduce<readonly Account[]>(
      (soFar, name) =>
        soFar.flatMap((one) =>
          catalogue[name].alternatives.map((alternative) => ({
            ...one,
            choices: { ...one.choices, [name]: alternative },
          })),
        ),
      [account],
    );
}

/**
 * Which accounts remain possible after this was seen.
 *
 * @param possible - The accounts before the call; `certain(account)` at the start.
 * @param call - The call, with the names that the target picked as they came.
 * @param seen - What came back; unknown keeps both the accounts in which the call happened and those in which it did not.
 * @returns The accounts that could have given the outcome, at the instant of the answer; none means the target is wrong.
 * @throws RangeError if there are more than `possibleMax`.
 * @category Semantics
 */
export function observe(
  possible: readonly Possible[],
  call: Call,
  seen: Seen,
  options: ObserveOptions = {},
): readonly Possible[] {
  const { model = reference, text = false } = options;
  const reads = operations[call.operation as OperationName]?.reads ?? [];
  const kept = new Map<string, Possible>();
  const keep = (account: Account, names: Names): void => {
    const one = { account, names };
    kept.set(keyOf(one), one);
  };
  for (const { account, names } of close(possible, options)) {
    const asked = { ...call, input: withSymbols(call.input, names) as Call['input'] };
    if (seen.ok === 'unknown') keep(account, names);
    for (const chosen of freelyChosen(account, reads)) {
      const { account: after, outcome } = step(chosen, asked, model);
      const settled = { ...after, choices: account.choices };
      if (seen.ok === 'unknown') keep(settled, names);
      else {
        const learnt = explains(outcome, seen, names, text);
        if (learnt !== undefined) keep(settled, learnt);
      }
    }
  }
  return [...kept.values()];
}

/** Longer names first, and only where they are not a part of a longer word. */
function withNames(value: string, names: Names): string {
  const rows = Object.entries(names).sort(([, a], [, b]) => b.length - a.length);
  if (rows.length === 0) return value;
  const escaped = rows.map(([, name]) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\w])(${escaped.join('|')})(?![\\w])`, 'g');
  return value.replace(pattern, (found) => rows.find(([, name]) => name === found)?.[0] ?? found);
}

/** The call's input with the names that the target picked replaced by the model's symbols. */
function withSymbols(value: unknown, names: Names): unknown {
  if (typeof value === 'string') return withNames(value, names);
  if (Array.isArray(value)) return value.map((item) => withSymbols(item, names));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([member, item]) => [member, withSymbols(item, names)]),
    );
  return value;
}

function explains(outcome: Outcome, seen: Seen, names: Names, text: boolean): Names | undefined {
  if (outcome.ok === true && seen.ok === true) return fits(outcome.output, seen.output, names, '');
  if (outcome.ok === false && seen.ok === false) {
    const same = outcome.code === seen.code && outcome.status === seen.status;
    if (!same) return undefined;
    return text ? fitsText(outcome.message, seen.message ?? '', names) : names;
  }
  return undefined;
}

/** The names known once `expected` is read as `actual`, or undefined where it cannot be. */
function fits(expected: unknown, actual: unknown, names: Names, member: string): Names | undefined {
  if (expected === missing)
    return actual === undefined ||
      (partial.has(member) && Array.isArray(actual) && actual.length === 0)
      ? names
      : undefined;
  if (expected === unjudged) return actual !== undefined ? names : undefined;
  if (documents.has(member)) return sameDocument(expected, actual) ? names : undefined;
  if (typeof expected === 'string' && typeof actual === 'string')
    return fitsText(expected, actual, names);
  if (Array.isArray(expected))
    return Array.isArray(actual) ? fitsList(expected, actual, names, member) : undefined;
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return undefined;
    const given = actual as Readonly<Record<string, unknown>>;
    return Object.entries(expected).reduce<Names | undefined>((known, [name, value]) => {
      if (known === undefined) return undefined;
      if (partial.has(name) && given[name] === undefined) return known;
      return fits(value, given[name], known, name);
    }, names);
  }
  return expected === actual ? names : undefined;
}

/** Lists are sets: each thing expected is found once, in any order; partial ones may lack some. */
function fitsList(
  expected: readonly unknown[],
  actual: readonly unknown[],
  names: Names,
  member: string,
): Names | undefined {
  const [first, ...rest] = actual;
  if (actual.length === 0) return expected.length === 0 || partial.has(member) ? names : undefined;
  for (const [index, candidate] of expected.entries()) {
    const learnt = fits(candidate, first, names, '');
    if (learnt === undefined) continue;
    const others = expected.filter((_, place) => place !== index);
    const all = fitsList(others, rest, learnt, member);
    if (all !== undefined) return all;
  }
  return undefined;
}

/** Reads `actual` as a text in which symbols stand for names: known ones must be the same, new ones be new. */
function fitsText(expected: string, actual: string, names: Names): Names | undefined {
  const symbols = expected.match(symbolPattern);
  if (symbols === null) return expected === actual ? names : undefined;
  const literals = expected
    .split(symbolPattern)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const found = new RegExp(`^${literals.join('([^/:]+)')}$`).exec(actual);
  if (found === null) return undefined;
  let known = names;
  for (const [index, symbol] of symbols.entries()) {
    const name = found[index + 1] as string;
    const before = known[symbol];
    if (before === name) continue;
    if (before !== undefined || Object.values(known).includes(name)) return undefined;
    known = { ...known, [symbol]: name };
  }
  return known;
}

/** Whether two policy documents mean the same: one of something and a list of one are equal. */
function sameDocument(expected: unknown, actual: unknown): boolean {
  return JSON.stringify(normalised(expected)) === JSON.stringify(normalised(actual));
}

/** Values that are a text or a list of texts, by the member that holds them. */
function normalised(value: unknown, member = '', inCondition = false): unknown {
  if (Array.isArray(value)) return value.map((item) => normalised(item, member)).sort(byText);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, item]) => {
          const single = inCondition || ['Action', 'Resource', 'Service', 'AWS'].includes(name);
          const alone = single ? typeof item === 'string' : name === 'Statement';
          const many = alone && !Array.isArray(item) ? [item] : item;
          return [name, normalised(many, name, member === 'Condition')];
        }),
    );
  return member === 'Action' ? String(value).toLowerCase() : value;
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
