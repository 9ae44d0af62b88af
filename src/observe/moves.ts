import type { Choices } from '../../model/index.ts';
import { onceForEach } from '../once.ts';
import { type Bounds, hasBound, never, withinMs } from './bounds.ts';
import {
  type Component,
  type Element,
  elementOf,
  type Link,
  linkOf,
  type Part,
  partOf,
  prune,
  touches,
  union,
  withDue,
} from './parts.ts';
import type { Names } from './rectangles.ts';
import type { ResourceStep, Rules } from './rules.ts';

/** What a component meets: everything else that has a say in what becomes of it. */
export interface Context {
  readonly rules: Rules;
  readonly bounds: Bounds;
  readonly exists: boolean;
  readonly choices: Choices;
  readonly names: Names;
  /** The number of a network: the interfaces that there are in it over time have numbers from it on. */
  readonly numberOf: (network: string) => number;
}

/** Which of some conditions hold of the others, by their numbers. */
type Case = ReadonlyMap<number, boolean>;

function casesOf(indices: readonly number[]): readonly Case[] {
  return indices.reduce<readonly Case[]>(
    (all, index) =>
      all.flatMap((one) => [true, false].map((holds) => new Map([...one, [index, holds]]))),
    [new Map()],
  );
}

/** The part in which a case holds of all resources but one; undefined if it cannot. */
function restricted(component: Component, part: Part, but: number, wanted: Case): Part | undefined {
  let { sets } = part;
  for (const holds of [false, true]) {
    for (const [index, asked] of wanted) {
      if (asked !== holds) continue;
      const users = sets.flatMap((set, at) =>
        at !== but && set.some((element) => touches(component, element, index)) ? [at] : [],
      );
      if (holds && users.length === 0) return undefined;
      if (holds && users.length > 1) continue;
      sets = sets.map((set, at) =>
        users.includes(at)
          ? set.filter((element) => touches(component, element, index) === holds)
          : set,
      );
    }
  }
  return sets.some((set) => set.length === 0) ? undefined : { ...part, sets };
}

const touchedBy = (component: Component, element: Element): readonly number[] =>
  [0, ...component.networks.map((_, at) => at + 1)].filter((index) =>
    touches(component, element, index),
  );

/** The part with an element in the place of whatever was there, in a case of the others. */
function placed(
  component: Component,
  part: Part,
  at: number,
  element: Element,
  links: readonly Link[],
  wanted: Case,
): Part | undefined {
  const now = part.wanted.map(
    (isWanted, index) => touches(component, element, index) || (wanted.get(index) ?? isWanted),
  );
  return prune(component, partOf(now, links, part.sets.with(at, [element])));
}

/** The number of the next interface in a network: the first that no name is known for. */
export function nextNumber({ rules, names, numberOf }: Context, network: string): number {
  for (let number = numberOf(network); ; number++)
    if (names[rules.made(network, number).id] === undefined) return number;
}

/** The interface in another state, under a new name where it is a new one. */
function changedLink(
  context: Context,
  network: string,
  link: Link,
  state: Link['state'],
  due: number,
): Link {
  if (state === 'absent') return linkOf(state, '', {}, due);
  if (link.state !== 'absent') return linkOf(state, link.id, link.tags, due);
  const { id, tags } = context.rules.made(network, nextNumber(context, network));
  return linkOf(state, id, tags, due);
}

/** The milliseconds within which an element or an interface has become something else. */
export function within(
  { rules, bounds, exists, choices }: Context,
  component: Component,
  part: Part,
  thing: Element | number,
): number {
  if (!hasBound(bounds, typeof thing === 'number' ? 'interface' : 'resource')) return never;
  if (typeof thing === 'number') {
    const { state } = part.links[thing] as Link;
    const steps = rules.linkSteps(state, exists, part.wanted[thing + 1] === true, choices);
    return withinMs(
      bounds,
      'interface',
      steps.map(({ type }) => type),
    );
  }
  if (thing.resource === undefined) return never;
  const around = aroundOf(component, part, thing, exists, choices, new Map());
  const steps = rules.resourceSteps(thing.resource, around);
  return withinMs(
    bounds,
    'resource',
    steps.map(({ type }) => type),
  );
}

