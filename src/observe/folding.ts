import { placeOf } from '../../model/account.ts';
import type { Judge } from './judge.ts';
import { type Component, componentOf, partOf, touches } from './parts.ts';
import type { Rectangle } from './rectangles.ts';
import { inOrder } from './whole.ts';

/** A component without the resources that are gone for sure and the networks in which nothing is left, if any is. */
function foldedComponent(component: Component): Component | undefined {
  const { slots, networks, parts } = component;
  const isLeft = slots.map((_, at) =>
    parts.some(({ sets }) =>
      sets[at]?.some(({ resource, held }) => resource !== undefined || held),
    ),
  );
  const isThere = networks.map((_, place) =>
    parts.some(
      ({ links, wanted, sets }) =>
        links[place]?.state !== 'absent' ||
        wanted[place + 1] === true ||
        sets.some((set) => set.some((one) => touches(component, one, place + 1))),
    ),
  );
  if (![...isLeft, ...isThere].includes(false)) return component;
  const only = <T>(all: readonly T[], which: readonly boolean[]): readonly T[] =>
    all.filter((_, at) => which[at]);
  const left = componentOf(
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
  return left.slots.length + left.networks.length === 0 ? undefined : left;
}

/** A rectangle in which what is gone for sure is kept by name alone. */
export function folded({ kept }: Judge, rectangle: Rectangle): Rectangle {
  const components = rectangle.components.map((one) =>
    kept(one, 'folded', () => foldedComponent(one)),
  );
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
