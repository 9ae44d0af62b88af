import {
  type Account,
  advance,
  type ChoiceName,
  type CoreEvent,
  choices as catalogue,
  lifecycleChoices,
  type OperationName,
  type Outcome,
  operations,
  step,
} from '../../model/index.ts';
import type { Asking } from './asking.ts';
import { freely } from './freely.ts';
import type { Judge } from './judge.ts';
import { type Component, type Element, type Part, type Slot, withParts } from './parts.ts';
import type { Reads } from './reads.ts';
import { type Rectangle, split } from './rectangles.ts';
import { blockerOf, type Picked, together } from './whole.ts';

/** A rectangle in which all that a call reads of some components is picked. */
export interface Sighted {
  readonly rectangle: Rectangle;
  readonly picked: Picked;
}

/** What a call does in such a rectangle. */
export interface Done {
  readonly sighted: Sighted;
  readonly asked: Account;
  readonly after: Account;
  readonly outcome: Outcome;
}

/** One way in which what is read of a component may be. */
interface Sight {
  readonly component: Component;
  readonly picked: Picked;
}

/** Every way in which what is read of a component may be, each with all that goes with it. */
function sightsOf(
  { kept }: Judge,
  component: Component,
  reads: Reads,
): readonly Sight[] | undefined {
  const slots = component.slots.flatMap((slot, at) => (reads.isRead(slot) ? [at] : []));
  const networks = component.networks.flatMap((_, at) =>
    reads.isNetworkRead(component, at) ? [at] : [],
  );
  if (slots.length + networks.length === 0) return undefined;
  return kept(component, `sights ${slots} ${networks}`, () => sightsIn(component, slots, networks));
}

function sightsIn(
  component: Component,
  slots: readonly number[],
  networks: readonly number[],
): readonly Sight[] {
  const found = new Map<string, { parts: Part[]; picked: Picked }>();
  for (const part of component.parts) {
    const ways = slots.reduce<readonly (readonly Element[])[]>(
      (all, at) => {
        const shapes = new Map((part.sets[at] ?? []).map((one) => [one.shape, one]));
        return all.flatMap((way) => [...shapes.values()].map((one) => [...way, one]));
      },
      [[]],
    );
    for (const way of ways) {
      const links = networks.map((at) => [component.networks[at], part.links[at]] as const);
      const key = [...way.map(({ shape }) => shape), ...links.map(([, one]) => one?.key)].join(
        '\n',
      );
      const elements = way.map((one, n): readonly [Slot, Element] => [
        component.slots[slots[n] as number] as Slot,
        one,
      ]);
      const known = found.get(key) ?? { parts: [], picked: { elements, links } as Picked };
      found.set(key, known);
      const sets = way.reduce((all, { shape }, n) => {
        const at = slots[n] as number;
        const set = all[at] as readonly Element[];
        const left = set.filter((one) => one.shape === shape);
        return left.length === set.length ? all : all.with(at, left);
      }, part.sets);
      known.parts.push(sets === part.sets ? part : { ...part, sets });
    }
  }
  return [...found.values()].flatMap(({ parts, picked }) => {
    const left = withParts(component, parts);
    return left === undefined ? [] : { component: left, picked };
  });
}

/** A rectangle as several, one for each way in which what a call reads may be. */
export function sighted(judge: Judge, rectangle: Rectangle, reads: Reads): readonly Sighted[] {
  const nothing: Picked = { elements: [], links: [] };
  let ways: readonly Sighted[] = [{ rectangle, picked: nothing }];
  for (const [at, component] of rectangle.components.entries()) {
    const sights = sightsOf(judge, component, reads);
    if (sights === undefined) continue;
    ways = ways.flatMap((way) =>
      sights.map((sight) => ({
        rectangle: {
          ...way.rectangle,
          components: way.rectangle.components.with(at, sight.component),
        },
        picked: {
          elements: [...way.picked.elements, ...sight.picked.elements],
          links: [...way.picked.links, ...sight.picked.links],
        },
      })),
    );
    if (ways.length > judge.possibleMax)
      throw new RangeError(`more than ${judge.possibleMax} rectangles are possible`);
  }
  return ways;
}

/** The resources that may have held the role when the newest task failed. */
export const maybeHeld = ({ components }: Rectangle): readonly Slot[] =>
  components.flatMap(({ slots, parts }) =>
    slots.filter((_, at) => parts.some(({ sets }) => sets[at]?.some(({ held }) => held))),
  );

/** The open choices of the statecharts on which it hangs what becomes of the event that a call asks for. */
function choicesAsked(
  { mattering, rules }: Judge,
  { open }: Rectangle,
  { core, choices }: Account,
  event: CoreEvent | undefined,
): readonly ChoiceName[] {
  const names = lifecycleChoices.filter((name) => open[name] !== undefined);
  if (event === undefined || names.length === 0) return [];
  const what = `${JSON.stringify([core, event])} ${rules.choicesKey(choices)}`;
  return mattering(what, names, choices, (taken) => {
    const made = advance(rules.model, taken, core, event);
    return [made?.core, made?.refusal?.id];
  });
}

/** Free choices that make no difference are one. */
const distinct = (found: readonly Done[]): readonly Done[] => [
  ...new Map(
    found.map((one) => [JSON.stringify([one.outcome, one.after === one.asked || one.after]), one]),
  ).values(),
];

/**
 * All that a call may do in a rectangle: what it reads is picked in every way, and choices that it reads are made.
 *
 * @param but - Resources that are not among what held the role when the newest task failed.
 */
export function outcomesIn(
  judge: Judge,
  rectangle: Rectangle,
  { call, reads }: Pick<Asking, 'call' | 'reads'>,
  but: readonly Slot[] = [],
): readonly Done[] {
  const { model } = judge.rules;
  const read = operations[call.operation as OperationName]?.reads ?? [];
  const fixed = read.filter((name) => catalogue[name].kind === 'fixed');
  const usage = reads.usage
    ? maybeHeld(rectangle)
        .filter((slot) => !but.includes(slot))
        .map(blockerOf)
    : [];
  const done = (one: Sighted): readonly Done[] => {
    const bare = together(one.rectangle, one.picked);
    const { core } = bare;
    const asked =
      usage.length === 0 ? bare : { ...bare, core: { ...core, usage: [...core.usage, ...usage] } };
    const found: Done[] = [];
    for (const chosen of freely(asked, read)) {
      const { account: after, outcome, event } = step(chosen, call, model);
      const names = choicesAsked(judge, one.rectangle, asked, event);
      if (names.length > 0)
        return split(one.rectangle, names).flatMap((each) => done({ ...one, rectangle: each }));
      const settled = after === chosen ? asked : { ...after, choices: asked.choices };
      found.push({ sighted: one, asked, after: settled, outcome });
    }
    return found.length === 1 ? found : distinct(found);
  };
  return split(rectangle, fixed).flatMap((one) => sighted(judge, one, reads).flatMap(done));
}
