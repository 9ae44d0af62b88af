import { beforeEach, expect, test, vi } from 'vitest';
import { openJournal } from '../../src/server/journal.ts';
import { temporary } from '../support/cli.ts';
import { ask, started } from '../support/server.ts';

type Done = (error: Error | null) => void;

const disk = vi.hoisted(() => ({
  /** What was written and waited for, in order. */
  log: [] as string[],
  waiting: [] as ((error: Error | null) => void)[],
  shortWrites: 0,
}));

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  return {
    ...fs,
    writeSync: (descriptor: number, bytes: Buffer, offset: number, length: number, at: number) => {
      disk.log.push('write');
      const isShort = disk.shortWrites > 0;
      if (isShort) disk.shortWrites -= 1;
      return fs.writeSync(descriptor, bytes, offset, isShort ? length - 5 : length, at);
    },
    fdatasync: (_: number, done: Done) => {
      disk.log.push('begin');
      disk.waiting.push(done);
    },
  };
});

const of = { model: 'm', settings: {} };
const time = { f: 'time' } as const;
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Ends the oldest wait for the disk. */
async function completed(error: Error | null = null): Promise<void> {
  disk.log.push('end');
  disk.waiting.shift()?.(error);
  await turn();
}

beforeEach(() => {
  Object.assign(disk, { log: [], waiting: [], shortWrites: 0 });
});

async function begun(file = temporary('journal')) {
  const journal = await openJournal(file, of, true);
  journal.begin(1, () => undefined);
  const keep = (name: string) => {
    journal.recorder.unasked(time, 5);
    return journal.kept().then(
      () => disk.log.push(name),
      () => disk.log.push(`not ${name}`),
    );
  };
  return { keep, close: journal.close };
}

test('with --fsync an entry is kept after a wait for the disk that began after it was written', async () => {
  const journal = await begun();
  journal.keep('a');
  journal.keep('b');
  await turn();
  await turn();
  journal.keep('c');
  await turn();
  await turn();
  await completed();
  await completed();
  const [one, two] = [
    ['write', 'write', 'begin'],
    ['write', 'begin'],
  ];
  expect(disk.log).toEqual([...one, ...two, 'end', 'a', 'b', 'end', 'c']);
  journal.close();
});

test('what the disk has lost is not kept, and nothing more is', async () => {
  const journal = await begun();
  journal.keep('a');
  await turn();
  await turn();
  await completed(new Error('EIO'));
  expect(disk.log.at(-1)).toBe('not a');
  expect(() => journal.keep('b')).toThrow('EIO');
  journal.close();
});

test('no answer is sent before the disk has it', async () => {
  const server = await started({ journal: temporary('journal'), fsync: true });
  let isAnswered = false;
  const answer = ask(server, 'GetCallerIdentity').then(() => {
    isAnswered = true;
  });
  await vi.waitUntil(() => disk.waiting.length > 0);
  for (let turns = 0; turns < 20; turns++) await turn();
  expect(isAnswered).toBe(false);
  await completed();
  await answer;
  expect(isAnswered).toBe(true);
});

test('a line of which the disk took only a part is cut off before the next one', async () => {
  const file = temporary('journal');
  const journal = await openJournal(file, of, false);
  journal.begin(1, () => undefined);
  disk.shortWrites = 1;
  expect(() => journal.recorder.unasked(time, 123_456)).toThrow('only a part');
  journal.recorder.unasked(time, 5);
  journal.close();
  const again = await openJournal(file, of, false);
  expect([...again.events]).toMatchObject([{ index: 0, time: 5 }]);
  expect(again.warning).toBeUndefined();
  again.close();
});

test('a call that cannot be kept changes nothing, and is refused as the service would', async () => {
  const server = await started({ journal: temporary('journal'), timeScale: 'manual' });
  const vpc = { CidrBlock: '10.0.0.0/16' };
  const made = await ask(server, 'CreateVpc', vpc);
  const shown = async () => JSON.stringify(await ask(server, 'DescribeVpcs'));
  // EC2, IAM and AgentCore each in its own words.
  for (const [operation, input, code] of [
    ['CreateVpc', vpc, 'InternalError'],
    ['CreateUser', { UserName: 'a' }, 'ServiceFailure'],
    ['GetBrowser', { browserId: 'a' }, 'InternalServerException'],
  ] as const) {
    disk.shortWrites = 1;
    expect(await ask(server, operation, input)).toMatchObject({ ok: false, code });
  }
  expect(await shown()).toContain(JSON.stringify(made).match(/vpc-\w+/)?.[0]);
  expect((await shown()).match(/vpc-\w+/g)).toHaveLength(1);
});
