import { setImmediate } from 'node:timers/promises';
import type { Course, Reached } from './course.ts';
import type { ExplainOptions } from './explain.ts';
import { Frontier } from './frontier.ts';
import type { HistoryCall } from './history.ts';
import type { Ordered, Search } from './search.ts';

const stepsUsual = 2_000_000;
const memoryUsual = 3 * 2 ** 30;
const sliceMs = 50;
/** For how many steps an order may lead no further before all orders are looked at. */
const stuckSteps = 500;
/** How many turns all orders have to one of the search for one. */
const slicesForAll = 4;
/** How many places before an answer that cannot be are told. */
const placesMax = 16;

/** When a search is to end undecided. */
export class Limits {
  readonly #options: ExplainOptions;
  readonly #began = performance.now();
  steps = 0;

  constructor(options: ExplainOptions) {
    this.#options = options;
  }

  /** Why the search ends now; undefined if it may go on. */
  reached(): string | undefined {
    const { signal, stepsMax = stepsUsual, timeLimit, memoryMax = memoryUsual } = this.#options;
    if (signal?.aborted) return 'it was stopped';
    if (this.steps >= stepsMax) return `${stepsMax} steps were taken`;
    if (timeLimit !== undefined && performance.now() - this.#began > timeLimit * 1000)
      return `${timeLimit} seconds have passed`;
    if (process.memoryUsage().rss > memoryMax)
      return `more than ${Math.round(memoryMax / 2 ** 20)} MiB are in use`;
    return undefined;
  }
}

/** No order explains the answer to a call; before it, the account was found in such places. */
export interface Refuted {
  readonly verdict: 'no';
  readonly call: HistoryCall;
  readonly before: readonly Reached[];
}

/** What was found out about the orders of some calls. */
export type Decision =
  | { readonly verdict: 'yes'; readonly order: Ordered }
  | Refuted
  | { readonly verdict: 'undecided'; readonly reason: string };

/** Goes on for a while, or until something is found. */
function forAWhile<T>(next: () => T | undefined, slices = 1): T | undefined {
  const until = performance.now() + slices * sliceMs;
  for (;;) {
    const found = next();
    if (found !== undefined || performance.now() >= until) return found;
  }
}

/**
 * Looks for an order, and once that seems to lead nowhere, by turns for a proof that there is none.
 *
 * Of what cannot be explained, an order that leads as far as any is looked for a while longer, to show with it.
 */
class Deciding {
  readonly #course: Course;
  readonly #search: Search;
  #frontier: Frontier | undefined;
  #refuted: Refuted | undefined;
  #stepsMost = Number.POSITIVE_INFINITY;

  constructor(course: Course, search: Search) {
    this.#course = course;
    this.#search = search;
  }

  /** How many answers are explained. */
  get explained(): number {
    return Math.max(this.#search.explained, this.#frontier?.answered ?? 0);
  }

  /** What is known if it is to end now. */
  get refuted(): Refuted | undefined {
    return this.#refuted;
  }

  /** Goes on for a while: what is known then, if it is enough. */
  next(): Decision | undefined {
    const search = this.#search;
    const found = forAWhile(() => search.next());
    if (found?.verdict === 'yes') return found;
    if (found?.verdict === 'no') return this.#no(search.explained, search.longest);
    if (this.#frontier === undefined && search.stuckFor < stuckSteps) return undefined;
    this.#frontier ??= new Frontier(this.#course);
    if (this.#refuted === undefined) {
      const isExplained = forAWhile(() => this.#frontier?.next(), slicesForAll);
      if (isExplained !== false) return undefined;
      this.#refuted = this.#no(this.#frontier.answered, this.#frontier.places);
      this.#stepsMost = 2 * this.#course.steps;
    }
    const isTold = search.explained >= this.#frontier.answered;
    return isTold || this.#course.steps > this.#stepsMost ? this.#refuted : undefined;
  }

  #no(explained: number, places: readonly Reached[]): Refuted {
    const call = this.#course.answers[explained] as HistoryCall;
    return { verdict: 'no', call, before: places.slice(0, placesMax) };
  }
}

/** Whether some order explains the calls of an account. Lets others have their turn meanwhile. */
export async function decide(
  course: Course,
  search: Search,
  limits: Limits,
  progress: ExplainOptions['progress'],
): Promise<Decision> {
  const before = limits.steps;
  const deciding = new Deciding(course, search);
  for (;;) {
    const reason = limits.reached();
    if (reason !== undefined) return deciding.refuted ?? { verdict: 'undecided', reason };
    try {
      const decision = deciding.next();
      limits.steps = before + course.steps;
      if (decision !== undefined) return decision;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return deciding.refuted ?? { verdict: 'undecided', reason: error.message };
    }
    progress?.(deciding.explained, course.answers.length);
    await setImmediate();
  }
}
