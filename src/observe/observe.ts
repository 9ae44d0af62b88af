import {
  type Account,
  type Call,
  type ChoiceName,
  type Model,
  reference,
  type Seen,
} from '../../model/index.ts';
import { throttled } from '../../model/observe.ts';
import { remaining } from './answers.ts';
import { askingOf } from './asking.ts';
import { type Bounds, defaultBounds } from './bounds.ts';
import { at, close, type Judge } from './closure.ts';
import { folded } from './folding.ts';
import { matteringOf } from './mattering.ts';
import { type Component, joinComponents } from './parts.ts';
import { type Names, type Rectangle, storeOf, textOf, withChoice } from './rectangles.ts';
import { remainingOfRows } from './rows.ts';
import { rulesOf } from './rules.ts';
import { takenApart } from './whole.ts';

/** The accounts that a target could be in: all those of some rectangles. @category Conformance */
export interface Beliefs {
  /** How many rectangles; none: the target is wrong. */
  readonly size: number;
  readonly rectangles: readonly Rectangle[];
  readonly judge: Judge;
  readonly isTextJudged: boolean;
}

/** How beliefs are kept. */
export interface BeliefOptions {
  readonly model?: Model;
  readonly bounds?: Bounds;
  /** Choices of which some alternatives are possible, where the account's own is not known to be the target's. */
  readonly open?: Readonly<Partial<Record<ChoiceName, readonly string[]>>>;
  /** Whether the text of a refusal is judged too. Default false. */
  readonly text?: boolean;
  /** The most rectangles, parts of one, and ways to read one list; more is a RangeError. Default 20,000. */
  readonly possibleMax?: number;
}

const mostPossible = 20_000;
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

const [metMost, metEach] = [1_000, 4];

/** The components that were met lately, by their names. */
function lately(): Judge['metBefore'] {
  const met = new Map<string, Component[]>();
  return (component) => {
    const known = met.get(component.name) ?? [];
    const same = known.find(
      (one) =>
        joinComponents(one, component) === one && joinComponents(component, one) === component,
    );
    if (same !== undefined) return same;
    if (met.size > metMost) met.clear();
    met.set(component.name, [component, ...known].slice(0, metEach));
    return component;
  };
}

function judgeOf({ model = reference, bounds, possibleMax }: BeliefOptions): Judge {
  const numbers = new Map<string, number>();
  const interned = new Map<string, Names>();
  return {
    rules: rulesOf(model),
    bounds: bounds ?? defaultBounds,
    possibleMax: possibleMax ?? mostPossible,
    kept: memory(),
    metBefore: lately(),
    mattering: matteringOf(),
    namesOf: (names) => {
      const key = textOf(names);
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

const beliefsOf = (
  before: Omit<Beliefs, 'size' | 'rectangles'>,
  rectangles: readonly Rectangle[],
): Beliefs => ({
  ...before,
  rectangles,
  size: rectangles.length,
});

/**
 * What is believed of a target at the start.
 *
 * @param account - The account that it is in.
 * @param options - Choices that are not known, bounds, and how outcomes are judged.
 * @throws RangeError if there are more possible accounts than can be kept.
 * @category Conformance
 */
export function believe(account: Account, options: BeliefOptions = {}): Beliefs {
  const judge = judgeOf(options);
  let rectangle = takenApart(account, judge.possibleMax);
  for (const [name, alternatives = []] of Object.entries(options.open ?? {}))
    rectangle = withChoice(rectangle, name as ChoiceName, alternatives);
  return beliefsOf({ judge, isTextJudged: options.text ?? false }, [rectangle]);
}

/** The rectangles that are still possible at an instant, with all that may have happened unasked. */
export const current = ({ judge, rectangles }: Beliefs, instant: number): readonly Rectangle[] =>
  close(judge, rectangles).flatMap((one) => at(one, instant) ?? []);

/**
 * What remains of beliefs after this was seen.
 *
 * @param call - The call, with the names that the target picked as they came.
 * @param seen - What came back; unknown keeps both the accounts in which the call happened and those in which it did not.
 * @param when - The instants in milliseconds at which the call was made, and at which the answer had come back.
 * @returns No account is lost that could have given the outcome; some may be kept that could not. None: the target is wrong.
 * @throws RangeError if there are more possible accounts than can be kept.
 * @category Conformance
 */
export function observe(
  beliefs: Beliefs,
  call: Call,
  seen: Seen,
  { from, to }: { readonly from: number; readonly to: number },
): Beliefs {
  const { judge, isTextJudged } = beliefs;
  const options = { text: isTextJudged, possibleMax: judge.possibleMax, model: judge.rules.model };
  const isRefused = seen.ok === false && throttled.has(`${seen.code} ${seen.status}`);
  const isLost = seen.ok === 'unknown' || (seen.ok === false && seen.status >= 500);
  const askingIn = askingOf(judge, call, isLost ? 'lost' : seen, options);
  const store = storeOf();
  for (const rectangle of current(beliefs, from)) {
    const asking = askingIn(rectangle.names);
    if (isRefused || isLost) store.add(rectangle);
    const rows =
      asking.reads.rows === undefined || isLost
        ? undefined
        : remainingOfRows(judge, rectangle, asking, seen, to);
    const after = rows ?? remaining(judge, rectangle, asking, seen, to);
    for (const one of after) store.add(folded(judge, one));
  }
  return beliefsOf(beliefs, store.all());
}
