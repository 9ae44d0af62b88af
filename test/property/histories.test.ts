import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { History, HistoryCall } from '../../src/history/history.ts';
import { readHistory } from '../../src/history/read.ts';
import { believe, observe } from '../../src/observe/observe.ts';

const folder = 'test/vectors/histories';

/** Whether each call was made after all before it had been answered. */
const isSequential = ({ calls }: History): boolean =>
  calls.every(
    ({ invoked, ended }, at) =>
      Number.isFinite(ended) && (at === 0 || invoked > (calls[at - 1] as HistoryCall).ended),
  );

/** Whether the judge of `conform` finds nothing wrong with what one call after the other came to. */
function isPermitted({ calls, startOf, open, bounds }: History): boolean {
  const start = startOf(calls[0]?.account ?? '');
  const beliefs = believe(start, bounds === undefined ? { open } : { open, bounds });
  return calls.reduce((soFar, one) => observe(soFar, one.call, one.seen, one), beliefs).size > 0;
}

async function judgedIn(kind: string): Promise<readonly (readonly [string, boolean])[]> {
  const judged: [string, boolean][] = [];
  for (const file of readdirSync(`${folder}/${kind}`)) {
    const history = await readHistory([readFileSync(`${folder}/${kind}/${file}`, 'utf8')]);
    if (isSequential(history)) judged.push([file, isPermitted(history)]);
  }
  return judged;
}

test('the judge of conform never blames a history that is possible, where its calls follow one another', async () => {
  const judged = await judgedIn('possible');
  expect(judged.length).toBeGreaterThan(20);
  expect(judged.filter(([, permitted]) => !permitted)).toEqual([]);
});

test('and blames every one that is not', async () => {
  const judged = await judgedIn('impossible');
  expect(judged.length).toBeGreaterThan(20);
  expect(judged.filter(([, permitted]) => permitted)).toEqual([]);
});
