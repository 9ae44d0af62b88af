import fc from 'fast-check';
import type { Core, Lifecycle } from '../../model/index.ts';
import type { Invariant } from '../../properties/index.ts';
import { stir } from '../explore/digest.ts';
import type { Violation } from '../explore/explore.ts';
import { Flattening } from '../explore/flatTables.ts';
import { codesMax, rolesMax } from '../explore/limits.ts';
import { numbering } from '../explore/numbering.ts';
import type { Column } from '../explore/parts.ts';
import { regionNames, type Scope } from '../explore/scope.ts';
import { tablesOf } from '../explore/tables.ts';
import { breaking, walk } from '../explore/ways.ts';
import { Wanderer } from './wanderer.ts';

/** What to sample, and how much of it. */
export interface EventSamplingOptions {
  readonly model: Lifecycle;
  /** It may have far more resources than can be explored. */
  readonly scope: Scope;
  readonly invariants: readonly Invariant[];
  readonly runs: number;
  readonly seed: number;
}

/** What random events have shown. */
export interface EventSampling {
  readonly events: number;
  /** A step that broke an invariant, at the end of the smallest way there that could be made of the one found. */
  readonly violation: Violation | undefined;
}

const drawsOfRun = 200;
const drawMax = 2 ** 30 - 1;

/** Random sequences of events of the lifecycle, read from the tables, and shrunk where they break something. */
export function sampleEvents(options: EventSamplingOptions): EventSampling {
  const { model, scope, invariants, runs, seed } = options;
  const tables = tablesOf(model, scope.choices, invariants);
  const interfaces = tables.interfaces.length;
  const most = { ...scope, interfaces, roles: rolesMax, codes: codesMax };
  const flattening = new Flattening(tables, invariants, most);
  let events = 0;

  /** The place of the first draw that breaks something, or -1. */
  const broken = (draws: readonly number[]): number => {
    const wanderer = new Wanderer(flattening, scope);
    return draws.findIndex((draw) => {
      const outcome = wanderer.step(draw);
      if (outcome === undefined) return false;
      events += 1;
      return outcome.broken.length > 0;
    });
  };

  const numbers = numbering<string>('accounts', Number.POSITIVE_INFINITY, (name) => name);
  const accountOf = (role: number, columns: readonly Column[]): number => {
    const named = columns.map(
      (column) => `${column.interface} ${column.codes.toSorted((a, b) => a - b)}`,
    );
    return numbers.number([role, ...named.sort()].join(';'));
  };
  const walked = {
    model,
    scope,
    numberOf: (core: Core): number => {
      const columns = regionNames(scope.regions).map((name) => tables.columnOf(core, name));
      return accountOf(tables.roleOf(core), columns);
    },
  };
  /** The same way on the statecharts, but for what changes nothing. */
  const shown = (draws: readonly number[]): Violation => {
    const wanderer = new Wanderer(flattening, scope);
    const way = [accountOf(wanderer.role, wanderer.columns)];
    for (const draw of draws) {
      const [invariant] = wanderer.step(draw)?.broken ?? [];
      if (invariant !== undefined) {
        const trace = walk(walked, way.slice(1));
        return { invariant, trace: [...trace, breaking(walked, invariant, trace)] };
      }
      const account = accountOf(wanderer.role, wanderer.columns);
      if (account !== way.at(-1)) way.push(account);
    }
    throw new Error('what was broken is not broken again');
  };

  const mixed = stir(seed);
  for (let run = 0; run < runs; run++) {
    const draws = Array.from(
      { length: drawsOfRun },
      (_, n) => stir(mixed + run * drawsOfRun + n) & drawMax,
    );
    const at = broken(draws);
    if (at < 0) continue;
    const { counterexample } = fc.check(
      fc.property(fc.array(fc.nat(drawMax)), (some) => broken(some) < 0),
      { numRuns: 1, examples: [[draws.slice(0, at + 1)]] },
    );
    return { events, violation: shown(counterexample?.[0] ?? draws) };
  }
  return { events, violation: undefined };
}
