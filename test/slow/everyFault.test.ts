import { expect, test } from 'vitest';
import { faultNames, faulty } from '../../model/faults/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { failedBy, performedOnRight } from '../../src/power/differing.ts';
import { paceOf, usualPace } from '../../src/power/paces.ts';
import { withoutCase } from '../../src/power/withoutCase.ts';

test('the whole suite on every wrong model: what has a case is failed by it, and what has none by nothing', async () => {
  const performed = await performedOnRight(cases);
  for (const name of faultNames) {
    const pace = paceOf(name);
    const there = pace === usualPace ? performed : await performedOnRight(cases, pace);
    const failed = (await failedBy(faulty(name), there)).map(({ id }) => id);
    if (Object.hasOwn(withoutCase, name)) expect(failed, name).toEqual([]);
    else expect(failed, name).toContain(`scenario/${name}`);
  }
});
