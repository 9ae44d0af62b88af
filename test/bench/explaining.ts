import { defaultChoices } from '../../model/index.ts';
import { explain } from '../../src/history/explain.ts';
import { draw } from '../../src/server/draw.ts';
import { busyHistory } from '../support/concurrent.ts';

/** The longest that one history may take, in seconds. */
const timeLimit = 60;

/** Against length with 8 processes, against processes with 500 calls, and the goal with and without lost answers. */
const sizes: readonly (readonly [
  processes: number,
  calls: number,
  lostOf1000: number,
  goal: string,
])[] = [
  [8, 200, 0, ''],
  [8, 500, 0, ''],
  [8, 1000, 0, ''],
  [8, 2000, 0, '5 s'],
  [8, 2000, 5, '5 s'],
  [8, 4000, 0, ''],
  [1, 500, 0, ''],
  [2, 500, 0, ''],
  [4, 500, 0, ''],
  [16, 500, 0, ''],
];

/** Explains histories of clients that call the model at once; prints what it cost against length, processes and lost answers. */
export async function compareHistories(said: (what: string, found: string, goal?: string) => void) {
  for (const [processes, calls, lostOf1000, goal] of sizes) {
    let turn = 0;
    const random = () => draw('explaining', processes, calls, turn++);
    const busy = { processes, calls, lostOf1000, random, choices: defaultChoices };
    const history = await busyHistory(busy);
    const before = process.cpuUsage();
    const { verdict, steps } = await explain(history, { timeLimit });
    const { user, system } = process.cpuUsage(before);
    const lost = lostOf1000 === 0 ? '' : `, ${lostOf1000} of 1,000 answers lost`;
    said(
      `explain, ${calls} calls by ${processes} processes${lost}`,
      `${verdict}, ${((user + system) / 1e6).toFixed(2)} s of a processor`,
      goal,
    );
    said('  steps of search', String(steps));
  }
}
