import {
  type Call,
  callers,
  choices as catalogue,
  choiceNames,
  newAccount,
  type OperationName,
  type Outcome,
  operations,
} from '../../model/index.ts';
import { type Beliefs, believe, observe } from '../observe/observe.ts';
import { services } from '../report/awsCli.ts';
import { type Ask, documentedBounds, keyOf } from './asks.ts';
import { permittedFrom, plain, seenFrom, symbolsOf, unitedUsage } from './expected.ts';
import type { Expected, Permitted, VectorStep } from './format.ts';
import { everyAnswer } from './permitted.ts';

/** Nothing is known of a target but that it takes the same alternative of each fixed choice each time. */
const unknownTarget = (): Beliefs =>
  believe(newAccount(), {
    bounds: documentedBounds,
    open: Object.fromEntries(
      choiceNames
        .filter((name) => catalogue[name].kind === 'fixed')
        .map((name) => [name, catalogue[name].alternatives]),
    ),
  });

/** What was worked out for one vector serves the next ones, too. */
let start: Beliefs | undefined;

/** One kind of answer, and what a target may be that gives it. */
interface Kind {
  readonly key: string;
  readonly permitted: Permitted;
  readonly next: Beliefs;
}

/** Vectors begin alike: what a call may come to is worked out once. */
const knownKinds = new WeakMap<Beliefs, Map<string, readonly Kind[]>>();

function kindsOf(beliefs: Beliefs, call: Call, instant: number): readonly Kind[] {
  const known = knownKinds.get(beliefs) ?? new Map<string, readonly Kind[]>();
  knownKinds.set(beliefs, known);
  const key = JSON.stringify([instant, call]);
  const kinds = known.get(key) ?? everyKind(beliefs, call, instant);
  known.set(key, kinds);
  return kinds;
}

/** The kinds of answers that a call may have, with what each tells. */
function everyKind(beliefs: Beliefs, call: Call, instant: number): readonly Kind[] {
  const byKey = new Map<string, { outcome: Outcome; permitted: Permitted[] }>();
  for (const { outcome, names } of everyAnswer(beliefs, call, instant)) {
    const { outcome: named } = plain(outcome, symbolsOf(names));
    const key = keyOf(named);
    const known = byKey.get(key) ?? { outcome: named, permitted: [] };
    byKey.set(key, known);
    known.permitted.push(permittedFrom(named));
  }
  return [...byKey].map(([key, { outcome, permitted }]) => ({
    key,
    permitted: unitedUsage(permitted),
    next: observe(beliefs, call, seenFrom(outcome), { from: instant, to: instant }),
  }));
}

type Drawn =
  | { readonly call: Call; readonly until: readonly Permitted[]; readonly ways: readonly Way[] }
  | { readonly advanceSeconds: number; readonly next: number | null };
interface Way {
  readonly permitted: Permitted;
  readonly next: number | null;
}

/** How many steps are drawn of a way that is not the planned one. */
const stepsAside = 4;

/** What is asked at a place, and what a target may be there. */
interface Place {
  readonly ask: number;
  readonly beliefs: Beliefs;
  readonly instant: number;
}

/** The steps that some asks come to, whatever a target does that is permitted: each different rest of a vector once. */
class Drawing {
  readonly #asks: readonly Ask[];
  readonly #numbers = new Map<string, number>();
  readonly drawn: Drawn[] = [];

  constructor(asks: readonly Ask[]) {
    this.#asks = asks;
  }

