import type { Advance, Arc, Core, CoreEvent, Lifecycle } from '../../model/index.ts';
import type { Invariant } from '../../properties/index.ts';
import { Flattening } from './flatTables.ts';
import { type Graph, graphOf } from './graph.ts';
import type { Dimensions } from './layout.ts';
import { codesMax, rolesMax } from './parts.ts';
import { regionNames, type Scope } from './scope.ts';
import { Successors } from './successors.ts';
import { type Tables, tablesOf } from './tables.ts';
import { breaking, walk } from './ways.ts';

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

/** What was found in a scope. Accounts are numbered in the order of discovery. */
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
  /** The account with a number, its resources named r1, r2, … */
  account(number: number): Core;
  /** A shortest way to an account. */
  trace(account: number): readonly TraceStep[];
  /** The accounts with the arrows between them. */
  graph(): Graph;
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
/** Accounts are listed by numbers of 32 bits. */
const numbersMax = 2 ** 32;

/**
 * Every account that any sequence of events can bring about in a scope, breadth first.
 *
 * Accounts that differ only in which of several like resources, or like Regions, is which count as one.
 *
 * It pauses now and then to say how far it is; told `true` there, it stops with what it has.
 *
 * @returns What was found; each violation comes with a shortest way to it.
 * @throws RangeError if the scope has more accounts than there are numbers for.
 * @category Exploration
 */
export function* exploring(
  options: ExploreOptions,
): Generator<ExploreProgress, Exploration, boolean> {
  const { model, scope, invariants } = options;
  const tables = tablesOf(model, scope.choices, invariants);
  const flattening = new Flattening(tables, invariants, rolesMax);
  if (scope.resources > 1) {
    const small = new Search(tables, flattening, { ...scope, resources: 1, regions: 1 }, true);
    while (small.isOpen) small.advance(Number.POSITIVE_INFINITY);
  }
  for (;;) {
    const search = new Search(tables, flattening, scope, scope.resources === 1);
    let stopped = false;
    while (search.isOpen && !search.isOutgrown && !stopped) {
      stopped = yield { accounts: search.accounts, open: search.accounts - search.at };
      if (!stopped) search.advance(pausesEvery);
    }
    if (!search.isOutgrown) return found(options, tables, flattening, search);
  }
}

/** The same without pauses. @category Exploration */
export function explore(options: ExploreOptions): Exploration {
  const run = exploring(options);
  let step = run.next(false);
  while (!step.done) step = run.next(false);
  return step.value;
}

/** A search through the accounts of a scope, as far as it has come. */
class Search {
  readonly successors: Successors;
  /** The accounts met, in that order. */
  readonly met: Uint32Array;
  accounts = 0;
  /** The place of the first account whose events were not yet tried. */
  at = 0;
  readonly levels: number[] = [];
  /** For each invariant that was broken, by its bit: the place of the first account from which. */
  readonly broken = new Map<number, number>();
  readonly dimensions: Dimensions;
  readonly #visited: Int32Array;
  readonly #tables: Tables;
  #brokenBits = 0;

  /** @param isFirst - Whether there is nothing to tell yet how many states there are. */
  constructor(tables: Tables, flattening: Flattening, scope: Scope, isFirst: boolean) {
    const { resources, regions } = scope;
    this.#tables = tables;
    this.dimensions = {
      resources,
      regions,
      interfaces: tables.interfaces.length,
      roles: isFirst ? rolesMax : tables.roles.values.length,
      codes: isFirst ? codesMax : tables.codes.values.length,
    };
    this.successors = new Successors(this.dimensions, flattening.flat, flattening);
    const { size } = this.successors.layout;
    if (size > numbersMax)
      throw new RangeError('the scope has more accounts than there are numbers for');
    this.met = new Uint32Array(new SharedArrayBuffer(4 * size));
    this.#visited = new Int32Array(new SharedArrayBuffer(4 * Math.ceil(size / 32)));
    const empty = Array.from({ length: regions }, () => ({ interface: 0, codes: [] }));
    this.#meet(this.successors.layout.number(0, empty));
  }

  get isOpen(): boolean {
    return this.at < this.accounts;
  }

