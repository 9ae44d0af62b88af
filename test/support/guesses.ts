import {
  type Account,
  type Call,
  type ChoiceName,
  choices as catalogue,
  choiceNames,
  type Outcome,
  reference,
  type Seen,
  step,
  unfold,
} from '../../model/index.ts';
import { callFrom, type Draw } from '../../properties/calls.ts';

/** What a simulated target does next: some of what may happen unasked, then a call, and how its answer fares. */
export interface Turn extends Draw {
  /** Draws among what may happen unasked, one step each. */
  readonly unasked: readonly number[];
  /** How the free choices are made this time. */
  readonly free: number;
  /** What becomes of the answer: mostly it comes. */
  readonly fate: number;
  /** How long all this takes, in milliseconds. */
  readonly ms: number;
}

/** A call with what was seen of it, and what the target is then. */
export interface Turned {
  readonly account: Account;
  readonly call: Call;
  readonly seen: Seen;
}

const symbols = /\{\{(?!unjudged|missing)(\w+):(\d+)\}\}/g;

/** Names that a target picks. */
export const picked = (value: unknown): string =>
  JSON.stringify(value).replace(symbols, (_, kind: string, number: string) =>
    `${kind.slice(0, 6)}${number}`.padEnd(kind === 'Job' ? 36 : 12, 'x'),
  );

/** An output as it comes: with names, and nothing of the model's own words. */
function shown(value: unknown): unknown {
  if (value === '{{unjudged}}') return 'some';
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) =>
      item === '{{missing}}' ? [] : [[name, shown(item)]],
    ),
  );
}

/** An outcome as a client sees it. */
export const seenAs = (outcome: Outcome): Seen =>
  outcome.ok === true
    ? { ok: true, output: JSON.parse(picked(shown(outcome.output))) }
    : outcome.ok === false
      ? { ok: false, code: outcome.code, status: outcome.status, message: outcome.message }
      : outcome;

/** The account with its free choices made by a number, and back as it was. */
export function freely(account: Account, number: number): Account {
  let left = number;
  const taken = choiceNames
    .filter((name) => catalogue[name].kind === 'free')
    .map((name) => {
      const { alternatives } = catalogue[name as ChoiceName];
      const alternative = alternatives[left % alternatives.length];
      left = Math.floor(left / alternatives.length);
      return [name, alternative];
    });
  return { ...account, choices: { ...account.choices, ...Object.fromEntries(taken) } };
}

/** Some steps that happen unasked. */
export function drift(account: Account, draws: readonly number[]): Account {
  let now = account;
  for (const draw of draws) {
    const possible = unfold(now);
    const next = possible[draw % (possible.length + 1)];
    if (next !== undefined) now = next.account;
  }
  return now;
}

const fates = 24;

/** Whether all the target's names in an input were in its answers: nobody could know others. */
const isToldOf = (input: unknown, told: string): boolean =>
  (JSON.stringify(input).match(symbols) ?? []).every((symbol) =>
    told.includes(JSON.parse(picked(symbol))),
  );

/** One turn of a target that does whatever is permitted; a client that knows no better asks who it is. */
export function turn(
  before: Account,
  { unasked, free, fate, ...draw }: Turn,
  told: string,
): Turned {
  const account = drift(before, unasked);
  const wanted = callFrom(account, draw);
  const drawn = isToldOf(wanted.input, told)
    ? wanted
    : { ...wanted, operation: 'GetCallerIdentity', input: {} };
  const call: Call = { ...drawn, input: JSON.parse(picked(drawn.input)) };
  const lot = fate % fates;
  if (lot === 1) return { account, call, seen: { ok: false, code: 'Throttling', status: 400 } };
  if (lot === 2) return { account, call, seen: { ok: 'unknown' } };
  const { account: after, outcome } = step(freely(account, free), drawn, reference);
  const settled = { ...after, choices: account.choices };
  if (lot === 3) return { account: settled, call, seen: { ok: false, code: 'a', status: 503 } };
  return { account: settled, call, seen: seenAs(outcome) };
}

const statuses = ['CREATING', 'READY', 'UPDATING', 'UPDATE_FAILED', 'DELETING', 'DELETE_FAILED'];
const taskStatuses = ['NOT_STARTED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED'];
const refusals: readonly (readonly [string, number])[] = [
  ['NoSuchEntity', 404],
  ['ResourceNotFoundException', 404],
  ['ConflictException', 409],
  ['InvalidInput', 400],
  ['DependencyViolation', 400],
];

const pick = <T>(from: readonly T[], number: number): T => from[number % from.length] as T;

/** An answer to a call that is wrong, more often than not: another status, a refusal, a row too few, or an old answer. */
export function wrong(
  { call, seen }: Turned,
  draw: number,
  past: readonly (readonly [operation: string, seen: Seen])[],
): Seen {
  const old = past.filter(([operation]) => operation === call.operation);
  const way = draw % 4;
  const lot = Math.floor(draw / 4);
  if (way === 0 && old.length > 0) return pick(old, lot)[1];
  if (way === 1 || seen.ok !== true) {
    const [code, status] = pick(refusals, lot);
    return { ok: false, code, status };
  }
  const changed = (value: unknown, member = ''): unknown => {
    if (member === 'status') return pick(statuses, lot);
    if (member === 'Status') return pick(taskStatuses, lot);
    if (Array.isArray(value)) {
      const items = value.map((item) => changed(item));
      return way === 2 ? items.slice(lot % 2) : items;
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, changed(item, name)]),
    );
  };
  return { ok: true, output: changed(seen.output) as Readonly<Record<string, unknown>> };
}
