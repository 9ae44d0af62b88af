import type { SearchedCall } from './calls.ts';
import { afterFreeRead, type Course, isFree, isLostForNothing, type Reached } from './course.ts';
import { either, isWithin } from './cover.ts';

/** Some calls beside those that are answered, and what is believed after them in whichever order. */
interface Place extends Reached {
  readonly early: ReadonlySet<number>;
}

const without = (early: ReadonlySet<number>, number: number): ReadonlySet<number> =>
  new Set([...early].filter((one) => one !== number));

const keyOf = (early: ReadonlySet<number>): string => [...early].sort((a, b) => a - b).join();

/** Places in which nothing is twice: what is believed after the same calls is taken together. */
class Places {
  readonly #byKey = new Map<string, Place>();

  get all(): readonly Place[] {
    return [...this.#byKey.values()];
  }

  after(early: ReadonlySet<number>): Place | undefined {
    return this.#byKey.get(keyOf(early));
  }

  add(place: Place): void {
    const key = keyOf(place.early);
    const known = this.#byKey.get(key);
    this.#byKey.set(
      key,
      known === undefined ? place : { ...place, beliefs: either(known.beliefs, place.beliefs) },
    );
  }
}

/**
 * All orders of calls at once, one answer after the other.
 *
 * It does not matter in which order calls came, but which of them did and what is believed then: so nothing is looked at
 * twice, and that no order explains an answer is known once no place is left. It tells no order.
 */
export class Frontier {
  readonly #course: Course;
  readonly #going: Iterator<void, boolean>;
  /** How many answers are explained. */
  answered = 0;
  /** Where the next answer may find the account, as far as that was looked at. */
  places: Place[] = [];

  constructor(course: Course) {
    this.#course = course;
    this.#going = this.#answerAll();
  }

  /** The answer that is looked at; undefined after the last. */
  get answer(): SearchedCall | undefined {
    return this.#course.answers[this.answered];
  }

  /** Goes on by one place; whether some order explains all answers, or undefined as long as that is not known. */
  next(): boolean | undefined {
    const { done, value } = this.#going.next();
    return done === true ? value : undefined;
  }

  *#answerAll(): Generator<void, boolean> {
    let before = new Places();
    before.add({ ...this.#course.start, early: new Set() });
    for (const answer of this.#course.answers) {
      const after = new Places();
      this.places = [];
      for (const place of this.#placesFor(answer, before)) {
        this.places.push(place);
        const next = this.#with(place, answer, answer);
        if (next !== undefined) after.add({ ...next, early: without(next.early, answer.number) });
        yield;
      }
      if (after.all.length === 0) return false;
      before = after;
      this.answered += 1;
    }
    return true;
  }

  /** Where an answer may find the account: fewer calls are put before it first, and only such as make a difference. */
  *#placesFor(answer: SearchedCall, before: Places): Generator<Place> {
    const byCount: Places[] = [];
    const add = (place: Place): void => {
      while (byCount.length <= place.early.size) byCount.push(new Places());
      byCount[place.early.size]?.add(place);
    };
    for (const place of before.all) if (!this.#isCovered(place, answer, before)) add(place);
    for (let count = 0; count < byCount.length; count++)
      for (const place of byCount[count]?.all ?? []) {
        const more = this.#withOneMore(place, answer);
        for (const one of more.places) add(one);
        if (!more.isEnough) yield place;
      }
  }

  /** A place with each of the other calls that may come before an answer; whether there is no need to look without. */
  #withOneMore(
    place: Place,
    answer: SearchedCall,
  ): { readonly places: readonly Place[]; readonly isEnough: boolean } {
    const none = { places: [], isEnough: false };
    if (place.early.has(answer.number)) return none;
    const others = this.#course.others(this.answered, place.early);
    const free = afterFreeRead(place, others, (call) => this.#with(place, call, answer));
    if (free !== undefined) return { places: [free], isEnough: true };
    const direct = this.#with(place, answer, answer);
    if (direct !== undefined && isFree(place, direct)) return none;
    const places = others.flatMap((call) => {
      const after = this.#with(place, call, answer);
      return after === undefined || isLostForNothing(call, place, after) ? [] : [after];
    });
    return { places, isEnough: false };
  }

  /** Whether all that is believed in a place is so, too, where one call less has come, and comes next. */
  #isCovered(place: Place, answer: SearchedCall, among: Places): boolean {
    return [...place.early].some((number) => {
      const less = among.after(without(place.early, number));
      const next = less && this.#with(less, this.#course.calls[number] as SearchedCall, answer);
      return next !== undefined && isWithin(place.beliefs, next.beliefs);
    });
  }

  /** A place after one more call; undefined where nothing explains it. */
  #with(place: Place, call: SearchedCall, answer: SearchedCall): Place | undefined {
    if (place.early.has(call.number)) return place;
    const after = this.#course.after(place, call, answer);
    return after && { ...after, early: new Set(place.early).add(call.number) };
  }
}