function aroundOf(
  component: Component,
  part: Part,
  { resource }: Element,
  exists: boolean,
  choices: Choices,
  wanted: Case,
) {
  const networks = resource?.networks ?? [];
  const places = networks.map((network) => component.networks.indexOf(network));
  return {
    exists,
    choices,
    interfaces: places.map((place) => (part.links[place] as Link).state),
    othersUse: wanted.get(0) === true,
    othersWant: networks.filter((_, at) => wanted.get((places[at] as number) + 1) === true),
  };
}

/** A step that resources of one state may take: what becomes of the resource and of its interfaces, in a case of the others. */
interface Plan {
  readonly step: ResourceStep;
  readonly wanted: Case;
  /** The interfaces that change, by their places. */
  readonly links: ReadonlyMap<number, Link['state']>;
  /** What is wanted afterwards. */
  readonly after: readonly boolean[];
}

const plansIn = onceForEach((_: Context) => new Map<string, readonly Plan[]>());

/** The steps that resources like one may take in a part. */
function plansOf(
  context: Context,
  component: Component,
  part: Part,
  element: Element,
): readonly Plan[] {
  const known = plansIn(context);
  const states = part.links.map(({ state }) => state);
  const key = `${component.networks} ${part.wanted} ${states} ${element.like}`;
  const plans = known.get(key) ?? plansFor(context, component, part, element);
  known.set(key, plans);
  return plans;
}

function plansFor(
  context: Context,
  component: Component,
  part: Part,
  element: Element,
): readonly Plan[] {
  const { rules, exists, choices } = context;
  const { resource } = element;
  if (resource === undefined) return [];
  const touched = touchedBy(component, element);
  const stepsIn = (wanted: Case): readonly ResourceStep[] =>
    rules.resourceSteps(resource, aroundOf(component, part, element, exists, choices, wanted));
  const among = stepsIn(new Map(touched.map((index) => [index, true])));
  const plan = (step: ResourceStep, wanted: Case): Plan => {
    const { state } = step;
    const after = { resource: state && { ...resource, networks: step.networks, state } };
    const changed = resource.networks.flatMap((network, n): [number, Link['state']][] => {
      const place = component.networks.indexOf(network);
      const next = step.interfaces[n] as Link['state'];
      return next === part.links[place]?.state ? [] : [[place, next]];
    });
    return {
      step,
      wanted,
      links: new Map(changed),
      after: part.wanted.map(
        (isWanted, index) => touches(component, after, index) || (wanted.get(index) ?? isWanted),
      ),
    };
  };
  return stepsIn(new Map()).flatMap((step) => {
    const other = among.find(({ type }) => type === step.type);
    const isSame = other?.interfaces.every((state, n) => state === step.interfaces[n]);
    const isLeft =
      step.state?.use !== resource.state.use ||
      !resource.networks.every((network) => step.networks.includes(network));
    if (isSame && (touched.length === 0 || !isLeft)) return [plan(step, new Map())];
    return casesOf(touched).flatMap((wanted) => {
      const inCase = stepsIn(wanted).find(({ type }) => type === step.type);
      return inCase === undefined ? [] : [plan(inCase, wanted)];
    });
  });
}

/** An element after a step of its own; how long it may stay so is left to be said. */
const elementAfter = onceForEach(({ resource, details, held }: Element) =>
  onceForEach((step: ResourceStep): Element => {
    const next = step.state &&
      resource && { ...resource, networks: step.networks, state: step.state };
    return elementOf(next, next && details, held, never);
  }),
);

/** Resources that may take the same step, and what each of them is afterwards. */
interface Group {
  readonly plan: Plan;
  readonly movers: Map<number, Element[]>;
  /** The instant by which it has happened. */
  due: number;
}

function groupsOf(context: Context, component: Component, part: Part): readonly Group[] {
  const known = new Map<string, readonly (readonly [Plan, Group])[]>();
  const groups = new Map<string, Group>();
  for (const [at, set] of part.sets.entries())
    for (const element of set) {
      let found = known.get(element.like);
      if (found === undefined) {
        found = plansOf(context, component, part, element).map((plan) => {
          const key = `${[...plan.links].join()} ${[...plan.wanted].join()} ${plan.after.join()}`;
          const group = groups.get(key) ?? { plan, movers: new Map<number, Element[]>(), due: 0 };
          groups.set(key, group);
          return [plan, group];
        });
        known.set(element.like, found);
      }
      for (const [plan, group] of found) {
        const bare = elementAfter(element)(plan.step);
        const due =
          element.due === never ? never : element.due + within(context, component, part, bare);
        const after = withDue(bare, due);
        group.due = Math.max(group.due, element.due);
        const list = group.movers.get(at);
        if (list === undefined) group.movers.set(at, [after]);
        else list.push(after);
      }
    }
  return [...groups.values()];
}

