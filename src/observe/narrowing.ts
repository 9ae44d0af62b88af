import {
  type Account,
  type ChoiceName,
  happen,
  type Possible,
  roleExists,
  type Unasked,
} from '../../model/index.ts';
import { exists } from './judge.ts';
import { type Beliefs, current } from './observe.ts';
import { type Component, type Part, withParts } from './parts.ts';
import { type Open, type Rectangle, withChoice } from './rectangles.ts';
import { sessionsOf } from './sessions.ts';
import { isRoleUsed, pickedFrom, together } from './whole.ts';

/** Whether something of a rectangle may use the role, and whether it may be that nothing does. */
export const usedIn = ({ components }: Rectangle): readonly boolean[] => [
  ...(components.every(({ parts }) => parts.some(({ wanted }) => !wanted[0])) ? [false] : []),
  ...(components.some(({ parts }) => parts.some(({ wanted }) => wanted[0])) ? [true] : []),
];

/** The parts of a component in which something uses the role, or those in which nothing does. */
const partsWhere = (component: Component, isUsed: boolean): Component | undefined =>
  withParts(
    component,
    component.parts.filter(({ wanted }) => wanted[0] === isUsed),
  );

/** What is left of a rectangle if the role is used, or if it is not; it may keep some that are otherwise. */
function whereUsed(rectangle: Rectangle, isUsed: boolean): readonly Rectangle[] {
  if (!usedIn(rectangle).includes(isUsed)) return [];
  const { components } = rectangle;
  if (isUsed && components.length > 1) return [rectangle];
  return [{ ...rectangle, components: components.flatMap((one) => partsWhere(one, isUsed) ?? []) }];
}

/**
 * What is left of beliefs if the role is there, or not, and is used, or not, as in an account.
 *
 * @category Conformance
 */
export function whereRoleIsAs(beliefs: Beliefs, { core }: Account, from = 0): Beliefs {
  const isThere = roleExists(core);
  const rectangles = current(beliefs, from)
    .filter((one) => exists(one) === isThere)
    .flatMap((one) => whereUsed(one, isRoleUsed(core.resources)));
  return { ...beliefs, rectangles, size: rectangles.length };
}

/** Whether the role may be there and hidden from reads. */
export const mayBeHidden = (beliefs: Beliefs, from = 0): boolean =>
  current(beliefs, from).some((one) => exists(one) && !one.account.beside.visible);

/**
 * Whether the role may be there, or not, and be used, or not, as in an account, before anything more happens unasked.
 *
 * @category Conformance
 */
export const roleMayBeAs = ({ rectangles }: Beliefs, { core }: Account): boolean =>
  rectangles.some(
    (one) => exists(one) === roleExists(core) && usedIn(one).includes(isRoleUsed(core.resources)),
  );

/**
 * Beliefs of the start, with these alternatives of choices left.
 *
 * @category Conformance
 */
export function whereChoicesAre(beliefs: Beliefs, left: Open): Beliefs {
  const narrow = (rectangle: Rectangle): Rectangle =>
    Object.entries(left).reduce(
      (one, [name, alternatives]) => withChoice(one, name as ChoiceName, alternatives),
      rectangle,
    );
  return { ...beliefs, rectangles: beliefs.rectangles.map(narrow) };
}

const possibleIn = (rectangle: Rectangle): Possible => ({
  account: together(
    rectangle,
    pickedFrom(rectangle, () => 0),
  ),
  names: rectangle.names,
});

/** A rectangle as several, in each of which what an event happens to is certain. */
function narrowed(rectangle: Rectangle, event: Unasked): readonly Rectangle[] {
  const id = 'id' in event ? event.id : undefined;
  const network = 'network' in event ? event.network : undefined;
  const at = rectangle.components.findIndex(
    ({ slots, networks }) =>
      slots.some((slot) => slot.id === id) || networks.some((one) => one === network),
  );
  const component = rectangle.components[at];
  if (component === undefined) return [rectangle];
  const place = component.slots.findIndex((slot) => slot.id === id);
  const only = (part: Part): readonly Part[] =>
    part.sets[place]?.map((one) => ({ ...part, sets: part.sets.with(place, [one]) })) ?? [part];
  return component.parts.flatMap(only).flatMap((part) => {
    const left = withParts(component, [part]);
    return left ? [{ ...rectangle, components: rectangle.components.with(at, left) }] : [];
  });
}

/**
 * One of the accounts in which something may happen next, with the names that the target has picked there.
 *
 * @returns Undefined if it can happen in none that is possible.
 * @category Conformance
 */
export function possibleBefore(beliefs: Beliefs, event: Unasked, from = 0): Possible | undefined {
  const { judge } = beliefs;
  for (const rectangle of current(beliefs, from))
    for (const one of narrowed(rectangle, event)) {
      for (const each of sessionsOf(judge, one)) {
        const possible = possibleIn(each);
        if (happen(possible.account, event, judge.rules.model) !== undefined) return possible;
      }
    }
  return undefined;
}

/**
 * One of the accounts that are possible, with the names that the target has picked there.
 *
 * @throws TypeError if nothing is possible.
 * @category Conformance
 */
export function somePossible({ rectangles: [first] }: Beliefs): Possible {
  if (first === undefined) throw new TypeError('no account is possible');
  return possibleIn(first);
}
