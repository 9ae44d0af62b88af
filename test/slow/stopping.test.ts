import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cli, temporary } from '../support/cli.ts';

const main = 'dist/src/cli/main.js';
const scope = ['check', '--resources', '3', '--regions', '1', '--runs', '0'];
const saving = (checkpoint: string) => [
  ...scope,
  '--checkpoint',
  checkpoint,
  '--checkpoint-every',
  '0',
];
const pollEveryMs = 5;

/** A checkpoint that a run left which was killed with no warning. */
async function left(): Promise<string> {
  const checkpoint = temporary('checkpoint');
  const child = spawn(process.execPath, [main, ...saving(checkpoint), '--threads', '1']);
  const poll = setInterval(() => {
    if (existsSync(checkpoint)) child.kill('SIGKILL');
  }, pollEveryMs);
  const signal = await new Promise((resolve) => child.on('exit', (_, by) => resolve(by)));
  clearInterval(poll);
  expect(signal).toBe('SIGKILL');
  return checkpoint;
}

function certified(...more: readonly string[]) {
  const certificate = temporary('certificate.json');
  const { code, stderr } = cli(...scope, ...more, '--certificate', certificate);
  return { code, stderr, text: readFileSync(certificate, 'utf8') };
}

describe('a run that was killed', () => {
  let whole: ReturnType<typeof certified>;
  beforeAll(() => {
    whole = certified('--threads', '1');
  });

  test.each(['1', '2'])(
    'and goes on with %s threads certifies what one in one go does',
    async (threads) => {
      const checkpoint = await left();
      const resumed = certified('--checkpoint', checkpoint, '--threads', threads);
      expect(resumed.stderr).toMatch(/^Going on from [1-9]\d* accounts in /);
      expect(resumed.text).toBe(whole.text);
    },
  );

  test('so do two threads', () => {
    expect(certified('--threads', '2').text).toBe(whole.text);
  });

  test('the certificate says what was found', () => {
    const { scopes } = JSON.parse(whole.text);
    expect(scopes).toMatchObject([{ complete: true, violated: [], resources: 3, regions: 1 }]);
    const [{ accounts, accountsAtDepth }] = scopes;
    expect(accountsAtDepth.reduce((sum: number, met: number) => sum + met)).toBe(accounts);
  });

  test('a wrong model gets another certificate', () => {
    const wrong = certified('--fault', 'never-freed');
    expect(JSON.parse(wrong.text).scopes[0].violated).not.toEqual([]);
    const tables = (text: string) => JSON.parse(text).scopes[0].tablesDigest;
    expect(tables(wrong.text)).not.toBe(tables(whole.text));
    expect(JSON.parse(wrong.text).fault).toBe('never-freed');
  });
});

describe('a checkpoint that cannot be used', () => {
  let checkpoint: string;
  beforeAll(async () => {
    checkpoint = await left();
  });
  const changed = (change: (bytes: Buffer) => Buffer): string => {
    const path = temporary('changed');
    writeFileSync(path, change(readFileSync(checkpoint)));
    return path;
  };
  const flipped = (bytes: Buffer): Buffer => {
    const place = bytes.length - 3;
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    return bytes;
  };

  test.each<readonly [string, () => readonly string[]]>([
    ['of another model', () => [...saving(checkpoint), '--fault', 'one-region']],
    ['of another scope', () => ['check', '--resources', '2', '--checkpoint', checkpoint]],
    ['of other choices', () => [...saving(checkpoint), '--choice', 'failed-entry=free']],
    ['with a bit changed', () => saving(changed(flipped))],
    ['cut short', () => saving(changed((bytes) => bytes.subarray(0, bytes.length - 8)))],
    ['that is none', () => saving(changed(() => Buffer.from('hello')))],
    ['that is empty', () => saving(changed(() => Buffer.alloc(0)))],
  ])('%s is refused in a sentence', (_, command) => {
    const { code, stdout, stderr } = cli(...command());
    expect(stderr).toMatch(/^agentcore-slr: .* cannot be gone on from: .*\. Name another file/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('a disk that is full costs nothing of the older one', () => {
    const before = readFileSync(checkpoint);
    const blocks = Math.ceil(statSync(checkpoint).size / 512);
    const command = [process.execPath, main, ...saving(checkpoint), '--threads', '1'];
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `ulimit -f ${blocks}; exec "$@"`, 'sh', ...command],
      { encoding: 'utf8' },
    );
    expect(stderr).toMatch(/ cannot be written: EFBIG.* An older one there is as it was\.\n$/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(2);
    expect(readFileSync(checkpoint).equals(before)).toBe(true);
    expect(readdirSync(dirname(checkpoint))).toEqual(['checkpoint']);
  });
});

test('a time limit ends a run with what is known', () => {
  const { code, stdout } = cli('check', '--resources', '4', '--regions', '1', '--time-limit', '1');
  expect(stdout).toMatch(/4 resources, 1 Region: .* \(stopped\)/);
  expect(stdout).toMatch(/it did not finish\.\n$/);
  expect(code).toBe(4);
});

test.each(['1', '4'])('check --any-number --regions %s holds', (regions) => {
  const { code, stdout } = cli('check', '--any-number', '--regions', regions);
  expect(stdout).toMatch(/holds {8}role-outlives-its-use \(any number\)/);
  expect(code).toBe(0);
});

test('check --any-number shows what breaks a wrong model', () => {
  const { code, stdout } = cli('check', '--any-number', '--fault', 'one-region');
  expect(stdout).toMatch(/violated {5}states-agree-with-facts \(scopes\)/);
  expect(stdout).toMatch(/A shortest sequence that shows it, \d+ steps:/);
  expect(code).toBe(1);
});

test('check --tla writes a module and its configuration', () => {
  const folder = temporary('tla');
  const { code } = cli(
    'check',
    '--resources',
    '1',
    '--regions',
    '2',
    '--runs',
    '0',
    '--tla',
    folder,
  );
  expect(code).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['AgentCoreSlr_1x2.cfg', 'AgentCoreSlr_1x2.tla']);
});
