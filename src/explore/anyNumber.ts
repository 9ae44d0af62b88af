import type { Choices, Core, Lifecycle, SessionState } from '../../model/index.ts';
import type { Invariant } from '../../properties/index.ts';
import { subjects } from './limits.ts';
import type { Move } from './moves.ts';
import { numbering } from './numbering.ts';
import type { RolePart, View } from './parts.ts';
import { type Tables, tablesOf } from './tables.ts';
import { unpaused } from './unpaused.ts';

/** So many Regions, or any number of them. */
export type Regions = number | 'any';

/** What was found of any number of resources. */
export interface AnyNumber {
  readonly regions: Regions;
  readonly choices: Choices;
  /** How many kinds of resources are told apart, beside those that nobody can tell from none. */
  readonly kinds: number;
  /** How many abstract accounts there are; each stands for all accounts that look like it. */
  readonly accounts: number;
  readonly transitions: number;
  readonly depth: number;
  /** The invariants that some abstract step breaks; all others hold in every account of whatever size. */
  readonly broken: readonly Invariant[];
  readonly complete: boolean;
  /** Whether an account lies under an abstract one that was reached. */
  covers(core: Core, regions: readonly string[]): boolean;
}

/** What to prove, and of how many Regions. */
export interface AnyNumberOptions {
  readonly model: Lifecycle;
  readonly choices: Choices;
  readonly invariants: readonly Invariant[];
  readonly regions: Regions;
  /** Stop as soon as something is broken. */
  readonly untilBroken?: boolean;
}

/** An abstract account: the role, and the views of its Regions in rising order. */
interface Abstract {
  readonly role: number;
  readonly views: readonly number[];
}

/** A way for some resource to move: those that lead from like to like are one. */
interface KindMove {
  readonly move: Move;
  readonly from: number;
  readonly to: number;
}

const pausesEvery = 64;

/**
 * Every abstract account that any number of resources can bring about, breadth first.
 *
 * Of each kind of resources in a Region, and of each kind of Region where there may be any number, it is known whether
 * there are none or some, and not how many; whenever one of some moves, others may be left or not.
 *
 * It pauses now and then to say how far it is; told `true` there, it stops with what it has.
 *
 * @category Exploration
 */
export function* provingAnyNumber(
  options: AnyNumberOptions,
): Generator<{ accounts: number; open: number }, AnyNumber, boolean> {
  const { model, choices, invariants, regions, untilBroken = false } = options;
  const tables = tablesOf(model, choices, invariants);
  const { views } = tables;
  const moves = kindMovesOf(tables);
  const accounts = numbering<Abstract>(
    'abstract accounts',
    2 ** 24,
    ({ role, views: present }) => `${role} ${present.join()}`,
  );
  const abstract = (role: number, present: readonly number[]): Abstract => ({
    role,
    views: (regions === 'any'
      ? [...new Set(present)].filter((view) => view !== 0)
      : [...present]
    ).sort((a, b) => a - b),
  });
  const start = regions === 'any' ? [] : Array.from({ length: regions }, () => 0);
  accounts.number(abstract(0, start));
  const broken = new Set<Invariant>();
  let transitions = 0;
  let depth = 0;
  let levelEnd = 1;
  let complete = true;

  const note = (some: readonly Invariant[]): void => {
    transitions += 1;
    for (const one of some) broken.add(one);
  };
  /** All that can happen in a Region that looks like `own`, among others. */
  const inRegion = (role: number, own: number, others: readonly number[]): void => {
    const around = tables.othersOf(others);
    const view = views.values[own] as View;
    const { session } = tables.roles.values[role] as RolePart;
    const lead = (nextRole: number, state: number, kinds: number): void => {
      const next = views.number({ interface: state, kinds });
      accounts.number(abstract(nextRole, [...others, next]));
    };
    for (const outcome of tables.row(role, own, around, subjects.interface).outcomes) {
      note(outcome.broken);
      lead(outcome.role, outcome.interface, view.kinds);
    }
    for (const { move, from, to } of moves(session, tables.someLinger(own, around))) {
      if ((view.kinds & from) !== from) continue;
      for (const kinds of from === 0 ? [view.kinds] : [view.kinds, view.kinds & ~from]) {
        const left = views.number({ interface: view.interface, kinds });
        const told = tables.told(role, left, around, move);
        if (told === undefined) continue;
        note(told.broken);
        lead(told.role, told.interface, kinds | (told.moved ? to : from));
      }
    }
  };

  let at = 0;
  for (; at < accounts.values.length; at++) {
    if (at === levelEnd) {
      depth += 1;
      levelEnd = accounts.values.length;
    }
    const stop =
      at % pausesEvery === 0 &&
      (yield { accounts: accounts.values.length, open: accounts.values.length - at });
    if (stop || (untilBroken && broken.size > 0)) {
      complete = false;
      break;
    }
    const { role, views: present } = accounts.values[at] as Abstract;
    for (const outcome of tables.row(role, 0, tables.othersOf(present), subjects.account)
      .outcomes) {
      note(outcome.broken);
      accounts.number(abstract(outcome.role, present));
    }
    const looks = regions === 'any' ? [0, ...present] : [...new Set(present)];
    for (const own of looks) {
      const place = present.indexOf(own);
      const without = present.filter((_, n) => n !== place);
      inRegion(role, own, without);
      // Where there may be any number of Regions, another one may look the same.
      if (regions === 'any' && own !== 0) inRegion(role, own, present);
    }
  }
  const reached = new Set(accounts.values.map(nameOf));
  return {
    regions,
    choices,
    kinds: tables.kinds.values.length,
    accounts: accounts.values.length,
    transitions,
    depth,
    broken: invariants.filter((invariant) => broken.has(invariant)),
    complete,
    covers: (core, names) => {
      const present = names.map((name) => tables.viewOf(core, name));
      return reached.has(nameOf(abstract(tables.roleOf(core), present)));
    },
  };
}

const nameOf = ({ role, views }: Abstract): string => `${role} ${views.join()}`;

/** The same without pauses. @category Exploration */
export const proveAnyNumber = (options: AnyNumberOptions): AnyNumber =>
  unpaused(provingAnyNumber(options));

/** The moves of all resources that there can be, each kind of move once. */
function kindMovesOf(
  tables: Tables,
): (session: SessionState, lingering: boolean) => readonly KindMove[] {
  const worlds = (['none', 'active'] as const).flatMap((session) =>
    [false, true].map((lingering) => ({ session, lingering })),
  );
  const found = worlds.map(() => new Map<string, KindMove>());
  for (let code = -1; code < tables.codes.values.length; code++)
    for (const [world, { session, lingering }] of worlds.entries())
      for (const move of tables.moves(code, session, lingering)) {
        const from = code < 0 ? 0 : tables.bitOf(code);
        const to = move.code < 0 ? 0 : tables.bitOf(move.code);
        const key = `${move.label} ${from} ${to}`;
        if (!found[world]?.has(key)) found[world]?.set(key, { move, from, to });
      }
  const lists = found.map((moves) => [...moves.values()]);
  return (session, lingering) =>
    lists[(session === 'active' ? 2 : 0) + (lingering ? 1 : 0)] as readonly KindMove[];
}
