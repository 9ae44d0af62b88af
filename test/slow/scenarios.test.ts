import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type FaultName, faulty } from '../../model/faults/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { embedded } from '../../src/conformance/embedded.ts';
import { performOnModel } from '../../src/conformance/onModel.ts';
import { pages } from '../../src/docgen/pages.ts';
import { runOn } from '../support/runOn.ts';

const killing = cases.filter(({ id }) => id.startsWith('scenario/'));

describe('scenarios', () => {
  test.each(killing)('$id: the right model passes it', async (one) => {
    expect((await performOnModel(one, {})).verdict).toBe('pass');
  });

  test.each(killing)('$id finds its wrong model over HTTP', async (one) => {
    const name = one.id.replace('scenario/', '') as FaultName;
    const target = await embedded({ model: faulty(name) });
    try {
      const { results } = await runOn(target, [one], { runs: 0, raceTimes: 0 });
      expect(results.map(({ verdict }) => verdict)).toEqual(['fail']);
    } finally {
      await target.close();
    }
  });
});

test('what no client sees is gone through to the end, as the committed page says', async () => {
  const committed = readFileSync('docs/reference/power.md', 'utf8');
  expect(committed, '`npm run reference power` writes it anew').toBe(await pages['power.md']());
  expect(committed).not.toContain('**seen**');
}, 600_000);
