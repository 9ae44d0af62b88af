import { type ChoiceName, type Choices, happen, lifecycleChoices } from '../../model/index.ts';
import { type Bounds, hasBound, never, withinMs } from './bounds.ts';
import type { Mattering } from './mattering.ts';
import { type Context, nextNumber, partMoves, within } from './moves.ts';
import { type Component, elementOf, joinParts, type Part, prune, withParts } from './parts.ts';
import { type Names, type Rectangle, split, storeOf, textOf } from './rectangles.ts';
import { type RoleStep, type Rules, roleStatus } from './rules.ts';

/** What judges: the rules, the bounds, and what it has worked out so far. */
export interface Judge {
  readonly rules: Rules;
  readonly bounds: Bounds;
  /** The most rectangles, and the most parts of a component; more is a RangeError. */
  readonly possibleMax: number;
  readonly numberOf: (network: string) => number;
  /** What was worked out of a component before. */
  readonly kept: <Value>(component: Component, key: string, make: () => Value) => Value;
  /** One that was met before and is the same, if there was one lately. */
  readonly metBefore: (component: Component) => Component;
  readonly mattering: Mattering;
  /** The same names as one object. */
  readonly namesOf: (names: Names) => Names;
  /** How things are listed, by the call, what they are and in what state. */
  readonly rows: Map<string, unknown>;
}

/** Whether there is a role in a rectangle. */
export const exists = ({ account }: Rectangle): boolean =>
  account.core.role.role === roleStatus(true, false);

/** In how many contexts it is kept what a component becomes, with the names as they are. */
const keptMost = 8;

/** What the components of a rectangle meet. */
export function contextOf(judge: Judge, rectangle: Rectangle): Context {
  const { rules, bounds, numberOf } = judge;
  const { account, names } = rectangle;
  return { rules, bounds, numberOf, names, exists: exists(rectangle), choices: account.choices };
}

/** The numbers that the next interfaces of a component will have, by what is known by name. */
const nextNumbers = ({ networks }: Component, context: Context): string =>
  networks.map((network) => nextNumber(context, network)).join();

/** What was made of a component in a context, and at an instant where that matters. */
interface Made {
  readonly context: Context;
  readonly instant: number;
  readonly component: Component;
}

/** What is made of a component in a context, once for each of the last few. */
function madeIn(
  judge: Judge,
  what: string,
  component: Component,
  context: Context,
  instant: number,
  make: () => Component,
): Component {
  const found = judge.kept(component, what, (): Made[] => []);
  const last = found.find(
    (one) =>
      one.instant === instant &&
      one.context.exists === context.exists &&
      one.context.names === context.names &&
      judge.rules.choicesKey(one.context.choices) === judge.rules.choicesKey(context.choices),
  );
  if (last !== undefined) return last.component;
  const made = make();
  if (found.push({ context, instant, component: made }) > keptMost) found.shift();
  return made;
}

/** The component with all that it may have become by itself. */
const closeComponent = (judge: Judge, context: Context, component: Component): Component =>
  madeIn(judge, 'closed', component, context, 0, () => {
    const { choicesKey } = judge.rules;
    const key = `closed ${context.exists} ${choicesKey(context.choices)} ${nextNumbers(component, context)}`;
    return judge.kept(component, key, () => closedComponent(judge, context, component, key));
  });

function closedComponent(
  judge: Judge,
  context: Context,
  component: Component,
  key: string,
): Component {
  const parts = new Map<string, Part>();
  const open = new Set<string>();
  const add = (part: Part): void => {
    const before = parts.get(part.key);
    const after = before === undefined ? part : joinParts(before, part);
    if (after === before) return;
    parts.set(part.key, after);
    open.add(part.key);
  };
  for (const part of component.parts) add(part);
  for (const next of open) {
    open.delete(next);
    for (const part of partMoves(context, component, parts.get(next) as Part)) add(part);
    if (parts.size > judge.possibleMax)
      throw new RangeError(`more than ${judge.possibleMax} parts are possible`);
  }
  const closed = judge.metBefore(withParts(component, [...parts.values()]) as Component);
  return judge.kept(closed, key, () => closed);
}

