import { type Account, symbol } from './account.ts';
import { type ChoiceName, choices as catalogue } from './choices.ts';
import { isPlain } from './constraints.ts';
import { failures } from './failures.ts';
import { type Model, reference } from './model.ts';
import { type OperationName, operations } from './operations/index.ts';
import { type Call, missing, type Outcome, unjudged } from './operations/operation.ts';
import { step, unfold } from './step.ts';

/** An account that a target could be in, and the ids that it has picked so far, by the model's own. */
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
  /** The most accounts, and the most ways to read one list, to keep; more is a RangeError. Default 20,000. */
  readonly possibleMax?: number;
}

type Names = Readonly<Record<string, string>>;

/** An id that the target picks, as the model writes it: what is known of it, and a symbol for the rest. */
const idPattern = /([\w-]*\{\{\w+:\d+\}\})/;

/** The ids that a target has picked for what an account has, as the model writes them. */
export function idsIn({ core, beside }: Pick<Account, 'core' | 'beside'>): readonly string[] {
  const tasks = [core.tasksOpened, ...beside.pastTasks.map(({ id }) => id)];
  return [
    ...(JSON.stringify([core, beside]).match(new RegExp(idPattern, 'g')) ?? []),
    ...tasks.map((number) => symbol('Task', number)),
    ...beside.jobs.map(({ id }) => symbol('Job', id)),
    symbol('RoleId', core.rolesMade),
  ];
}

/** Members whose values name things; all others are taken as they come. */
export const naming = /(Ids?|Arns?|Groups|Resources|subnets|securityGroups)$/;
/** Members that may name less than the model knows: a target tells what it sees fit to tell. */
const partial: ReadonlySet<string> = new Set(['RoleUsageList', 'Resources']);
/** Refusals of any call, before anything of it has happened. */
export const throttled: ReadonlySet<string> = new Set([
  'Throttling 400',
  'Throttling 429',
  'ThrottlingException 400',
  'ThrottlingException 429',
]);
/** Members that hold policy documents, which are compared by what they mean. */
const documents: ReadonlySet<string> = new Set(['AssumeRolePolicyDocument', 'Document']);

const freeChoices = Object.entries(catalogue)
  .filter(([, { kind }]) => kind === 'free')
  .map(([name]) => name as ChoiceName);

const mostPossible = 20_000;

/** An account that is certain, with no names picked yet. @category Semantics */
export const certain = (account: Account): readonly Possible[] => [{ account, names: {} }];

const keyOf = ({ account: { core: all, ...rest }, names }: Possible): string => {
  const { resources, ...core } = all;
  const sorted = [...resources].sort((a, b) => (a.id < b.id ? -1 : 1));
  return JSON.stringify([core, sorted, rest, names]);
};

/**
 * Every account that one of these may have become unasked, these included.
 *
 * @throws RangeError if there are more than `possibleMax`.
 * @category Semantics
 */
export function close(
  possible: readonly Possible[],
  { model = reference, possibleMax = mostPossible }: ObserveOptions = {},
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
export function freelyChosen(account: Account, reads: readonly ChoiceName[]): readonly Account[] {
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
 *   A failure of the service (HTTP 5xx) is read as unknown. `Throttling` and `ThrottlingException` (400 or 429) may
 *   answer any call, which then has not happened.
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
  const { model = reference } = options;
  const reads = operations[call.operation as OperationName]?.reads ?? [];
  const kept = new Map<string, Possible>();
  const keep = (account: Account, names: Names): void => {
    const one = { account, names };
    kept.set(keyOf(one), one);
  };
  const refused = seen.ok === false && throttled.has(`${seen.code} ${seen.status}`);
  const lost = seen.ok === 'unknown' || (seen.ok === false && seen.status >= 500);
  for (const { account, names } of close(possible, options)) {
    const asked = isPlain(call.input) ? { ...call, input: withIds(call.input, names) } : call;
    if (refused || lost) keep(account, names);
    for (const chosen of freelyChosen(account, reads)) {
      const { account: after, outcome } = step(chosen, asked, model);
      const settled = { ...after, choices: account.choices };
      const learnt = lost ? [names] : explains(outcome, seen, names, options);
      for (const each of learnt) keep(settled, each);
    }
  }
  return [...kept.values()];
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Longer names first, and only where they are not a part of a longer word. */
function withId(value: string, names: Names): string {
  const rows = Object.entries(names)
    .filter(([, name]) => value.includes(name))
    .sort(([, a], [, b]) => b.length - a.length);
  if (rows.length === 0) return value;
  const some = rows.map(([, name]) => literal(name)).join('|');
  return value.replace(
    new RegExp(`(?<![\\w-])(${some})(?![\\w-])`, 'g'),
    (found) => rows.find(([, name]) => name === found)?.[0] ?? found,
  );
}

/** The call's input with the ids that the target picked replaced by the model's own. */
export function withIds<T>(value: T, names: Names, member = ''): T {
  if (typeof value === 'string') return (naming.test(member) ? withId(value, names) : value) as T;
  if (Array.isArray(value)) return value.map((item) => withIds(item, names, member)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withIds(item, names, name)]),
  ) as T;
}

