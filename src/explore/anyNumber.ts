import type { Choices, Core, Lifecycle, SessionState } from '../../model/index.ts';
import type { Invariant } from '../../properties/index.ts';
import { rolesMax, subjects, viewsMax } from './limits.ts';
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

/** What can happen in a Region: how many steps were judged, what they break, and what they lead to, each once. */
interface Happenings {
  readonly steps: number;
  readonly broken: readonly Invariant[];
  readonly leads: readonly { readonly role: number; readonly view: number }[];
}

/** A way for some resource to move: those that lead from like to like are one. */
interface KindMove {
  readonly move: Move;
  readonly from: number;
  readonly to: number;
}

const pausesEvery = 64;
const setsMax = 2 ** 24;

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
  const happenings = happeningsOf(tables);
  /** The views of all Regions, in rising order. */
  const sets = numbering<readonly number[]>('sets of Regions', setsMax, String);
  const account = (role: number, views: readonly number[]): number => {
    const present = regions === 'any' ? [...new Set(views)].filter((view) => view !== 0) : views;
    return sets.number(present.toSorted((a, b) => a - b)) * rolesMax + role;
  };
  const start = regions === 'any' ? [] : Array.from({ length: regions }, () => 0);
  const accounts = new Set([account(0, start)]);
  const broken = new Set<Invariant>();
  let transitions = 0;
  let depth = 0;
  let levelEnd = 1;
  let complete = true;

  /** Adds what can happen in a Region among others. */
  const take = (role: number, own: number, others: readonly number[]): void => {
    const made = happenings(role, own, tables.othersOf(others));
    transitions += made.steps;
    for (const invariant of made.broken) broken.add(invariant);
    for (const lead of made.leads) accounts.add(account(lead.role, [...others, lead.view]));
  };

  let at = 0;
  for (const open of accounts) {
    if (at === levelEnd) {
      depth += 1;
      levelEnd = accounts.size;
    }
    const stop =
      at % pausesEvery === 0 && (yield { accounts: accounts.size, open: accounts.size - at });
    if (stop || (untilBroken && broken.size > 0)) {
      complete = false;
      break;
    }
    at += 1;
    const role = open % rolesMax;
    const present = sets.values[Math.floor(open / rolesMax)] as readonly number[];
    const beside = tables.row(role, 0, tables.othersOf(present), subjects.account);
    transitions += beside.outcomes.length;
    for (const outcome of beside.outcomes) for (const one of outcome.broken) broken.add(one);
    for (const edge of beside.edges) accounts.add(account(edge.role, present));
    const looks = regions === 'any' ? [0, ...present] : new Set(present);
    for (const own of looks) {
      const place = present.indexOf(own);
      take(role, own, present.toSpliced(place, place < 0 ? 0 : 1));
      // Where there may be any number of Regions, another one may look the same.
      if (regions === 'any' && own !== 0) take(role, own, present);
    }
  }
  return {
    regions,
    choices,
    kinds: tables.kinds.values.length,
    accounts: accounts.size,
    transitions,
    depth,
    broken: invariants.filter((invariant) => broken.has(invariant)),
    complete,
    covers: (core, names) => {
      const views = names.map((name) => tables.viewOf(core, name));
      return accounts.has(account(tables.roleOf(core), views));
    },
  };
}

/** The same without pauses. @category Exploration */
export const proveAnyNumber = (options: AnyNumberOptions): AnyNumber =>
  unpaused(provingAnyNumber(options));

/** What can happen in a Region that looks like `own`, each situation worked out once. */
function happeningsOf(tables: Tables): (role: number, own: number, others: number) => Happenings {
  const { views, roles } = tables;
  const moves = kindMovesOf(tables);

  const work = (role: number, own: number, others: number): Happenings => {
    const { interface: state, kinds: present } = views.values[own] as View;
    const { session } = roles.values[role] as RolePart;
    let steps = 0;
    const broken = new Set<Invariant>();
    const leads = new Map<number, Happenings['leads'][number]>();
    const note = (some: readonly Invariant[], next: number, after: View): void => {
      steps += 1;
      for (const invariant of some) broken.add(invariant);
      const view = views.number(after);
      leads.set(view * rolesMax + next, { role: next, view });
    };
    for (const made of tables.row(role, own, others, subjects.interface).outcomes)
      note(made.broken, made.role, { interface: made.interface, kinds: present });
    for (const { move, from, to } of moves(session, tables.someLinger(own, others))) {
      if ((present & from) !== from) continue;
      for (const kinds of from === 0 ? [present] : [present, present & ~from]) {
        const told = tables.told(role, views.number({ interface: state, kinds }), others, move);
        if (told === undefined) continue;
        const after = kinds | (told.moved ? to : from);
        note(told.broken, told.role, { interface: told.interface, kinds: after });
      }
    }
    return { steps, broken: [...broken], leads: [...leads.values()] };
  };

  const kept = new Map<number, Happenings>();
  return (role, own, others) => {
    const key = (tables.alike(others) * viewsMax + own) * rolesMax + role;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const worked = work(role, own, others);
    kept.set(key, worked);
    return worked;
  };
}

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
