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
import { close } from './closure.ts';
import { folded } from './folding.ts';
import { type Judge, judgeOf } from './judge.ts';
import { type Names, type Rectangle, storeOf, withChoice } from './rectangles.ts';
import { remainingOfRows } from './rows.ts';
import { rulesOf } from './rules.ts';
import { standingFor } from './sessions.ts';
import { at } from './time.ts';
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
  /** The ids that the target has picked and told before, by the model's own. Default: none. */
  readonly names?: Names;
  /** Whether the text of a refusal is judged too. Default false. */
  readonly text?: boolean;
  /** The most rectangles, parts of one, and ways to read one list; more is a RangeError. Default 20,000. */
  readonly possibleMax?: number;
  /** How many rectangles that differ in little are kept apart before accounts between them are believed, too. Default 6. */
  readonly apartMax?: number;
}

const mostPossible = 20_000;
const apartUsual = 6;

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
  const { model = reference, bounds = defaultBounds } = options;
  const { possibleMax = mostPossible, apartMax = apartUsual } = options;
  const judge = judgeOf(rulesOf(model), bounds, possibleMax, apartMax);
  let rectangle = takenApart(account, judge.possibleMax);
  rectangle = { ...rectangle, names: judge.namesOf(options.names ?? {}) };
  for (const [name, alternatives = []] of Object.entries(options.open ?? {}))
    rectangle = withChoice(rectangle, name as ChoiceName, alternatives);
  return beliefsOf({ judge, isTextJudged: options.text ?? false }, [rectangle]);
}

const closures = new WeakMap<Beliefs, readonly Rectangle[]>();

/** The rectangles of beliefs with all that may have happened unasked: worked out once. */
function closed(beliefs: Beliefs): readonly Rectangle[] {
  const known = closures.get(beliefs) ?? close(beliefs.judge, beliefs.rectangles);
  closures.set(beliefs, known);
  return known;
}

/** Beliefs with all that may have happened unasked, each rectangle changed in what has no say in that. */
export function closedWith(beliefs: Beliefs, change: (one: Rectangle) => Rectangle): Beliefs {
  const changed = beliefsOf(beliefs, closed(beliefs).map(change));
  closures.set(changed, changed.rectangles);
  return changed;
}

/** The rectangles that are still possible at an instant, with all that may have happened unasked. */
export const current = (beliefs: Beliefs, instant: number): readonly Rectangle[] =>
  closed(beliefs).flatMap((one) => at(one, instant) ?? []);

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
  const isRefused = seen.ok === false && throttled.has(`${seen.code} ${seen.status}`);
  const isLost = seen.ok === 'unknown' || (seen.ok === false && seen.status >= 500);
  const askingIn = askingOf(judge, call, isLost ? 'lost' : seen, isTextJudged);
  const remain: Rectangle[] = [];
  for (const rectangle of current(beliefs, from)) {
    const asking = askingIn(rectangle.names);
    if (isRefused || isLost) remain.push(rectangle);
    const rows =
      asking.reads.rows === undefined || isLost
        ? undefined
        : remainingOfRows(judge, rectangle, asking, seen, to);
    const after = rows ?? remaining(judge, rectangle, asking, seen, to);
    remain.push(...after);
  }
  const store = storeOf(judge.apartMax);
  for (const one of folded(remain)) store.add(standingFor(judge, one));
  return beliefsOf(beliefs, store.all());
}
