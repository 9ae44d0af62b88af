import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

/** TLC is started as `tlc`, where there is one on the path. */
const hasTlc = spawnSync('tlc', ['-h']).error === undefined;
const folder = mkdtempSync(join(tmpdir(), 'agentcore-slr-'));
afterAll(() => rmSync(folder, { recursive: true }));

const check = (resources: number, regions: number, ...more: string[]) => {
  const scope = ['--resources', String(resources), '--regions', String(regions), '--runs', '0'];
  const command = ['dist/src/cli/main.js', 'check', ...scope, '--tla', folder, ...more];
  return spawnSync('node', command, { encoding: 'utf8' }).stdout;
};
const tlc = (module: string) =>
  spawnSync('tlc', ['-workers', '1', module], { cwd: folder, encoding: 'utf8' }).stdout;

test.skipIf(!hasTlc).each([
  [1, 1],
  [1, 2],
  [2, 1],
  [2, 2],
] as const)(
  'TLC finds as many accounts, as deep, with %i resources in %i Regions',
  (resources, regions) => {
    const said = check(resources, regions);
    const [, accounts, depth] = /: ([\d,]+) accounts, .* depth (\d+)/.exec(said) ?? [];
    const found = tlc(`AgentCoreSlr_${resources}x${regions}`);
    expect(found).toContain('No error has been found');
    expect(found).toContain(` ${accounts?.replaceAll(',', '')} distinct states found`);
    expect(found).toContain(`complete state graph search is ${Number(depth) + 1}.`);
  },
);

test.skipIf(!hasTlc)('TLC finds a wrong model wrong', () => {
  check(2, 1, '--fault', 'last-one-not-looked-for');
  expect(tlc('AgentCoreSlr_2x1')).toMatch(/Invariant \w+ is violated/);
});

test('the module is the same each time it is written', () => {
  const written = () => readFileSync(join(folder, 'AgentCoreSlr_1x2.tla'), 'utf8');
  check(1, 2);
  const first = written();
  check(1, 2);
  expect(written()).toEqual(first);
});