/** The open choices on which it hangs what becomes of the resources of a rectangle. */
function choicesToSplit({ rules }: Judge, { open, components }: Rectangle): readonly ChoiceName[] {
  if (lifecycleChoices.every((name) => open[name] === undefined)) return [];
  const needed = new Set<ChoiceName>();
  for (const { parts } of components)
    for (const { sets } of parts)
      for (const { resource } of sets.flat())
        if (resource !== undefined) for (const name of rules.choicesOf(resource)) needed.add(name);
  return [...needed].filter((name) => open[name] !== undefined);
}

/** A rectangle with its components closed, as several where that hangs on choices. */
function closeComponents(judge: Judge, rectangle: Rectangle): readonly Rectangle[] {
  const context = contextOf(judge, rectangle);
  const components = rectangle.components.map((one) => closeComponent(judge, context, one));
  const isSame = components.every((one, at) => one === rectangle.components[at]);
  const closed = isSame ? rectangle : { ...rectangle, components };
  const names = choicesToSplit(judge, closed);
  if (names.length === 0) return [closed];
  return split(rectangle, names).flatMap((one) => closeComponents(judge, one));
}

/** What a step of the role asks of everything else. */
interface Held {
  readonly isUsed: boolean;
  readonly lingers: boolean;
}

const lingering = ({ links }: Part): boolean => links.some(({ state }) => state === 'lingering');

/** Which answers the components may give. */
function possiblyHeld({ components }: Rectangle): readonly Held[] {
  const some = (holds: (part: Part) => boolean) =>
    components.some(({ parts }) => parts.some(holds));
  const none = (holds: (part: Part) => boolean) =>
    components.every(({ parts }) => parts.some((part) => !holds(part)));
  const uses = (part: Part): boolean => part.wanted[0] === true;
  const used = [...(none(uses) ? [false] : []), ...(some(uses) ? [true] : [])];
  const left = [...(none(lingering) ? [false] : []), ...(some(lingering) ? [true] : [])];
  return used.flatMap((isUsed) => left.map((lingers) => ({ isUsed, lingers })));
}

/** The rectangle in which the components give one of these answers; it may keep some that do not. */
function answering(
  judge: Judge,
  rectangle: Rectangle,
  answers: readonly Held[],
): Rectangle | undefined {
  const isAll = (is: (held: Held) => boolean): boolean => answers.every(is);
  let { components } = rectangle;
  const where = (one: Component, key: string, holds: (part: Part) => boolean) =>
    judge.kept(one, key, () =>
      withParts(
        one,
        one.parts.map((part) => (holds(part) ? part : undefined)),
      ),
    );
  const keep = (key: string, holds: (part: Part) => boolean): void => {
    components = components.flatMap((one) => where(one, key, holds) ?? []);
  };
  if (isAll(({ isUsed }) => !isUsed)) keep('unused', (part) => part.wanted[0] !== true);
  if (isAll(({ lingers }) => !lingers)) keep('still', (part) => !lingering(part));
  if (components.length < rectangle.components.length) return undefined;
  if (isAll(({ isUsed }) => isUsed)) {
    const users = components.filter(({ parts }) => parts.some(({ wanted }) => wanted[0]));
    if (users.length === 0) return undefined;
    if (users.length === 1)
      components = components.map((one) =>
        one === users[0] ? (where(one, 'used', (part) => part.wanted[0] === true) ?? one) : one,
      );
  }
  return { ...rectangle, components };
}

/** Marks the resources that hold the role, and no others; or none at all. */
export const marked = (judge: Judge, component: Component, isFailure: boolean): Component =>
  judge.kept(component, `marked ${isFailure}`, () =>
    markedComponent(judge.rules, component, isFailure),
  );

