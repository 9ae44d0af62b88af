import { placeOf } from '../../model/account.ts';
import { onceForEach } from '../once.ts';
import { type Component, componentOf, partOf, touches } from './parts.ts';
import type { Rectangle } from './rectangles.ts';
import { inOrder } from './whole.ts';

/** The resources and networks of a component of which something may be left. */
function leftIn(component: Component): readonly string[] {
  const { slots, networks, parts } = component;
  const isLeft = (at: number): boolean =>
    parts.some(({ sets }) =>
      sets[at]?.some(({ resource, held }) => resource !== undefined || held),
    );
  const isThere = (place: number): boolean =>
    parts.some(
      ({ links, wanted, sets }) =>
        links[place]?.state !== 'absent' ||
        wanted[place + 1] === true ||
        sets.some((set) => set.some((one) => touches(component, one, place + 1))),
    );
  return [
    ...slots.filter((_, at) => isLeft(at)).map(({ id }) => id),
    ...networks.filter((_, place) => isThere(place)),
  ];
}

/** A component without the resources that are gone for sure and the networks in which nothing is left, if any is. */
function foldedComponent(component: Component, left: ReadonlySet<string>): Component | undefined {
  const { slots, networks, parts } = component;
  const isLeft = slots.map(({ id }) => left.has(id));
  const isThere = networks.map((network) => left.has(network));
  if (![...isLeft, ...isThere].includes(false)) return component;
  const only = <T>(all: readonly T[], which: readonly boolean[]): readonly T[] =>
    all.filter((_, at) => which[at]);
  const rest = componentOf(
    only(slots, isLeft),
    only(networks, isThere),
    parts.map(({ wanted, links, sets }) =>
      partOf(
        [wanted[0] === true, ...only(wanted.slice(1), isThere)],
        only(links, isThere),
        only(sets, isLeft),
      ),
    ),
  ) as Component;
  return rest.slots.length + rest.networks.length === 0 ? undefined : rest;
}

/** A rectangle in which what is gone for sure is kept by name alone. */
function foldedRectangle(rectangle: Rectangle, leftAnywhere: ReadonlySet<string>): Rectangle {
  const components = rectangle.components.map((one) => foldedComponent(one, leftAnywhere));
  if (components.every((one, at) => one === rectangle.components[at])) return rectangle;
  const left = components.filter((one) => one !== undefined);
  const ids = new Set(left.flatMap(({ slots }) => slots.map(({ id }) => id)));
  const gone = rectangle.components
    .flatMap(({ slots }) => slots)
    .filter(({ id }) => !ids.has(id))
    .map(placeOf);
  const { account } = rectangle;
  const formerNames = [...new Set([...account.beside.formerNames, ...gone])].sort();
  const beside = { ...account.beside, formerNames };
  return {
    ...rectangle,
    account: gone.length === 0 ? account : { ...account, beside },
    components: inOrder(left),
  };
}

const left = onceForEach(leftIn);
const isGoneIn = (one: Component): boolean =>
  left(one).length < one.slots.length + one.networks.length;

/** Rectangles in which what is gone for sure in all of them is kept by name alone: then they stay of one form. */
export function folded(rectangles: readonly Rectangle[]): readonly Rectangle[] {
  if (!rectangles.some(({ components }) => components.some(isGoneIn))) return rectangles;
  const leftAnywhere = new Set(rectangles.flatMap((one) => one.components.flatMap(left)));
  return rectangles.map((one) => foldedRectangle(one, leftAnywhere));
}
