import {
  type Arc,
  type Choices,
  type CoreEvent,
  joins,
  type Lifecycle,
  type Resource,
  type SessionState,
} from '../../model/index.ts';
import { type OwnMove, ownMove } from '../../model/lifecycle.ts';
import { worldOf } from '../../model/world.ts';
import { asSubject } from '../../properties/index.ts';
import { numbering } from './numbering.ts';
import { here, type Parts, subjectId } from './parts.ts';
import { creates, resourceEvents } from './scope.ts';

/** What becomes of a resource by its own statechart, before anything else has its say. */
export interface Move {
  readonly event: CoreEvent;
  readonly subject: Resource | undefined;
  readonly own: OwnMove;
  /** The resource afterwards, by its code; -1 where there is none. */
  readonly code: number;
  readonly arcs: readonly Arc[];
  /** Moves with the same label differ in nothing that the role, an interface or an invariant could notice. */
  readonly label: number;
}

/** Every way that a resource may move; the code is -1 for one that is not there yet. */
export type Moves = (code: number, session: SessionState, lingering: boolean) => readonly Move[];

const facts: ReadonlySet<string> = new Set(joins.map(({ fact }) => fact));

/** The moves of a lifecycle, each worked out once. */
export function movesOf(model: Lifecycle, choices: Choices, parts: Parts): Moves {
  const labels = numbering<string>('labels', Number.POSITIVE_INFINITY, (text) => text);
  const kept = new Map<number, readonly Move[]>();

  /** All that anybody may ask of a resource that moves, but for how it is called. */
  const told = (resource: Resource | undefined): unknown => {
    const seen = resource && parts.seenOf(resource);
    const { networks } = resource ?? { networks: [] };
    return seen && [asSubject(seen, choices), parts.kindOf(resource), networks.length];
  };

  const work: Moves = (code, session, lingering) => {
    const like = parts.codes.values[code];
    const known = like && { ...like, id: subjectId };
    const events = known === undefined ? creates([here], subjectId) : resourceEvents(known);
    return events.flatMap((event) => {
      if (event.machine !== 'resource') return [];
      const own = ownMove(model, known, event, worldOf(session, lingering, event, choices));
      if (own === undefined) return [];
      const { reaction, before } = own;
      const after = own.after.state.status === 'none' ? undefined : own.after;
      const [was, is] = [known, after].map((resource) => resource && parts.seenOf(resource));
      const label = [
        event.type,
        'mode' in event && event.mode,
        'mayCreate' in event && event.mayCreate,
        reaction.refusal?.refuses,
        reaction.did.filter((did) => facts.has(did)),
        told(known),
        told(after),
        was?.status === is?.status && was?.mode === is?.mode,
        before.networks.length,
      ];
      return {
        event,
        subject: known,
        own,
        code: after === undefined ? -1 : parts.codeOf(after),
        arcs: reaction.arcs,
        label: labels.number(JSON.stringify(label)),
      };
    });
  };

  return (code, session, lingering) => {
    const key = ((code + 1) * 2 + (session === 'active' ? 1 : 0)) * 2 + (lingering ? 1 : 0);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const worked = work(code, session, lingering);
    kept.set(key, worked);
    return worked;
  };
}
