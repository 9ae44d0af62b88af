import type { Account } from '../../model/index.ts';
import { type BeliefOptions, type Beliefs, believe, observe } from '../observe/observe.ts';
import { lastNamed, type SearchedCall } from './calls.ts';
import { isWithin } from './cover.ts';
import { MetBefore } from './met.ts';
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
  /** Whether no other call is put before the next answer unless all orders are tried. */
  readonly isSettled?: boolean;
}

/** What the search came to: an order that explains all answers, or that there is none. */
export type Found =
  | { readonly verdict: 'yes'; readonly order: Ordered }
  | { readonly verdict: 'no' };

/** How many of the longest orders are kept: what would have been possible is told from these. */
const longestMax = 16;

/** How many calls are moved at once where an answer is not explained, before all orders are tried. */
const movesMax = 2;

/** An order, and the calls that may come before the next answer and were not tried yet; all of them if that is left out. */
interface Untried {
  readonly order: Ordered;
  readonly calls?: readonly SearchedCall[];
}

const isUntried = (one: Ordered | Untried): one is Untried => 'order' in one;

/**
 * Looks for an order of calls that real time allows and the model permits.
 *
 * A depth-first search in the way of Wing, Gong and Lowe: answers are explained in turn, and another call under way is
 * put before one only where that makes a difference. What is believed stands for every account that the target may be
 * in; accounts that were met before, with the same calls, are not looked at again.
 *
 * A call that changes nothing, and after which all that was possible still is or becomes so unasked, costs nothing:
 * whatever can follow without it can follow after it. `test/property/reductions.test.ts` shows that no order is missed.
 */
export class Search {
  /** Those with an answer, in the order of their answers. */
  readonly #answers: readonly SearchedCall[];
  /** The calls under way when each answer came. */
  readonly #pending: readonly (readonly SearchedCall[])[];
  readonly #base: number;
  readonly #lastNamed: ReadonlyMap<string, number>;
  readonly #met: MetBefore;
  readonly #made = new WeakMap<Ordered, Map<number, Ordered | undefined>>();
  /** By the number of answers that are explained. */
  readonly #open: (Ordered | Untried)[][] = [];
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
    this.#met = new MetBefore((number) => calls[number]?.changesNothing === true);
    this.#base = account.beside.minted;
    this.#lastNamed = lastNamed(calls);
    this.start = orderless(believe(account, options), () => true);
    const nothing = { call: undefined, before: undefined, answered: 0, reached: 0 };
    this.#add({ ...nothing, beliefs: this.start, early: new Set() });
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
    while (this.#open.at(-1)?.length === 0) this.#open.pop();
    const newest = this.#open.at(-1)?.shift();
    if (newest === undefined) return { verdict: 'no' };
    if (isUntried(newest)) this.#tryEarlier(newest);
    else if (newest.answered === this.#answers.length) return { verdict: 'yes', order: newest };
    else this.#visit(newest);
    return undefined;
  }

  #add(order: Ordered): void {
    while (this.#open.length <= order.answered) this.#open.push([]);
    this.#open[order.answered]?.push(order);
  }

  /** Looks whether an order explains the next answer; if not now, it waits for its turn with other calls before that. */
  #visit(order: Ordered): void {
    this.#note(order);
    const answer = this.#answers[order.answered] as SearchedCall;
    const read = order.isSettled ? order : this.#readBefore(order, answer);
    if (read !== order) {
      if (!isWithin(order.beliefs, read.beliefs))
        this.#open[order.answered]?.unshift({ ...order, isSettled: true });
      this.#visit(read);
      return;
    }
    if (this.#met.covers(order.answered, order.early, order.beliefs)) return;
    if (order.early.has(answer.number)) {
      this.#add(this.#awaiting(order));
      return;
    }
    const direct = this.#put(order, answer, answer);
    const isFree = direct !== undefined && isFreeRead(answer, order, direct);
    if (!isFree) this.#open[order.answered]?.push({ order });
    if (direct !== undefined)
      this.#add(this.#withReadAhead(order, answer) ?? { ...direct, answered: order.answered + 1 });
    else if (this.#with(order, answer, answer) === undefined) {
      const moved = this.#movedAhead(order, answer, movesMax);
      if (moved !== undefined) this.#open[order.answered]?.unshift({ ...moved, isSettled: true });
    }
  }

  /** The order with all that was seen at once of what the next answer changes, as far as it can be from before that. */
  #readBefore(order: Ordered, answer: SearchedCall): Ordered {
    if (answer.changesNothing || order.early.has(answer.number)) return order;
    let read = order;
    for (const call of this.#pending[order.answered] as readonly SearchedCall[]) {
      if (!call.changesNothing || call.subject !== answer.subject || order.early.has(call.number))
        continue;
      const put = this.#with(read, call, answer);
      if (put !== undefined) read = { ...put, early: new Set(read.early).add(call.number) };
    }
    return read === order ? order : { ...read, isSettled: true };
  }

  /** The order with a call further ahead in it, and as many calls moved with it as may be: that is what it mostly takes. */
  #movedAhead(order: Ordered, call: SearchedCall, moves: number): Ordered | undefined {
    const later: SearchedCall[] = [];
    for (let at = order; at.call !== undefined && at.before !== undefined; at = at.before) {
      later.unshift(at.call);
      const next = this.#answers[this.#awaiting(at.before).answered];
      if (next === undefined || call.invoked > next.ended) return undefined;
      let put = this.#then(at.before, call);
      for (const one of later)
        put =
          put &&
          (this.#then(put, one) ?? (moves > 1 ? this.#movedAhead(put, one, moves - 1) : undefined));
      if (put !== undefined) return put;
    }
    return undefined;
  }

