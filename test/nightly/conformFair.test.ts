import { expect, test } from 'vitest';
import { cases } from '../../src/conformance/cases.ts';
import { inProcess, modelImplementation } from '../../src/target/inProcess.ts';
import { expectFair, someOf } from '../support/adversarial.ts';
import { runOn } from '../support/runOn.ts';

const seeds = 1000;
const every = 60;

test('a thousand adversarial targets, each on a part of the cases: nothing is failed', async () => {
  const first = Number(process.env.AGENTCORE_SLR_SEED ?? 0);
  let passed = 0;
  let must = 0;
  for (let number = 0; number < seeds; number++) {
    const seed = first + number;
    const options = { behaviour: 'adversarial', seed: String(seed) } as const;
    const target = inProcess(modelImplementation(options));
    const done = await runOn(target, someOf(cases, every, seed), { runs: 1, seed, raceTimes: 0 });
    expectFair(done, 0);
    for (const { level, verdict } of done.results)
      if (level === 'MUST') {
        must += 1;
        passed += Number(verdict === 'pass');
      }
  }
  expect(passed / must).toBeGreaterThanOrEqual(0.95);
});
