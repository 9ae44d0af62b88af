import {
  type Advance,
  type Arc,
  advance,
  type Core,
  type CoreEvent,
  emptyCore,
  type Lifecycle,
} from '../../model/index.ts';
import type { Invariant } from '../../properties/index.ts';
import { GrowingArray } from './growingArray.ts';
import { Places } from './places.ts';
import type { Scope } from './scope.ts';
import { type Outcome, type Tables, tablesOf } from './tables.ts';

/** One step of a way through the accounts. */
export interface TraceStep {
  readonly event: CoreEvent;
  readonly advance: Advance;
}

/** A step that broke an invariant, at the end of a shortest way to such a step. */
export interface Violation {
  readonly invariant: Invariant;
  readonly trace: readonly TraceStep[];
}

/** Every account reached, numbered in the order of discovery, with the arrows between them. */
export interface Graph {
  readonly size: number;
  /** The edges of account n are those from `first[n]` up to `first[n + 1]`. */
  readonly first: Int32Array;
  readonly targets: Int32Array;
  /** What made each edge: a number of `outcomes`. */
  readonly causes: Int32Array;
  readonly outcomes: readonly Outcome[];
  /** The account with a number, its resources named r1, r2, … */
  account(number: number): Core;
}

/** What was found in a scope. */
export interface Exploration {
  readonly scope: Scope;
  readonly accounts: number;
  readonly transitions: number;
  /** Accounts first met at each depth. */
  readonly depths: readonly number[];
  readonly visits: ReadonlyMap<Arc, number>;
  readonly refusals: ReadonlyMap<string, number>;
  readonly violations: readonly Violation[];
  /** Whether every account of the scope was reached; false when it was stopped. */
  readonly complete: boolean;
  readonly graph: Graph;
  /** A shortest way to an account. */
  trace(account: number): readonly TraceStep[];
}

/** What an exploration may be told. */
export interface ExploreOptions {
  readonly model: Lifecycle;
  readonly scope: Scope;
  readonly invariants: readonly Invariant[];
}

/** How far an exploration has come: accounts met, and those whose events were not yet tried. */
export interface ExploreProgress {
  readonly accounts: number;
  readonly open: number;
}

const pausesEvery = 16_384;

/**
 * Every account that any sequence of events can bring about in a scope, breadth first.
 *
 * Accounts that differ only in which of several like resources is which count as one.
 *
 * It pauses now and then to say how far it is; told `true` there, it stops with what it has.
 *
 * @returns What was found; each violation comes with a shortest way to it.
 * @throws RangeError if the scope has more accounts than whole numbers can name.
 * @category Exploration
 */
