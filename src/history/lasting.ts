import { type Chart, type ResourceKind, reference } from '../../model/index.ts';
import { answers } from '../../model/world.ts';
import { resourceEvents, taskEvents } from '../observe/rules.ts';
import { once } from '../once.ts';
import { namesIn } from './names.ts';
import type { OfSubject } from './subjects.ts';

/** Every state that a statechart may come to. */
function statesOf<State>(chart: Chart<State>): readonly State[] {
  const found = new Set([chart.initial]);
  for (const state of found)
    for (const event of chart.events)
      for (const { reaction } of chart.reactions(state, event, answers))
        if (reaction !== undefined) found.add(reaction.state);
  return [...found];
}

/** The statuses of a statechart in which nothing happens unasked. */
function lastingIn<State>(
  chart: Chart<State>,
  unasked: readonly string[],
  statusOf: (state: State) => string,
): ReadonlySet<string> {
  const states = statesOf(chart);
  const moves = (state: State): boolean =>
    unasked.some((type) =>
      chart.reactions(state, type, answers).some(({ reaction }) => reaction !== undefined),
    );
  const moving = new Set(states.filter(moves).map(statusOf));
  return new Set(states.map(statusOf).filter((status) => !moving.has(status)));
}

/** By what a read shows, the statuses that last until a call ends them. */
export const lastingStatuses = once((): Readonly<Record<string, ReadonlySet<string>>> => {
  const { role, resource } = reference.charts;
  const kinds = Object.keys(resource) as ResourceKind[];
  return {
    ServiceLinkedRoleDeletionStatus: lastingIn(role, taskEvents, ({ deletion }) => deletion),
    ...Object.fromEntries(
      kinds.map((kind) => [
        kind,
        lastingIn(resource[kind], resourceEvents, ({ status }) => status),
      ]),
    ),
  };
});

function* statusesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, item] of Object.entries(value))
    if (/^status$/i.test(name) && typeof item === 'string') yield item;
    else yield* statusesIn(item);
}

/** Whether a read shows nothing but what lasts until a call ends it; that a list is empty lasts, too. */
function showsWhatLasts({ call, seen }: OfSubject): boolean {
  const lasting = lastingStatuses()[call.operation.replace(/^Get|^List(.*)s$/, '$1')];
  return (
    lasting !== undefined &&
    seen.ok === true &&
    [...statusesIn(seen.output)].every((status) => lasting.has(status))
  );
}

/** Whether a call may change what a read shows. */
function mayChange({ call, subject }: OfSubject, read: OfSubject): boolean {
  if (subject === 'Role' || read.call.operation.startsWith('List')) return subject === read.subject;
  const names = new Set(namesIn(read.call.input));
  return [...namesIn(call.input)].some((name) => names.has(name));
}

/**
 * The reads that may as well have happened just before their answers: what they show lasts, and no call under way
 * meanwhile may have changed it.
 */
export function lastingReads<One extends OfSubject>(calls: readonly One[]): ReadonlySet<One> {
  const found = new Set<One>();
  let open: readonly One[] = [];
  for (const call of calls) {
    open = open.filter(({ ended }) => ended > call.invoked);
    if (!call.changesNothing) {
      for (const one of open) if (found.has(one) && mayChange(call, one)) found.delete(one);
    } else if (showsWhatLasts(call)) {
      const isOpen = open.some((one) => !one.changesNothing && mayChange(one, call));
      if (!isOpen) found.add(call);
    }
    open = [...open, call];
  }
  return found;
}
