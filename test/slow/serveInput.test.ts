import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { cli, temporary } from '../support/cli.ts';
import { ask, model } from '../support/server.ts';
import { serving, servingUnder } from '../support/serving.ts';
import { callersFile, known, modelToken } from '../support/signed.ts';

const file = (name: string, text: string): string => {
  const path = temporary(name);
  writeFileSync(path, text);
  return path;
};
const secret = 'a-secret-that-is-shown-to-nobody';
const admin = { ...known.admin, secretAccessKey: secret };
const callers = (...some: readonly object[]) =>
  file('callers.json', JSON.stringify({ modelToken, callers: some }));
const folder = temporary('folder');
mkdirSync(folder);

/** Options, how the command ends, and what the one sentence on standard error says. */
const refused: readonly (readonly [string, number, RegExp])[] = [
  ['--port 65536', 2, /--port takes a whole number from 0 to 65535, and not 65536\./],
  ['--port x', 2, /--port takes a whole number/],
  [
    '--host 0.0.0.0',
    2,
    /Anybody could call a server at 0\.0\.0\.0\. Give --callers FILE, or leave/,
  ],
  [
    `--host 192.0.2.1 --callers ${callersFile()}`,
    3,
    /Cannot listen at 192\.0\.2\.1, port 0: .*\. Give another --host or --port\./,
  ],
  ['--fault brwser-not-counted', 2, /no fault named .* Did you mean browser-not-counted\?/],
  ['--choice usage-chek=at-end', 2, /no choice named .* Did you mean usage-check\?/],
  ['--choice usage-check=at-ends', 2, /no alternative of usage-check .* Did you mean at-end\?/],
  ['--duration role.task.end=1', 2, /no duration named .* Did you mean role\.task\.ends\?/],
  [
    '--duration role.task.ends',
    2,
    /Give --duration role\.task\.ends=SECONDS, =FROM\.\.TO or =never/,
  ],
  ['--duration role.task.ends=2..1', 2, /Give --duration/],
  ['--duration role.task.ends=1=2', 2, /Give --duration/],
  ['--duration role.task.ends=99999999999', 2, /with seconds up to 31536000\./],
  [
    '--time-scale 0',
    2,
    /--time-scale takes a number above 0 and up to 1000000, instant or manual, and not 0\./,
  ],
  ['--time-scale 1e3', 2, /--time-scale takes/],
  ['--time-scale fast', 2, /--time-scale takes/],
  ['--behaviour evil', 2, /Allowed choices are documented, adversarial/],
  ['--fsync', 2, /--fsync needs --journal FILE/],
  ['--max-body 1', 2, /--max-body takes a whole number from 1024/],
  ['--max-connections 0', 2, /--max-connections takes/],
  ['--max-seconds 0', 2, /--max-seconds takes/],
  [`--journal ${folder}`, 2, /is no file\. Name one\./],
  ['--journal /dev/null', 2, /\/dev\/null is no file\. Name one\./],
  [
    `--journal ${folder}/none/journal`,
    2,
    /cannot be used: ENOENT.*\. Name a file that can be written\./,
  ],
  [
    `--journal ${file('notes', 'notes\n')}`,
    3,
    /is no journal of agentcore-slr, or its line 1 is damaged\. Name another file\./,
  ],
  [`--callers ${folder}/none`, 2, /cannot be read: ENOENT/],
  [`--callers ${folder}`, 2, /cannot be read: EISDIR/],
  [
    `--callers ${file('callers.json', `{"modelToken": "${secret}" x`)}`,
    2,
    /is not JSON.*\. Mend it, or name another file\./,
  ],
  [`--callers ${callers()}`, 2, /is no callers file: \/callers must NOT have fewer than 1 items/],
  [
    `--callers ${callers(admin, { ...admin, account: 'x' })}`,
    2,
    /is no callers file: \/callers\/1\/account must match pattern/,
  ],
  [
    `--callers ${callers(admin, { ...admin, name: 'other' })}`,
    2,
    /\/callers\/1\/accessKeyId is that of another/,
  ],
  [`--account ${folder}/none`, 2, /cannot be read: ENOENT/],
  [`--account ${file('account.json', '{')}`, 2, /is not JSON/],
  [
    `--account ${file('account.json', '[]')}`,
    2,
    /The account to start from does not fit: \/ must be object\./,
  ],
  [
    `--account ${file('account.json', '{"core":{"rolle":1}}')}`,
    2,
    /does not fit: \/core must NOT have additional properties \(rolle\)\./,
  ],
  [
    `--account ${file('account.json', '{"core":{"resources":[{"id":"a-1","kind":"Browser","region":"us-east-1","networks":["us-east-1/subnet-1/sg-1"],"state":{"status":"READY","network":"VPC","use":"using"}}]}}')}`,
    2,
    /The account to start from does not fit: \/core cannot be: /,
  ],
];

describe('bad input is refused before anything listens', () => {
  test.each(refused)('serve %s', (options, exit, sentence) => {
    const args = options.split(' ');
    const port = args.includes('--port') ? [] : ['--port', '0'];
    const { code, stdout, stderr } = cli('serve', ...port, ...args);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stderr).not.toContain(secret);
    expect(
      stderr
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('(--help')),
    ).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' });
  });

  test('a port that is in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const { code, stdout, stderr } = cli('serve', '--port', String(port));
    taken.close();
    expect(stderr).toBe(
      `agentcore-slr: Port ${port} of 127.0.0.1 is in use. Give another --port, or 0 for a free one.\n`,
    );
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });

  test('a journal of other settings, or that is damaged', async () => {
    const journal = temporary('journal');
    const first = await serving('--journal', journal, '--seed', 'a');
    await ask(first, 'CreateUser', { UserName: 'a' });
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    for (const [args, sentence] of [
      [
        ['--seed', 'b'],
        /was written with seed "a", and not "b"\. Give the same, or name another file\./,
      ],
      [
        ['--seed', 'a', '--behaviour', 'adversarial'],
        /was written with another durations\. Give the same/,
      ],
      [['--seed', 'a', '--choice', 'usage-check=at-start'], /was written with another choices/],
      [['--seed', 'a', '--fault', 'one-region'], /was written with another model\. Start with/],
      [
        ['--seed', 'a', '--account', file('account.json', '{}')],
        /was written with account none, and not \{\}/,
      ],
    ] as const) {
      const { code, stderr } = cli('serve', '--port', '0', '--journal', journal, ...args);
      expect(stderr).toMatch(sentence);
      expect(code).toBe(2);
    }
    const text = readFileSync(journal, 'utf8');
    writeFileSync(journal, text.replace('CreateUser', 'CreateUsar'));
    const { code, stderr } = cli('serve', '--port', '0', '--journal', journal, '--seed', 'a');
    expect(stderr).toMatch(
      /, line 3: the journal is damaged: .*\. Mend it, or name another file\.\n$/,
    );
    expect(code).toBe(3);
    expect(readFileSync(journal, 'utf8')).toBe(text.replace('CreateUser', 'CreateUsar'));
  });
});

