import { describe, expect, test } from 'vitest';
import { faultNames } from '../../model/faults/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { withoutCase } from '../../src/power/withoutCase.ts';
import { cli } from '../support/cli.ts';
import { runOn } from '../support/runOn.ts';
import { serving } from '../support/serving.ts';
import { onSomeTarget, seedsFor } from '../support/someTarget.ts';

const visible = faultNames.filter((name) => !Object.hasOwn(withoutCase, name));
/** One fault of each layer, and one that shows only after hours. */
const handful = ['one-region', 'list-hides-role', 'tag-adopts', 'interface-in-use-orphaned'];
const some = cases.filter(({ id }) => /^(rule|scenario)\//.test(id));

describe('a wrong model behind HTTP is found by a run that does not know which it is', () => {
  test.each(visible)('%s', async (name) => {
    const isFound = await onSomeTarget(name, async (target) => {
      let fails = false;
      const { results } = await runOn(target, some, {
        runs: 0,
        raceTimes: 0,
        stopped: () => fails,
        told: (_done, _of, { verdict, requirements }) => {
          fails ||= verdict === 'fail' && requirements.length > 0;
        },
      });
      expect(results.filter(({ verdict }) => verdict === 'error')).toEqual([]);
      return fails;
    });
    expect(isFound, 'a case that fails and names a requirement').toBe(true);
  });
});

test.each(handful)('conform --fault %s exits 1 and names a requirement', (name) => {
  const { code, stdout } = cli('conform', '--fault', name, '--only', `scenario/${name}`);
  expect(stdout).toContain('What is wrong (1)');
  expect(code).toBe(1);
});

/** As docs/reference/power.md says it. */
const atAnotherPace = [
  ['failed-delete-not-counted', 'resource.fail=20..60'],
  ['interface-freed-while-shared', 'interface.attach=never'],
] as const;

describe.each(atAnotherPace)('serve --fault %s', (name, duration) => {
  const conformed = async (...flags: readonly string[]) => {
    const server = await serving('--time-scale', 'manual', ...flags);
    return cli('conform', '--endpoint', server.url, '--only', `scenario/${name}`);
  };

  test(`shows at --duration ${duration}`, async () => {
    for (const seed of seedsFor(name)) {
      const flags = ['--fault', name, '--duration', duration, '--seed', seed];
      const { code, stdout } = await conformed(...flags);
      if (code !== 1) continue;
      expect(stdout).toContain('What is wrong (1)');
      expect(stdout).toMatch(/^ {3}[\w-]+ \(documented\): /m);
      return;
    }
    expect.unreachable('it does not show');
  });

  test('does not show at the usual pace', async () => {
    expect((await conformed('--fault', name)).stdout).not.toContain('What is wrong');
  });

  test('is nothing that the right model does at that pace', async () => {
    expect((await conformed('--duration', duration)).stdout).not.toContain('What is wrong');
  });
});
