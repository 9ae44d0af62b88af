import {
  type Account,
  type Call,
  type ChoiceName,
  choices as catalogue,
  choiceNames,
  type Outcome,
  type ResourceState,
  type RoleState,
  step,
} from '../../model/index.ts';
import { asked } from './asking.ts';
import { contextOf, exists } from './judge.ts';
import { usedIn } from './narrowing.ts';
import { type Beliefs, current } from './observe.ts';
import { outcomesIn } from './outcomes.ts';
import { readsOf } from './reads.ts';
import type { Names, Rectangle } from './rectangles.ts';
import { roleStatus } from './rules.ts';
import { pickedFrom, together } from './whole.ts';

/** A value with the names that a target picked in the place of the model's symbols. */
function withNames<T>(value: T, names: Names): T {
  let text = JSON.stringify(value);
  for (const [symbol, name] of Object.entries(names)) text = text.replaceAll(symbol, name);
  return JSON.parse(text) as T;
}

/**
 * What a target could have answered to a call.
 *
 * @param max - The most outcomes to find.
 * @returns Some of them at least, each once, with names as far as they are known.
 * @category Conformance
 */
export function possibleOutcomes(
  beliefs: Beliefs,
  call: Call,
  max: number,
  from = 0,
): readonly Outcome[] {
  const { judge } = beliefs;
  const found = new Map<string, Outcome>();
  for (const rectangle of current(beliefs, from)) {
    const translated = asked(call, rectangle.names);
    const reads = readsOf(translated);
    const outcomes =
      reads.rows === undefined
        ? outcomesIn(judge, rectangle, { call: translated, reads }).map(({ outcome }) => outcome)
        : [0, 1, 2, 3].map((n) => {
            const account = together(
              rectangle,
              pickedFrom(rectangle, (most) => n % most),
            );
            return step(account, translated, judge.rules.model).outcome;
          });
    for (const outcome of outcomes) {
      const named = withNames(outcome, rectangle.names);
      found.set(JSON.stringify(named), named);
      if (found.size >= max) return [...found.values()];
    }
  }
  return [...found.values()];
}

/** Something that may still be under way. */
export interface Pending {
  readonly machine: string;
  readonly type: string;
  /** The resource's id or the network, by the model's symbols; undefined for the role, its task and sessions. */
  readonly of: string | undefined;
}

/**
 * What may still happen unasked.
 *
 * @category Conformance
 */
export function pending(beliefs: Beliefs, from = 0): readonly Pending[] {
  const { judge } = beliefs;
  const found = new Map<string, Pending>();
  const note = (machine: string, type: string, of?: string): void => {
    found.set(`${machine} ${type} ${of}`, { machine, type, of });
  };
  for (const rectangle of current(beliefs, from)) {
    const { account, components } = rectangle;
    const { core, choices, beside } = account;
    const { exists } = contextOf(judge, rectangle);
    if (!beside.visible) note('iam', 'role.becomesVisible');
    for (const isUsed of [false, true])
      for (const step of judge.rules.roleSteps(core.role, core.session, isUsed, false, choices))
        note(step.machine, step.type);
    for (const { slots, networks, parts } of components)
      for (const { links, sets, wanted } of parts) {
        for (const [place, network] of networks.entries()) {
          const state = links[place]?.state ?? 'absent';
          for (const { type } of judge.rules.linkSteps(
            state,
            exists,
            wanted[place + 1] === true,
            choices,
          ))
            note('interface', type, network);
        }
        for (const [place, { id }] of slots.entries())
          for (const { resource } of sets[place] ?? []) {
            if (resource === undefined) continue;
            const interfaces = resource.networks.map(
              (network) => links[networks.indexOf(network)]?.state ?? 'absent',
            );
            const around = { exists, choices, interfaces, othersUse: true, othersWant: [] };
            for (const { type } of judge.rules.resourceSteps(resource, around))
              note('resource', type, id);
          }
      }
  }
  return [...found.values()];
}

/**
 * What the role, and each resource, may be now; a resource that is `gone` is undefined.
 *
 * @category Conformance
 */
export function possibleStates(
  beliefs: Beliefs,
  from = 0,
): {
  readonly role: readonly RoleState[];
  readonly resources: Readonly<Record<string, readonly (ResourceState | undefined)[]>>;
} {
  const role = new Map<string, RoleState>();
  const resources: Record<string, Map<string, ResourceState | undefined>> = {};
  for (const rectangle of current(beliefs, from)) {
    const { core } = rectangle.account;
    for (const isUsed of usedIn(rectangle)) {
      const account = { ...core.role, role: shownRole(rectangle, isUsed) };
      role.set(JSON.stringify(account), account);
    }
    for (const { slots, parts } of rectangle.components)
      for (const [place, { id }] of slots.entries())
        for (const { sets } of parts)
          for (const { resource } of sets[place] ?? []) {
            const states = resources[id] ?? new Map();
            resources[id] = states;
            states.set(JSON.stringify(resource?.state), resource?.state);
          }
  }
  return {
    role: [...role.values()],
    resources: Object.fromEntries(
      Object.entries(resources).map(([id, states]) => [id, [...states.values()]]),
    ),
  };
}

/** The state of the role for readers; of those that no outcome tells apart, one. */
function shownRole(rectangle: Rectangle, isUsed: boolean): RoleState['role'] {
  const isNew = rectangle.account.core.rolesMade === 0;
  return !exists(rectangle) && isNew ? 'absent' : roleStatus(exists(rectangle), isUsed);
}

/**
 * One of the accounts that are possible, in the model's own names; to form the next call from.
 *
 * @param draw - A number below the one given; 0 where it is left out.
 * @throws TypeError if nothing is possible.
 * @category Conformance
 */
export function someAccount(beliefs: Beliefs, draw: (most: number) => number = () => 0): Account {
  const { rectangles } = beliefs;
  const rectangle = rectangles[draw(rectangles.length)];
  if (rectangle === undefined) throw new TypeError('no account is possible');
  const account = together(rectangle, pickedFrom(rectangle, draw));
  const role = shownRole(rectangle, account.core.role.role === roleStatus(true, true));
  return { ...account, core: { ...account.core, role: { ...account.core.role, role } } };
}

/**
 * The names that are known for sure: those that the target has picked for the model's symbols in all that is possible.
 *
 * @category Conformance
 */
export function namesIn({ rectangles: [first, ...others] }: Beliefs): Names {
  const known = Object.entries(first?.names ?? {});
  return Object.fromEntries(
    known.filter(([symbol, name]) => others.every(({ names }) => names[symbol] === name)),
  );
}

/**
 * The alternatives of each fixed choice that are still possible.
 *
 * @category Conformance
 */
export function choicesLeft({
  rectangles,
}: Beliefs): Readonly<Partial<Record<ChoiceName, readonly string[]>>> {
  const left = (name: ChoiceName): readonly string[] =>
    catalogue[name].alternatives.filter((alternative) =>
      rectangles.some(({ account, open }) =>
        (open[name] ?? [account.choices[name]]).includes(alternative),
      ),
    );
  return Object.fromEntries(
    choiceNames
      .filter((name) => catalogue[name].kind === 'fixed')
      .map((name) => [name, left(name)]),
  );
}
