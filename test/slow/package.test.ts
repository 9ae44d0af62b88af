import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Installed, installed } from '../support/installed.ts';

describe('package: packed and installed into an empty project', () => {
  let at: Installed;
  beforeAll(() => {
    at = installed();
  }, 300_000);
  afterAll(() => at.remove());

  test('the command prints its help', () => {
    expect(at.run('npx', ['--no', '--', 'agentcore-slr', '--help'])).toMatch(
      /^Usage: agentcore-slr/,
    );
  });

  test('the library loads and exports something', () => {
    const script = "console.log(Object.keys(await import('agentcore-slr')).length > 0)";
    expect(at.run('node', ['--input-type=module', '--eval', script])).toBe('true\n');
  });

  test('the schema of the record can be loaded', () => {
    const script = "console.log(require('agentcore-slr/check.schema.json').title)";
    expect(at.run('node', ['--input-type=commonjs', '--eval', script])).toBe(
      'What agentcore-slr check found\n',
    );
  });

  test('so can that of the suite, which comes with an entry of its own', () => {
    const script = `const { conform, cases } = await import('agentcore-slr/conformance');
      const schema = await import('agentcore-slr/conform.schema.json', { with: { type: 'json' } });
      const { verdict } = await conform(undefined, { only: [cases[0].id] });
      console.log(schema.default.title, verdict)`;
    expect(at.run('node', ['--input-type=module', '--eval', script])).toBe(
      'What agentcore-slr conform found conformant\n',
    );
  });

  test('the declarations type-check for a strict user', () => {
    writeFileSync(
      join(at.home, 'user.ts'),
      "export * from 'agentcore-slr';\nexport * as suite from 'agentcore-slr/conformance';\n",
    );
    const tsc = join(process.cwd(), 'node_modules/typescript/bin/tsc');
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023'];
    expect(at.run('node', [tsc, ...options, 'user.ts'])).toBe('');
  });
});
