import { placeOf } from '../../model/account.ts';
import { type Account, type Blocker, type Resource, roleExists } from '../../model/index.ts';
import { findById } from '../../model/lists.ts';
import { never } from './bounds.ts';
import {
  type Component,
  componentOf,
  type Element,
  elementOf,
  type Link,
  linkOf,
  type Part,
  partOf,
  productOf,
  type Slot,
  slotOf,
  touches,
} from './parts.ts';
import type { Rectangle } from './rectangles.ts';
import { roleStatus } from './rules.ts';

/** What is picked of some components: elements for slots, and interfaces. */
export interface Picked {
  readonly elements: readonly (readonly [Slot, Element])[];
  readonly links: readonly (readonly [network: string, Link])[];
}

/** The components with these networks in one of them; those that are new are without an interface. */
export function joinedBy(
  components: readonly Component[],
  networks: readonly string[],
  partsMax: number,
  also?: Component,
): { readonly together: Component; readonly others: readonly Component[] } {
  const isIn = (one: Component): boolean =>
    one === also || one.networks.some((network) => networks.includes(network));
  const inside = components.filter(isIn);
  const known = new Set(inside.flatMap((one) => one.networks));
  const fresh = networks.filter((network) => !known.has(network));
  const nothing = partOf(
    [false, ...fresh.map(() => false)],
    fresh.map(() => linkOf('absent', '', {}, never)),
    [],
  );
  const more = componentOf([], fresh, [nothing]) as Component;
  const all = fresh.length > 0 || inside.length === 0 ? [...inside, more] : inside;
  return {
    together: productOf(all, partsMax),
    others: components.filter((one) => !isIn(one)),
  };
}

/** The component with one more resource. */
export function withSlot(component: Component, slot: Slot, element: Element): Component {
  const slots = [...component.slots, slot];
  const parts = component.parts.map(({ wanted, links, sets }) =>
    partOf(
      wanted.map((isWanted, index) => isWanted || touches(component, element, index)),
      links,
      [...sets, [element]],
    ),
  );
  return componentOf(slots, component.networks, parts) as Component;
}

/** The components in an order that hangs on nothing but what they are of. */
export const inOrder = (components: readonly Component[]): readonly Component[] =>
  [...components].sort((a, b) => (a.name < b.name ? -1 : 1));

/** An account without its resources and interfaces, its role as if nothing used it. */
export function coreOf(account: Account): Account {
  const { core, beside } = account;
  const role = { ...core.role, role: roleStatus(roleExists(core), false) };
  return {
    ...account,
    core: { ...core, role, resources: [], interfaces: {} },
    beside: { ...beside, resources: [], interfaces: {} },
  };
}

/** An account taken apart. */
export function takenApart(account: Account, partsMax: number): Rectangle {
  const { core, beside } = account;
  let components: readonly Component[] = [];
  const networksOf = new Map(core.resources.map((one) => [one.id, one.networks]));
  const ids = new Set(networksOf.keys());
  const held = new Set(core.usage.map(({ id }) => id));
  for (const network of Object.keys(core.interfaces)) {
    const { together, others } = joinedBy(components, [network], partsMax);
    components = [...others, together];
  }
  for (const resource of core.resources) {
    const details = findById(beside.resources, resource.id);
    const element = elementOf(resource, details, held.has(resource.id), never);
    const { together, others } = joinedBy(components, resource.networks, partsMax);
    const slot = slotOf(resource, details?.name ?? '');
    components = [...others, withSlot(together, slot, element)];
  }
  components = components.map((one) => {
    const parts = one.parts.map(({ wanted, sets }) => {
      const links = one.networks.map((network) => {
        const { id = '', tags = {} } = beside.interfaces[network] ?? {};
        return linkOf(core.interfaces[network] ?? 'absent', id, tags, never);
      });
      return partOf(wanted, links, sets);
    });
    return componentOf(one.slots, one.networks, parts) as Component;
  });
  const bare = coreOf(account);
  const usage = core.usage.filter(({ id }) => !ids.has(id));
  return {
    account: { ...bare, core: { ...bare.core, usage } },
    names: {},
    open: {},
    components: inOrder(components),
    dues: { visible: never, task: never, session: never },
  };
}

