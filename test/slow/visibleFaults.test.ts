import { describe, expect, test } from 'vitest';
import { faultNames, faulty } from '../../model/faults/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { embedded } from '../../src/conformance/embedded.ts';
import { withoutCase } from '../../src/power/withoutCase.ts';
import { cli } from '../support/cli.ts';
import { runOn } from '../support/runOn.ts';

const visible = faultNames.filter((name) => !Object.hasOwn(withoutCase, name));
/** One fault of each layer, and one that shows only after hours. */
const handful = ['one-region', 'list-hides-role', 'tag-adopts', 'interface-in-use-orphaned'];
const some = cases.filter(({ id }) => /^(rule|scenario)\//.test(id));

describe('a wrong model behind HTTP is found by a run that does not know which it is', () => {
  test.each(visible)('%s', async (name) => {
    const target = await embedded({ model: faulty(name) });
    let isFound = false;
    try {
      const { results } = await runOn(target, some, {
        runs: 0,
        raceTimes: 0,
        stopped: () => isFound,
        told: (_done, _of, { verdict, requirements }) => {
          isFound ||= verdict === 'fail' && requirements.length > 0;
        },
      });
      expect(results.filter(({ verdict }) => verdict === 'error')).toEqual([]);
      expect(isFound, 'a case that fails and names a requirement').toBe(true);
    } finally {
      await target.close();
    }
  });
});

test.each(handful)('conform --fault %s exits 1 and names a requirement', (name) => {
  const { code, stdout } = cli('conform', '--fault', name, '--only', `scenario/${name}`);
  expect(stdout).toContain('What is wrong (1)');
  expect(code).toBe(1);
});
