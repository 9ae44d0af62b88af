import {
  type Advance,
  type Arc,
  advance,
  type Core,
  type CoreEvent,
  emptyCore,
  type Lifecycle,
} from '../../model/index.ts';
import { type Invariant, type Seen, type Step, see } from '../../properties/index.ts';
import { eventsOf, type Scope } from '../../src/explore/scope.ts';
import { codec } from './plainCodec.ts';

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
  readonly cores: readonly Core[];
  /** For account n the edges are those from `first[n]` to `first[n + 1]`. */
  readonly first: readonly number[];
  readonly targets: readonly number[];
  readonly events: readonly CoreEvent[];
}

/** What was found in a scope. */
export interface Exploration {
  readonly scope: Scope;
  readonly accounts: number;
  readonly transitions: number;
  readonly depth: number;
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
  /** Stop as soon as one invariant is broken. */
  readonly stopAtFirst?: boolean;
  /** Asked now and then; true stops the exploration where it is. */
  readonly stop?: (progress: { accounts: number; open: number; depth: number }) => boolean;
}

/**
 * Every account that any sequence of events can bring about in a scope, breadth first.
 *
 * Accounts that differ only in which of several like resources is which count as one.
 *
 * @returns What was found; each violation comes with a shortest way to it. Never throws.
 * @category Exploration
 */
export function explore(options: ExploreOptions): Exploration {
  const { model, scope, invariants, stopAtFirst = false, stop } = options;
  const { choices } = scope;
  const { key, distinct } = codec();
  const cores: Core[] = [emptyCore];
  const seen: Seen[] = [see(emptyCore)];
  const numberByKey = new Map([[key(emptyCore), 0]]);
  const parents = [-1];
  const causes: (CoreEvent | undefined)[] = [undefined];
  const depths = [0];
  const first = [0];
  const targets: number[] = [];
  const events: CoreEvent[] = [];
  const visits = new Map<Arc, number>();
  const refusals = new Map<string, number>();
  const broken = new Map<Invariant, Violation>();
  let transitions = 0;
  let complete = true;

  const trace = (account: number): readonly TraceStep[] => {
    const causesBack: CoreEvent[] = [];
    for (let at = account; at > 0; at = parents[at] as number)
      causesBack.push(causes[at] as CoreEvent);
    let core = emptyCore;
    return causesBack.reverse().map((event) => {
      const step = advance(model, choices, core, event);
      if (step === undefined) throw new Error('a way to an account cannot be walked again');
      core = step.core;
      return { event, advance: step };
    });
  };

  for (let at = 0; at < cores.length; at++) {
    const core = cores[at] as Core;
    const before = seen[at] as Seen;
    const depth = depths[at] as number;
    if ((at & 1023) === 0 && stop?.({ accounts: cores.length, open: cores.length - at, depth })) {
      complete = false;
      break;
    }
    for (const event of eventsOf(scope, core, distinct(core))) {
      const step = advance(model, choices, core, event);
      if (step === undefined) continue;
      transitions += 1;
      for (const arc of step.arcs) visits.set(arc, (visits.get(arc) ?? 0) + 1);
      const refused = step.refusal?.refuses;
      if (refused !== undefined) refusals.set(refused, (refusals.get(refused) ?? 0) + 1);
      const still = step.core === core;
      const id = still ? '' : key(step.core);
      const known = still ? at : numberByKey.get(id);
      const after = still ? before : see(step.core);
      const shown: Step = { before, event, refused, after, choices };
      for (const invariant of invariants)
        if (!broken.has(invariant) && !invariant.holds(shown))
          broken.set(invariant, { invariant, trace: [...trace(at), { event, advance: step }] });
      const target = known ?? cores.length;
      if (known === undefined) {
        numberByKey.set(id, target);
        cores.push(step.core);
        seen.push(after);
        parents.push(at);
        causes.push(event);
        depths.push(depth + 1);
      }
      if (target !== at) {
        targets.push(target);
        events.push(event);
      }
    }
    seen[at] = undefined as never;
    first.push(targets.length);
    if (stopAtFirst && broken.size > 0) {
      complete = false;
      break;
    }
  }
  return {
    scope,
    accounts: cores.length,
    transitions,
    depth: depths.at(-1) as number,
    visits,
    refusals,
    violations: [...broken.values()],
    complete,
    graph: { cores, first, targets, events },
    trace,
  };
}