  #draw(one: Drawn): number {
    const key = JSON.stringify(one);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.drawn.length);
    this.drawn.push(one);
    return this.drawn.length - 1;
  }

  /** What may be answered at a place; undefined where the vector ends, or nothing is left to wait for. */
  #kinds({ ask: at, beliefs, instant }: Place): { until: Permitted[]; over: Kind[] } | undefined {
    const ask = this.#asks[at] as Extract<Ask, { call: Call }>;
    const kinds = kindsOf(beliefs, ask.call, instant);
    const isOver = ({ key }: Kind) => ask.pending?.has(key) !== true;
    const over = kinds.filter(isOver);
    const until = kinds.filter((kind) => !isOver(kind)).map(({ permitted }) => permitted);
    return over.length === 0 ? undefined : { until, over };
  }

  /**
   * The number of what is drawn from a place on; null: the vector ends.
   *
   * @param left - How many steps are drawn at most.
   */
  from(place: Place, left: number): number | null {
    const ask = this.#asks[place.ask];
    if (ask === undefined || left === 0) return null;
    const on = { ...place, ask: place.ask + 1 };
    if ('advanceSeconds' in ask) {
      const instant = place.instant + ask.advanceSeconds * 1000 + 1;
      const next = this.from({ ...on, instant }, left - 1);
      return next === null ? null : this.#draw({ advanceSeconds: ask.advanceSeconds, next });
    }
    if (!isTold(ask.call, place.beliefs)) return null;
    const kinds = this.#kinds(place);
    if (kinds === undefined) return this.from(on, left);
    const { until, over } = kinds;
    const planned = over.find(({ key }) => key === ask.planned) ?? over[0];
    const main = planned && this.from({ ...on, beliefs: planned.next }, left - 1);
    const ways = over.map((kind): Way => {
      const { permitted, next: beliefs } = kind;
      const rest = { ...on, beliefs };
      if (kind === planned || this.#goesOnAs(main ?? null, rest))
        return { permitted, next: main ?? null };
      return { permitted, next: this.from(rest, Math.min(left - 1, stepsAside)) };
    });
    return this.#draw({ call: ask.call, until, ways });
  }

  /** Whether from a place on all is as it was drawn from another one. */
  #goesOnAs(number: number | null, place: Place): boolean {
    const ask = this.#asks[place.ask];
    if (number === null || ask === undefined) return number === null && ask === undefined;
    const one = this.drawn[number] as Drawn;
    const on = { ...place, ask: place.ask + 1 };
    if ('advanceSeconds' in ask) {
      const instant = place.instant + ask.advanceSeconds * 1000 + 1;
      return 'advanceSeconds' in one && this.#goesOnAs(one.next, { ...on, instant });
    }
    if (!isTold(ask.call, place.beliefs)) return false;
    const kinds = this.#kinds(place);
    if (kinds === undefined) return this.#goesOnAs(number, on);
    return (
      'ways' in one &&
      one.call === ask.call &&
      isSame(one.until, kinds.until) &&
      isSame(
        one.ways.map(({ permitted }) => permitted),
        kinds.over.map(({ permitted }) => permitted),
      ) &&
      one.ways.every(({ next }, at) =>
        this.#goesOnAs(next, { ...on, beliefs: (kinds.over[at] as Kind).next }),
      )
    );
  }
}

const isSame = (one: readonly Permitted[], other: readonly Permitted[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const names = /\{\{\w+?\d+\}\}/g;

/** Whether answers have told all that a call names. */
function isTold({ input }: Call, { rectangles }: Beliefs): boolean {
  const told = new Set(
    Object.values(rectangles[0]?.names ?? {}).flatMap((name) => name.match(names) ?? []),
  );
  return (JSON.stringify(input).match(names) ?? []).every((name) => told.has(name));
}

/** The steps in an order in which most go on with the next one. */
function inOrder(drawn: readonly Drawn[], first: number): readonly number[] {
  const order: number[] = [];
  const visit = (number: number | null): void => {
    if (number === null || order.includes(number)) return;
    const one = drawn[number] as Drawn;
    const next = 'ways' in one ? one.ways.map((way) => way.next) : [one.next];
    for (const each of next.toReversed()) visit(each);
    order.unshift(number);
  };
  visit(first);
  return order;
}

/**
 * The steps of a vector that asks for something in turn, with all that a target may answer.
 *
 * A step is followed by the next one, whatever comes back; only where what follows hangs on it does an answer say where
 * the vector goes on.
 */
export function compiled(asks: readonly Ask[]): readonly VectorStep[] {
  const drawing = new Drawing(asks);
  start ??= unknownTarget();
  const first = drawing.from({ ask: 0, beliefs: start, instant: 0 }, Number.POSITIVE_INFINITY);
  if (first === null) return [];
  const order = inOrder(drawing.drawn, first);
  return order.map((number, place): VectorStep => {
    const one = drawing.drawn[number] as Drawn;
    const isLast = place === order.length - 1;
    const goingOn = (number: number | null): Pick<Permitted, 'next'> => {
      const next = number === null ? null : order.indexOf(number);
      return next === (isLast ? null : place + 1) ? {} : { next };
    };
    if (!('ways' in one)) return { advanceSeconds: one.advanceSeconds, ...goingOn(one.next) };
    const { call, until, ways } = one;
    const operation = call.operation as OperationName;
    return {
      call: {
        service: services[operations[operation].service],
        operation,
        region: call.region,
        caller: call.caller.arn === callers.reader.arn ? 'limited' : 'main',
        input: call.input as Expected,
      },
      ...(until.length > 0 ? { until } : {}),
      permitted: ways.map(({ permitted, next }) => ({ ...permitted, ...goingOn(next) })),
    };
  });
}
