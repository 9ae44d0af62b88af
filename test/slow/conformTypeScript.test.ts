import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FaultName } from '../../model/faults/index.ts';
import { asTypeScript } from '../../src/conformance/index.ts';
import { temporary } from '../support/cli.ts';
import { conformed } from '../support/conform.ts';
import { served } from '../support/serveCommand.ts';

/** Runs a test as a user does who pasted it into a project of their own. */
async function vitest(code: string, endpoint: string) {
  const file = temporary('failure.test.ts');
  const home = dirname(file);
  writeFileSync(file, code);
  symlinkSync(resolve('node_modules'), `${home}/node_modules`);
  const child = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--root', home, '--no-color'],
    { env: { ...process.env, ENDPOINT: endpoint, VITEST: '' } },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      text += data;
    });
  const [code_] = await once(child, 'close');
  return { code: code_, text };
}

const faults: readonly FaultName[] = [
  'wrong-path',
  'browser-not-counted',
  'success-without-removal',
];

describe('a failure as a test in TypeScript', () => {
  test.each(faults)('%s: fails on the wrong model, and passes on the right one', async (fault) => {
    const record = await conformed({ only: [`scenario/${fault}`] }, fault);
    const [result] = record.results;
    const code = result && asTypeScript(result, record);
    if (code === undefined) throw new Error('there is no test');
    const hurried = ['--time-scale', '1000'];
    const wrong = await served([...hurried, '--fault', fault]);
    const failed = await vitest(code, wrong.url);
    expect(failed.text).toMatch(/AssertionError/);
    expect(failed.code).toBe(1);
    const right = await served(hurried);
    const passed = await vitest(code, right.url);
    expect(passed.code, passed.text).toBe(0);
  });
});
