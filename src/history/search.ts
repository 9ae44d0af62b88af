import type { SearchedCall } from './calls.ts';
import { afterFreeRead, type Course, isFree, isLostForNothing, type Reached } from './course.ts';
import { isWithin } from './cover.ts';
import { MetBefore } from './met.ts';

/** An order of some calls so far, from its newest call back, and what is believed after it. */
export interface Ordered extends Reached {
  readonly call: SearchedCall | undefined;
  readonly before: Ordered | undefined;
  /** How many answers it explains: that of the earliest of the others comes next. */
  readonly answered: number;
  /** The numbers of the calls that are in it although their answers come later, or never. */
  readonly early: ReadonlySet<number>;
  /** Whether no other call is put before the next answer unless all orders are tried. */
  readonly isSettled?: boolean;
}

/** What the search came to: an order that explains all answers, or that there is none. */
export type Found =
  | { readonly verdict: 'yes'; readonly order: Ordered }
  | { readonly verdict: 'no' };

/** How many of the longest orders are kept: what would have been possible is told from these. */
const longestMax = 16;

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
 * A call that changes nothing, and after which all that was possible still is, costs nothing: whatever can follow without
 * it can follow after it. `test/property/reductions.test.ts` shows that no order is missed.
 */
export class Search {
  readonly #course: Course;
  readonly #met: MetBefore;
  /** By the number of answers that are explained. */
  readonly #open: (Ordered | Untried)[][] = [];
  #longest: Ordered[] = [];
  /** How many steps were taken when an order explained more than any before. */
  #atLongest = 0;

  constructor(course: Course) {
    this.#course = course;
    this.#met = new MetBefore((number) => course.calls[number]?.changesNothing === true);
    const nothing = { call: undefined, before: undefined, answered: 0 };
    this.#add({ ...nothing, ...course.start, early: new Set() });
  }

  /** How many answers some order explains. */
  get explained(): number {
    return this.#longest[0]?.answered ?? 0;
  }

  /** For how many steps no order has explained more. */
  get stuckFor(): number {
    return this.#course.steps - this.#atLongest;
  }

  /** The orders that explain the most answers so far. */
  get longest(): readonly Ordered[] {
    return this.#longest;
  }

  /** Goes on by one order; undefined if the search is not at its end. */
  next(): Found | undefined {
    while (this.#open.at(-1)?.length === 0) this.#open.pop();
    const newest = this.#open.at(-1)?.shift();
    if (newest === undefined) return { verdict: 'no' };
    if (isUntried(newest)) this.#tryEarlier(newest);
    else if (newest.answered === this.#course.answers.length)
      return { verdict: 'yes', order: newest };
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
    const answer = this.#course.answers[order.answered] as SearchedCall;
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
    const direct = this.#with(order, answer, answer);
    const isEnough = direct !== undefined && isFree(order, direct);
    if (!isEnough) this.#open[order.answered]?.push({ order });
    if (direct !== undefined) this.#add({ ...direct, answered: order.answered + 1 });
    else {
      const moved = this.#movedAhead(order, answer);
      if (moved !== undefined) this.#open[order.answered]?.unshift(moved);
    }
  }

  /** The order with all that was seen at once of what the next answer changes, as far as it can be from before that. */
  #readBefore(order: Ordered, answer: SearchedCall): Ordered {
    if (answer.changesNothing || order.early.has(answer.number)) return order;
    let read = order;
    for (const call of this.#course.others(order.answered, order.early)) {
      if (!call.changesNothing || call.subject !== answer.subject) continue;
      const put = this.#with(read, call, answer);
      if (put !== undefined) read = early(put);
    }
    return read === order ? order : { ...read, isSettled: true };
  }

  /** The order with a call further ahead in it: that is what it mostly takes. */
  #movedAhead(order: Ordered, call: SearchedCall): Ordered | undefined {
    const later: SearchedCall[] = [];
    for (let at = order; at.call !== undefined && at.before !== undefined; at = at.before) {
      later.unshift(at.call);
      const next = this.#course.answers[this.#awaiting(at.before).answered];
      if (next === undefined || call.after >= next.ended) return undefined;
      let put = this.#then(at.before, call);
      for (const one of later) put = put && this.#then(put, one);
      if (put !== undefined) return put;
    }
    return undefined;
  }

  /** The order, with those answers counted that come next and are explained already. */
  #awaiting(order: Ordered): Ordered {
    const answer = this.#course.answers[order.answered];
    if (answer === undefined || !order.early.has(answer.number)) return order;
    const early = new Set(order.early);
    early.delete(answer.number);
    return this.#awaiting({ ...order, answered: order.answered + 1, early, isSettled: false });
  }

  /** The order with one more call: that of the next answer, or one that is put before it. */
  #then(order: Ordered, call: SearchedCall): Ordered | undefined {
    const at = this.#awaiting(order);
    const answer = this.#course.answers[at.answered] as SearchedCall;
    const put = this.#with(at, call, answer);
    if (put === undefined) return undefined;
    return call === answer ? { ...put, answered: at.answered + 1 } : early(put);
  }

  /** Tries the next of the calls that may come before the answer; fewer before it are tried before more. */
  #tryEarlier({ order, calls }: Untried): void {
    const answer = this.#course.answers[order.answered] as SearchedCall;
    if (calls === undefined) {
      const others = this.#course.others(order.answered, order.early);
      const free = afterFreeRead(order, others, (call) => this.#with(order, call, answer));
      if (free !== undefined) this.#visit({ ...early(free), isSettled: true });
      else if (others.length > 0) this.#tryEarlier({ order, calls: others });
      return;
    }
    const [call, ...left] = calls;
    if (left.length > 0) this.#open[order.answered]?.unshift({ order, calls: left });
    const put = call && this.#with(order, call, answer);
    if (call === undefined || put === undefined) return;
    if (isLostForNothing(call, order, put)) return;
    this.#visit(early(put));
  }

  #note(order: Ordered): void {
    const best = this.#longest[0]?.answered ?? -1;
    if (order.answered > best) {
      this.#longest = [order];
      this.#atLongest = this.#course.steps;
    } else if (order.answered === best && this.#longest.length < longestMax)
      this.#longest.push(order);
  }

  /** The order with one more call; undefined where nothing explains it. */
  #with(order: Ordered, call: SearchedCall, answer: SearchedCall): Ordered | undefined {
    const after = this.#course.after(order, call, answer);
    return after && { ...order, ...after, call, before: order, isSettled: false };
  }
}

/** The order, its newest call being one that is put before the next answer. */
const early = (order: Ordered): Ordered =>
  order.call === undefined
    ? order
    : { ...order, early: new Set(order.early).add(order.call.number) };
