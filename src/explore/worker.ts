import { parentPort, workerData } from 'node:worker_threads';
import type { FlatTables } from './flatTables.ts';
import type { Dimensions } from './layout.ts';
import { Successors } from './successors.ts';

/** What a worker is given: everything that it shares with the others. */
export interface Given {
  readonly dimensions: Dimensions;
  readonly flat: FlatTables;
  readonly met: Uint32Array;
  readonly reached: Int32Array;
  /** What the threads tell each other, by the places of `counters`. */
  readonly counters: Int32Array;
  /** Where the answer to a worker's question is put, its number plus one. */
  readonly answer: Int32Array;
}

/** The places of what the threads tell each other. */
export const counters = { next: 0, end: 1, stop: 2 } as const;

/** What a worker asks for, or what it has found of a level. */
export type Message =
  | { readonly ask: 'view'; readonly state: number; readonly kinds: number }
  | {
      readonly ask: 'row';
      readonly role: number;
      readonly views: number;
      readonly subject: number;
    }
  | {
      readonly taken: Float64Array;
      readonly broken: readonly (readonly [bit: number, at: number])[];
    };

const accountsAtOnce = 512;

if (parentPort !== null) {
  const port = parentPort;
  const { dimensions, flat, met, reached, counters: shared, answer } = workerData as Given;
  /** Asks the thread that has the statecharts, and waits. */
  const asked = (question: Message): number => {
    Atomics.store(answer, 0, 0);
    port.postMessage(question);
    // Who answered the last question may wake this thread once more, before there is an answer.
    while (Atomics.load(answer, 0) === 0) Atomics.wait(answer, 0, 0);
    return Atomics.load(answer, 0) - 1;
  };
  const successors = new Successors(dimensions, flat, {
    view: (state, kinds) => asked({ ask: 'view', state, kinds }),
    row: (role, views, subject) => asked({ ask: 'row', role, views, subject }),
  });
  const { words, bits } = successors;
  /** Tries the accounts of a level until none is left. */
  const level = (): Message => {
    const levelEnd = Atomics.load(shared, counters.end);
    while (Atomics.load(shared, counters.stop) === 0) {
      let at = Atomics.add(shared, counters.next, accountsAtOnce);
      const end = Math.min(at + accountsAtOnce, levelEnd);
      if (at >= end) break;
      while (at < end) {
        at = successors.together(met, at, end);
        for (let n = 0; n < successors.length; n++) {
          const word = words[n] as number;
          const set = bits[n] as number;
          if ((set & ~(reached[word] as number)) !== 0) Atomics.or(reached, word, set);
        }
      }
    }
    const taken = successors.taken.slice();
    successors.taken.fill(0);
    return { taken, broken: [...successors.broken] };
  };
  port.on('message', () => port.postMessage(level()));
}
