import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ConformRecord } from '../../src/conformance/index.ts';
import { cli, cliInterrupted, temporary } from '../support/cli.ts';
import { running } from '../support/commands.ts';
import { served } from '../support/serveCommand.ts';
import { model, started } from '../support/server.ts';

const wrong = ['--fault', 'mode-change-missed', '--only', 'scenario/mode-change-missed'];
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as ConformRecord;

test('a target that goes away is an error, and what was found before is reported', async () => {
  const { url, kill } = await served(['--seed', '1']);
  const [ledger, json, junit, html] = ['run.ledger', 'r.json', 'r.xml', 'r.html'].map(
    temporary,
  ) as [string, string, string, string];
  const files = ['--json', json, '--junit', junit, '--html', html];
  const { ended } = running(['conform', '--endpoint', url, '--ledger', ledger, ...files]);
  const made = () => (existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n').length : 0);
  while (made() < 200) await sleep(20);
  kill();
  const { code, stdout } = await ended;
  expect(code).toBe(3);
  const { results, complete, counts } = read(json);
  expect(complete).toBe(false);
  expect(results.length).toBeGreaterThan(1000);
  expect(counts.pass).toBeGreaterThan(10);
  const after = results.slice(results.findIndex(({ verdict }) => verdict === 'error'));
  expect(new Set(after.map(({ verdict }) => verdict))).toEqual(new Set(['error']));
  expect(stdout).toMatch(/ECONNREFUSED|ECONNRESET|does not answer/);
  expect(readFileSync(junit, 'utf8')).toContain('<error ');
  expect(readFileSync(html, 'utf8')).toContain('</html>');
});

describe('reports', () => {
  test('go where they are asked for, and can be made again from the data', () => {
    const [json, junit, html] = ['r.json', 'r.xml', 'r.html'].map(temporary) as [
      string,
      string,
      string,
    ];
    const { code, stdout } = cli(
      'conform',
      ...wrong,
      '--json',
      json,
      '--junit',
      junit,
      '--html',
      html,
    );
    expect(code).toBe(1);
    expect(stdout).toContain('What is wrong (1)');
    const again = temporary('again.html');
    const told = cli('conform', '--from', json, '--html', again);
    expect(told).toEqual({ code: 1, stdout, stderr: '' });
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(html, 'utf8'));
    expect(readFileSync(junit, 'utf8')).toContain('<failure ');
  });

  test('go to standard output in the place of the text', () => {
    const { stdout } = cli('conform', ...wrong, '--json', '-');
    expect((JSON.parse(stdout) as ConformRecord).verdict).toBe('not conformant');
    expect(cli('conform', ...wrong, '--junit', '-').stdout).toMatch(/^<\?xml /);
    expect(cli('conform', ...wrong, '--quiet').stdout).toBe(
      '1 fail.\nNo whole profile was found conformant.\n',
    );
  });

  test('name what was tried, and hide accounts and keys', () => {
    const args = ['--implementation', 'mine', '--implementation-version', '1.2', '--redact'];
    const { stdout } = cli('conform', ...wrong, ...args, '--json', '-');
    const { implementation } = JSON.parse(stdout) as ConformRecord;
    expect(implementation).toMatchObject({ name: 'mine', version: '1.2' });
    expect(stdout).not.toContain('123456789012');
  });

  test('what failed can be repeated, where it was', async () => {
    const json = temporary('r.json');
    cli('conform', '--only', 'absent/GetRole/NoSuchEntity', ...wrong, '--json', json);
    const { stdout, code } = cli(
      'conform',
      '--from',
      json,
      '--failed',
      '--fault',
      'mode-change-missed',
    );
    expect(stdout).toMatch(/: 1 cases, /);
    expect(code).toBe(1);
    const { url } = await started({ timeScale: 'manual' });
    writeFileSync(json, JSON.stringify({ ...read(json), endpoint: url }));
    const mended = await running(['conform', '--from', json, '--failed', '--json', '-']).ended;
    expect((JSON.parse(mended.stdout) as ConformRecord).endpoint).toBe(url);
  });

  test('a baseline excuses what is known, and fails where it is right again', () => {
    const file = temporary('baseline.json');
    const entry = { case: 'scenario/mode-change-missed', reason: 'to be mended' };
    writeFileSync(file, JSON.stringify({ deviations: [entry] }));
    expect(cli('conform', ...wrong, '--baseline', file)).toMatchObject({ code: 0 });
    const { code, stdout } = cli('conform', ...wrong.slice(2), '--baseline', file);
    expect(stdout).toContain('stale');
    expect(code).toBe(1);
  });

  test('a dry run prints calls, and makes none', () => {
    const { code, stdout } = cli(
      'conform',
      '--endpoint',
      'http://127.0.0.1:9',
      '--dry-run',
      ...wrong.slice(2),
    );
    expect(stdout).toMatch(/^aws bedrock-agentcore-control create-agent-runtime /m);
    expect(stdout).not.toContain('conformant');
    expect(code).toBe(0);
  });
});