  /** Whether states were found that the numbers of the accounts have no room for. */
  get isOutgrown(): boolean {
    const { roles, codes } = this.#tables;
    return (
      roles.values.length > this.dimensions.roles || codes.values.length > this.dimensions.codes
    );
  }

  #meet(account: number): void {
    const word = account >>> 5;
    const bit = 1 << (account & 31);
    const seen = this.#visited[word] as number;
    if ((seen & bit) !== 0) return;
    this.#visited[word] = seen | bit;
    this.met[this.accounts++] = account;
  }

  /** Tries the events of so many accounts more. */
  advance(count: number): void {
    const { successors, met } = this;
    for (let left = count; left > 0 && this.at < this.accounts; left--, this.at++) {
      if (this.at === (this.levels.at(-1) ?? 0)) this.levels.push(this.accounts);
      const length = successors.of(met[this.at] as number);
      if ((successors.broken & ~this.#brokenBits) !== 0) this.#note(successors.broken);
      for (let n = 0; n < length; n++) this.#meet(successors.targets[n] as number);
      if (this.isOutgrown) return;
    }
  }

  #note(broken: number): void {
    for (let bit = 0; 1 << bit <= broken; bit++)
      if ((broken & (1 << bit)) !== 0 && !this.broken.has(bit)) this.broken.set(bit, this.at);
    this.#brokenBits |= broken;
  }
}

/** What a search has found. */
function found(
  { model, scope, invariants }: ExploreOptions,
  tables: Tables,
  flattening: Flattening,
  search: Search,
): Exploration {
  const { successors, met, levels, accounts, dimensions } = search;
  const { layout } = successors;
  const names = regionNames(scope.regions);
  const walked = {
    model,
    scope,
    numberOf: (core: Core): number => {
      const columns = names.map((name) => ({
        interface: tables.interfaceOf(core, name),
        codes: core.resources.filter(({ region }) => region === name).map(tables.codeOf),
      }));
      return layout.number(tables.roleOf(core), columns);
    },
  };
  const account = (number: number): Core => {
    layout.read(met[number] as number);
    const regions = names.map((_, region) => ({
      interface: layout.interfaces[region] as number,
      codes: [...layout.codes.slice(region * scope.resources)].slice(0, layout.sizes[region]),
    }));
    return tables.account(layout.role, regions);
  };
  /** The numbers of the accounts on a shortest way, the first one left out. */
  const wayTo = (number: number): readonly number[] => {
    const asked = new Successors(dimensions, flattening.flat, flattening);
    const way: number[] = [];
    let target = met[number] as number;
    let depth = levels.findIndex((end) => number < end);
    for (; depth > 0; depth--) {
      way.push(target);
      const from = depth > 1 ? (levels[depth - 2] as number) : 0;
      const before = met.subarray(from, levels[depth - 1]).find((account) => {
        const length = asked.of(account);
        return asked.targets.subarray(0, length).includes(target);
      });
      if (before === undefined) throw new Error('an account that was met cannot be reached');
      target = before;
    }
    return way.reverse();
  };
  const trace = (number: number): readonly TraceStep[] => walk(walked, wayTo(number));

  const visits = new Map<Arc, number>();
  const refusals = new Map<string, number>();
  let transitions = 0;
  for (const [row, { outcomes }] of flattening.rows.entries()) {
    const taken = successors.taken[row] ?? 0;
    if (taken === 0) continue;
    transitions += taken * outcomes.length;
    for (const { arcs, refused } of outcomes) {
      for (const some of arcs)
        for (const arc of some) visits.set(arc, (visits.get(arc) ?? 0) + taken);
      if (refused !== undefined) refusals.set(refused, (refusals.get(refused) ?? 0) + taken);
    }
  }
  return {
    scope,
    accounts,
    transitions,
    depths: levels.map((end, depth) => end - (levels[depth - 1] ?? 0)),
    visits,
    refusals,
    violations: [...search.broken].map(([bit, number]) => {
      const invariant = invariants[bit] as Invariant;
      const way = trace(number);
      return { invariant, trace: [...way, breaking(walked, invariant, way)] };
    }),
    complete: !search.isOpen,
    account,
    trace,
    graph: () => graphOf(met.subarray(0, accounts), search.at, successors, account),
  };
}
