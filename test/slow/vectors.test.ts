import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FaultName, faultNames, faulty } from '../../model/faults/index.ts';
import { choiceNames, choices } from '../../model/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { inProcess, type ModelOptions, modelImplementation } from '../../src/target/inProcess.ts';
import { irredundant } from '../../src/vectors/choose.ts';
import { everything } from '../../src/vectors/covered.ts';
import { fileNames, vectorsText } from '../../src/vectors/files.ts';
import type { Vector, VectorFile } from '../../src/vectors/format.ts';
import { type Generated, generate } from '../../src/vectors/generate.ts';
import { replay } from '../../src/vectors/replay.ts';
import { cli, temporary } from '../support/cli.ts';
import { awsEnvironment, type PythonEnvironment, pythonWith, running } from '../support/python.ts';
import { served } from '../support/serveCommand.ts';

const path = `test/vectors/sequences/${fileNames.vectors}`;
const text = readFileSync(path, 'utf8');
const file = JSON.parse(text) as VectorFile;
const vectors: readonly Vector[] = file.testGroups.flatMap(({ tests }) => tests);

/** The id of the first vector on which a model fails. */
async function failing(options: ModelOptions): Promise<string | undefined> {
  const target = inProcess(modelImplementation(options));
  for (const vector of vectors) {
    await target.reset?.();
    if ((await replay(vector, target)).verdict === 'fail') return vector.tcId;
  }
  return undefined;
}

describe('the vectors', () => {
  let generated: Generated;
  beforeAll(async () => {
    generated = await generate();
  });

  test('are what the model gives: npm run vectors', () => {
    expect(vectorsText(generated, file.source.version) === text).toBe(true);
  });

  test('cover all but what is left out for a reason', () => {
    const covered = new Set([...generated.coversById.values()].flatMap((items) => [...items]));
    expect(everything.filter((item) => !covered.has(item))).toEqual(
      Object.keys(generated.coverage.notCovered),
    );
    expect(Object.values(generated.coverage.notCovered).every((reason) => reason !== '')).toBe(
      true,
    );
  });

  test('are none of them for nothing', () => {
    const all = [...generated.coversById.values()].map((covers) => ({ covers }));
    expect(irredundant(all)).toEqual(all);
    for (const one of all) {
      const others = new Set(
        all.filter((other) => other !== one).flatMap(({ covers }) => [...covers]),
      );
      expect([...one.covers].some((item) => !others.has(item))).toBe(true);
    }
  });
});

describe('no permitted behaviour fails', () => {
  test.each(['0', '1', '2', '3'])('adversarial, seed %s', async (seed) => {
    expect(await failing({ behaviour: 'adversarial', seed })).toBeUndefined();
  });

  const others = choiceNames.flatMap((name) =>
    choices[name].alternatives.slice(1).map((alternative) => [name, alternative] as const),
  );
  test.each(others)('%s is %s', async (name, alternative) => {
    expect(await failing({ choices: { [name]: alternative } })).toBeUndefined();
  });
});

/** They show when hours have been let pass, and no vector lets them, or where a deletion fails, and no vector has it fail. */
const notFound = [
  'failed-delete-not-counted',
  'interface-freed-while-shared',
  'interface-removed-without-role',
];

describe('no wrong model passes that a client can see', () => {
  const seen = new Set<string>(file.coverage.covered.faults);

  test('each with a case of its own is among them', () => {
    const withCase = faultNames.filter((name) => cases.some(({ id }) => id === `scenario/${name}`));
    expect(withCase.filter((name) => !seen.has(name))).toEqual(notFound);
  });

  test.each([...seen])('%s', async (name) => {
    expect(await failing({ model: faulty(name as FaultName) })).toBeDefined();
  });
});

describe('the command', () => {
  test('refuses a folder that has other files, and leaves them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'agentcore-slr-'));
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    const { code, stderr } = cli('vectors', '--out', folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^agentcore-slr: \S+ has another file in it, mine.txt\. Name a folder .*\.\n$/,
    );
    expect(readFileSync(join(folder, 'mine.txt'), 'utf8')).toBe('mine');
  });

  test('refuses a folder that cannot be made', () => {
    const inTheWay = temporary('file');
    writeFileSync(inTheWay, '');
    const { code, stderr } = cli('vectors', '--out', join(inTheWay, 'vectors'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^agentcore-slr: \S+ cannot be written: .*\n$/);
  });

  test('asks for the folder', () => {
    expect(cli('vectors').code).toBe(2);
  });
});

