import type { InterfaceState, Resource, ResourceDetails, ResourceKind } from '../../model/index.ts';
import { onceForEach } from '../once.ts';
import { numberOfText, onlyOne } from './numbers.ts';

/** A resource that there may be, by what never changes of it. There is one object for all that are the same. */
export interface Slot {
  readonly number: number;
  readonly id: string;
  readonly kind: ResourceKind;
  readonly region: string;
  readonly name: string;
}

/** One thing that a resource may be. There is one object for all that are the same. */
export interface Element {
  readonly number: number;
  /** All of it but the instant. */
  readonly key: string;
  /** What outcomes can tell of it: all of it but the instant and the mark. */
  readonly shape: string;
  /** What decides what may become of it by itself. */
  readonly like: string;
  /** Undefined: it is gone. */
  readonly resource: Resource | undefined;
  readonly details: ResourceDetails | undefined;
  /** Whether it held the role when the newest task failed. */
  readonly held: boolean;
  /** The instant by which it has become something else. */
  readonly due: number;
}

/** One thing that an interface may be. */
export interface Link {
  readonly key: string;
  readonly state: InterfaceState;
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly due: number;
}

/**
 * Accounts as a product: these interfaces, and for each resource any of a set of elements.
 *
 * What is *wanted*, the role first and then each network, is a condition on all elements together: one of them at
 * least uses it, or none does.
 */
export interface Part {
  readonly key: string;
  readonly wanted: readonly boolean[];
  readonly links: readonly Link[];
  readonly sets: readonly (readonly Element[])[];
}

/**
 * Resources that share networks, with those: nothing in it hangs on another component but by way of the role. There is
 * one object for all that are the same and have it in the same order.
 */
export interface Component {
  readonly number: number;
  /** What it is of; its parts left out. */
  readonly name: string;
  /** The same for components of the same name. */
  readonly form: number;
  readonly slots: readonly Slot[];
  readonly networks: readonly string[];
  readonly parts: readonly Part[];
  /** The earliest instant at which something of it is due. */
  readonly due: number;
}

const detailsKey = onceForEach((details: ResourceDetails) => JSON.stringify(details));

const slots = onlyOne<Slot>();

/** The slot of a resource. */
export const slotOf = ({ id, kind, region }: Resource, name: string): Slot =>
  slots(`${id} ${kind} ${region} ${name}`, (number) => ({ number, id, kind, region, name }));

const elements = onlyOne<Element>();

/** An element, with its keys. */
export function elementOf(
  resource: Resource | undefined,
  details: ResourceDetails | undefined,
  held: boolean,
  due: number,
): Element {
  const { status = 'gone', network = '', use = '' } = resource?.state ?? {};
  const like = `${resource?.kind} ${status} ${network} ${use} ${resource?.networks.join()}`;
  const shape = `${like} ${details === undefined ? '' : detailsKey(details)}`;
  const key = `${held ? '!' : ''}${shape}`;
  return elements(`${resource?.id} ${resource?.region} ${due} ${key}`, (number) => ({
    number,
    key,
    shape,
    like,
    resource,
    details,
    held,
    due,
  }));
}

/** An element that has become something else by another instant. */
export const withDue = (element: Element, due: number): Element =>
  due === element.due ? element : elementOf(element.resource, element.details, element.held, due);

/** An interface, with its key. */
export function linkOf(
  state: InterfaceState,
  id: string,
  tags: Readonly<Record<string, string>>,
  due: number,
): Link {
  return { key: `${state} ${id} ${JSON.stringify(tags)}`, state, id, tags, due };
}

/** Whether an element uses the role (0), or with it the network of that number. */
export function touches(
  { networks }: Component,
  { resource }: Pick<Element, 'resource'>,
  index: number,
): boolean {
  if (resource?.state.use !== 'using') return false;
  return index === 0 || resource.networks.includes(networks[index - 1] as string);
}

/** A part, with its key. */
export const partOf = (
  wanted: readonly boolean[],
  links: readonly Link[],
  sets: readonly (readonly Element[])[],
): Part => ({
  key: `${wanted.map(Number).join('')}|${links.map(({ key }) => key).join('|')}`,
  wanted,
  links,
  sets,
});

/** The elements of both sets, each with the later instant; the first set itself where the other adds nothing. */
export function union(one: readonly Element[], other: readonly Element[]): readonly Element[] {
  if (one === other) return one;
  const merged = [...one];
  let isNew = false;
  for (const element of other) {
    if (one.includes(element)) continue;
    const at = merged.findIndex(({ key }) => key === element.key);
    const known = merged[at];
    if (known !== undefined && known.due >= element.due) continue;
    isNew = true;
    if (known === undefined) merged.push(element);
    else merged[at] = element;
  }
  return isNew ? merged : one;
}

/** Two parts of one key as one; the first itself where the other adds nothing. */
export function joinParts(one: Part, other: Part): Part {
  if (one === other) return one;
  const sets = one.sets.map((set, at) => union(set, other.sets[at] as readonly Element[]));
  const links = one.links.map((link, at) => {
    const more = other.links[at] as Link;
    return more.due > link.due ? more : link;
  });
  const isSame =
    sets.every((set, at) => set === one.sets[at]) &&
    links.every((link, at) => link === one.links[at]);
  return isSame ? one : { ...one, sets, links };
}

