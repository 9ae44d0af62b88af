import {
  type Advance,
  type Arc,
  advance,
  type Choices,
  type Core,
  type CoreEvent,
  type Lifecycle,
  type SessionState,
} from '../../model/index.ts';
import { settle } from '../../model/lifecycle.ts';
import { type Invariant, type Step, see } from '../../properties/index.ts';
import { actionsOf } from './actions.ts';
import { codesMax, rolesMax, subjects, viewsMax } from './limits.ts';
import { type Move, movesOf } from './moves.ts';
import { here, type Parts, partsOf, type RolePart, subjectId, type View } from './parts.ts';
import { bystanding, callsOnNothing, roleCalls } from './scope.ts';

/** What an event leads to, told by what it changes. */
export interface Outcome {
  readonly event: CoreEvent;
  readonly role: number;
  readonly interface: number;
  /** The resource acted on afterwards, by its code; -1 where there is none. */
  readonly code: number;
  readonly arcs: readonly (readonly Arc[])[];
  readonly refused: string | undefined;
  readonly broken: readonly Invariant[];
}

/** What some outcomes lead to, with the actions that they are. */
export interface Edge {
  readonly role: number;
  readonly interface: number;
  readonly code: number;
  readonly actions: number;
}

/** What can happen in one situation to one subject. */
export interface Row {
  readonly outcomes: readonly Outcome[];
  /** What the outcomes lead to, each once, and not where nothing changes. */
  readonly edges: readonly Edge[];
}

/**
 * The lifecycle as numbers: every answer is worked out once by the statecharts and kept.
 *
 * What an event does hangs on the role, on what is acted on and its Region, and on *which kinds of other things* there
 * are in that Region and in others, never on how many or on which Region it is. Resources are of one kind if no rule and
 * no invariant can tell them apart while something else is acted on (`asBystander`); of what is acted on itself they ask
 * no more than `asSubject` says.
 */
export interface Tables extends Parts {
  /** Every way that a resource with a code, or with -1 one that is not there yet, may move by itself. */
  moves(code: number, session: SessionState, lingering: boolean): readonly Move[];
  /**
   * What a move does to everything else, or undefined where it cannot happen.
   *
   * @param own - The view of its Region, the subject left out.
   * @param others - The number of the views of the other Regions.
   */
  told(role: number, own: number, others: number, move: Move): Told | undefined;
  /** Whether an interface lingers, in the Region or in another. */
  someLinger(own: number, others: number): boolean;
  /** What can happen to a subject; where and among what is told as in `told`. */
  row(role: number, own: number, others: number, subject: number): Row;
}

/** What becomes of everything but the resource that moves. */
export interface Told {
  readonly role: number;
  readonly interface: number;
  /** Whether the move itself came about. */
  readonly moved: boolean;
  readonly arcs: readonly Arc[];
  readonly refused: string | undefined;
  readonly broken: readonly Invariant[];
}

/** What can happen to no resource in particular. */
const eventsBeside: Readonly<Record<number, readonly CoreEvent[]>> = {
  [subjects.interface]: bystanding([here]).filter(({ machine }) => machine === 'interface'),
  [subjects.account]: [
    ...roleCalls,
    ...callsOnNothing,
    ...bystanding([here]).filter(({ machine }) => machine !== 'interface'),
  ],
};

