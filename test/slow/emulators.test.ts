import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { baselineFrom } from '../../src/conformance/index.ts';
import { temporary } from '../support/cli.ts';
import { blocksOf } from '../support/markdown.ts';

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: { readonly path?: string };
}

const blocks = blocksOf('docs/emulators.md');
const textOf = (language: string): string =>
  blocks.find((block) => block.language === language)?.text ?? '';
const { jobs } = parse(textOf('yaml')) as {
  jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
};
const steps = Object.values(jobs).flatMap((job) => job.steps);
const port = '4510';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return free;
}

/** A folder in which the build is installed, as after `npm ci`. */
function folderWithBuild(): string {
  const bin = join(dirname(temporary('x')), 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(resolve('dist/src/cli/main.js'), join(bin, 'agentcore-slr'));
  const home = resolve(bin, '../..');
  writeFileSync(join(home, 'package.json'), '{}');
  return home;
}

test('the job that the guide shows starts an emulator, holds it to the documents, and has reports to keep', async () => {
  expect(steps.filter(({ run, uses }) => (run === undefined) === (uses === undefined))).toEqual([]);
  const lines = steps.flatMap(({ run }) => (run === undefined || run === 'npm ci' ? [] : [run]));
  const script = lines.join('\n').replaceAll(port, String(await freePort()));
  const cwd = folderWithBuild();
  const shell = spawn('bash', ['-e', '-c', script], { cwd, detached: true, stdio: 'ignore' });
  try {
    expect(await once(shell, 'exit')).toEqual([0, null]);
  } finally {
    if (shell.pid !== undefined) process.kill(-shell.pid, 'SIGKILL');
  }
  const kept = steps.flatMap((step) => step.with?.path?.trim().split('\n') ?? []);
  expect(kept).toContain('report.json');
  expect(kept.filter((file) => !existsSync(join(cwd, file)))).toEqual([]);
  expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))).toMatchObject({
    verdict: 'conformant',
    complete: true,
  });
}, 300_000);

test('the baseline of the guide is one', () => {
  expect(baselineFrom(JSON.parse(textOf('json'))).deviations).toHaveLength(5);
});