function markedComponent(rules: Rules, component: Component, isFailure: boolean): Component {
  const parts = component.parts.map((part) => {
    const sets = part.sets.map((set) => {
      if (!isFailure && set.every(({ held }) => !held)) return set;
      return set.map(({ resource, details, due }) =>
        elementOf(
          resource,
          details,
          isFailure && resource !== undefined && rules.holds(resource),
          due,
        ),
      );
    });
    const isSame = sets.every((set, at) => set === part.sets[at]);
    return isSame ? part : joinParts({ ...part, sets: sets.map(() => []) }, { ...part, sets });
  });
  return withParts(component, parts) as Component;
}

/** The instants by which the role's own events have happened, if what they follow from was at the latest at `base`. */
function duesFrom(judge: Judge, rectangle: Rectangle, base: Rectangle['dues']): Rectangle['dues'] {
  const { rules, bounds } = judge;
  const { core, beside, choices } = rectangle.account;
  const due = (machine: string, from: number): number =>
    from === never || !hasBound(bounds, machine)
      ? never
      : from +
        withinMs(
          bounds,
          machine,
          rules
            .roleSteps(core.role, core.session, false, false, choices)
            .filter((step) => step.machine === machine)
            .map(({ type }) => type),
        );
  return {
    visible: beside.visible
      ? never
      : base.visible + withinMs(bounds, 'iam', ['role.becomesVisible']),
    task: due('role', base.task),
    session: due('session', base.session),
  };
}

/** The rectangle after one step of the role, its task or a session. */
function afterRoleStep(judge: Judge, rectangle: Rectangle, step: RoleStep): Rectangle {
  const { account, dues } = rectangle;
  const { role, session } = step;
  const core = { ...account.core, role, session, ...(step.fails ? { usage: [] } : {}) };
  const components = step.fails
    ? rectangle.components.map((one) => marked(judge, one, true))
    : rectangle.components;
  const next = { ...rectangle, account: { ...account, core }, components };
  const base = step.machine === 'role' ? dues.task : dues.session;
  const fresh = duesFrom(judge, next, { visible: never, task: base, session: base });
  const after = {
    ...next,
    dues:
      step.machine === 'role' ? { ...dues, task: fresh.task } : { ...dues, session: fresh.session },
  };
  return exists(after) === exists(rectangle) ? after : capped(judge, after, never, true);
}

/** Every rectangle that this one may become by one step of the role, its task, a session, or a look. */
function roleMoves(judge: Judge, rectangle: Rectangle): readonly Rectangle[] {
  const { account, open, dues } = rectangle;
  const { core, choices } = account;
  const held = possiblyHeld(rectangle);
  const stepsIn = (taken: Choices) =>
    held.map(({ isUsed, lingers }) =>
      judge.rules.roleSteps(core.role, core.session, isUsed, lingers, taken),
    );
  const names = lifecycleChoices.filter((name) => open[name] !== undefined);
  const [name] = judge.mattering(
    `${core.role.role} ${core.role.deletion} ${core.session} ${textOf(held)} ${judge.rules.choicesKey(choices)}`,
    names,
    choices,
    stepsIn,
  );
  if (name !== undefined) return split(rectangle, [name]).flatMap((one) => roleMoves(judge, one));
  const steps = stepsIn(choices);
  const byResult = new Map<string, { step: RoleStep; answers: Held[] }>();
  for (const [at, some] of steps.entries())
    for (const step of some) {
      const key = textOf(step);
      const found = byResult.get(key) ?? { step, answers: [] };
      found.answers.push(held[at] as Held);
      byResult.set(key, found);
    }
  const next = [...byResult.values()].flatMap(({ step, answers }) => {
    const where = answers.length === held.length ? rectangle : answering(judge, rectangle, answers);
    return where === undefined ? [] : [afterRoleStep(judge, where, step)];
  });
  const seen = happen(account, { machine: 'iam', type: 'role.becomesVisible' }, judge.rules.model);
  if (seen !== undefined)
    next.push({ ...rectangle, account: seen, dues: { ...dues, visible: never } });
  return next;
}

