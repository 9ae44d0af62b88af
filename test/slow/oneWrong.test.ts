import { expect, test } from 'vitest';
import { cases } from '../../src/conformance/cases.ts';
import { countsOf, failureGroups } from '../../src/conformance/verdicts.ts';
import { inProcess } from '../../src/target/inProcess.ts';
import { runOn } from '../support/runOn.ts';
import { wrongImplementation, wrongs } from '../support/wrongTargets.ts';

const some = cases.filter(({ id }, at) => id.startsWith('rule/') || at % 6 === 0);

test.each(Object.keys(wrongs) as (keyof typeof wrongs)[])(
  'a target that gets one thing wrong reads as one failure: %s',
  async (name) => {
    const done = await runOn(inProcess(wrongImplementation(name)), some);
    const groups = failureGroups(done).map(({ what }) => what);
    expect(groups).toHaveLength(1);
    expect(countsOf(done.results).fail).toBeGreaterThan(2);
  },
);
