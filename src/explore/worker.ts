import { parentPort, workerData } from 'node:worker_threads';
import type { FlatTables } from './flatTables.ts';
import type { Dimensions } from './layout.ts';
import { Successors } from './successors.ts';

/** What a worker is given: everything that it shares with the others. */
export interface Given {
  readonly dimensions: Dimensions;
  readonly flat: FlatTables;
  readonly met: Uint32Array;
  readonly visited: Int32Array;
  /** What the threads tell each other, by the places of `counters`. */
  readonly counters: Int32Array;
  /** Where the answer to a worker's question is put, its number plus one. */
  readonly answer: Int32Array;
}

/** The places of what the threads tell each other. */
export const counters = { next: 0, end: 1, accounts: 2, stop: 3 } as const;

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
const listedMax = 4096;

if (parentPort !== null) {
  const port = parentPort;
  const { dimensions, flat, met, visited, counters: shared, answer } = workerData as Given;
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
  const listed = new Uint32Array(listedMax);
  let length = 0;

  const list = (): void => {
    const place = Atomics.add(shared, counters.accounts, length);
    met.set(listed.subarray(0, length), place);
    length = 0;
  };
  /** Tries the accounts of a level until none is left; several threads never list an account twice. */
  const level = (): Message => {
    const broken = new Map<number, number>();
    let brokenBits = 0;
    const end = Atomics.load(shared, counters.end);
    while (Atomics.load(shared, counters.stop) === 0) {
      const from = Atomics.add(shared, counters.next, accountsAtOnce);
      if (from >= end) break;
      for (let at = from; at < Math.min(from + accountsAtOnce, end); at++) {
        const found = successors.of(met[at] as number);
        const newly = successors.broken & ~brokenBits;
        for (let bit = 0; newly >> bit !== 0; bit++)
          if (((newly >> bit) & 1) !== 0) broken.set(bit, at);
        brokenBits |= newly;
        for (let n = 0; n < found; n++) {
          const account = successors.targets[n] as number;
          const word = account >>> 5;
          const bit = 1 << (account & 31);
          if (((visited[word] as number) & bit) !== 0) continue;
          if ((Atomics.or(visited, word, bit) & bit) !== 0) continue;
          listed[length++] = account;
          if (length === listedMax) list();
        }
      }
    }
    list();
    const taken = successors.taken.slice();
    successors.taken.fill(0);
    return { taken, broken: [...broken] };
  };
  port.on('message', () => port.postMessage(level()));
}
