import { placeOf } from '../../model/account.ts';
import { onceForEach } from '../once.ts';
import { type Component, componentOf, partOf, touches } from './parts.ts';
import type { Rectangle } from './rectangles.ts';
import { inOrder } from './whole.ts';

/** The resources and networks of a component, and of which of them something may be left. */
const leftIn = onceForEach((component: Component): ReadonlyMap<string, boolean> => {
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
  return new Map([
    ...slots.map(({ id }, at) => [id, isLeft(at)] as const),
    ...networks.map((network, place) => [network, isThere(place)] as const),
  ]);
});

/** The resources and networks of a component of which nothing is left. */
const goneIn = onceForEach((component: Component): readonly string[] =>
  [...leftIn(component)].filter(([, isLeft]) => !isLeft).map(([name]) => name),
);

/** A component without the resources and networks that are gone, if any of them is one of its own. */
function foldedComponent(component: Component, gone: ReadonlySet<string>): Component | undefined {
  const { slots, networks, parts } = component;
  if (!goneIn(component).some((name) => gone.has(name))) return component;
  const isLeft = slots.map(({ id }) => !gone.has(id));
  const isThere = networks.map((network) => !gone.has(network));
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

function foldedRectangle(rectangle: Rectangle, gone: ReadonlySet<string>): Rectangle {
  const components = rectangle.components.map((one) => foldedComponent(one, gone));
  if (components.every((one, at) => one === rectangle.components[at])) return rectangle;
  const places = rectangle.components
    .flatMap(({ slots }) => slots)
    .filter(({ id }) => gone.has(id))
    .map(placeOf);
  const { account } = rectangle;
  const formerNames = [...new Set([...account.beside.formerNames, ...places])].sort();
  const beside = { ...account.beside, formerNames };
  return {
    ...rectangle,
    account: places.length === 0 ? account : { ...account, beside },
    components: inOrder(components.filter((one) => one !== undefined)),
  };
}

/** Rectangles in which what is gone for sure in all of them is kept by name alone: then they stay of one form. */
export function folded(rectangles: readonly Rectangle[]): readonly Rectangle[] {
  const components = new Set<Component>();
  for (const one of rectangles) for (const component of one.components) components.add(component);
  const gone = new Set<string>();
  for (const one of components) for (const name of goneIn(one)) gone.add(name);
  if (gone.size === 0) return rectangles;
  for (const one of components)
    for (const name of gone) if (leftIn(one).get(name) === true) gone.delete(name);
  return gone.size === 0 ? rectangles : rectangles.map((one) => foldedRectangle(one, gone));
}