/** Every way to read the outcome as what was seen: the names known then. */
export function explains(
  outcome: Outcome,
  seen: Seen,
  names: Names,
  { text = false, possibleMax = mostPossible }: ObserveOptions,
): readonly Names[] {
  if (outcome.ok === true && seen.ok === true)
    return fits(outcome.output, seen.output, names, '', possibleMax);
  if (outcome.ok !== false || seen.ok !== false) return [];
  const isOfCode = outcome.code === seen.code || failures[outcome.failure].orCode?.test(seen.code);
  if (!isOfCode || outcome.status !== seen.status) return [];
  return text ? fitsText(outcome.message, seen.message ?? '', names) : [names];
}

/** The names known once `expected` is read as `actual`, in every way in which it can be. */
export function fits(
  expected: unknown,
  actual: unknown,
  names: Names,
  member: string,
  most: number,
): readonly Names[] {
  const onlyIf = (so: boolean): readonly Names[] => (so ? [names] : []);
  if (expected === missing)
    return onlyIf(
      actual === undefined || (partial.has(member) && Array.isArray(actual) && actual.length === 0),
    );
  if (expected === unjudged) return onlyIf(actual !== undefined);
  if (documents.has(member)) return onlyIf(sameDocument(expected, actual));
  if (typeof expected === 'string' && typeof actual === 'string')
    return fitsText(expected, actual, names);
  if (Array.isArray(expected))
    return Array.isArray(actual) ? fitsList(expected, actual, names, member, most) : [];
  if (typeof expected !== 'object' || expected === null) return onlyIf(expected === actual);
  if (typeof actual !== 'object' || actual === null) return [];
  const given = actual as Readonly<Record<string, unknown>>;
  return Object.entries(expected).reduce<readonly Names[]>(
    (known, [name, value]) =>
      partial.has(name) && given[name] === undefined
        ? known
        : known.flatMap((each) => fits(value, given[name], each, name, most)),
    [names],
  );
}

/** Lists are sets: each thing expected is found once, in any order; partial ones may lack some. */
function fitsList(
  expected: readonly unknown[],
  actual: readonly unknown[],
  names: Names,
  member: string,
  most: number,
): readonly Names[] {
  let ways = [{ names, left: expected }];
  for (const item of actual) {
    ways = ways.flatMap(({ names: known, left }) =>
      left.flatMap((candidate, index) =>
        fits(candidate, item, known, '', most).map((learnt) => ({
          names: learnt,
          left: left.toSpliced(index, 1),
        })),
      ),
    );
    if (ways.length > most) throw new RangeError(`a list can be read in more than ${most} ways`);
  }
  return ways
    .filter(({ left }) => left.length === 0 || partial.has(member))
    .map(({ names: known }) => known);
}

const cutsMost = 20_000;
const cuts = new Map<string, readonly string[]>();

/** A text cut at the ids in it: every other piece is one. */
function piecesOf(text: string): readonly string[] {
  const known = cuts.get(text);
  if (known !== undefined) return known;
  if (cuts.size >= cutsMost) cuts.clear();
  const pieces = text.split(idPattern);
  cuts.set(text, pieces);
  return pieces;
}

/** Reads `actual` as a text in which the model's ids stand for names: known ones must be the same, new ones be new. */
function fitsText(expected: string, actual: string, names: Names): readonly Names[] {
  if (!expected.includes('{{')) return expected === actual ? [names] : [];
  const pieces = piecesOf(expected);
  const isId = (at: number): boolean => at % 2 === 1;
  if (pieces.every((piece, at) => !isId(at) || names[piece] !== undefined))
    return pieces.map((piece, at) => (isId(at) ? names[piece] : piece)).join('') === actual
      ? [names]
      : [];
  const pattern = pieces.map((piece, at) =>
    isId(at) ? `(${literal(piece.slice(0, piece.indexOf('{{')))}[^/:]+)` : literal(piece),
  );
  const found = new RegExp(`^${pattern.join('')}$`).exec(actual);
  if (found === null) return [];
  let known = names;
  for (const [place, id] of pieces.filter((_, at) => isId(at)).entries()) {
    const name = found[place + 1] as string;
    if (known[id] === name) continue;
    if (known[id] !== undefined || Object.values(known).includes(name)) return [];
    known = { ...known, [id]: name };
  }
  return [known];
}

/** A document as it is, or as a text, which may be URL-encoded. */
function parsed(document: unknown): unknown {
  if (typeof document !== 'string') return document;
  try {
    const value = JSON.parse(/^\s*%/.test(document) ? decodeURIComponent(document) : document);
    return isPlain(value) ? value : document;
  } catch {
    return document;
  }
}

/** Whether two policy documents mean the same: one of something and a list of one are equal. */
function sameDocument(expected: unknown, actual: unknown): boolean {
  if (!isPlain(actual)) return false;
  const [one, other] = [expected, actual].map((each) => JSON.stringify(normalised(parsed(each))));
  return one === other;
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
