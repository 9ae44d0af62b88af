import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FaultName } from '../../model/faults/index.ts';
import { type Case, cases } from '../../src/conformance/cases.ts';
import { performOnModel } from '../../src/conformance/onModel.ts';
import { pages } from '../../src/docgen/pages.ts';
import { paceOf } from '../../src/power/paces.ts';
import { runOn } from '../support/runOn.ts';
import { onSomeTarget } from '../support/someTarget.ts';

const nameOf = ({ id }: Case) => id.replace('scenario/', '') as FaultName;
const killing = cases.filter(({ id }) => id.startsWith('scenario/'));

describe('scenarios', () => {
  test.each(killing)('$id: the right model passes it', async (one) => {
    expect((await performOnModel(one, paceOf(nameOf(one)))).verdict).toBe('pass');
  });

  test.each(killing)('$id finds its wrong model over HTTP', async (one) => {
    const isFound = await onSomeTarget(nameOf(one), async (target) => {
      const { results } = await runOn(target, [one], { runs: 0, raceTimes: 0 });
      return results.length === 1 && results[0]?.verdict === 'fail';
    });
    expect(isFound).toBe(true);
  });
});

test('what no client sees is gone through to the end, as the committed page says', async () => {
  const committed = readFileSync('docs/reference/power.md', 'utf8');
  expect(committed, '`npm run reference power` writes it anew').toBe(await pages['power.md']());
  expect(committed).not.toContain('**seen**');
}, 600_000);
