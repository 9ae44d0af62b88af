import { expect } from 'vitest';
import type { Case } from '../../src/conformance/cases.ts';
import type { Judged, Run } from '../../src/conformance/run.ts';

const shown = ({ id, verdict, reason, story, deviations }: Judged): string =>
  JSON.stringify([
    id,
    verdict,
    reason,
    deviations,
    story.map(({ call, reply }) => [call.operation, call.input, reply.seen]),
  ]);

/** Sees that nothing was failed, and that so much of what must be was seen to be so. */
export function expectFair({ results }: Run, passedLeast: number): void {
  expect(results.filter(({ verdict }) => verdict === 'fail').map(shown)).toEqual([]);
  const must = results.filter(({ level }) => level === 'MUST');
  const passed = must.filter(({ verdict }) => verdict === 'pass');
  expect(passed.length / must.length).toBeGreaterThanOrEqual(passedLeast);
}

/** Every so many cases, another part of them for each number. */
export const someOf = (all: readonly Case[], every: number, number: number): readonly Case[] =>
  all.filter((_, at) => at % every === number % every);
