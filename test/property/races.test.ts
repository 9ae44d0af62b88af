import { describe, expect, test } from 'vitest';
import { faulty } from '../../model/faults/index.ts';
import { races } from '../../src/conformance/races.ts';
import type { Run } from '../../src/conformance/run.ts';
import { inProcess, type ModelOptions, modelImplementation } from '../../src/target/inProcess.ts';
import { runOn } from '../support/runOn.ts';

const raced = (options: ModelOptions): Promise<Run> =>
  runOn(inProcess(modelImplementation(options)), [], { runs: 0, raceTimes: 1 });

describe('races', () => {
  test('an order explains what the model answers to several clients at once', async () => {
    const { results, complete } = await raced({ behaviour: 'adversarial', seed: '7' });
    expect(complete).toBe(true);
    expect(results.map(({ id, verdict }) => [id, verdict])).toEqual(
      Object.keys(races).map((name) => [`race/${name}`, 'pass']),
    );
  });

  test('no order explains a wrong model', async () => {
    const { results } = await raced({ model: faulty('usage-ignored') });
    const failed = results.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ id }) => id)).toContain('race/create-against-delete');
    for (const { deviation } of failed) expect(deviation?.permitted.length).toBeGreaterThan(0);
  });
});
