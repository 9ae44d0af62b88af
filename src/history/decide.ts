import { setImmediate } from 'node:timers/promises';
import type { SearchedCall } from './calls.ts';
import type { Course, Reached } from './course.ts';
import type { ExplainOptions } from './explain.ts';
import type { HistoryCall } from './history.ts';
import { type Proof, proving } from './proof.ts';
import type { Ordered, Search } from './search.ts';

const stepsUsual = 2_000_000;
const memoryUsual = 3 * 2 ** 30;
const sliceMs = 50;
/** For how many steps an order may lead no further before a proof is looked for that there is none. */
const stuckSteps = 300;
/** How many steps are taken for a proof to one of the search for an order. */
const stepsOfProof = 8;
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

/**
 * Looks for an order, and once that seems to lead nowhere, by turns for a proof that there is none.
 *
 * Of what cannot be explained, an order that leads as far as any is looked for a while longer, to show with it.
 */
class Deciding {
  /** What is known if it is to end now. */
  refuted: Refuted | undefined;
  readonly #course: Course;
  readonly #search: Search;
  #proving: Iterator<SearchedCall, Proof | undefined> | undefined;
  #proof: Proof | undefined;
  /** The answer that all orders are looked at for, of all calls or of fewer. */
  #lookedAt: SearchedCall | undefined;
  /** Whether a proof is still looked for. */
  #isOpen = true;
  /** How many steps a proof is to take before the search for one order goes on. */
  #stepsDue = 0;
  #stepsMost = 0;

  constructor(course: Course, search: Search) {
    this.#course = course;
    this.#search = search;
  }

  /** How many answers all orders were looked at for, once that has begun. */
  get answeredByAll(): number | undefined {
    const answer = this.#lookedAt;
    if (answer === undefined) return undefined;
    return this.#course.answers.findIndex(({ ended }) => ended === answer.ended);
  }

  /** Goes on by a little: what is known then, if it is enough. */
  next(): Decision | undefined {
    const before = this.#course.steps;
    if (this.#isOpen && this.#stepsDue > 0) {
      this.#goOnWithProof();
      this.#stepsDue -= this.#course.steps - before;
    } else {
      const found = this.#search.next();
      if (found?.verdict === 'yes') return found;
      if (found?.verdict === 'no')
        return this.#no({ answered: this.#search.explained, before: this.#search.longest });
      if (this.#search.stuckFor > stuckSteps)
        this.#stepsDue += stepsOfProof * (this.#course.steps - before);
    }
    const isTold = this.#search.explained >= (this.#proof?.answered ?? 0);
    return isTold || this.#course.steps > this.#stepsMost ? this.refuted : undefined;
  }

  #goOnWithProof(): void {
    this.#proving ??= proving(this.#course, this.#search);
    const { done, value } = this.#proving.next();
    this.#isOpen = done !== true;
    if (done !== true) this.#lookedAt = value;
    else if (value !== undefined) {
      this.#proof = value;
      this.refuted = this.#no(value);
      this.#stepsMost = 2 * this.#course.steps;
    }
  }

  #no({ answered, before }: Proof): Refuted {
    const call = this.#course.answers[answered] as HistoryCall;
    return { verdict: 'no', call, before: before.slice(0, placesMax) };
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
    const until = performance.now() + sliceMs;
    while (performance.now() < until) {
      try {
        const decision = deciding.next();
        limits.steps = before + course.steps;
        if (decision !== undefined) return decision;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return deciding.refuted ?? { verdict: 'undecided', reason: error.message };
      }
    }
    progress?.(search.explained, course.answers.length, deciding.answeredByAll);
    await setImmediate();
  }
}
