import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { races } from '../../src/conformance/races.ts';
import { cli, temporary } from '../support/cli.ts';
import { serving } from '../support/serving.ts';

const rules = ['any-region-holds-role', 'role-id-fresh'];
const asked = [...rules.map((id) => `rule/${id}`), ...Object.keys(races).map((id) => `race/${id}`)];

/** The histories that a run of one case or race on a server of its own records. */
async function recordedOf(id: string): Promise<readonly string[]> {
  const server = await serving('--time-scale', 'manual');
  const folder = join(dirname(temporary('x')), 'histories');
  const run = cli('conform', '--endpoint', server.url, '--only', id, '--record', folder);
  expect([run.code, run.stderr]).toEqual([0, '']);
  return readdirSync(folder).map((file) => join(folder, file));
}

test.each(asked)('what conform records of %s is explained', async (id) => {
  const files = await recordedOf(id);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const { code, stdout } = cli('explain', file);
    expect([file, code, stdout]).toEqual([file, 0, expect.stringContaining('Explicable')]);
  }
});

test('a record that is changed is not explained', async () => {
  const [file = ''] = await recordedOf('rule/any-region-holds-role');
  const text = readFileSync(file, 'utf8');
  const changed = text.replace('"Status":"FAILED"', '"Status":"SUCCEEDED"');
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
  expect(cli('explain', file).code).toBe(1);
});