describe('a journal', () => {
  test('is refused to a second process, and free at once when the first is killed', async () => {
    const journal = temporary('journal');
    const first = await serving('--journal', journal);
    const { code, stderr } = cli('serve', '--port', '0', '--journal', journal);
    expect(stderr).toMatch(
      / is in use by another process\. Stop that one, or name another file\.\n$/,
    );
    expect(code).toBe(3);
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    const next = await serving('--journal', journal);
    expect(next.stderr()).toBe('');
  });

  test('that does not fit on the disk loses nothing, and the server goes on', async () => {
    const journal = temporary('journal');
    const small = ['sh', '-c', 'ulimit -f 32; exec "$@"', 'sh'];
    const server = await servingUnder(small, '--journal', journal, '--time-scale', 'manual');
    const made: string[] = [];
    let refusedAt: string | undefined;
    for (let count = 0; count < 1000 && refusedAt === undefined; count++) {
      const UserName = `user-${count}`;
      const answer = await ask(server, 'CreateUser', { UserName });
      if ('output' in answer) made.push(UserName);
      else {
        expect(answer).toMatchObject({ ok: false, code: 'ServiceFailure' });
        refusedAt = UserName;
      }
    }
    expect(refusedAt).toBeDefined();
    expect(made.length).toBeGreaterThan(10);
    const again = await ask(server, 'CreateUser', { UserName: 'another' });
    expect(again).toMatchObject({ ok: false, code: 'ServiceFailure' });
    expect(statSync(journal).size).toBeLessThanOrEqual(32 * 1024);
    server.child.kill('SIGKILL');
    await server.ended;
    const next = await serving('--journal', journal, '--time-scale', 'manual');
    const { value } = await model(next, 'GET', 'account');
    expect(Object.keys((value.account.beside as { users: object }).users)).toEqual(made);
    expect(await ask(next, 'CreateUser', { UserName: 'another' })).toMatchObject({ ok: true });
  });

  test('that cannot be begun anew is left as it was', async () => {
    const journal = temporary('journal');
    const first = await serving('--journal', journal);
    for (let count = 0; count < 20; count++)
      await ask(first, 'CreateUser', { UserName: `${'u'.repeat(50)}${count}` });
    first.child.kill('SIGTERM');
    await first.ended;
    const before = readFileSync(journal);
    const { status, stdout, stderr } = spawnSync(
      'sh',
      [
        '-c',
        'ulimit -f 1; exec "$@"',
        'sh',
        process.execPath,
        'dist/src/cli/main.js',
        'serve',
        '--port',
        '0',
        '--journal',
        journal,
      ],
      { encoding: 'utf8' },
    );
    expect(stderr).toMatch(/ cannot be used: EFBIG.*\. Name a file that can be written\.\n$/);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(readFileSync(journal).equals(before)).toBe(true);
    expect(existsSync(`${journal}.new`)).toBe(false);
  });
});