/** Every rectangle that these may have become unasked, these included. */
export function close(judge: Judge, rectangles: readonly Rectangle[]): readonly Rectangle[] {
  const store = storeOf();
  const open: Rectangle[] = [];
  const add = (rectangle: Rectangle): void => {
    for (const one of closeComponents(judge, rectangle)) {
      const added = store.add(one);
      if (added !== undefined) open.push(added);
    }
  };
  for (const rectangle of rectangles) add(rectangle);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const one of roleMoves(judge, next)) add(one);
    if (open.length > judge.possibleMax)
      throw new RangeError(`more than ${judge.possibleMax} rectangles are possible`);
  }
  return store.all();
}

/** The part with nothing left in it that was due before an instant. */
function ontime(component: Component, part: Part, instant: number): Part | undefined {
  if (part.links.some(({ due }) => due < instant)) return undefined;
  const sets = part.sets.map((set) =>
    set.some(({ due }) => due < instant) ? set.filter(({ due }) => due >= instant) : set,
  );
  return prune(component, { ...part, sets });
}

/** What is left of a rectangle at an instant: whatever was due before has happened. */
export function at(rectangle: Rectangle, instant: number): Rectangle | undefined {
  const { visible, task, session } = rectangle.dues;
  if (Math.min(visible, task, session) < instant) return undefined;
  if (rectangle.components.every(({ due }) => due >= instant)) return rectangle;
  const components = rectangle.components.flatMap(
    (one) =>
      withParts(
        one,
        one.parts.map((part) => ontime(one, part, instant)),
      ) ?? [],
  );
  return components.length < rectangle.components.length ? undefined : { ...rectangle, components };
}

/** The component, known to be so at an instant: what is under way in it has its cause before. */
function cappedComponent(context: Context, component: Component, instant: number): Component {
  const { bounds } = context;
  if (!hasBound(bounds, 'interface') && !hasBound(bounds, 'resource')) return component;
  const parts = component.parts.map((part) => {
    const links = part.links.map((link, place) => {
      const most = within(context, component, part, place);
      const due = most === never ? never : Math.min(link.due, instant + most);
      return due === link.due ? link : { ...link, due };
    });
    const sets = part.sets.map((set) =>
      set.map((element) => {
        const most = within(context, component, part, element);
        const due = most === never ? never : Math.min(element.due, instant + most);
        return due === element.due ? element : { ...element, due };
      }),
    );
    const isSame =
      links.every((link, place) => link === part.links[place]) &&
      sets.every((set, place) => set.every((one, n) => one === part.sets[place]?.[n]));
    return isSame ? part : { ...part, links, sets };
  });
  return withParts(component, parts) as Component;
}

/**
 * The rectangle, known to be so at an instant.
 *
 * @param isAnew - Whether what may happen in components is not what it was: then all of them are looked at.
 * @param touched - The components to look at otherwise.
 */
export function capped(
  judge: Judge,
  rectangle: Rectangle,
  instant: number,
  isAnew: boolean,
  touched: ReadonlySet<Component> = new Set(),
): Rectangle {
  const context = contextOf(judge, rectangle);
  const components = rectangle.components.map((one) =>
    isAnew || touched.has(one)
      ? madeIn(judge, 'capped', one, context, instant, () => cappedComponent(context, one, instant))
      : one,
  );
  const base = duesFrom(judge, rectangle, { visible: instant, task: instant, session: instant });
  const { visible, task, session } = rectangle.dues;
  const dues = {
    visible: base.visible === never ? never : Math.min(visible, base.visible),
    task: base.task === never ? never : Math.min(task, base.task),
    session: base.session === never ? never : Math.min(session, base.session),
  };
  return { ...rectangle, components, dues: instant === never ? rectangle.dues : dues };
}
