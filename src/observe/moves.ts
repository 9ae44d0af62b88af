import type { Choices } from '../../model/index.ts';
import { type Bounds, never, withinMs } from './bounds.ts';
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
  for (let number = context.numberOf(network); ; number++) {
    const { id, tags } = context.rules.made(network, number);
    if (context.names[id] === undefined) return linkOf(state, id, tags, due);
  }
}

/** The milliseconds within which an element or an interface has become something else. */
export function within(
  { rules, bounds, exists, choices }: Context,
  component: Component,
  part: Part,
  thing: Element | number,
): number {
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

/** Every part that this one may become by one step of a resource. */
function resourceMoves(
  context: Context,
  component: Component,
  part: Part,
  at: number,
  element: Element,
): readonly Part[] {
  const { rules, bounds, exists, choices } = context;
  const { resource, details, held } = element;
  if (resource === undefined) return [];
  const touched = touchedBy(component, element);
  const stepsIn = (wanted: Case): readonly ResourceStep[] =>
    rules.resourceSteps(
      resource,
      aroundOf(component, part, element, exists, choices, wanted),
    );
  const alone = stepsIn(new Map());
  if (alone.length === 0) return [];
  const among = stepsIn(new Map(touched.map((index) => [index, true])));
  const found: Part[] = [];
  const become = (base: Part, step: ResourceStep, wanted: Case): void => {
    const after = step.state && { ...resource, networks: step.networks, state: step.state };
    const bare = elementOf(after, after && details, held, never);
    const links = base.links.map((link, place) => {
      const network = component.networks[place] as string;
      const state = step.interfaces[resource.networks.indexOf(network)];
      return state === undefined || state === link.state
        ? link
        : changedLink(context, network, link, state, never);
    });
    const next = placed(component, base, at, bare, links, wanted);
    if (next === undefined) return;
    const due = element.due + within(context, component, next, bare);
    const dues = links.map((link, place) => {
      const isSame = link === part.links[place] && next.wanted[place + 1] === part.wanted[place + 1];
      return isSame ? link : { ...link, due: element.due + within(context, component, next, place) };
    });
    found.push({ ...next, links: dues, sets: next.sets.with(at, [{ ...bare, due }]) });
  };
  for (const step of alone) {
    const other = among.find(({ type }) => type === step.type);
    const same =
      other !== undefined && other.interfaces.every((state, n) => state === step.interfaces[n]);
    const uses = new Set(step.networks);
    const isLeft =
      step.state?.use !== resource.state.use || !resource.networks.every((n) => uses.has(n));
    if (same && (touched.length === 0 || !isLeft)) {
      become(part, step, new Map());
      continue;
    }
    for (const wanted of casesOf(touched)) {
      const base = restricted(component, part, at, wanted);
      const inCase = base && stepsIn(wanted).find(({ type }) => type === step.type);
      if (inCase !== undefined) become(base as Part, inCase, wanted);
    }
  }
  return found;
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

/** Every part that this one may become by one step of its own. */
export const partMoves = (context: Context, component: Component, part: Part): readonly Part[] => [
  ...part.sets.flatMap((set, at) =>
    set.flatMap((element) => resourceMoves(context, component, part, at, element)),
  ),
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
