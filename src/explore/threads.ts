import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Exploration, ExploreOptions, ExploreProgress } from './explore.ts';
import { exploring } from './explore.ts';
import type { Search } from './search.ts';
import { counters, type Given, type Message } from './worker.ts';

/** A level is shared out if it has at least so many accounts. */
const wideFrom = 1 << 16;
const tellsEveryMs = 100;

/** How an exploration is watched. */
export interface Watch {
  /** How many threads may work on wide levels. */
  readonly threads: number;
  /** Told how far it is; true stops. */
  readonly progress: (progress: ExploreProgress) => Promise<boolean>;
  /** Called between levels, and at the end or when it is stopped, with where the search stands. */
  readonly save?: ((search: Search, isLast: boolean) => void) | undefined;
}

/**
 * Explores as `exploring` does, with several threads where a level is worth it.
 *
 * @category Exploration
 */
export async function exploreOnThreads(
  options: ExploreOptions,
  { threads, progress, save }: Watch,
): Promise<Exploration> {
  const run = exploring(options);
  let pool: Pool | undefined;
  try {
    let pause = run.next(false);
    while (!pause.done) {
      const { search } = pause.value;
      let stop = await progress(pause.value);
      while (!stop && threads > 1 && isWide(search)) {
        pool ??= new Pool(search, threads);
        if (pool.search !== search)
          throw new Error('a search was replaced while threads work on it');
        stop = await pool.level(progress);
        if (!stop) save?.(search, false);
      }
      save?.(search, stop);
      pause = run.next(stop);
    }
    if (pause.value.complete) save?.(pause.value.search, true);
    return pause.value;
  } finally {
    await pool?.end();
  }
}

const isWide = ({ at, levelEnd }: Search): boolean => levelEnd - at >= wideFrom;

/** Threads that try the accounts of a level together. */
class Pool {
  readonly search: Search;
  readonly #workers: readonly Worker[];
  readonly #counters = new Int32Array(new SharedArrayBuffer(4 * Object.keys(counters).length));

  constructor(search: Search, threads: number) {
    this.search = search;
    const { dimensions, flattening, met, reached } = search;
    flattening.reserve();
    const { flat } = flattening;
    const workerData: Given = { dimensions, flat, met, reached, counters: this.#counters };
    this.#workers = Array.from({ length: threads }, () => {
      const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData });
      worker.on('message', (message: Message) => {
        if ('lacked' in message) flattening.row(...message.lacked);
      });
      return worker;
    });
  }

  /** Tries what is left of a level; true if it was stopped before its end. */
  async level(progress: Watch['progress']): Promise<boolean> {
    const { search } = this;
    const { accounts, levelEnd } = search;
    const set = (place: number, value: number) => Atomics.store(this.#counters, place, value);
    set(counters.next, search.at);
    set(counters.end, levelEnd);
    set(counters.stop, 0);
    const tried = (): number => Math.min(Atomics.load(this.#counters, counters.next), levelEnd);
    const results = this.#workers.map(async (worker) => {
      worker.postMessage('level');
      for (;;) {
        const [message] = (await once(worker, 'message')) as [Message];
        if (!('lacked' in message)) return message;
      }
    });
    let stopped = false;
    let telling = false;
    const timer = setInterval(async () => {
      if (telling || stopped) return;
      telling = true;
      stopped = await progress({ accounts, open: accounts - tried(), search });
      if (stopped) set(counters.stop, 1);
      telling = false;
    }, tellsEveryMs);
    const found = await Promise.all(results).finally(() => clearInterval(timer));
    search.take({
      at: tried(),
      putOff: found.flatMap(({ putOff }) => putOff),
      taken: found.map(({ taken }) => taken),
      broken: found.flatMap(({ broken }) => [...broken]),
    });
    return stopped;
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