  /**
   * The order with a read, and a change of the same that came while it lasted put behind it: undefined unless that leaves
   * at least as much possible as the read at the end. The calls in between stay before both where they can.
   */
  #withReadAhead(order: Ordered, read: SearchedCall): Ordered | undefined {
    const last = this.#with(order, read, read);
    if (last === undefined || !read.changesNothing || isWithin(order.beliefs, last.beliefs))
      return undefined;
    const later: SearchedCall[] = [];
    for (let at = order; at.call !== undefined && at.before !== undefined; at = at.before) {
      const next = this.#answers[this.#awaiting(at.before).answered];
      if (next === undefined || read.invoked > next.ended) return undefined;
      const change = at.call;
      if (!change.changesNothing && change.subject === read.subject) {
        const isBefore = ({ invoked }: SearchedCall): boolean => invoked < next.ended;
        const after = [change, ...later.filter((one) => !isBefore(one))];
        for (const calls of [
          [read, change, ...later],
          [...later.filter(isBefore), read, ...after],
        ]) {
          const put = this.#thenAll(at.before, calls);
          if (put !== undefined && isWithin(last.beliefs, put.beliefs))
            return this.#awaiting({ ...put, isSettled: true });
        }
      }
      later.unshift(change);
    }
    return undefined;
  }

  /** The order with more calls, one after the other. */
  #thenAll(order: Ordered, calls: readonly SearchedCall[]): Ordered | undefined {
    return calls.reduce<Ordered | undefined>((put, one) => put && this.#then(put, one), order);
  }

  /** The order, with those answers counted that come next and are explained already. */
  #awaiting(order: Ordered): Ordered {
    const answer = this.#answers[order.answered];
    if (answer === undefined || !order.early.has(answer.number)) return order;
    const early = new Set(order.early);
    early.delete(answer.number);
    return this.#awaiting({ ...order, answered: order.answered + 1, early, isSettled: false });
  }

  /** The order with one more call: that of the next answer, or one that is put before it. */
  #then(order: Ordered, call: SearchedCall): Ordered | undefined {
    const at = this.#awaiting(order);
    const answer = this.#answers[at.answered] as SearchedCall;
    const put = this.#with(at, call, answer);
    if (put === undefined) return undefined;
    return call === answer
      ? { ...put, answered: at.answered + 1 }
      : { ...put, early: new Set(at.early).add(call.number) };
  }

  /** Tries the next of the calls that may come before the answer; fewer before it are tried before more. */
  #tryEarlier({ order, calls }: Untried): void {
    const answer = this.#answers[order.answered] as SearchedCall;
    if (calls === undefined) {
      const pending = this.#pending[order.answered] as readonly SearchedCall[];
      const others = pending.filter(({ number }) => !order.early.has(number));
      const free = this.#withFreeRead(order, others, answer);
      if (free !== undefined) this.#visit(free);
      else if (others.length > 0) this.#tryEarlier({ order, calls: others });
      return;
    }
    const [call, ...left] = calls;
    if (left.length > 0) this.#open[order.answered]?.unshift({ order, calls: left });
    const put = call && this.#put(order, call, answer);
    if (call === undefined || put === undefined) return;
    const isLost = !Number.isFinite(call.ended);
    if (isLost && isWithin(put.beliefs, order.beliefs)) return;
    this.#visit({ ...put, early: new Set(order.early).add(call.number) });
  }

  /** The order with a read that costs nothing, if one of the calls is: then there is no need to look without it. */
  #withFreeRead(
    order: Ordered,
    calls: readonly SearchedCall[],
    answer: SearchedCall,
  ): Ordered | undefined {
    for (const call of calls) {
      const put = call.changesNothing ? this.#with(order, call, answer) : undefined;
      if (put !== undefined && isFreeRead(call, order, put))
        return { ...put, early: new Set(order.early).add(call.number), isSettled: true };
    }
    return undefined;
  }

  #note(order: Ordered): void {
    const best = this.#longest[0]?.answered ?? -1;
    if (order.answered > best) this.#longest = [order];
    else if (order.answered === best && this.#longest.length < longestMax)
      this.#longest.push(order);
  }

  /** The newest call of an order, if it was put before the next answer. */
  #lastEarly({ call, before, answered, early, isSettled }: Ordered): SearchedCall | undefined {
    const isOfAnswer = before?.answered === answered && !isSettled;
    return isOfAnswer && call !== undefined && early.has(call.number) ? call : undefined;
  }

  /** The order with one more call; undefined where nothing explains it, or where the two newest may as well be swapped. */
  #put(order: Ordered, call: SearchedCall, answer: SearchedCall): Ordered | undefined {
    const put = this.#with(order, call, answer);
    const last = this.#lastEarly(order);
    if (put === undefined || last === undefined || order.before === undefined) return put;
    if (call !== answer && !isSooner(call, last)) return put;
    const sooner = this.#with(order.before, call, answer);
    const swapped = sooner && this.#with(sooner, last, answer);
    return swapped !== undefined && isWithin(put.beliefs, swapped.beliefs) ? undefined : put;
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
    return beliefs.size === 0
      ? undefined
      : { ...order, call, before: order, beliefs, reached, isSettled: false };
  }
}

/** Whether a call that is put to an order changes nothing and leaves all that was possible. */
const isFreeRead = (call: SearchedCall, before: Ordered, after: Ordered): boolean =>
  call.changesNothing && isWithin(before.beliefs, after.beliefs);

/** Which of two calls comes first where both orders do as well: what changes something, then what was made first. */
const isSooner = (one: SearchedCall, other: SearchedCall): boolean =>
  one.changesNothing === other.changesNothing ? one.number < other.number : other.changesNothing;

/** The other calls under way at each answer: those that change something, and are answered sooner, come first. */
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