/** Parts without what the condition on what is wanted rules out; undefined where nothing is left. */
export function prune(component: Component, part: Part): Part | undefined {
  let { sets } = part;
  for (const set of sets) if (set.length === 0) return undefined;
  for (const [index, isWanted] of part.wanted.entries()) {
    const users: number[] = [];
    for (const [at, set] of sets.entries()) {
      if (set.some((element) => touches(component, element, index))) users.push(at);
      if (isWanted && users.length > 1) break;
    }
    if (isWanted && users.length === 0) return undefined;
    if (isWanted ? users.length > 1 : users.length === 0) continue;
    sets = sets.map((set, at) => {
      if (!users.includes(at)) return set;
      const left = set.filter((element) => touches(component, element, index) === isWanted);
      return left.length === set.length ? set : left;
    });
    for (const at of users) if (sets[at]?.length === 0) return undefined;
  }
  return sets === part.sets ? part : { ...part, sets };
}

/** The earliest instant at which something of a part is due. */
function dueOf({ links, sets }: Part): number {
  let due = Number.POSITIVE_INFINITY;
  for (const link of links) if (link.due < due) due = link.due;
  for (const set of sets) for (const element of set) if (element.due < due) due = element.due;
  return due;
}

/** The name of a component of such things. */
export const componentName = (slots: readonly Slot[], networks: readonly string[]): string =>
  `${slots.map(({ id }) => id).join()} ${networks.join()}`;

/** The places of some things in the order of their names. */
const placesOf = (names: readonly string[]): readonly number[] =>
  [...names.keys()].sort((a, b) => ((names[a] as string) < (names[b] as string) ? -1 : 1));

const isInOrder = (names: readonly string[]): boolean =>
  names.every((name, at) => at === 0 || (names[at - 1] as string) <= name);

/** A component of some parts, those of one key together; undefined where there are none. */
export function componentOf(
  slots: readonly Slot[],
  networks: readonly string[],
  parts: readonly Part[],
): Component | undefined {
  const ids = slots.map(({ id }) => id);
  if (isInOrder(ids) && isInOrder(networks)) return componentInOrder(slots, networks, parts);
  // In whichever order things came to be, they are in one order here: then the same is the same.
  const places = placesOf(ids);
  const netPlaces = placesOf(networks);
  const ordered = <T>(all: readonly T[], by: readonly number[]): readonly T[] =>
    by.map((place) => all[place] as T);
  return componentInOrder(
    ordered(slots, places),
    ordered(networks, netPlaces),
    parts.map(({ wanted: [isRoleWanted = false, ...wanted], links, sets }) =>
      partOf(
        [isRoleWanted, ...ordered(wanted, netPlaces)],
        ordered(links, netPlaces),
        ordered(sets, places),
      ),
    ),
  );
}

const components = onlyOne<Component>();

function componentInOrder(
  slots: readonly Slot[],
  networks: readonly string[],
  parts: readonly Part[],
): Component | undefined {
  const byKey = new Map<string, Part>();
  for (const part of parts) {
    const known = byKey.get(part.key);
    byKey.set(part.key, known === undefined ? part : joinParts(known, part));
  }
  if (byKey.size === 0) return undefined;
  const all = [...byKey.values()];
  const name = componentName(slots, networks);
  const key = `${slots.map(({ number }) => number)} ${networks.join('\n')} ${all.map(numberOfPart)}`;
  return components(key, (number) => {
    const due = Math.min(...all.map(dueOf));
    return { number, name, form: numberOfText(name), slots, networks, parts: all, due };
  });
}

/** A number that two parts of the same resources and networks have in common only if they are the same, in the same order. */
const numberOfPart = onceForEach(({ key, links, sets }: Part): number => {
  let text = key;
  for (const { due } of links) text += ` ${due}`;
  for (const set of sets) text += ` ${set.map(({ number }) => number)}`;
  return numberOfText(text);
});

/** The component with other parts; itself where they are the same. */
export function withParts(
  component: Component,
  parts: readonly (Part | undefined)[],
): Component | undefined {
  const left = parts.filter((part) => part !== undefined);
  const isSame =
    left.length === component.parts.length &&
    left.every((part, at) => part === component.parts[at]);
  return isSame ? component : componentOf(component.slots, component.networks, left);
}

const joinedWith = onceForEach((one: Component) =>
  onceForEach((other: Component) => joinedParts(one, other)),
);

/** Two components of one name as one; the first itself where the other adds nothing. */
export const joinComponents = (one: Component, other: Component): Component =>
  one === other ? one : joinedWith(one)(other);

function joinedParts(one: Component, other: Component): Component {
  const parts = new Map(one.parts.map((part) => [part.key, part]));
  for (const part of other.parts) {
    const known = parts.get(part.key);
    parts.set(part.key, known === undefined ? part : joinParts(known, part));
  }
  return withParts(one, [...parts.values()]) as Component;
}

/** Several components as one. */
export function productOf(components: readonly Component[], partsMax: number): Component {
  return components.reduce((one, other) => {
    const parts = one.parts.flatMap((a) =>
      other.parts.map((b) =>
        partOf(
          [a.wanted[0] || b.wanted[0] || false, ...a.wanted.slice(1), ...b.wanted.slice(1)],
          [...a.links, ...b.links],
          [...a.sets, ...b.sets],
        ),
      ),
    );
    if (parts.length > partsMax) throw new RangeError(`more than ${partsMax} parts are possible`);
    const slots = [...one.slots, ...other.slots];
    return componentOf(slots, [...one.networks, ...other.networks], parts) as Component;
  });
}
