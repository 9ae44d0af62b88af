import { describe, expect, test } from 'vitest';
import { callers } from '../../model/index.ts';
import { linesOf } from '../../src/history/lines.ts';
import { readHistory } from '../../src/history/read.ts';
import { recorderTo } from '../../src/history/recorder.ts';

const header = '{"history":1,"time":"ms"}';
const invoke = (index: number, more: object = {}) =>
  JSON.stringify({
    index,
    time: index,
    process: 0,
    type: 'invoke',
    f: 'ListRoles',
    value: { region: 'us-east-1', caller: 'administrator', input: {} },
    ...more,
  });
const ok = (index: number, more: object = {}) =>
  JSON.stringify({
    index,
    time: index,
    process: 0,
    type: 'ok',
    f: 'ListRoles',
    value: { output: { Roles: [] } },
    ...more,
  });

const own = (index: number, f: string, value?: object) =>
  JSON.stringify({ index, time: index, process: 'nemesis', type: 'info', f, value });

const problem = async (...lines: readonly string[]): Promise<string> => {
  const read = readHistory([lines.join('\n')]);
  return read.then(
    () => 'nothing',
    (error: Error) => error.message,
  );
};

describe('a history that is none is refused in one sentence with its line', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['nothing', [], /^line 1: it is empty/],
    ['no header', [invoke(0)], /^line 1: it is no header/],
    ['no JSON', ['hello'], /^line 1: it is no header/],
    ['another version', ['{"history":2,"time":"ms"}'], /^line 1: .*version 2.*version 1/],
    ['another unit', ['{"history":1,"time":"s"}'], /^line 1: \/time/],
    [
      'an unknown choice',
      ['{"history":1,"time":"ms","choices":{"a":"b"}}'],
      /^line 1: .*choice a=b/,
    ],
    [
      'a start that cannot be',
      ['{"history":1,"time":"ms","start":{"core":1}}'],
      /^line 1: the account/,
    ],
    ['a torn line', [header, invoke(0), ok(1).slice(0, -9)], /^line 3: it is torn/],
    ['a line within a line', [header, invoke(0), '', ok(1)], /^line 3: it is torn/],
    ['time backwards', [header, invoke(0, { time: 5 }), ok(1)], /^line 3: time runs backwards/],
    ['an answer without its call', [header, ok(0)], /^line 2: .*without its call/],
    ['two answers', [header, invoke(0), ok(1), ok(2)], /^line 4: .*without its call/],
    [
      'another answer',
      [header, invoke(0), ok(1, { f: 'GetRole' })],
      /^line 3: .*it called ListRoles/,
    ],
    [
      'two calls at once',
      [header, invoke(0), invoke(1)],
      /^line 3: .*before its ListRoles has ended/,
    ],
    [
      'a call after none was answered',
      [header, invoke(0), ok(1, { type: 'info', value: {} }), invoke(2)],
      /^line 4: .*no answer before/,
    ],
    [
      'an unknown operation',
      [header, invoke(0, { f: 'PutRole' })],
      /^line 2: .*no operation named PutRole/,
    ],
    ['a gap', [header, invoke(0), ok(2)], /^line 3: its index is 2, and 1 comes next/],
    ['a member too many', [header, invoke(0, { more: 1 })], /^line 2: .*more/],
    ['a call without a Region', [header, invoke(0, { value: {} })], /^line 2: /],
    ['something that no server does', [header, own(0, 'reboot')], /^line 2: \/f/],
    ['nothing that is put', [header, own(0, 'put', { account: '1' })], /^line 2: /],
    [
      'something put that cannot be',
      [header, invoke(0), own(1, 'put', { account: '1', start: { core: 1 } })],
      /^line 3: the account/,
    ],
  ])('%s', async (_, lines, message) => {
    const found = await problem(...lines);
    expect(found).toMatch(message);
    expect(found).not.toContain('\n');
  });

  test('too many lines, and a line too long, end the reading', async () => {
    function* endless() {
      for (;;) yield 'line\n';
    }
    const all = async (pieces: Iterable<string>) => {
      for await (const _ of linesOf(pieces, { lengthMax: 100, linesMax: 1000 }));
    };
    await expect(all(endless())).rejects.toThrow(/^line 1001: .*1,000 lines at most/);
    await expect(all(['a\n', 'x'.repeat(101)])).rejects.toThrow(/^line 2: it is longer/);
  });
});

test('what comes after an account was put is of an account by itself', async () => {
  const lines: string[] = [];
  const recorder = recorderTo((line) => lines.push(line));
  const call = { operation: 'ListRoles', caller: callers.reader, region: 'us-east-1', input: {} };
  const account = '111111111111';
  const put = (tasksOpened: number) =>
    recorder.unasked({ f: 'put', value: { account, start: { core: { tasksOpened } } } }, 5);
  put(1);
  recorder.unasked({ f: 'unasked', value: { account, at: 6, event: {} } }, 6);
  recorder.invoked(call, account, 7);
  put(2);
  recorder.unasked({ f: 'time' }, 8);
  recorder.invoked(call, account, 9);
  const { calls, startOf } = await readHistory(lines);
  const names = calls.map((one) => one.account);
  expect(names).toEqual([account, `${account} (2)`]);
  expect(names.map((name) => [startOf(name).id, startOf(name).core.tasksOpened])).toEqual([
    [account, 1],
    [account, 2],
  ]);
});

test('what could not be written is not counted', () => {
  const lines: string[] = [];
  let isFull = false;
  const recorder = recorderTo((line) => {
    if (isFull) throw new Error('full');
    lines.push(line);
  });
  isFull = true;
  expect(() => recorder.unasked({ f: 'time' }, 9)).toThrow('full');
  isFull = false;
  recorder.unasked({ f: 'time' }, 5);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ index: 0, time: 5 });
});

test('what a recorder writes is read as it was told', async () => {
  const lines: string[] = [];
  const recorder = recorderTo((line) => lines.push(line), { choices: { 'failed-entry': 'free' } });
  const call = {
    operation: 'ListRoles',
    caller: callers.reader,
    region: 'eu-west-1',
    input: { PathPrefix: '/a' },
  };
  const first = recorder.invoked(call, undefined, 5);
  const second = recorder.invoked(call);
  recorder.ended(second, { ok: 'unknown' }, 7);
  recorder.ended(first, { ok: false, code: 'a', status: 400 }, 6);
  recorder.ended(recorder.invoked(call, '111111111111'), { ok: true, output: { Roles: [] } }, 9);
  const { calls, open, startOf } = await readHistory(lines);
  expect(calls).toMatchObject([
    { call, process: 0, from: 5, to: 7, seen: { ok: false, code: 'a', status: 400 } },
    { call, process: 1, from: 5, to: Number.POSITIVE_INFINITY, seen: { ok: 'unknown' } },
    { account: '111111111111', process: 0, from: 7, to: 9, seen: { ok: true } },
  ]);
  expect(open).not.toHaveProperty('failed-entry');
  expect(startOf('1').choices['failed-entry']).toBe('free');
});
