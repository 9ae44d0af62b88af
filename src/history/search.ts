import type { Account } from '../../model/index.ts';
import { type BeliefOptions, type Beliefs, believe, observe } from '../observe/observe.ts';
import { lastNamed, type SearchedCall } from './calls.ts';
import { type Cover, coverOf, isWithin } from './cover.ts';
import { numberedFor, orderless } from './numbering.ts';

/** An order of some calls so far, from its newest call back, and what is believed after it. */
export interface Ordered {
  readonly call: SearchedCall | undefined;
  readonly before: Ordered | undefined;
  readonly beliefs: Beliefs;
  /** How many answers it explains: that of the earliest of the others comes next. */
  readonly answered: number;
  /** The numbers of the calls that are in it although their answers come later, or never. */
  readonly early: ReadonlySet<number>;
  /** The latest instant at which a call of it was made. */
  readonly reached: number;
}

/** What the search came to: an order that explains all answers, or that there is none. */
export type Found =
  | { readonly verdict: 'yes'; readonly order: Ordered }
  | { readonly verdict: 'no' };

/** How many of the longest orders are kept: what would have been possible is told from these. */
const longestMax = 16;

/** An order, and the calls that may come before the next answer and were not tried yet. */
interface Untried {
  readonly order: Ordered;
  readonly calls: readonly SearchedCall[];
}

/**
 * Looks for an order of calls that real time allows and the model permits.
 *
 * A depth-first search in the way of Wing, Gong and Lowe: answers are explained in turn, and another call under way is
 * put before one only where that makes a difference. What is believed stands for every account that the target may be
 * in; accounts that were met before, with the same calls, are not looked at again.
 */
export class Search {
  /** Those with an answer, in the order of their answers. */
  readonly #answers: readonly SearchedCall[];
  /** The calls under way when each answer came. */
  readonly #pending: readonly (readonly SearchedCall[])[];
  readonly #base: number;
  readonly #lastNamed: ReadonlyMap<string, number>;
  readonly #met = new Map<string, Cover>();
  readonly #made = new WeakMap<Ordered, Map<number, Ordered | undefined>>();
  readonly #open: (Ordered | Untried)[];
  #longest: Ordered[] = [];
  /** What is believed before the first call. */
  readonly start: Beliefs;
  /** How many times it was worked out what an answer leaves of what is believed. */
  steps = 0;

  constructor(account: Account, calls: readonly SearchedCall[], options: BeliefOptions) {
    this.#answers = calls
      .filter(({ ended }) => Number.isFinite(ended))
      .sort((a, b) => a.ended - b.ended);
    this.#pending = pendingAt(this.#answers, calls);
    this.#base = account.beside.minted;
    this.#lastNamed = lastNamed(calls);
    this.start = orderless(believe(account, options), () => true);
    const nothing = { call: undefined, before: undefined, answered: 0, reached: 0 };
    this.#open = [{ ...nothing, beliefs: this.start, early: new Set() }];
  }

  /** How many answers some order explains, and how many there are. */
  get progress(): readonly [explained: number, answers: number] {
    return [this.#longest[0]?.answered ?? 0, this.#answers.length];
  }

  /** The orders that explain the most answers so far. */
  get longest(): readonly Ordered[] {
    return this.#longest;
  }

  /** The answer that comes after all that an order explains. */
  answerAfter(order: Ordered): SearchedCall | undefined {
    return this.#answers[order.answered];
  }

  /** Goes on by one order; undefined if the search is not at its end. */
  next(): Found | undefined {
    const newest = this.#open.pop();
    if (newest === undefined) return { verdict: 'no' };
    if ('calls' in newest) this.#tryEarlier(newest);
    else if (newest.answered === this.#answers.length) return { verdict: 'yes', order: newest };
    else this.#visit(newest);
    return undefined;
  }

  #visit(order: Ordered): void {
    this.#note(order);
    const answer = this.#answers[order.answered] as SearchedCall;
    if (this.#wasMet(order)) return;
    if (order.early.has(answer.number)) {
      const early = new Set(order.early);
      early.delete(answer.number);
      this.#open.push({ ...order, answered: order.answered + 1, early });
      return;
    }
    const calls = this.#pending[order.answered] as readonly SearchedCall[];
    this.#open.push({ order, calls: calls.filter(({ number }) => !order.early.has(number)) });
    const direct = this.#put(order, answer, answer);
    if (direct !== undefined) this.#open.push({ ...direct, answered: order.answered + 1 });
  }

  /** Tries the next of the calls that may come before the answer. */
  #tryEarlier({ order, calls: [call, ...calls] }: Untried): void {
    if (call === undefined) return;
    this.#open.push({ order, calls });
    const answer = this.#answers[order.answered] as SearchedCall;
    const put = this.#put(order, call, answer);
    if (put === undefined) return;
    const isLost = !Number.isFinite(call.ended);
    if (isLost && isWithin(put.beliefs.rectangles, order.beliefs.rectangles)) return;
    this.#open.push({ ...put, early: new Set(order.early).add(call.number) });
  }

  #wasMet(order: Ordered): boolean {
    const { answered, early, beliefs } = order;
    const awaits = this.#lastEarly(order)?.changesNothing === true;
    const key = `${answered} ${awaits} ${[...early].sort((a, b) => a - b)}`;
    const cover = this.#met.get(key) ?? coverOf();
    this.#met.set(key, cover);
    return cover.covers(beliefs.rectangles);
  }

