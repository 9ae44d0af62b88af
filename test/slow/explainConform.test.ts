import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { races } from '../../src/conformance/races.ts';
import { cli, temporary } from '../support/cli.ts';
import { serving } from '../support/serving.ts';

const rules = ['any-region-holds-role', 'failure-names-usage', 'role-id-fresh', 'tags-editable'];
const asked = [...rules.map((id) => `rule/${id}`), ...Object.keys(races).map((id) => `race/${id}`)];

test('what conform records of cases and races is explained, and not once it is changed', async () => {
  const server = await serving('--time-scale', 'manual');
  const folder = join(dirname(temporary('')), 'histories');
  const only = asked.flatMap((id) => ['--only', id]);
  const run = cli('conform', '--endpoint', server.url, ...only, '--record', folder);
  expect([run.code, run.stderr]).toEqual([0, '']);

  const files = readdirSync(folder).sort();
  for (const id of asked)
    expect(files.filter((file) => file.includes(id.replace('/', '-'))).length, id).toBeGreaterThan(
      0,
    );
  for (const file of files) {
    const { code, stdout } = cli('explain', join(folder, file));
    expect([file, code, stdout]).toEqual([file, 0, expect.stringContaining('Explicable')]);
  }

  const [first = ''] = files.filter((file) => file.includes('any-region-holds-role'));
  const text = readFileSync(join(folder, first), 'utf8');
  const changed = text.replace('"Status":"FAILED"', '"Status":"SUCCEEDED"');
  expect(changed).not.toBe(text);
  writeFileSync(join(folder, first), changed);
  expect(cli('explain', join(folder, first)).code).toBe(1);
});
