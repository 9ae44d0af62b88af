import { parentPort, workerData } from 'node:worker_threads';
import type { FlatTables, RowKey } from './flatTables.ts';
import type { Dimensions } from './layout.ts';
import type { Tried } from './search.ts';
import { Successors } from './successors.ts';

/** What a worker is given: everything that it shares with the others. */
export interface Given {
  readonly dimensions: Dimensions;
  readonly flat: FlatTables;
  readonly met: Uint32Array;
  readonly reached: Int32Array;
  /** What the threads tell each other, by the places of `counters`. */
  readonly counters: Int32Array;
}

/** The places of what the threads tell each other. */
export const counters = { next: 0, end: 1, stop: 2 } as const;

/** A row that a worker lacks, or what it has found of a level. */
export type Message =
  | { readonly lacked: RowKey }
  | (Pick<Tried, 'putOff' | 'broken'> & { readonly taken: Float64Array });

const accountsAtOnce = 512;

if (parentPort !== null) {
  const port = parentPort;
  const { dimensions, flat, met, reached, counters: shared } = workerData as Given;
  const lacked = new Set<string>();
  const successors = new Successors(dimensions, flat, {
    view: () => -1,
    row(...key) {
      const name = key.join();
      if (!lacked.has(name)) port.postMessage({ lacked: key } satisfies Message);
      lacked.add(name);
      return -1;
    },
  });
  const { words, bits } = successors;
  /** Tries the accounts of a level until none is left. */
  const level = (): Message => {
    const putOff: [from: number, end: number][] = [];
    const levelEnd = Atomics.load(shared, counters.end);
    while (Atomics.load(shared, counters.stop) === 0) {
      let at = Atomics.add(shared, counters.next, accountsAtOnce);
      const end = Math.min(at + accountsAtOnce, levelEnd);
      if (at >= end) break;
      while (at < end) {
        const from = at;
        at = successors.together(met, from, end);
        if (successors.lacks) putOff.push([from, at]);
        for (let n = 0; n < successors.length; n++) {
          const word = words[n] as number;
          const set = bits[n] as number;
          if ((set & ~(reached[word] as number)) !== 0) Atomics.or(reached, word, set);
        }
      }
    }
    return { putOff, taken: successors.taken(), broken: [...successors.broken] };
  };
  port.on('message', () => port.postMessage(level()));
}
