import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { faultNames, faults } from '../../model/faults/index.ts';
import { cli, cliInterrupted, temporary } from '../support/cli.ts';

const small = ['check', '--resources', '1', '--runs', '20', '--seed', '3'];
const file = temporary('a-file');
writeFileSync(file, 'no folder\n');

/** A command, and what the one sentence on standard error says. */
const refused: readonly (readonly [string, RegExp])[] = [
  ['chek', /unknown command 'chek'\s+\(Did you mean check\?\)/],
  ['check --resourcs 2', /unknown option '--resourcs'\s+\(Did you mean --resources\?\)/],
  ['check more', /too many arguments/],
  ['check --resources', /argument missing/],
  ['check --resources 9', /--resources takes a whole number from 1 to 5, and not 9\./],
  ['check --resources two', /--resources takes a whole number/],
  ['check --regions 0', /--regions takes a whole number from 1 to 4, and not 0\./],
  ['check --runs -1', /--runs takes a whole number/],
  ['check --seed 1.5', /--seed takes a whole number/],
  ['check --fault brwser-not-counted', /no fault named .* Did you mean browser-not-counted\?/],
  ['check --choice usage-chek=at-end', /no choice named .* Did you mean usage-check\?/],
  ['check --choice usage-check=at-ends', /no alternative of usage-check .* Did you mean at-end\?/],
  ['check --choice usage-check', /Give --choice usage-check=VALUE, one of at-end, /],
  [
    'check --resources 5 --regions 4',
    /GiB.* What fits: \d resources? in 4 Regions, or 5 resources in/,
  ],
  ['check --any-number --resources 2', /--any-number takes no --resources/],
  [`check --checkpoint ${file}.new`, /--checkpoint goes with one scope: name it with --resources/],
  ['check --resources 1 --all-choices --tla x', /--tla goes with one scope/],
  ['check --any-number --certificate x', /--certificate goes with explored scopes/],
  ['check --time-limit 0', /--time-limit takes a whole number from 1 to/],
  ['check --threads 0', /--threads takes a whole number from 1 to 64, and not 0\./],
  [`check --certificate ${file}/x.json`, /cannot be written: .* Name a file in a folder/],
  [`check --resources 1 --tla ${file}`, /cannot be written: .* Name a folder/],
  [`check --resources 1 --checkpoint ${file}/x`, /cannot be written: .* Name a file in a folder/],
  [`check --json ${file}/x.json`, /cannot be written: .* Name a file in a folder that exists\./],
  [`check --json ${dirname(file)}`, /cannot be written: it is a folder/],
  [`check --keep ${file}`, /cannot be written: .* Name a folder/],
  ['trace', /required option '--to <state>'/],
  ['trace --to delet', /no state named delet\. Did you mean deleted\?/],
  ['drift', /--page FILE, --policy FILE, or both/],
  [`drift --page ${file}/x`, /cannot be compared/],
  [`drift --policy ${file}`, /cannot be compared/],
];

