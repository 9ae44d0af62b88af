import { describe, expect, test } from 'vitest';
import { faulty } from '../../model/faults/index.ts';
import { races } from '../../src/conformance/races.ts';
import type { Run } from '../../src/conformance/run.ts';
import { inProcess, type ModelOptions, modelImplementation } from '../../src/target/inProcess.ts';
import { runOn } from '../support/runOn.ts';

const raced = (options: ModelOptions, wants = (_: string) => true): Promise<Run> =>
  runOn(inProcess(modelImplementation(options)), [], { runs: 0, raceTimes: 1, wants });

describe('races', () => {
  test('an order explains what the model answers to several clients at once', async () => {
    const { results, complete } = await raced({ behaviour: 'adversarial', seed: '7' });
    expect(complete).toBe(true);
    expect(results.map(({ id, verdict }) => [id, verdict])).toEqual(
      Object.keys(races).map((name) => [`race/${name}`, 'pass']),
    );
  });

  test('no order explains a wrong model', async () => {
    const race = 'race/create-against-delete';
    const { results } = await raced({ model: faulty('usage-ignored') }, (id) => id === race);
    expect(results.map(({ id, verdict }) => [id, verdict])).toEqual([[race, 'fail']]);
    for (const { deviation } of results) expect(deviation?.permitted.length).toBeGreaterThan(0);
  });
});
