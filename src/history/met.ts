import type { Beliefs } from '../observe/observe.ts';
import { isWithin } from './cover.ts';

/** Beliefs that were met, and the reads that were early then. */
interface Met {
  readonly reads: ReadonlySet<number>;
  readonly beliefs: Beliefs;
}

/** What was met before: wherever as many answers were explained and the same changes were early. */
export class MetBefore {
  readonly #met = new Map<string, Met[]>();
  readonly #isRead: (number: number) => boolean;

  constructor(isRead: (number: number) => boolean) {
    this.#isRead = isRead;
  }

  /**
   * Whether all that is believed was met, with these reads early or more: what can follow without a read can follow
   * after it. If not, it is from now on.
   */
  covers(answered: number, early: ReadonlySet<number>, beliefs: Beliefs): boolean {
    const numbers = [...early].sort((a, b) => a - b);
    const reads = numbers.filter(this.#isRead);
    const key = [answered, ...numbers.filter((number) => !this.#isRead(number))].join();
    const known = this.#met.get(key) ?? [];
    this.#met.set(key, known);
    const isMet = known.some(
      (one) => reads.every((read) => one.reads.has(read)) && isWithin(beliefs, one.beliefs),
    );
    if (!isMet) known.push({ reads: new Set(reads), beliefs });
    return isMet;
  }
}