/** The tables of a lifecycle under some choices. */
export function tablesOf(
  model: Lifecycle,
  choices: Choices,
  invariants: readonly Invariant[],
): Tables {
  const parts = partsOf(model, choices);
  const { roles, views, roleOf, codeOf } = parts;
  const interfaceOf = (core: Core): number => parts.interfaceOf(core, here);
  const moves = movesOf(model, choices, parts);
  const lingering = parts.interfaces.indexOf('lingering');

  const brokenBy = (before: Core, event: CoreEvent, made: Advance): readonly Invariant[] => {
    const shown: Step = {
      before: see(before),
      event,
      refused: made.refusal?.refuses,
      after: see(made.core),
      choices,
    };
    return invariants.filter((invariant) => !invariant.holds(shown));
  };

  const beside = (before: Core, events: readonly CoreEvent[]): readonly Outcome[] =>
    events.flatMap((event) => {
      const made = advance(model, choices, before, event);
      if (made === undefined) return [];
      return {
        event,
        role: roleOf(made.core),
        interface: interfaceOf(made.core),
        code: -1,
        arcs: [made.arcs],
        refused: made.refusal?.refuses,
        broken: brokenBy(before, event, made),
      };
    });

  const toldBy = (
    before: Core,
    { event, subject: known, own, code, arcs }: Move,
  ): Told | undefined => {
    const made = settle(model, before, known, own, choices);
    if (made === undefined) return undefined;
    const after = made.core.resources.find(({ id }) => id === subjectId);
    const is = after === undefined ? -1 : codeOf(after);
    if (is !== code && after !== known)
      throw new Error('a resource moved otherwise than by its own statechart');
    return {
      role: roleOf(made.core),
      interface: interfaceOf(made.core),
      moved: is === code,
      arcs: made.arcs.slice(arcs.length),
      refused: made.refusal?.refuses,
      broken: brokenBy(before, event, made),
    };
  };
  const toldKept = new Map<number, (Told | undefined)[]>();
  const situationNumber = (role: number, own: number, others: number): number =>
    (parts.alike(others) * viewsMax + own) * rolesMax + role;
  /** What moves do to everything else in a situation, by their labels. */
  const toldIn = (role: number, own: number, others: number): (Told | undefined)[] => {
    const key = situationNumber(role, own, others);
    const known = toldKept.get(key) ?? [];
    toldKept.set(key, known);
    return known;
  };
  const told: Tables['told'] = (role, own, others, move) => {
    const kept = toldIn(role, own, others);
    const { label } = move;
    if (!(label in kept))
      kept[label] = toldBy(parts.situation(role, own, others, move.subject), move);
    return kept[label];
  };
  const someLinger: Tables['someLinger'] = (own, others) =>
    [own, ...(parts.others.values[others] as readonly number[])].some(
      (view) => views.values[view]?.interface === lingering,
    );

  const outcomesOf = (
    role: number,
    own: number,
    others: number,
    subject: number,
  ): readonly Outcome[] => {
    const events = eventsBeside[subject];
    if (events !== undefined) return beside(parts.situation(role, own, others, undefined), events);
    const { session } = roles.values[role] as RolePart;
    return moves(subject, session, someLinger(own, others)).flatMap((move) => {
      const effect = told(role, own, others, move);
      if (effect === undefined) return [];
      return {
        event: move.event,
        role: effect.role,
        interface: effect.interface,
        code: effect.moved ? move.code : subject,
        arcs: [move.arcs, effect.arcs],
        refused: effect.refused,
        broken: effect.broken,
      };
    });
  };

  const rows = new Map<number, Row>();
  return {
    ...parts,
    moves,
    told,
    someLinger,
    row(role, own, others, subject) {
      const key = situationNumber(role, own, others) * (codesMax + 3) + subject + 3;
      let found = rows.get(key);
      if (found === undefined) {
        const outcomes = outcomesOf(role, own, others, subject);
        const state = (views.values[own] as View).interface;
        const same = { role, interface: state, code: Math.max(subject, -1) };
        found = { outcomes, edges: edgesOf(outcomes, same) };
        rows.set(key, found);
      }
      return found;
    },
  };
}

/** What outcomes lead to, each once, but for where nothing changes. */
function edgesOf(
  outcomes: readonly Outcome[],
  same: Pick<Edge, 'role' | 'interface' | 'code'>,
): readonly Edge[] {
  const edges = new Map<string, Edge>();
  for (const { event, role, interface: state, code } of outcomes) {
    if (role === same.role && state === same.interface && code === same.code) continue;
    const key = `${role} ${state} ${code}`;
    const actions = (edges.get(key)?.actions ?? 0) | actionsOf(event);
    edges.set(key, { role, interface: state, code, actions });
  }
  return [...edges.values()];
}
