import type { Choices } from '../../model/index.ts';
import { onceForEach } from '../once.ts';
import type { Bounds } from './bounds.ts';
import { type Mattering, matteringOf } from './mattering.ts';
import type { Context } from './moves.ts';
import { numberOfValue } from './numbers.ts';
import type { Component } from './parts.ts';
import type { Names, Rectangle } from './rectangles.ts';
import { type Rules, roleStatus } from './rules.ts';

/** What judges: the rules, the bounds, and what it has worked out so far. */
export interface Judge {
  readonly rules: Rules;
  readonly bounds: Bounds;
  /** The most rectangles, and the most parts of a component; more is a RangeError. */
  readonly possibleMax: number;
  /** How many rectangles of one core are kept apart before they are taken together although that adds accounts. */
  readonly apartMax: number;
  readonly numberOf: (network: string) => number;
  /** What was worked out of a component before. */
  readonly kept: <Value>(component: Component, key: string, make: () => Value) => Value;
  readonly mattering: Mattering;
  /** The same names as one object. */
  readonly namesOf: (names: Names) => Names;
  /** How things are listed, by the call, what they are and in what state. */
  readonly rows: Map<string, unknown>;
}

/** Whether there is a role in a rectangle. */
export const exists = ({ account }: Rectangle): boolean =>
  account.core.role.role === roleStatus(true, false);

/** In how many contexts it is kept what a component becomes, with the names as they are. */
const keptMost = 8;

const contexts = onceForEach(({ rules, bounds, numberOf }: Judge) =>
  onceForEach((names: Names) => {
    const made = new Map<string, Context>();
    return (exists: boolean, choices: Choices): Context => {
      const key = `${exists} ${rules.choicesKey(choices)}`;
      const known = made.get(key) ?? { rules, bounds, numberOf, names, exists, choices };
      made.set(key, known);
      return known;
    };
  }),
);

/** What the components of a rectangle meet. There is one object for all that is the same. */
export const contextOf = (judge: Judge, rectangle: Rectangle): Context =>
  contexts(judge)(rectangle.names)(exists(rectangle), rectangle.account.choices);

/** What was made of a component in a context, and at an instant where that matters. */
interface Made {
  readonly context: Context;
  readonly instant: number;
  readonly component: Component;
}

/** What is made of a component in a context, once for each of the last few. */
export function madeIn(
  judge: Judge,
  what: string,
  component: Component,
  context: Context,
  instant: number,
  make: () => Component,
): Component {
  const found = judge.kept(component, what, (): Made[] => []);
  const last = found.find((one) => one.instant === instant && one.context === context);
  if (last !== undefined) return last.component;
  const made = make();
  if (found.push({ context, instant, component: made }) > keptMost) found.shift();
  return made;
}

/** Numbers of interfaces: from here on, and so many for each network. */
const [firstNumber, numbersEach] = [1_000_000, 1_000];

/** What was worked out of components, for as long as there is one. */
function memory(): Judge['kept'] {
  const all = new WeakMap<Component, Map<string, unknown>>();
  return (component, key, make) => {
    const known = all.get(component) ?? new Map<string, unknown>();
    all.set(component, known);
    if (!known.has(key)) known.set(key, make());
    return known.get(key) as ReturnType<typeof make>;
  };
}

/** A judge who has worked out nothing yet. */
export function judgeOf(
  rules: Rules,
  bounds: Bounds,
  possibleMax: number,
  apartMax: number,
): Judge {
  const numbers = new Map<string, number>();
  const interned = new Map<number, Names>();
  return {
    rules,
    bounds,
    possibleMax,
    apartMax,
    kept: memory(),
    mattering: matteringOf(),
    namesOf: (names) => {
      const key = numberOfValue(names);
      const known = interned.get(key) ?? names;
      interned.set(key, known);
      return known;
    },
    rows: new Map(),
    numberOf: (network) => {
      const number = numbers.get(network) ?? firstNumber + numbers.size * numbersEach;
      numbers.set(network, number);
      return number;
    },
  };
}
