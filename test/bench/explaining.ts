import { defaultChoices } from '../../model/index.ts';
import { explain } from '../../src/history/explain.ts';
import type { History } from '../../src/history/history.ts';
import { draw } from '../../src/server/draw.ts';
import { changed } from '../support/changedHistories.ts';
import { busyHistory } from '../support/concurrent.ts';

/** The longest that one history may take, in seconds. */
const timeLimit = 300;

interface Row {
  readonly processes: number;
  readonly calls: number;
  readonly lostOf1000?: number;
  /** Whether one of the last answers is made a wrong one: then no order is to be found, and all have to be ruled out. */
  readonly isWrong?: boolean;
  readonly goal?: string;
}

/** Against length with 8 processes, and with lost answers; against processes with 500 calls; and what is refuted. */
const rows: readonly Row[] = [
  { processes: 8, calls: 200 },
  { processes: 8, calls: 500 },
  { processes: 8, calls: 1000 },
  { processes: 8, calls: 2000, goal: '5 s' },
  { processes: 8, calls: 2000, lostOf1000: 5, goal: '5 s' },
  { processes: 8, calls: 4000 },
  { processes: 1, calls: 500 },
  { processes: 2, calls: 500 },
  { processes: 4, calls: 500 },
  { processes: 16, calls: 500 },
  { processes: 2, calls: 200, isWrong: true },
  { processes: 4, calls: 200, isWrong: true },
  { processes: 8, calls: 200, isWrong: true },
  { processes: 4, calls: 2000, isWrong: true },
  { processes: 8, calls: 2000, isWrong: true, goal: '5 s' },
];

/** The history with one of its last answers changed. */
function wronged(history: History): History {
  for (let seed = 0; ; seed++) {
    const other = changed(history, seed, 0.9);
    if (other !== undefined) return other;
  }
}

/** Explains histories of clients that call the model at once; prints what it cost against length, processes and lost answers. */
export async function compareHistories(said: (what: string, found: string, goal?: string) => void) {
  for (const { processes, calls, lostOf1000 = 0, isWrong, goal } of rows) {
    let turn = 0;
    const random = () => draw('explaining', processes, calls, turn++);
    const busy = { processes, calls, lostOf1000, random, choices: defaultChoices };
    const possible = await busyHistory(busy);
    const history = isWrong ? wronged(possible) : possible;
    const before = process.cpuUsage();
    const { verdict, steps } = await explain(history, { timeLimit });
    const { user, system } = process.cpuUsage(before);
    const lost = lostOf1000 === 0 ? '' : `, ${lostOf1000} of 1,000 answers lost`;
    said(
      `explain, ${calls} calls by ${processes} processes${lost}${isWrong ? ', one late answer changed' : ''}`,
      `${verdict}, ${((user + system) / 1e6).toFixed(2)} s of a processor`,
      goal,
    );
    said('  steps of search', String(steps));
  }
}
