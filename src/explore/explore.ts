import type { Advance, Arc, Core, CoreEvent, Lifecycle } from '../../model/index.ts';
import type { Invariant } from '../../properties/index.ts';
import { type Graph, graphOf } from './graph.ts';
import { regionNames, type Scope } from './scope.ts';
import { Search, type SearchState } from './search.ts';
import { Successors } from './successors.ts';
import { type Tables, tablesOf } from './tables.ts';
import { unpaused } from './unpaused.ts';
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
  /** The search that found it all. @hidden */
  readonly search: Search;
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
  /** Where to go on from. @hidden */
  readonly resume?: SearchState | undefined;
}

/** How far an exploration has come: accounts met, and those whose events were not yet tried. */
export interface ExploreProgress {
  readonly accounts: number;
  readonly open: number;
  /** The search itself, which somebody else may carry on to the end of a level. @hidden */
  readonly search: Search;
}

const pausesEvery = 16_384;

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
  if (scope.resources > 1) {
    const small = new Search(tables, invariants, { ...scope, resources: 1 }, true);
    while (small.isOpen) small.advance(pausesEvery);
  }
  let { resume } = options;
  // Numbers mean what they meant there.
  for (const role of resume?.roles ?? []) tables.roles.number(role);
  for (const resource of resume?.codes ?? []) tables.codeOf(resource);
  for (;;) {
    const search = new Search(tables, invariants, scope, scope.resources === 1);
    if (resume !== undefined) search.resume(resume);
    resume = undefined;
    let stopped = false;
    while (search.isOpen && !search.isOutgrown && !stopped) {
      stopped = yield {
        accounts: search.accounts,
        open: search.accounts - search.at,
        search,
      };
      if (!stopped) search.advance(pausesEvery);
    }
    if (search.isOutgrown) continue;
    search.list();
    return found(options, tables, search);
  }
}

/** The same without pauses. @category Exploration */
export const explore = (options: ExploreOptions): Exploration => unpaused(exploring(options));

/** What a search has found. */
function found(
  { model, scope, invariants }: ExploreOptions,
  tables: Tables,
  search: Search,
): Exploration {
  const { successors, met, levels, accounts, dimensions, flattening } = search;
  const taken = search.taken();
  const { layout } = successors;
  const names = regionNames(scope.regions);
  const walked = {
    model,
    scope,
    numberOf: (core: Core): number => {
      const columns = names.map((name) => tables.columnOf(core, name));
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

  const broken = [...search.broken].sort(
    ([bit, place], [otherBit, otherPlace]) => place - otherPlace || bit - otherBit,
  );
  const visits = new Map<Arc, number>();
  const refusals = new Map<string, number>();
  let transitions = 0;
  for (const [row, { outcomes }] of flattening.rows.entries()) {
    const times = taken[row] ?? 0;
    if (times === 0) continue;
    transitions += times * outcomes.length;
    for (const { arcs, refused } of outcomes) {
      for (const some of arcs)
        for (const arc of some) visits.set(arc, (visits.get(arc) ?? 0) + times);
      if (refused !== undefined) refusals.set(refused, (refusals.get(refused) ?? 0) + times);
    }
  }
  return {
    scope,
    accounts,
    transitions,
    depths: levels.map((end, depth) => end - (levels[depth - 1] ?? 0)),
    visits,
    refusals,
    violations: broken.map(([bit, number]) => {
      const invariant = invariants[bit] as Invariant;
      const way = trace(number);
      return { invariant, trace: [...way, breaking(walked, invariant, way)] };
    }),
    complete: !search.isOpen,
    search,
    account,
    trace,
    graph: () => graphOf(met.subarray(0, accounts), search.at, successors, account),
  };
}
