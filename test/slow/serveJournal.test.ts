import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { type JournalOf, openJournal } from '../../src/server/journal.ts';
import { lineOf, valuesIn } from '../../src/server/journalLines.ts';
import { type ServerOptions, startServer } from '../../src/server/server.ts';
import { temporary } from '../support/cli.ts';
import { ask, model, started } from '../support/server.ts';

const values = [{ journal: 1 }, { a: 'ä' }, { b: [1, 2] }, { c: '\n' }];
const of: JournalOf = { model: 'm', settings: { seed: '0' } };

/** A file of lines as a journal writes them. */
function written(): { readonly file: string; readonly lines: readonly string[] } {
  const file = temporary('lines');
  let sum = 0;
  const lines = values.map((value) => {
    const line = lineOf(JSON.stringify(value), sum);
    sum = line.sum;
    return line.text;
  });
  writeFileSync(file, lines.join(''));
  return { file, lines };
}

/** What is read of a file: its values and whether the last line was torn, or the line that is damaged. */
function read(file: string): { read: readonly unknown[]; torn: boolean } | { damaged: number } {
  const found: unknown[] = [];
  const lines = valuesIn(file, (line) => Object.assign(new Error(), { damaged: line }));
  try {
    for (;;) {
      const next = lines.next();
      if (next.done === true) return { read: found, torn: next.value };
      found.push(next.value);
    }
  } catch (error) {
    return { damaged: (error as { damaged: number }).damaged };
  }
}

test('lines are read as they were written', () => {
  expect(read(written().file)).toEqual({ read: values, torn: false });
});

test('a byte that is another one anywhere is noticed, and its line is named', () => {
  const { file } = written();
  const bytes = readFileSync(file);
  const lineAt = (place: number) => bytes.subarray(0, place).toString().split('\n').length;
  for (let place = 0; place < bytes.length; place++)
    for (const other of [(bytes[place] as number) ^ 1, 0x0a]) {
      if (other === bytes[place]) continue;
      const changed = Buffer.from(bytes);
      changed[place] = other;
      writeFileSync(file, changed);
      expect(read(file), `byte ${place} as ${other}`).toEqual({ damaged: lineAt(place) });
    }
});

test('lines that are missing, twice or in another order are noticed', () => {
  const { file, lines } = written();
  const [a = '', b = '', c = '', d = ''] = lines;
  const damages: readonly (readonly [readonly string[], number])[] = [
    [[b, c, d], 1],
    [[a, c, d], 2],
    [[a, b, d], 3],
    [[a, a, b, c, d], 2],
    [[a, b, b, c, d], 3],
    [[a, c, b, d], 2],
    [[a, b, '\n', c, d], 3],
    [[a, b, c, d, a], 5],
  ];
  for (const [damaged, line] of damages) {
    writeFileSync(file, damaged.join(''));
    expect(read(file)).toEqual({ damaged: line });
  }
});

test('a last line that is torn at any byte is left out', () => {
  const { file, lines } = written();
  const bytes = readFileSync(file);
  const last = Buffer.byteLength(lines.at(-1) as string);
  for (let cut = 1; cut < last; cut++) {
    writeFileSync(file, bytes.subarray(0, bytes.length - cut));
    expect(read(file)).toEqual({ read: values.slice(0, -1), torn: true });
  }
});

/** A journal that one event was kept in. */
async function kept(): Promise<string> {
  const file = temporary('journal');
  const journal = await openJournal(file, of, false);
  journal.begin(4, () => undefined);
  journal.recorder.unasked({ f: 'time' }, 5);
  journal.close();
  return file;
}