  #note(order: Ordered): void {
    const best = this.#longest[0]?.answered ?? -1;
    if (order.answered > best) this.#longest = [order];
    else if (order.answered === best && this.#longest.length < longestMax)
      this.#longest.push(order);
  }

  /** The newest call of an order, if it was put before the next answer. */
  #lastEarly({ call, before, answered, early }: Ordered): SearchedCall | undefined {
    const isOfAnswer = before?.answered === answered;
    return isOfAnswer && call !== undefined && early.has(call.number) ? call : undefined;
  }

  /** The order with one more call; undefined where nothing explains it, or where another order does as well. */
  #put(order: Ordered, call: SearchedCall, answer: SearchedCall): Ordered | undefined {
    const last = this.#lastEarly(order);
    // What changes nothing is put only before what changes something, the earlier made first.
    if (last?.changesNothing && call.changesNothing)
      if (call === answer || call.number < last.number) return undefined;
    const put = this.#with(order, call, answer);
    if (put === undefined || last === undefined) return put;
    if (call !== answer && !(last.changesNothing && !call.changesNothing)) return put;
    const sooner = this.#with(order.before as Ordered, call, answer);
    const swapped = sooner && this.#with(sooner, last, answer);
    const isAsWell =
      swapped !== undefined && isWithin(put.beliefs.rectangles, swapped.beliefs.rectangles);
    return isAsWell ? undefined : put;
  }

  /** The order with one more call; undefined where nothing explains it. */
  #with(order: Ordered, call: SearchedCall, answer: SearchedCall): Ordered | undefined {
    const made = this.#made.get(order) ?? new Map<number, Ordered | undefined>();
    this.#made.set(order, made);
    if (!made.has(call.number)) made.set(call.number, this.#worked(order, call, answer));
    return made.get(call.number);
  }

  #worked(order: Ordered, call: SearchedCall, answer: SearchedCall): Ordered | undefined {
    this.steps += 1;
    const reached = Math.max(order.reached, call.from);
    const numbered = numberedFor(order.beliefs, this.#base + call.number);
    const when = { from: reached, to: answer.to };
    const isNamedLater = (name: string) => (this.#lastNamed.get(name) ?? -1) >= answer.ended;
    const beliefs = orderless(observe(numbered, call.call, call.seen, when), isNamedLater);
    return beliefs.size === 0 ? undefined : { ...order, call, before: order, beliefs, reached };
  }
}

/** The other calls under way at each answer: those that are answered sooner come first. */
function pendingAt(
  answers: readonly SearchedCall[],
  calls: readonly SearchedCall[],
): readonly (readonly SearchedCall[])[] {
  const open = new Set<SearchedCall>();
  let made = 0;
  return answers.map((answer) => {
    for (; (calls[made]?.invoked ?? Number.POSITIVE_INFINITY) < answer.ended; made++)
      open.add(calls[made] as SearchedCall);
    open.delete(answer);
    return [...open].sort((a, b) =>
      a.ended === b.ended ? a.number - b.number : a.ended - b.ended,
    );
  });
}
