import { defaultChoices } from '../../model/index.ts';
import { explain } from '../../src/history/explain.ts';
import { draw } from '../../src/server/draw.ts';
import { busyHistory } from '../support/concurrent.ts';

/** The longest that one history may take, in seconds. */
const timeLimit = 60;

/** Explains a history of clients that call the model at once; prints what it cost against length and processes. */
export async function compareHistories(said: (what: string, found: string, goal?: string) => void) {
  for (const [processes, calls, goal] of [
    [1, 200, ''],
    [2, 200, ''],
    [4, 200, ''],
    [8, 200, ''],
    [8, 500, ''],
    [8, 1000, ''],
    [8, 2000, '5 s'],
  ] as const) {
    let turn = 0;
    const random = () => draw('explaining', processes, calls, turn++);
    const history = await busyHistory({ processes, calls, random, choices: defaultChoices });
    const began = performance.now();
    const { verdict, steps } = await explain(history, { timeLimit });
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    said(`explain, ${calls} calls by ${processes} processes`, `${verdict}, ${seconds} s`, goal);
    said('  steps of search', String(steps));
  }
}