/** What a resource adds to the usage of the task that failed. */
export const blockerOf = ({ id, kind, region }: Slot): Blocker => ({
  what: 'resource',
  region,
  id,
  why: kind,
});

/** Whether any of some resources uses the role. */
export const isRoleUsed = (resources: readonly Resource[]): boolean =>
  resources.some(({ state }) => state.use === 'using');

/** An account of a rectangle: its core, with what is picked. */
export function together({ account }: Rectangle, { elements, links }: Picked): Account {
  const { core, beside } = account;
  const there = elements.flatMap(([, { resource, details }]) =>
    resource === undefined ? [] : [{ resource, details }],
  );
  const gone = elements.flatMap(([slot, { resource }]) =>
    resource === undefined ? [placeOf(slot)] : [],
  );
  const held = elements.flatMap(([slot, element]) => (element.held ? [blockerOf(slot)] : []));
  const present = links.filter(([, { state }]) => state !== 'absent');
  const resources = there.map(({ resource }) => resource);
  return {
    ...account,
    core: {
      ...core,
      role: { ...core.role, role: roleStatus(roleExists(core), isRoleUsed(resources)) },
      resources,
      interfaces: Object.fromEntries(present.map(([network, { state }]) => [network, state])),
      usage: held.length === 0 ? core.usage : [...core.usage, ...held],
    },
    beside: {
      ...beside,
      resources: there.flatMap(({ details }) => details ?? []),
      formerNames: gone.length === 0 ? beside.formerNames : [...beside.formerNames, ...gone],
      interfaces: Object.fromEntries(
        present.map(([network, { id, tags }]) => [network, { id, tags }]),
      ),
    },
  };
}

/** Whether some fields of two objects are the same values. */
const isSame = (one: object, other: object): boolean =>
  Object.entries(one).every(([name, value]) => {
    const there = (other as Record<string, unknown>)[name];
    return value === there || JSON.stringify(value) === JSON.stringify(there);
  });

/** The core of an account after a call; the very one it had before where nothing of it has changed. */
export function coreAfter({ account: before }: Rectangle, asked: Account, after: Account): Account {
  const bare = coreOf(after);
  const more = after.beside.formerNames.slice(asked.beside.formerNames.length);
  const formerNames = [...before.beside.formerNames, ...more];
  const beside = { ...bare.beside, formerNames };
  const usage = after.core.usage === asked.core.usage ? before.core.usage : after.core.usage;
  return {
    ...bare,
    choices: before.choices,
    core: { ...bare.core, usage },
    beside: isSame(before.beside, beside) ? before.beside : beside,
  };
}

/** One element for each resource, such that what is wanted of them is so. */
export function pickedFrom({ components }: Rectangle, draw: (most: number) => number): Picked {
  const elements: (readonly [Slot, Element])[] = [];
  const links: (readonly [string, Link])[] = [];
  for (const component of components) {
    const part = component.parts[draw(component.parts.length)] as Part;
    const picked = part.sets.map((set) => set[draw(set.length)] as Element);
    for (const [index, isWanted] of part.wanted.entries()) {
      if (!isWanted || picked.some((one) => touches(component, one, index))) continue;
      const place = part.sets.findIndex((set) => set.some((one) => touches(component, one, index)));
      const user = part.sets[place]?.find((one) => touches(component, one, index));
      if (user !== undefined) picked[place] = user;
    }
    for (const [place, slot] of component.slots.entries())
      elements.push([slot, picked[place] as Element]);
    for (const [place, network] of component.networks.entries())
      links.push([network, part.links[place] as Link]);
  }
  return { elements, links };
}
