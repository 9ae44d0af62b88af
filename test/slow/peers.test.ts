import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConformRecord } from '../../src/conformance/index.ts';
import { peerReport } from '../../src/report/peerReport.ts';
import { temporary } from '../support/cli.ts';
import { running as conforming } from '../support/commands.ts';
import { awsEnvironment, type PythonEnvironment, pythonWith } from '../support/python.ts';

const moto = { name: 'moto', version: '5.2.5' };
const settings = { MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' };
const startedBy = 'MOTO_IAM_LOAD_MANAGED_POLICIES=true moto_server';
const looksEveryMs = 100;

let python: PythonEnvironment;
beforeAll(async () => {
  python = await pythonWith(`moto[server]==${moto.version}`);
});
afterAll(() => python?.remove());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function isUp(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer !== undefined;
}

test('moto is found to be what the report on it says', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...awsEnvironment(url), ...settings };
  const program = join(python.home, 'bin', 'moto_server');
  const server = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { env, stdio: 'ignore' });
  try {
    while (!(await isUp(url))) {
      expect(server.exitCode, 'moto_server has ended').toBe(null);
      await sleep(looksEveryMs);
    }
    const file = temporary('moto.json');
    const args = ['conform', '--endpoint', url, '--seed', '1', '--json', file];
    const { code, stderr } = await conforming(args, env).ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const record = JSON.parse(readFileSync(file, 'utf8')) as ConformRecord;
    expect(record).toMatchObject({ complete: true, remains: [], counts: { error: 0 } });
    await expect(
      `${JSON.stringify(peerReport(record, { ...moto, startedBy }), null, 1)}\n`,
    ).toMatchFileSnapshot(`../../docs/reports/${moto.name}-${moto.version}.json`);
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}, 600_000);
