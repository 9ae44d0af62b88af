import { describe, expect, test } from 'vitest';
import { type FaultName, faulty } from '../../model/faults/index.ts';
import { callers } from '../../model/index.ts';
import { atTheStart } from '../../src/conformance/performance.ts';
import { performSequence, sequencesOf } from '../../src/conformance/random.ts';
import { Running } from '../../src/conformance/running.ts';
import { shrink } from '../../src/conformance/shrink.ts';
import { inProcess, modelImplementation } from '../../src/target/inProcess.ts';
import { runOn } from '../support/runOn.ts';

const seed = 1;
const start = atTheStart('123456789012');
const known = new Set<string>();

/** A run on a wrong model that has only begun. */
function runningOn(name: FaultName): Running {
  const target = inProcess(modelImplementation({ model: faulty(name) }));
  const beginning = { target, tidy: async () => [], roleWasThere: false };
  const arns = { main: callers.administrator.arn, limited: callers.reader.arn };
  const patience = { forMs: 10_000, firstMs: 0, mostMs: 0 };
  return new Running(beginning, { target, start, arns, patience, stopped: () => false });
}

describe('random sequences', () => {
  test('are the same for the same seed', () => {
    expect(sequencesOf(seed, 3)).toEqual(sequencesOf(seed, 3));
    expect(sequencesOf(seed, 3)).not.toEqual(sequencesOf(seed + 1, 3));
  });

  test('fail nothing that the model answers', async () => {
    const { results } = await runOn(
      inProcess(modelImplementation({ behaviour: 'adversarial', seed: '3' })),
      [],
      { runs: 3, seed, raceTimes: 0 },
    );
    expect(results.map(({ id }) => id)[2]).toBe(`random/${seed}/3`);
    expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(results.flatMap(({ story }) => story).length).toBeGreaterThan(50);
  });

  test.each(['used-role-not-found', 'public-makes-role'] as const satisfies readonly FaultName[])(
    'find a wrong model, and nothing can be left out of what is reported: %s',
    async (name) => {
      const running = runningOn(name);
      for (const sequence of sequencesOf(seed, 20)) {
        const first = await performSequence('random', sequence, running, known);
        const what = first.deviation?.what;
        if (what === undefined) continue;
        const replay = (fewer: typeof sequence) => performSequence('random', fewer, running, known);
        const shrunk = await shrink(
          sequence,
          first,
          replay,
          ({ deviation }) => deviation?.what === what,
        );
        expect(shrunk.isMinimal).toBe(true);
        expect(shrunk.result.deviation?.what).toBe(what);
        for (const at of shrunk.sequence.keys()) {
          const { deviation } = await replay(shrunk.sequence.toSpliced(at, 1));
          expect(deviation?.what).not.toBe(what);
        }
        return;
      }
      throw new Error(`${name} was not found`);
    },
  );
});

describe('shrinking', () => {
  const replay = async (fewer: readonly number[]) => fewer;
  const needs = (all: readonly number[]) => [3, 17, 29].every((one) => all.includes(one));

  test('ends with what cannot be left out', async () => {
    const all = Array.from({ length: 40 }, (_, number) => number);
    const { sequence, isMinimal } = await shrink(all, all, replay, needs);
    expect(sequence).toEqual([3, 17, 29]);
    expect(isMinimal).toBe(true);
  });

  test('says that the budget came to its end before', async () => {
    const all = Array.from({ length: 40 }, (_, number) => number);
    const { isMinimal, replays } = await shrink(all, all, replay, needs, 5);
    expect({ isMinimal, replays }).toEqual({ isMinimal: false, replays: 5 });
  });
});