export function* exploring(
  options: ExploreOptions,
): Generator<ExploreProgress, Exploration, boolean> {
  const { model, scope, invariants } = options;
  const tables = tablesOf(model, scope, invariants);
  const slots = scope.resources;
  const base = tables.codes + 1;
  if (tables.roles * tables.interfaces * base ** slots > Number.MAX_SAFE_INTEGER)
    throw new RangeError('the scope has more accounts than whole numbers can name');

  const keys = new GrowingArray(Float64Array);
  const places = new Places(keys);
  const parents = new GrowingArray(Int32Array);
  const parentCauses = new GrowingArray(Int32Array);
  const first = new GrowingArray(Int32Array);
  const targets = new GrowingArray(Int32Array);
  const causes = new GrowingArray(Int32Array);
  const outcomes: Outcome[] = [];
  const outcomeNumbers = new Map<Outcome, number>();
  const broken = new Map<Invariant, { account: number; outcome: Outcome; code: number }>();
  const depths: number[] = [];

  const unpack = (key: number, into: number[]): { role: number; interfaces: number } => {
    let rest = key;
    for (let slot = 0; slot < slots; slot++) {
      into[slot] = (rest % base) - 1;
      rest = Math.floor(rest / base);
    }
    return { interfaces: rest % tables.interfaces, role: Math.floor(rest / tables.interfaces) };
  };
  const codes: number[] = new Array(slots).fill(-1);
  const next: number[] = new Array(slots).fill(-1);
  const pack = (outcome: Outcome, slot: number): number => {
    for (let n = 0; n < slots; n++) next[n] = codes[n] as number;
    if (slot >= 0) {
      let at = slot;
      const code = outcome.resource;
      for (; at > 0 && (next[at - 1] as number) < code; at--) next[at] = next[at - 1] as number;
      for (; at < slots - 1 && (next[at + 1] as number) > code; at++)
        next[at] = next[at + 1] as number;
      next[at] = code;
    }
    let key = outcome.role * tables.interfaces + outcome.interfaces;
    for (let n = slots - 1; n >= 0; n--) key = key * base + (next[n] as number) + 1;
    return key;
  };
  const meet = (key: number, parent: number, cause: number): number => {
    const met = keys.length;
    const number = places.placeOf(key);
    if (number < met) return number;
    parents.push(parent);
    parentCauses.push(cause);
    return number;
  };
  const numberOf = (outcome: Outcome): number => {
    let number = outcomeNumbers.get(outcome);
    if (number === undefined) {
      number = outcomes.push(outcome) - 1;
      outcomeNumbers.set(outcome, number);
    }
    return number;
  };

  meet(pack({ role: tables.start, interfaces: 0 } as Outcome, -1), -1, -1);
  let transitions = 0;
  let complete = true;
  let at = 0;
  let levelEnd = 0;

  const take = (list: readonly Outcome[], slot: number): void => {
    for (const outcome of list) {
      outcome.taken += 1;
      transitions += 1;
      for (const invariant of outcome.broken)
        if (!broken.has(invariant))
          broken.set(invariant, { account: at, outcome, code: codes[slot] ?? -1 });
      const key = pack(outcome, slot);
      if (key === keys.at(at)) continue;
      const cause = numberOf(outcome);
      targets.push(meet(key, at, cause));
      causes.push(cause);
    }
  };

  const expand = (): void => {
    first.push(targets.length);
    const { role, interfaces } = unpack(keys.at(at), codes);
    let all = 0;
    for (const code of codes) if (code >= 0) all |= tables.bits[code] as number;
    take(tables.ofAccount(role, interfaces, all), -1);
    if (codes[slots - 1] === -1) take(tables.ofCreate(role, interfaces, all), slots - 1);
    for (let slot = 0; slot < slots; slot++) {
      const code = codes[slot] as number;
      if (code < 0 || (slot > 0 && codes[slot - 1] === code)) continue;
      let others = 0;
      for (let n = 0; n < slots; n++)
        if (n !== slot && (codes[n] as number) >= 0)
          others |= tables.bits[codes[n] as number] as number;
      take(tables.ofResource(role, interfaces, code, others), slot);
    }
  };

  for (; at < keys.length; at++) {
    if (at === levelEnd) {
      levelEnd = keys.length;
      depths.push(levelEnd - at);
    }
    if (at % pausesEvery === 0 && (yield { accounts: keys.length, open: keys.length - at })) {
      complete = false;
      break;
    }
    expand();
  }
  while (first.length <= keys.length) first.push(targets.length);

  const walk = (
    account: number,
    last?: { outcome: Outcome; code: number },
  ): readonly TraceStep[] => {
    const way: { outcome: Outcome; code: number }[] = last === undefined ? [] : [last];
    for (let here = account; here > 0; here = parents.at(here)) {
      const outcome = outcomes[parentCauses.at(here)] as Outcome;
      way.push({
        outcome,
        code: codeActedOn(tables, outcome, unpackCodes(parents.at(here)), unpackCodes(here)),
      });
    }
    return replay(model, scope, tables, way.reverse());
  };
  const unpackCodes = (account: number): number[] => {
    const into: number[] = [];
    unpack(keys.at(account), into);
    return into;
  };

  const visits = new Map<Arc, number>();
  const refusals = new Map<string, number>();
  for (const list of tables.all())
    for (const { arcs, refused, taken } of list) {
      if (taken === 0) continue;
      for (const arc of arcs) visits.set(arc, (visits.get(arc) ?? 0) + taken);
      if (refused !== undefined) refusals.set(refused, (refusals.get(refused) ?? 0) + taken);
    }
  return {
    scope,
    accounts: keys.length,
    transitions,
    depths,
    visits,
    refusals,
    violations: [...broken].map(([invariant, { account, outcome, code }]) => ({
      invariant,
      trace: walk(account, { outcome, code }),
    })),
    complete,
    graph: {
      size: keys.length,
      first: first.done(),
      targets: targets.done(),
      causes: causes.done(),
      outcomes,
      account: (number) => {
        const list: number[] = [];
        const { role, interfaces } = unpack(keys.at(number), list);
        return tables.account(
          role,
          interfaces,
          list.filter((code) => code >= 0),
        );
      },
    },
    trace: walk,
  };
}

/** The same without pauses. @category Exploration */
export function explore(options: ExploreOptions): Exploration {
  const run = exploring(options);
  let step = run.next(false);
  while (!step.done) step = run.next(false);
  return step.value;
}

/** Which resource an outcome acted on: the code that one account has and the other has not, or has less often. */
function codeActedOn(
  tables: Tables,
  { event, resource }: Outcome,
  before: readonly number[],
  after: readonly number[],
): number {
  if (event.machine !== 'resource' || event.type === 'create') return -1;
  const count = (list: readonly number[], code: number) => list.filter((c) => c === code).length;
  const gone = before.find((code) => code >= 0 && count(before, code) > count(after, code));
  return gone ?? (resource >= 0 ? resource : tables.codes);
}

/** Walks a way again from the start, with resources named in the order in which they are created. */
function replay(
  model: Lifecycle,
  scope: Scope,
  tables: Tables,
  way: readonly { outcome: Outcome; code: number }[],
): readonly TraceStep[] {
  let core = emptyCore;
  let created = 0;
  return way.map(({ outcome: { event }, code }) => {
    let named = event;
    if (event.machine === 'resource') {
      if (event.type === 'create') {
        created += 1;
        named = { ...event, resource: { ...event.resource, id: `r${created}` } };
      } else {
        const subject = core.resources.find((resource) => tables.codeOf(resource) === code);
        if (subject === undefined) throw new Error('a way to an account cannot be walked again');
        named = { ...event, id: subject.id };
      }
    }
    const step = advance(model, scope.choices, core, named);
    if (step === undefined) throw new Error('a way to an account cannot be walked again');
    core = step.core;
    return { event: named, advance: step };
  });
}