async function refusal(file: string, by: JournalOf = of): Promise<string> {
  try {
    const journal = await openJournal(file, by, false);
    onTestFinished(() => journal.close());
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test('what was kept is there again, and a torn line is said', async () => {
  const file = await kept();
  appendFileSync(file, '{"index":1');
  const journal = await openJournal(file, of, true);
  expect(journal.startedAt).toBe(4);
  expect([...journal.events]).toMatchObject([{ index: 0, time: 5, f: 'time' }]);
  expect(journal.warning).toMatch(/the last line was not written to its end, and was cut off\.$/);
  journal.begin(5, () => undefined);
  await Promise.all([journal.kept(), journal.kept()]);
  journal.close();
  expect(read(file)).toMatchObject({ torn: false });
});

test('another version, model or setting is refused in a sentence', async () => {
  const file = await kept();
  expect(await refusal(file, { ...of, model: 'n' })).toMatch(/with another model\. Start with/);
  expect(await refusal(file, { ...of, settings: { seed: '1' } })).toMatch(
    / was written with seed "0", and not "1"\. Give the same, or name another file\.$/,
  );
  expect(
    await refusal(file, { ...of, settings: { seed: '0', account: { a: 'x'.repeat(99) } } }),
  ).toMatch(/ with another account\. Give/);
  writeFileSync(file, lineOf('{"server":{"journal":2}}', 0).text);
  expect(await refusal(file)).toMatch(/is a journal of version 2, and this reads version 1\. /);
  // What was refused is let go of.
  writeFileSync(file, '');
  expect(await refusal(file)).toBe('');
});

test.each(['notes of mine', 'notes of mine\nand more\n', '\n', '{}\n', '{"a":1,"sum":1}\n'])(
  'a file that is no journal is left as it is: %j',
  async (text) => {
    const file = temporary('notes');
    writeFileSync(file, text);
    expect(await refusal(file)).toMatch(
      / is no journal of agentcore-slr, or its line 1 is damaged/,
    );
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

test('what is no file, or cannot be one, is refused', async () => {
  expect(await refusal('/dev/null')).toBe('/dev/null is no file. Name one.');
  expect(await refusal('.')).toMatch(/is no file/);
  expect(await refusal(`${temporary('no-folder')}/journal`)).toMatch(
    / cannot be used: ENOENT.*\. Name a file that can be written\.$/,
  );
});

test('a journal has one user at a time', async () => {
  const file = temporary('journal');
  const journal = await openJournal(file, of, false);
  expect(await refusal(file)).toMatch(/ is in use by another process\. Stop that one, or name/);
  journal.close();
  expect(await refusal(file)).toBe('');
});

/** Some calls and steps, all at one server or at two that follow each other with the same journal. */
async function story(
  options: ServerOptions,
  restart: boolean,
): Promise<readonly (readonly unknown[])[]> {
  let server = await startServer(options);
  const answers: unknown[] = [];
  const acts = [
    () =>
      ask(server, 'CreateServiceLinkedRole', {
        AWSServiceName: 'network.bedrock-agentcore.amazonaws.com',
      }),
    () => ask(server, 'CreateVpc', { CidrBlock: '10.0.0.0/16' }),
    () => model(server, 'POST', 'advance', { seconds: 100 }),
    () =>
      ask(server, 'DeleteServiceLinkedRole', {
        RoleName: 'AWSServiceRoleForBedrockAgentCoreNetwork',
      }),
    () => model(server, 'POST', 'advance', { step: 'next' }),
    () => model(server, 'POST', 'advance?account=111111111111', { seconds: 7.5 }),
    () => model(server, 'GET', 'account'),
    () => ask(server, 'GetRole', { RoleName: 'AWSServiceRoleForBedrockAgentCoreNetwork' }),
    () => model(server, 'POST', 'advance', { seconds: 1000 }),
    () => ask(server, 'ListRoles'),
    () =>
      ask(server, 'CreateServiceLinkedRole', {
        AWSServiceName: 'network.bedrock-agentcore.amazonaws.com',
      }),
    () => ask(server, 'GetRole', { RoleName: 'AWSServiceRoleForBedrockAgentCoreNetwork' }),
    () => model(server, 'GET', 'account'),
  ];
  for (const act of acts) {
    if (restart) {
      await server.close();
      server = await startServer(options);
    }
    answers.push(await act());
  }
  await server.close();
  return answers as readonly (readonly unknown[])[];
}

test.each(['documented', 'adversarial'] as const)(
  '%s: a server that is started again before every call answers as one that was not',
  async (behaviour) => {
    const options = { seed: '5', timeScale: 'manual', behaviour } as const;
    const once = await story({ ...options, journal: temporary('journal') }, false);
    const again = await story({ ...options, journal: temporary('journal') }, true);
    expect(again).toEqual(once);
    expect(await story(options, false)).toEqual(once);
  },
);

test('a snapshot bounds what is gone through at the start', async () => {
  const journal = temporary('journal');
  const options = { journal, timeScale: 'manual' } as const;
  const first = await startServer(options);
  for (let count = 0; count < 50; count++) await ask(first, 'GetCallerIdentity');
  const { value } = await model(first, 'GET', 'account');
  await first.close();
  const before = readFileSync(journal).length;
  const second = await started(options);
  const after = readFileSync(journal, 'utf8');
  expect(after.length).toBeLessThan(before / 2);
  expect(after.trim().split('\n')).toHaveLength(2);
  expect((await model(second, 'GET', 'account')).value).toEqual(value);
});

test('no two calls have the same identifier, also after a restart', async () => {
  const ids = async (options: ServerOptions, restart: boolean) => {
    const found: (string | null)[] = [];
    let server = await startServer(options);
    for (let count = 0; count < 4; count++) {
      const path = '?Version=2011-06-15&Action=GetCallerIdentity';
      found.push((await fetch(`${server.url}/${path}`)).headers.get('x-amzn-requestid'));
      if (!restart) continue;
      await server.close();
      server = await startServer(options);
    }
    await server.close();
    return found;
  };
  const options = { timeScale: 'manual' } as const;
  const once = await ids(options, false);
  expect(new Set(once).size).toBe(4);
  expect(await ids({ ...options, journal: temporary('journal') }, true)).toEqual(once);
});