/** What the resources may be once one of the movers has moved: each set with all that any mover leaves of it. */
function setsAfter(component: Component, part: Part, { plan, movers }: Group): readonly Part[] {
  const { wanted } = plan;
  const indices = [...wanted];
  const usersOf = (index: number, isAll: boolean): readonly number[] =>
    part.sets.flatMap((set, at) => {
      const is = (one: Element): boolean => touches(component, one, index);
      return (isAll ? set.every(is) : set.some(is)) ? [at] : [];
    });
  const isScarce = indices.some(([index, holds]) => holds && usersOf(index, false).length < 3);
  if (isScarce)
    return [...movers].flatMap(([at, elements]) => {
      const base = restricted(component, part, at, wanted);
      return base === undefined ? [] : [{ ...base, sets: base.sets.with(at, elements) }];
    });
  const blocking = new Set(
    indices.flatMap(([index, holds]) => (holds ? [] : usersOf(index, true))),
  );
  const able = [...movers.keys()].filter(
    (at) => blocking.size === 0 || (blocking.size === 1 && blocking.has(at)),
  );
  if (able.length === 0) return [];
  const unused = indices.flatMap(([index, holds]) => (holds ? [] : [index]));
  const sets = part.sets.map((set, at) => {
    const moved = able.includes(at) ? (movers.get(at) ?? []) : [];
    if (able.length === 1 && able[0] === at) return moved;
    const left =
      unused.length === 0
        ? set
        : set.filter((one) => unused.every((index) => !touches(component, one, index)));
    return moved.length === 0 ? left : union(left, moved);
  });
  return [{ ...part, sets }];
}

/** Every part that this one may become by one step of a resource. */
function resourceMoves(context: Context, component: Component, part: Part): readonly Part[] {
  return groupsOf(context, component, part).flatMap((group) => {
    const { links: changes, after } = group.plan;
    const links = part.links.map((link, place) => {
      const state = changes.get(place);
      if (state === undefined) return link;
      return changedLink(context, component.networks[place] as string, link, state, never);
    });
    return setsAfter(component, part, group).flatMap(({ sets }) => {
      const next = prune(component, partOf(after, links, sets));
      if (next === undefined) return [];
      const dues = links.map((link, place) => {
        const isSame = link === part.links[place] && after[place + 1] === part.wanted[place + 1];
        if (isSame) return link;
        const due =
          group.due === never ? never : group.due + within(context, component, next, place);
        return due === link.due ? link : { ...link, due };
      });
      return dues.every((link, place) => link === links[place])
        ? [next]
        : [{ ...next, links: dues }];
    });
  });
}

/** Every part that this one may become by one step of an interface. */
function linkMoves(context: Context, component: Component, part: Part): readonly Part[] {
  const { rules, exists, choices } = context;
  return part.links.flatMap((link, place) =>
    rules
      .linkSteps(link.state, exists, part.wanted[place + 1] === true, choices)
      .map(({ state }) => {
        const network = component.networks[place] as string;
        const bare = changedLink(context, network, link, state, never);
        const next = partOf(part.wanted, part.links.with(place, bare), part.sets);
        const due = link.due + within(context, component, next, place);
        return { ...next, links: part.links.with(place, { ...bare, due }) };
      }),
  );
}

/** Every part that this one may become by one step of its own; several ways to the same one are one part here. */
export const partMoves = (context: Context, component: Component, part: Part): readonly Part[] => [
  ...resourceMoves(context, component, part),
  ...linkMoves(context, component, part),
];

/** The part with another element in the place of one of those it has there, whatever that does to what is wanted. */
export function exchanged(
  component: Component,
  part: Part,
  at: number,
  before: Element,
  after: Element,
): readonly Part[] {
  const lost = touchedBy(component, before).filter((index) => !touches(component, after, index));
  return casesOf(lost).flatMap((wanted) => {
    const base = restricted(component, part, at, wanted);
    return (base && placed(component, base, at, after, base.links, wanted)) ?? [];
  });
}
