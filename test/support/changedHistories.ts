import { isDeepStrictEqual } from 'node:util';
import { defaultChoices } from '../../model/index.ts';
import { type SearchedCall, searched } from '../../src/history/calls.ts';
import { Course } from '../../src/history/course.ts';
import { explain } from '../../src/history/explain.ts';
import { Frontier } from '../../src/history/frontier.ts';
import type { History } from '../../src/history/history.ts';
import { draw } from '../../src/server/draw.ts';
import { type Busy, busyHistory } from './concurrent.ts';
import { contendedCall } from './contended.ts';
import { everyJudgedOrder, everyOrder } from './everyOrder.ts';
import { wrong } from './guesses.ts';

type Size = Pick<Busy, 'processes' | 'calls'>;

/** What several clients see of the model at once, some answers lost on the way. */
export const busy = (seed: number, size: Size, more: Partial<Busy> = {}): Promise<History> => {
  let turn = 0;
  const random = () => draw('explain', seed, turn++);
  const usual = { choices: defaultChoices, lostOf1000: 150, isFree: true };
  return busyHistory({ ...size, random, ...usual, ...more });
};

/** The history with one answer changed, none of those before a share of it; undefined where the change changes nothing. */
export function changed(history: History, seed: number, before = 0): History | undefined {
  const at = Math.floor((before + (1 - before) * draw('which', seed)) * history.calls.length);
  const one = history.calls[at];
  if (one === undefined || one.seen.ok === 'unknown') return undefined;
  const past = history.calls.map(({ call, seen }) => [call.operation, seen] as const);
  const turned = { account: history.startOf(one.account), call: one.call, seen: one.seen };
  const seen = wrong(turned, Math.floor(draw('how', seed) * 1000), past);
  if (isDeepStrictEqual(seen, one.seen)) return undefined;
  return { ...history, calls: history.calls.with(at, { ...one, seen }) };
}

/** What a search over every order comes to; undefined where that is more than it can bear. */
function verdictOf(search: () => boolean): 'yes' | 'no' | undefined {
  try {
    return search() ? 'yes' : 'no';
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A history of one account, as it is searched. */
export function courseOf({ calls, startOf, bounds }: History): Course {
  const options = bounds === undefined ? {} : { bounds };
  return new Course(startOf(calls[0]?.account ?? ''), searched(calls), options);
}

/** The answer that no order of a course explains, by all orders at once; undefined where one explains all. */
export function refutedIn(course: Course): SearchedCall | undefined {
  const frontier = new Frontier(course);
  for (;;) {
    const isExplained = frontier.next();
    if (isExplained !== undefined) return isExplained ? undefined : frontier.answer;
  }
}

/** What all orders at once come to. */
export const byFrontier = (history: History): 'yes' | 'no' =>
  refutedIn(courseOf(history)) === undefined ? 'yes' : 'no';

/**
 * How many histories, some with an answer changed, all orders refute, and how many of them those of the calls that are
 * relevant to the answer; whatever calls that are relevant to any answer refute, all must.
 */
export async function countsOfFewer(seeds: readonly number[], size: Size) {
  const found = { refuted: 0, byFewer: 0 };
  for (const seed of seeds) {
    const history = await busy(seed, size, { lostOf1000: 20 });
    const others = [0, 0.3, 0.6].map((before) => changed(history, seed + 1_000 * before, before));
    for (const one of [history, ...others]) {
      if (one === undefined) continue;
      const course = courseOf(one);
      const last = refutedIn(course);
      if (last !== undefined) found.refuted += 1;
      for (const [subject, answer] of new Map(course.answers.map((each) => [each.subject, each]))) {
        const fewer = refutedIn(course.relevantTo(answer));
        if (fewer !== undefined && (last === undefined || fewer.ended < last.ended))
          throw new Error(`seed ${seed}: what is relevant to ${subject} refutes what can be`);
        if (fewer !== undefined && subject === last?.subject) found.byFewer += 1;
      }
    }
  }
  return found;
}

/** How many of some histories have each verdict, by every order; `explain` and all orders at once must say the same of each. */
async function counted(
  histories: AsyncIterable<readonly [seed: number, history: History]>,
  isExplained: (history: History) => boolean,
) {
  const found = { yes: 0, no: 0 };
  for await (const [seed, history] of histories) {
    const expected = verdictOf(() => isExplained(history));
    if (expected === undefined) continue;
    const { verdict } = await explain(history);
    for (const one of [verdict, byFrontier(history)])
      if (one !== expected) throw new Error(`seed ${seed} is ${one}, and not ${expected}`);
    found[expected] += 1;
  }
  return found;
}

async function* changedOnes(seeds: readonly number[]) {
  for (const seed of seeds) {
    const history = changed(await busy(seed, { processes: 3, calls: 5 }), seed);
    if (history !== undefined) yield [seed, history] as const;
  }
}

/** How many changed histories there are of each verdict, by the exact judge over every order. */
export const countsOfChanged = (seeds: readonly number[]) =>
  counted(changedOnes(seeds), everyOrder);

/** Histories of clients that all want the same, with and without a latest time, as they are and with one answer changed. */
async function* contended(seeds: readonly number[], size: Size) {
  for (const seed of seeds) {
    const bounds =
      seed % 2 === 0 ? {} : { 'iam.role.becomesVisible': 0.01, 'role.task.ends': 0.02 };
    const more = { lostOf1000: 50, callOf: contendedCall, bounds };
    const history = await busy(seed, size, more);
    yield [seed, history] as const;
    const other = changed(history, seed);
    if (other !== undefined) yield [seed, other] as const;
  }
}

/** How many contended histories there are of each verdict, by the judge of `conform` over every order. */
export const countsOfContended = (seeds: readonly number[], size: Size, stepsMax: number) =>
  counted(contended(seeds, size), (history) => everyJudgedOrder(history, stepsMax));
