import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cli, temporary } from '../support/cli.ts';
import { running } from '../support/commands.ts';
import { always, nasty } from '../support/nasty.ts';

const conform = (...args: readonly string[]) => running(['conform', ...args]).ended;
const written = (name: string, value: unknown): string => {
  const file = temporary(name);
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
};
const one = ['--only', 'absent/GetRole/NoSuchEntity'];

describe('an endpoint that cannot be tried is told in one sentence', () => {
  const xml = (code: string) =>
    `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`;
  const gigabyte = () =>
    nasty((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 2 ** 30 });
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(2 ** 20, 32), more);
      };
      more();
    });

  test.each([
    [
      'nobody listens',
      async () => 'http://127.0.0.1:9',
      /does not answer \w+: the connection is refused/,
    ],
    [
      'it is a web page',
      () => always(200, 'text/html', '<html></html>'),
      /is nothing that speaks as AWS does: .*a web page/,
    ],
    [
      'it resets',
      () => nasty((request) => request.socket.resetAndDestroy()),
      /does not answer \w+: the connection was reset/,
    ],
    ['it sends a gigabyte', gigabyte, /does not answer \w+: the answer is longer than \d+ bytes/],
    [
      'bad credentials',
      () => always(403, 'text/xml', xml('InvalidClientTokenId')),
      /does not take the credentials: it answers InvalidClientTokenId/,
    ],
  ])('%s', async (_, at, message) => {
    const { code, stdout, stderr } = await conform('--endpoint', await at(), ...one);
    expect(stderr).toMatch(/^agentcore-slr: [^\n]*\.\n$/);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });
});

describe('what is asked for and cannot be is told in one sentence, before anything is tried', () => {
  const file = temporary('report.json');
  cli('conform', ...one, '--json', file);
  const report = JSON.parse(readFileSync(file, 'utf8')) as object;
  const folder = temporary('folder');
  mkdirSync(folder);

  test.each([
    [
      'a case',
      ['--only', 'absent/GetRole/NoSuchEntty'],
      /Did you mean absent\/GetRole\/NoSuchEntity\?/,
    ],
    ['a requirement', ['--only', 'role-raed'], /Did you mean role-read\?/],
    ['a profile', ['--profile', 'netwrok'], /no profile named netwrok\. Did you mean network\?/],
    [
      'an entry of a baseline',
      [
        '--baseline',
        written('b.json', { deviations: [{ requirement: 'role-raed', reason: 'x' }] }),
      ],
      /Did you mean role-read\?/,
    ],
    ['a baseline that is none', ['--baseline', written('b.json', '[]')], /is no baseline/],
    ['no baseline', ['--baseline', 'none.json'], /none\.json cannot be read as JSON/],
    ['a report in a folder that is not there', ['--json', 'none/report.json'], /cannot be written/],
    ['a report that is a folder', ['--html', folder], /cannot be written: it is a folder/],
    ['two reports on standard output', ['--json', '-', '--junit', '-'], /Only one report/],
    [
      'a report of another version',
      ['--from', written('r.json', { ...report, formatVersion: 99 })],
      /is a report of format 99, and this version reads 1: make it again\./,
    ],
    ['no report', ['--from', written('r.json', { format: 'else' })], /is no report of conform/],
    [
      'a report that is cut short',
      ['--from', written('r.json', { ...report, results: 1 })],
      /is no report of conform: \/results/,
    ],
    ['nothing that failed', ['--from', written('r.json', report), '--failed'], /Nothing failed in/],
    ['--failed of nothing', ['--failed'], /name it with --from/],
    ['inputs that are none', ['--inputs', written('i.json', '{}')], /is no inputs file/],
    [
      'a service',
      ['--endpoint', 'imn=http://127.0.0.1:1'],
      /no service named imn\. Did you mean iam\?/,
    ],
    [
      'one endpoint of four',
      ['--endpoint', 'iam=http://127.0.0.1:1'],
      /the default endpoint of sts is the real service/,
    ],
    ['one Region of two', ['--region', 'us-west-2'], /--region is given twice/],
    [
      'a fault elsewhere',
      ['--fault', 'wrong-path', '--endpoint', 'http://127.0.0.1:1'],
      /leave out --endpoint/,
    ],
    ['no budget', ['--budget-calls', '0'], /--budget-calls takes a whole number/],
  ])('%s', (_, args, message) => {
    const { code, stdout, stderr } = cli('conform', ...args);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^agentcore-slr: [^\n]*\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
