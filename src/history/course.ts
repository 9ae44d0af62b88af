import type { Account } from '../../model/index.ts';
import { type BeliefOptions, type Beliefs, believe, observe } from '../observe/observe.ts';
import { onceForEach } from '../once.ts';
import type { SearchedCall } from './calls.ts';
import { isAmong, isWithin } from './cover.ts';
import { lastNamed } from './names.ts';
import { numberedFor, orderless } from './numbering.ts';
import { relevantTo } from './relevant.ts';

/** What is believed after some calls, whichever they are. */
export interface Reached {
  readonly beliefs: Beliefs;
  /** The latest instant at which one of the calls was made. */
  readonly reached: number;
}

/** The calls of one account as they came: the answers in turn, what was under way meanwhile, and what each call leaves of what is believed. */
export class Course {
  readonly calls: readonly SearchedCall[];
  /** Those with an answer, in the order of their answers. */
  readonly answers: readonly SearchedCall[];
  /** The other calls under way when each answer came: those that are answered sooner come first. */
  readonly #pending: readonly (readonly SearchedCall[])[];
  /** What is believed before the first call. */
  readonly start: Reached;
  readonly #account: Account;
  readonly #options: BeliefOptions;
  readonly #base: number;
  readonly #lastNamed: ReadonlyMap<string, number>;
  readonly #made = onceForEach((_: Beliefs) => new Map<string, Reached | undefined>());
  readonly #spent: { steps: number };

  constructor(
    account: Account,
    calls: readonly SearchedCall[],
    options: BeliefOptions,
    spent = { steps: 0 },
  ) {
    this.calls = calls;
    this.#account = account;
    this.#options = options;
    this.#spent = spent;
    this.answers = calls
      .filter(({ ended }) => Number.isFinite(ended))
      .sort((a, b) => a.ended - b.ended);
    this.#pending = pendingAt(this.answers, calls);
    this.#base = account.beside.minted;
    this.#lastNamed = lastNamed(calls);
    this.start = { beliefs: orderless(believe(account, options), () => true), reached: 0 };
  }

  /** How many times it was worked out what an answer leaves of what is believed, with fewer calls as well. */
  get steps(): number {
    return this.#spent.steps;
  }

  /** The course of the calls that are relevant to an answer, and as little kept apart as can be: more is believed then, never less. */
  relevantTo(answer: SearchedCall): Course {
    const calls = relevantTo(this.#account, this.calls, answer);
    return new Course(this.#account, calls, { ...this.#options, apartMax: 1 }, this.#spent);
  }

  /** The other calls under way when an answer came, less some that are put before it already. */
  others(answered: number, early: ReadonlySet<number>): readonly SearchedCall[] {
    return (this.#pending[answered] ?? []).filter(({ number }) => !early.has(number));
  }

  /** What is believed after one more call, which comes before an answer or is that of the answer; undefined where nothing explains it. */
  after(
    { beliefs, reached }: Reached,
    call: SearchedCall,
    answer: SearchedCall,
  ): Reached | undefined {
    const from = Math.max(reached, call.from);
    const made = this.#made(beliefs);
    const key = `${call.number} ${answer.number} ${from}`;
    if (!made.has(key)) made.set(key, this.#afterCall(beliefs, call, from, answer));
    return made.get(key);
  }

  #afterCall(
    beliefs: Beliefs,
    call: SearchedCall,
    from: number,
    answer: SearchedCall,
  ): Reached | undefined {
    this.#spent.steps += 1;
    const numbered = call.changesNothing ? beliefs : numberedFor(beliefs, this.#base + call.number);
    const left = observe(numbered, call.call, call.seen, { from, to: answer.to });
    if (left.size === 0) return undefined;
    if (call.changesNothing && isAmong(beliefs.rectangles, left.rectangles))
      return { beliefs, reached: from };
    const isNamedLater = (name: string) => (this.#lastNamed.get(name) ?? -1) >= answer.ended;
    return { beliefs: orderless(left, isNamedLater), reached: from };
  }
}

/** Whether a call changed nothing and left all that was possible: whatever can follow without it can follow after it. */
export const isFree = (before: Reached, after: Reached): boolean =>
  before.beliefs === after.beliefs;

/** What one of some calls leaves that costs nothing, if one does: then there is no need to look without it. */
export function afterFreeRead<Place extends Reached>(
  place: Place,
  calls: readonly SearchedCall[],
  afterOne: (call: SearchedCall) => Place | undefined,
): Place | undefined {
  for (const call of calls) {
    const after = call.changesNothing ? afterOne(call) : undefined;
    if (after !== undefined && isFree(place, after)) return after;
  }
  return undefined;
}

/** Whether a call of which nothing came back may as well not have happened. */
export const isLostForNothing = (call: SearchedCall, before: Reached, after: Reached): boolean =>
  !Number.isFinite(call.ended) && isWithin(after.beliefs, before.beliefs);

function pendingAt(
  answers: readonly SearchedCall[],
  calls: readonly SearchedCall[],
): readonly (readonly SearchedCall[])[] {
  const open = new Set<SearchedCall>();
  const made = [...calls].sort((a, b) => a.after - b.after);
  let next = 0;
  return answers.map((answer) => {
    for (; (made[next]?.after ?? Number.POSITIVE_INFINITY) < answer.ended; next++)
      open.add(made[next] as SearchedCall);
    open.delete(answer);
    return [...open].sort((a, b) =>
      a.ended === b.ended ? a.number - b.number : a.ended - b.ended,
    );
  });
}
