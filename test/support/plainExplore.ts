import {
  type Arc,
  advance,
  type Core,
  type CoreEvent,
  emptyCore,
  type Lifecycle,
} from '../../model/index.ts';
import { type Invariant, type Seen, type Step, see } from '../../properties/index.ts';
import type { TraceStep, Violation } from '../../src/explore/explore.ts';
import { eventsOf, regionNames, type Scope } from '../../src/explore/scope.ts';
import { codec } from './plainCodec.ts';

/** What was found in a scope. */
export interface PlainExploration {
  /** One account for each that differs in more than which like resource or Region is which. */
  readonly cores: readonly Core[];
  readonly transitions: number;
  readonly depth: number;
  readonly visits: ReadonlyMap<Arc, number>;
  readonly refusals: ReadonlyMap<string, number>;
  readonly violations: readonly Violation[];
}

/**
 * Every account of a scope, breadth first, by asking `advance` about every event in every account.
 *
 * Slow and plain: what the explorer must find, too.
 */
export function explore(
  model: Lifecycle,
  scope: Scope,
  invariants: readonly Invariant[],
): PlainExploration {
  const { choices } = scope;
  const { key, distinct, isRepeated } = codec(regionNames(scope.regions));
  const cores: Core[] = [emptyCore];
  const seen: Seen[] = [see(emptyCore)];
  const numberByKey = new Map([[key(emptyCore), 0]]);
  const parents = [-1];
  const causes: (CoreEvent | undefined)[] = [undefined];
  const depths = [0];
  const visits = new Map<Arc, number>();
  const refusals = new Map<string, number>();
  const broken = new Map<Invariant, Violation>();
  let transitions = 0;

  const trace = (account: number): readonly TraceStep[] => {
    const way: CoreEvent[] = [];
    for (let at = account; at > 0; at = parents[at] as number) way.push(causes[at] as CoreEvent);
    let core = emptyCore;
    return way.reverse().map((event) => {
      const step = advance(model, choices, core, event);
      if (step === undefined) throw new Error('a way to an account cannot be walked again');
      core = step.core;
      return { event, advance: step };
    });
  };

  for (let at = 0; at < cores.length; at++) {
    const core = cores[at] as Core;
    const before = seen[at] as Seen;
    for (const event of eventsOf(scope, core, distinct(core))) {
      if (scope.regions > 1 && isRepeated(core, event)) continue;
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
      if (known !== undefined) continue;
      numberByKey.set(id, cores.length);
      cores.push(step.core);
      seen.push(after);
      parents.push(at);
      causes.push(event);
      depths.push((depths[at] as number) + 1);
    }
    seen[at] = undefined as never;
  }
  return {
    cores,
    transitions,
    depth: depths.at(-1) as number,
    visits,
    refusals,
    violations: [...broken.values()],
  };
}
