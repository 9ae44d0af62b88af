import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, cliInterrupted, temporary } from '../support/cli.ts';
import { blocksOf } from '../support/markdown.ts';
import { getRole, role, shellHarness, starts, untilItsEnd } from '../support/shellHarness.ts';

test('silence is an answer that was lost, and the third time there is nothing to call', async () => {
  const target = await shellHarness([starts, untilItsEnd], { callMs: 1500 });
  const silence = 'The harness does not answer within 1.5 s.';
  expect(await getRole(target)).toMatchObject({ lost: silence, malformed: undefined });
  expect(await getRole(target)).toMatchObject({ lost: silence });
  await target.reset?.();
  expect(await getRole(target)).toMatchObject({ lost: silence });
  await target.reset?.();
  expect(await target.advance?.()).toBe(false);
  await expect(target.reset?.()).rejects.toThrow(/does not answer within 1.5 s, 3 times now\.$/);
});

/** What has ended may still be in the list of processes, until somebody asks how. */
const isRunning = (pid: number): boolean =>
  /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout);

test('a harness that does not end when it is told to is killed, with all that it started', async () => {
  let told = '';
  const target = await shellHarness([starts, 'sleep 1000 & echo $! >&2', role, 'wait'], {
    stopMs: 200,
    told: (text) => {
      told += text;
    },
  });
  await getRole(target);
  await expect.poll(() => told !== '' && isRunning(Number(told))).toBe(true);
  await expect(target.close()).rejects.toThrow(
    /does not end within 0.2 s of stop, and was killed\.$/,
  );
  await expect.poll(() => isRunning(Number(told))).toBe(false);
});

const example = 'python3 docs/examples/harness.py';

describe('the example in Python', () => {
  test('passes the profiles that it is for', () => {
    const { code, stdout, stderr } = cli(
      ...['conform', '--harness', example, '--profile', 'role', '--profile', 'lifecycle'],
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^a small AgentCore: \d+ cases, \d+ calls, [\d.]+ s\.$/m);
    expect(stdout).toMatch(/Conformant to semantics \S+, profiles role, lifecycle\.\n$/);
    expect(code).toBe(0);
  });

  test('says what it does not have', () => {
    const { code, stdout } = cli('conform', '--harness', example, '--only', 'absent/CreateVpc/ok');
    expect(stdout).toContain('unsupported: CreateVpc: the harness does not list it');
    expect(code).toBe(1);
  });

  /** One change of the example, and a case that must find it. */
  const changes: Readonly<Record<string, readonly [was: string, is: string]>> = {
    'rule/any-region-holds-role': ['elif not self.uses():', 'elif True:'],
    'rule/public-leaves-role-alone': [
      'if mode == "VPC" and not self.role():',
      'if not self.role():',
    ],
    'in-use/PutRolePolicy/UnmodifiableEntity': [
      'refuse_unless(found is not self.role(), "Unmod',
      'refuse_unless(True, "Unmod',
    ],
  };

  test.each(Object.entries(changes))('changed, fails %s', (id, [was, is]) => {
    const folder = temporary('examples');
    cpSync('docs/examples', folder, { recursive: true });
    const file = join(folder, 'small_agentcore.py');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(was);
    writeFileSync(file, text.replace(was, is));
    const { code, stdout } = cli(
      ...['conform', '--harness', `python3 '${join(folder, 'harness.py')}'`, '--only', id],
    );
    expect(stdout).toContain('What is wrong');
    expect(code).toBe(1);
  });
});

test.each(['once', 'untilItEnds'] as const)(
  'Ctrl-C, pressed %s, ends the harness, too',
  async (pressed) => {
    const pids = temporary('pids');
    const command = `echo $$ >>'${pids}'; exec ${example}`;
    const { code } = await cliInterrupted(
      pressed,
      ...['conform', '--harness', command, '--profile', 'role'],
    );
    expect(code).toBe(4);
    for (const pid of readFileSync(pids, 'utf8').trim().split('\n'))
      await expect.poll(() => isRunning(Number(pid))).toBe(false);
  },
);

test('a harness that does not start, and one beside another target, are said in a sentence', () => {
  const none = cli('conform', '--harness', 'no-such-command');
  expect(none.stderr).toMatch(/^agentcore-slr: The harness "no-such-command" ended with code 127/m);
  expect(none.code).toBe(3);
  const two = cli('conform', '--harness', example, '--endpoint', 'http://127.0.0.1:9');
  expect(two.stderr).toBe(
    'agentcore-slr: --harness is a target of its own: leave the other ones out.\n',
  );
  expect(two.code).toBe(2);
});

const commands = blocksOf('docs/harness.md')
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.trim().split('\n'));

test.each(commands)('%s', (line) => {
  const [, words = ''] = /^npx agentcore-slr (.*)$/.exec(line) ?? [];
  const { status } = spawnSync('sh', ['-c', `node dist/src/cli/main.js ${words}`]);
  expect(status).toBe(0);
});
