import {
  advance,
  type Core,
  type CoreEvent,
  emptyCore,
  type Lifecycle,
} from '../../model/index.ts';
import { type Invariant, see } from '../../properties/index.ts';
import type { TraceStep } from './explore.ts';
import { eventsOf, type Scope } from './scope.ts';

/** What it takes to walk a way of account numbers on the statecharts. */
export interface Walk {
  readonly model: Lifecycle;
  readonly scope: Scope;
  /** The number of an account. */
  readonly numberOf: (core: Core) => number;
}

/**
 * Walks from account to account on the statecharts themselves, so that no way is shown that they do not have.
 *
 * @param way - The numbers of the accounts, the empty one left out.
 * @throws Error if the statecharts know no such way.
 */
export function walk({ model, scope, numberOf }: Walk, way: readonly number[]): TraceStep[] {
  const steps: TraceStep[] = [];
  for (const next of way)
    steps.push(stepFrom(model, scope, steps, ({ advance: { core } }) => numberOf(core) === next));
  return steps;
}

/** The step after a walk that breaks an invariant. */
export function breaking(
  { model, scope }: Walk,
  invariant: Invariant,
  steps: readonly TraceStep[],
): TraceStep {
  const before = see(steps.at(-1)?.advance.core ?? emptyCore);
  const { choices } = scope;
  return stepFrom(model, scope, steps, ({ event, advance: { core, refusal } }) => {
    const shown = { before, event, refused: refusal?.refuses, after: see(core), choices };
    return !invariant.holds(shown);
  });
}

function stepFrom(
  model: Lifecycle,
  scope: Scope,
  steps: readonly TraceStep[],
  isWanted: (step: TraceStep) => boolean,
): TraceStep {
  const core = steps.at(-1)?.advance.core ?? emptyCore;
  const created = steps.filter(({ event }) => isCreated(event)).length;
  for (const event of eventsOf(scope, core, core.resources, `r${created + 1}`)) {
    const made = advance(model, scope.choices, core, event);
    if (made !== undefined && isWanted({ event, advance: made })) return { event, advance: made };
  }
  throw new Error('a way to an account cannot be walked again');
}

const isCreated = ({ machine, type }: CoreEvent): boolean =>
  machine === 'resource' && type === 'create';
