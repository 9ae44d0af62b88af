import { describe, expect, test } from 'vitest';
import { choiceNames, choices } from '../../model/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { embedded } from '../../src/conformance/embedded.ts';
import { performOnModel } from '../../src/conformance/onModel.ts';
import type { CaseResult } from '../../src/conformance/story.ts';
import { inProcess, modelImplementation } from '../../src/target/inProcess.ts';
import { expectFair, someOf } from '../support/adversarial.ts';
import { cli } from '../support/cli.ts';
import { runOn } from '../support/runOn.ts';
import { slowTarget } from '../support/slowTarget.ts';

const shown = ({ id, verdict, reason, story, deviation }: CaseResult) =>
  JSON.stringify([
    id,
    verdict,
    reason,
    deviation,
    story.map(({ call, reply }) => [call.operation, call.input, reply.seen]),
  ]);

describe('no case fails what the model permits', () => {
  const others = choiceNames.flatMap((name) =>
    choices[name].alternatives.slice(1).map((alternative) => [name, alternative] as const),
  );
  const few = cases.filter(({ id }, index) => /^(rule|scenario)\//.test(id) || index % 10 === 0);

  test.each(others)('with %s=%s', async (name, alternative) => {
    for (const one of few) {
      const result = await performOnModel(one, { choices: { [name]: alternative } });
      expect(result.verdict, shown(result)).not.toBe('fail');
    }
  });

  test.each([1, 2, 3, 4, 5])('adversarial, seed %s', async (seed) => {
    const options = { behaviour: 'adversarial', seed: String(seed) } as const;
    const target = inProcess(modelImplementation(options));
    expectFair(await runOn(target, someOf(cases, 5, seed), { runs: 3, seed, raceTimes: 1 }), 0.9);
  });

  test.each([1, 2, 3])(
    'one that answers late, and loses requests and answers, seed %s',
    async (seed) => {
      const target = slowTarget(inProcess(modelImplementation({ seed: String(seed) })), seed);
      expectFair(await runOn(target, someOf(cases, 8, seed), { runs: 3, seed, raceTimes: 1 }), 0);
    },
  );

  test('adversarial over HTTP, five seeds: 95 of 100 of what must be is seen to be so', async () => {
    let passed = 0;
    let must = 0;
    for (const seed of [1, 2, 3, 4, 5]) {
      const target = await embedded({ behaviour: 'adversarial', seed: String(seed) });
      try {
        const done = await runOn(target, someOf(cases, 12, seed), { runs: 2, seed });
        expectFair(done, 0);
        const all = done.results.filter(({ level }) => level === 'MUST');
        must += all.length;
        passed += all.filter(({ verdict }) => verdict === 'pass').length;
      } finally {
        await target.close();
      }
    }
    expect(passed / must).toBeGreaterThanOrEqual(0.95);
  }, 300_000);
});

describe('conform', () => {
  test('finds the embedded server conformant, in every profile', () => {
    const { code, stdout } = cli('conform');
    expect(stdout).toMatch(
      /Conformant to semantics \S+, profiles role, lifecycle, network, access\.\n$/,
    );
    expect(stdout).not.toMatch(/\d fail/);
    expect(code).toBe(0);
  });

  test('finds a wrong model, and names the requirement', () => {
    const { code, stdout } = cli(
      'conform',
      '--fault',
      'browser-not-counted',
      '--only',
      'scenario/browser-not-counted',
    );
    expect(stdout).toContain('What is wrong (1)');
    expect(stdout).toMatch(
      /Again: agentcore-slr conform --fault browser-not-counted --only scenario/,
    );
    expect(code).toBe(1);
  });

  test('lists its cases', () => {
    const { code, stdout } = cli('conform', '--list', '--only', 'role-read');
    expect(stdout).toMatch(/^rule\/role-read\tSHOULD\tlifecycle\tThe role has its fixed name/m);
    expect(code).toBe(0);
  });

  test('refuses a name that is none, and says which is near', () => {
    const { code, stderr } = cli('conform', '--only', 'role-raed');
    expect(stderr).toContain('Did you mean role-read?');
    expect(code).toBe(2);
  });

  test('says so where nothing answers', () => {
    const { code, stderr } = cli('conform', '--endpoint', 'http://127.0.0.1:9');
    expect(stderr).toMatch(/^agentcore-slr: .*does not answer/);
    expect(code).toBe(3);
  });
});
