import { type ChoiceName, type Choices, happen, lifecycleChoices } from '../../model/index.ts';
import { never } from './bounds.ts';
import { contextOf, exists, type Judge, madeIn } from './judge.ts';
import { type Context, nextNumber, partMoves } from './moves.ts';
import { numberOfValue } from './numbers.ts';
import { type Component, elementOf, joinParts, type Part, withParts } from './parts.ts';
import { type Rectangle, split, storeOf } from './rectangles.ts';
import { isStill, type RoleStep, type Rules } from './rules.ts';
import { standingFor } from './sessions.ts';
import { capped, duesFrom } from './time.ts';

/** The numbers that the next interfaces of a component will have, by what is known by name. */
const nextNumbers = ({ networks }: Component, context: Context): string =>
  networks.map((network) => nextNumber(context, network)).join();

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
  const closed = withParts(component, [...parts.values()]) as Component;
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
    `${core.role.role} ${core.role.deletion} ${core.session} ${JSON.stringify(held)} ${judge.rules.choicesKey(choices)}`,
    names,
    choices,
    stepsIn,
  );
  if (name !== undefined) return split(rectangle, [name]).flatMap((one) => roleMoves(judge, one));
  const steps = stepsIn(choices).map((some) => some.filter((step) => !isStill(step, core.session)));
  const byResult = new Map<number, { step: RoleStep; answers: Held[] }>();
  for (const [at, some] of steps.entries())
    for (const step of some) {
      const key = numberOfValue(step);
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
  const store = storeOf(judge.apartMax);
  const open: Rectangle[] = [];
  const add = (rectangle: Rectangle): void => {
    for (const one of closeComponents(judge, rectangle)) {
      const added = store.add(standingFor(judge, one));
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