describe('the runner in Python', () => {
  const runner = 'docs/examples/run_vectors.py';
  const modelToken = 'a-long-token-of-your-own';
  const keys = { main: 'AKIAMAINMAINMAIN', limited: 'AKIALIMITEDLIMIT' } as const;
  let at: PythonEnvironment;
  let files: { callers: string; config: string };
  beforeAll(async () => {
    at = await pythonWith('boto3');
    files = { callers: temporary('callers.json'), config: temporary('config') };
    const caller = (accessKeyId: string, rights: string) => ({
      accessKeyId,
      secretAccessKey: `secret-of-${accessKeyId}`,
      account: '123456789012',
      rights,
    });
    const callers = [caller(keys.main, 'administrator'), caller(keys.limited, 'reader')];
    writeFileSync(files.callers, JSON.stringify({ modelToken, callers }), { mode: 0o600 });
    writeFileSync(
      files.config,
      `[profile limited]\naws_access_key_id = ${keys.limited}\naws_secret_access_key = secret-of-${keys.limited}\n`,
    );
  });
  afterAll(() => at.remove());

  const play = (url: string, vectorFile: string, ...args: readonly string[]) =>
    running(at.python, [runner, vectorFile, '--endpoint', url, ...args], {
      env: {
        ...awsEnvironment(url),
        AWS_ACCESS_KEY_ID: keys.main,
        AWS_SECRET_ACCESS_KEY: `secret-of-${keys.main}`,
        AWS_CONFIG_FILE: files.config,
      },
    });
  const withAll = ['--limited-profile', 'limited', '--model-token', modelToken];
  const server = (...args: readonly string[]) =>
    served(['--time-scale', 'manual', '--callers', files.callers, ...args]);

  test('passes every vector on the model', async () => {
    const { url } = await server();
    const { code, stdout, stderr } = await play(url, path, ...withAll);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `${vectors.length} pass, 0 fail, 0 not decided\n`,
      stderr: '',
    });
  });

  test('does not decide what needs a caller that it does not have', async () => {
    const { url } = await server();
    const { code, stdout } = await play(url, path, '--model-token', modelToken);
    expect(code).toBe(4);
    expect(stdout).toMatch(/ pass, 0 fail, [1-9]\d* not decided\n$/);
  });

  test.each(['one-region', 'browser-not-counted', 'failed-task-succeeds', 'trusts-anybody'])(
    'fails on %s',
    async (name) => {
      const { url } = await server('--fault', name);
      const { code, stdout } = await play(url, path, ...withAll);
      expect(code).toBe(1);
      expect(stdout).toMatch(/^fail: [\da-f]{16} .*\n {2}step \d+, \w+: /m);
    },
  );

  test('says what is wrong in one sentence', async () => {
    const other = temporary('vectors.json');
    writeFileSync(other, JSON.stringify({ ...file, formatVersion: 2 }));
    const newer = await play('http://127.0.0.1:9', other);
    expect(newer).toMatchObject({ code: 2, stdout: '' });
    expect(newer.stderr).toContain(`${other} is of version 2; this reads version 1.\n`);
    writeFileSync(other, '{"form');
    const broken = await play('http://127.0.0.1:9', other);
    expect(broken).toMatchObject({ code: 3, stdout: '' });
    expect(broken.stderr).toMatch(/^\S+vectors\.json cannot be played on \S+: .*\n$/);
    const nobody = await play('http://127.0.0.1:9', path);
    expect(nobody).toMatchObject({ code: 3, stdout: '' });
    expect(nobody.stderr).toMatch(/^\S+ cannot be played on http:\/\/127\.0\.0\.1:9: .*\n$/);
    const { url } = await server();
    const withoutToken = await play(url, path);
    expect(withoutToken).toMatchObject({ code: 3, stdout: '' });
    expect(withoutToken.stderr).toMatch(/cannot be emptied/);
  });
});