/** Cases that make no users and groups, which not every target can delete. */
const cases = ['resource-uses-role', 'any-region-holds-role', 'role-made-by-vpc-create'];
const only = cases.flatMap((name) => ['--only', `rule/${name}`]);

describe('a run that is stopped', () => {
  test('by Ctrl-C, writes what it found, and ends with 4', async () => {
    const [json, junit] = ['r.json', 'r.xml'].map(temporary) as [string, string];
    const { code, stdout } = await cliInterrupted(
      'once',
      'conform',
      '--profile',
      'role',
      '--json',
      json,
      '--junit',
      junit,
    );
    expect(stdout).toMatch(/Incomplete, not every case was tried: /);
    expect(code).toBe(4);
    const { complete, results } = read(json);
    expect(complete).toBe(false);
    expect(results.length).toBeGreaterThan(0);
    expect(results.length).toBeLessThan(294);
    expect(readFileSync(junit, 'utf8')).toContain('<testsuites ');
  });

  test('by its budget, ends with 4 and leaves nothing', async () => {
    const server = await started({ timeScale: 'manual' });
    const args = ['conform', '--endpoint', server.url, ...only, '--budget-calls', '60'];
    const { code, stdout } = await running(args).ended;
    expect(stdout).toMatch(/Incomplete, not every case was tried/);
    expect(stdout).not.toContain('Still there');
    expect(code).toBe(4);
  });
});

describe('a run in the middle', () => {
  const taking = async (url: string, ledger: string) => {
    const args = ['conform', '--endpoint', url, '--ledger', ledger, ...only];
    const run = running(args);
    const hasMade = () => existsSync(ledger) && /"was":"made"/.test(readFileSync(ledger, 'utf8'));
    while (!hasMade() && run.child.exitCode === null) await sleep(5);
    expect(run.child.exitCode).toBe(null);
    return run;
  };
  const leftIn = (account: unknown): readonly unknown[] => {
    const { core, beside } = account as {
      core: { resources: readonly { state: { status: string } }[]; role: { role: string } };
      beside: { network: object; roles: object };
    };
    return [
      ...core.resources.filter(({ state }) => state.status !== 'DELETED'),
      ...Object.keys({ ...beside.network, ...beside.roles }),
      ...(['absent', 'deleted'].includes(core.role.role) ? [] : [core.role.role]),
    ];
  };

  test('killed, is cleaned up by its ledger', async () => {
    const server = await started({ timeScale: 'manual' });
    const ledger = temporary('ledger');
    const { child, ended } = await taking(server.url, ledger);
    child.kill('SIGKILL');
    await ended;
    const shown = async () => (await model(server, 'GET', 'account')).value.account;
    expect(leftIn(await shown())).not.toEqual([]);
    const cleaned = await running(['clean', '--ledger', ledger]).ended;
    expect(cleaned).toMatchObject({ code: 0, stderr: '' });
    expect(leftIn(await shown())).toEqual([]);
  });

  test('interrupted, takes down what it made', async () => {
    const server = await started({ timeScale: 'manual' });
    const { child, ended } = await taking(server.url, temporary('ledger'));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 4, stderr: '' });
    expect(leftIn((await model(server, 'GET', 'account')).value.account)).toEqual([]);
  });
});
