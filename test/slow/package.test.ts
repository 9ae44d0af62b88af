import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// npm hands its own project folder to child processes; a fresh project must find its own.
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_(config_local_prefix|lifecycle|package)/.test(name),
  ),
);
const home = mkdtempSync(join(tmpdir(), 'agentcore-slr-'));
const run = (command: string, args: readonly string[], cwd = home): string =>
  execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('package: packed and installed into an empty project', () => {
  beforeAll(() => {
    // The build of this run is packed as it is: other tests may be using it.
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', home];
    const [tarball] = JSON.parse(run('npm', pack, process.cwd())) as { filename: string }[];
    writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }\n');
    run('npm', ['install', '--no-audit', '--no-fund', `./${tarball?.filename}`]);
  }, 300_000);

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test('the command prints its help', () => {
    expect(run('npx', ['--no', '--', 'agentcore-slr', '--help'])).toMatch(/^Usage: agentcore-slr/);
  });

  test('the library loads and exports something', () => {
    const script = "console.log(Object.keys(await import('agentcore-slr')).length > 0)";
    expect(run('node', ['--input-type=module', '--eval', script])).toBe('true\n');
  });

  test('the declarations type-check for a strict user', () => {
    writeFileSync(join(home, 'user.ts'), "export * from 'agentcore-slr';\n");
    const tsc = join(process.cwd(), 'node_modules/typescript/bin/tsc');
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023'];
    expect(run('node', [tsc, ...options, 'user.ts'])).toBe('');
  });
});
