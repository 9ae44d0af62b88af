import { fromTransition } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import { advance, type Core, type CoreEvent, emptyCore, lifecycle } from '../../model/index.ts';
import { eventsOf, regionNames, type Scope } from '../../src/explore/scope.ts';
import { codec } from '../support/plainCodec.ts';

/** Explores a scope with xstate/graph, told which accounts count as one, and what may happen in each. */
export function exploredByPeer(scope: Scope): { accounts: number; seconds: number } {
  const { key } = codec(regionNames(scope.regions));
  const logic = fromTransition(
    (core: Core, event: CoreEvent & { type: string }) =>
      advance(lifecycle, scope.choices, core, event)?.core ?? core,
    emptyCore,
  );
  const began = performance.now();
  const map = getAdjacencyMap(logic, {
    events: ({ context }) => [...eventsOf(scope, context, context.resources)],
    serializeState: ({ context }) => key(context),
    serializeEvent: (event) => JSON.stringify(event),
    limit: Number.POSITIVE_INFINITY,
  });
  return { accounts: Object.keys(map).length, seconds: (performance.now() - began) / 1000 };
}