describe('bad input is refused before any work', () => {
  test.each(refused)('%s', (command, sentence) => {
    const { code, stdout, stderr } = cli(...command.split(' '));
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('a kept case that is none is named', () => {
    const kept = temporary('kept');
    mkdirSync(kept);
    for (const garbage of ['{}', '{"draws":[null]}', '{"draws":[{"call":{}}]}', 'x']) {
      writeFileSync(join(kept, 'garbage.json'), garbage);
      const { code, stderr } = cli(...small, '--keep', kept);
      expect(stderr).toContain('garbage.json is no failing case');
      expect(code).toBe(2);
    }
  });
});

test.each(['', 'check', 'trace', 'drift', 'faults', 'serve'])(
  '%s --help helps, in a narrow terminal',
  (command) => {
    const { code, stdout } = cli(...`${command} --help`.trim().split(' '));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: agentcore-slr/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  },
);

test('without a command there is help, and exit 2', () => {
  const { code, stderr } = cli();
  expect(code).toBe(2);
  expect(stderr).toMatch(/^Usage: agentcore-slr/);
});

describe('what check prints', () => {
  const { code, stdout, stderr } = cli(...small, '--transitions');

  test('stands in plain lines on standard output, and nothing beside them', () => {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(stdout).not.toMatch(/[\u001b\r]/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test.each([
    /1 resource, 1 Region: [\d,]+ accounts, [\d,]+ transitions, depth \d+/,
    /20 sequences, [\d,]+ steps, seed 3/,
    /holds {8}role-outlives-its-use/,
    /holds {8}no-call-edits-the-role/,
    /role: absent 1, auto-created \d+/,
    /\d+ {2}role:role:deletable:role\.isRemoved:0/,
    /declared failures of operations: \d+ of \d+ met/,
    /never, in these sequences: /,
    /holds, in [\d.]+ seconds\n$/,
  ])('it says %s', (part) => {
    expect(stdout).toMatch(part);
  });
});

describe('a violation', () => {
  const { code, stdout } = cli('check', '--fault', 'session-not-waited-for', '--seed', '7');

  test.each([
    /violated {5}role-outlives-its-sessions/,
    /A shortest sequence that shows it, 5 steps:\n {4}1 {2}/,
    /unasked: a session of the role begins/,
    /deletion: none -> NOT_STARTED/,
    /What used the role before the last step, as a client sees it:\n {2}nothing/,
    /What this model took to hold it:\n {2}no Region: session/,
    /\n {2}aws iam delete-service-linked-role --role-name AWSServiceRoleForBedrockAgentCoreNetwork\n/,
    /violated, in [\d.]+ seconds\n$/,
  ])('is shown: %s', (part) => {
    expect(code).toBe(1);
    expect(stdout).toMatch(part);
  });

  test('is found again by the command that it prints', () => {
    const [, replay = ''] = /^Replay: npx agentcore-slr (.+)$/m.exec(stdout) ?? [];
    const again = cli(...replay.split(' '));
    const untimed = (text: string) => text.replace(/in [\d.]+ seconds/, '');
    expect(untimed(again.stdout)).toBe(untimed(stdout));
  });
});

test('a sampled violation shows what changed beside the lifecycle, and by which rules', () => {
  const { code, stdout } = cli('check', '--fault', 'anybody-edits');
  expect(stdout).toMatch(/UpdateRole, by full-access\n {7}description of the role: .* -> "/);
  expect(stdout).toMatch(/\n {7}by (resource|role)-[\w-]+/);
  expect(code).toBe(1);
});

test('commands say what must be set first, by Region', () => {
  const { stdout } = cli('check', '--fault', 'one-region');
  expect(stdout).toMatch(/\n {2}# set first: .*SUBNET_US_EAST_1/);
  expect(stdout).toContain('subnets=[$SUBNET_EU_WEST_1]');
});

describe('check --json', () => {
  const schema = JSON.parse(readFileSync('src/report/check.schema.json', 'utf8')) as object;
  const isRecord = new Ajv2020({ strict: false }).compile(schema);
  const record = (...args: readonly string[]) => {
    const path = temporary('record.json');
    const { code } = cli(...args, '--json', path);
    return { code, data: JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown> };
  };

  test.each([
    [0, 'holds', small],
    [1, 'violated', ['check', '--fault', 'second-task']],
    [1, 'violated', ['check', '--fault', 'wrong-path']],
  ] as const)('exit %i comes with a record that says %s', (exit, verdict, args) => {
    const { code, data } = record(...args);
    expect(isRecord(data), JSON.stringify(isRecord.errors)).toBe(true);
    expect(code).toBe(exit);
    expect(data.verdict).toBe(verdict);
  });

  test('the schema refuses what is no record', () => {
    const { data } = record(...small);
    expect(isRecord({ ...data, verdict: 'perhaps' })).toBe(false);
    const { scopes: _, ...less } = data;
    expect(isRecord(less)).toBe(false);
  });

  test('a disk that is full costs the file and not the report', () => {
    const { code, stdout, stderr } = cli(...small, '--json', '/dev/full');
    expect(stdout).toMatch(/holds, in/);
    expect(stderr).toMatch(/^agentcore-slr: \/dev\/full cannot be written: ENOSPC/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });
});

test('a failing sequence is kept, and tried first the next time', () => {
  const kept = temporary('kept');
  const args = ['check', '--fault', 'attach-replaces-policy', '--keep', kept];
  expect(cli(...args).code).toBe(1);
  expect(readdirSync(kept)).toEqual(['no-call-edits-the-role.json']);
  const again = cli(...args, '--runs', '1', '--seed', '99');
  expect(again.code).toBe(1);
  expect(again.stdout).toContain(`--keep ${kept} --runs 1 --seed 99`);
  expect(again.stdout).toMatch(/violated {5}no-call-edits-the-role/);
  expect(
    cli('check', '--fault', 'attach-replaces-policy', '--runs', '1', '--seed', '99').code,
  ).not.toBe(1);
});

describe('Ctrl-C', () => {
  test('prints what is known, says that it did not finish, and exits 4', async () => {
    const json = temporary('record.json');
    const { code, stdout } = await cliInterrupted('once', 'check', '--json', json);
    expect(stdout).toMatch(/\(stopped\)/);
    expect(stdout).toMatch(/not decided, in/);
    expect(stdout).toMatch(/Interrupted: this is what is known; it did not finish\.\n$/);
    expect(code).toBe(4);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ verdict: 'not decided' });
  });

  test('ends at once when pressed again', async () => {
    const json = temporary('record.json');
    const { code } = await cliInterrupted('untilItEnds', 'check', '--json', json);
    expect(code).toBe(4);
    expect(existsSync(json)).toBe(false);
  });
});

test('who has read enough is not told off', () => {
  const command = `"${process.execPath}" dist/src/cli/main.js check --list-faults | head -1`;
  const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
  expect(stdout).toMatch(/^browser-not-counted/);
  expect(stderr).toBe('');
});

test('what was not all printed has not finished', () => {
  const command = `set -o pipefail; "${process.execPath}" dist/src/cli/main.js faults | head -1`;
  const { status, stdout } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 4, stdout: 'browser-not-counted (lifecycle)\n' });
});

test('a full standard output is said in a sentence', () => {
  const command = `"${process.execPath}" dist/src/cli/main.js check --list-faults > /dev/full`;
  const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
  expect(stderr).toMatch(/^agentcore-slr: standard output cannot be written: ENOSPC.*\n$/);
  expect(status).toBe(2);
});

test('what no call has tried is not reached, and decides nothing', () => {
  const { code, stdout } = cli('check', '--resources', '1', '--runs', '1');
  expect(stdout).toMatch(/not reached {2}nobody-else-assumes-the-role/);
  expect(code).toBe(4);
});

test.each(['absent', 'in-use', 'deleted', 'recreated', 'FAILED', 'lingering', 'DELETE_FAILED'])(
  'trace --to %s shows a way',
  (state) => {
    const { code, stdout } = cli('trace', '--to', state);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^A shortest way to ${state}, \\d+ steps:`));
    expect(stdout).toContain('What holds the role then:');
  },
);

describe('every wrong lifecycle is noticed by its name', () => {
  const names = faultNames.filter((name) => faults[name].layer === 'lifecycle');
  const listed = cli('check', '--list-faults').stdout;

  test.each(names)('%s', (name) => {
    expect(listed).toContain(`${name} (lifecycle)`);
    const { code, stdout } = cli('check', '--fault', name);
    expect(code).toBe(1);
    expect(stdout).toMatch(/A shortest sequence that shows it, \d+ steps?:/);
  });
});

test('faults says what catches a wrong model of each layer', () => {
  const named = ['browser-not-counted', 'description-refused', 'tag-adopts'];
  const { code, stdout } = cli('faults', ...named);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^browser-not-counted \(lifecycle\)\n {2}A browser stops .*\n.*\n {2}role-outlives-its-use, in 5 steps\n/,
  );
  expect(stdout).toMatch(/\n3 wrong models, 0 not caught\.\n$/);
});

test('check holds in its default scope', () => {
  const { code, stdout } = cli('check');
  expect(code).toBe(0);
  expect(stdout).toMatch(/2 resources, 2 Regions: .*\n {2}3 resources, 1 Region: /);
});
