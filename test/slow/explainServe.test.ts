import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { agentCoreRole, type OperationName } from '../../model/index.ts';
import { explain } from '../../src/history/explain.ts';
import { readHistory } from '../../src/history/read.ts';
import { startServer } from '../../src/server/server.ts';
import { send, sent } from '../bench/load.ts';
import { cli, temporary } from '../support/cli.ts';
import { randomFor } from '../support/random.ts';
import { ask, model } from '../support/server.ts';
import { serving } from '../support/serving.ts';

const clients = 8;
const callsEach = 12;
const { name: RoleName, principal } = agentCoreRole;
const networkConfiguration = {
  networkMode: 'VPC',
  vpcConfig: { subnets: ['subnet-00000001'], securityGroups: ['sg-00000001'] },
};

type Asked = readonly [OperationName, Readonly<Record<string, unknown>>];

/** What a client asks next: to make something, to look, or to take away what an answer told of. */
function nextCall(random: () => number, told: string): Asked {
  const ids = [...new Set(told.match(/(?<="browserId":")[^"]+/g) ?? [])];
  const DeletionTaskId = told.match(/task\/[^"<]+/g)?.at(-1);
  const browserId = ids[Math.floor(random() * ids.length)];
  const lot = random();
  if (lot < 0.15 && browserId !== undefined) return ['DeleteBrowser', { browserId }];
  if (lot < 0.35 && browserId !== undefined) return ['GetBrowser', { browserId }];
  if (lot < 0.45) return ['DeleteServiceLinkedRole', { RoleName }];
  if (lot < 0.6 && DeletionTaskId !== undefined)
    return ['GetServiceLinkedRoleDeletionStatus', { DeletionTaskId }];
  if (lot < 0.7) return ['CreateServiceLinkedRole', { AWSServiceName: principal }];
  if (lot < 0.8) return ['GetRole', { RoleName }];
  if (lot < 0.85) return ['ListBrowsers', {}];
  return ['CreateBrowser', { name: `b${Math.floor(random() * 20)}`, networkConfiguration }];
}

test('what a server keeps of eight clients at once is explained, and not once it is changed', async () => {
  const file = temporary('history.jsonl');
  const server = await serving('--journal', file, '--time-scale', '200', '--seed', '5');
  const random = randomFor('explainServe');
  let told = '';
  const client = async () => {
    for (let call = 0; call < callsEach; call++)
      told += await send(server.url, sent(...nextCall(random, told))).catch(() => '');
  };
  await Promise.all(Array.from({ length: clients }, client));
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);

  const text = readFileSync(file, 'utf8');
  expect(text.match(/"type":"invoke"/g)).toHaveLength(clients * callsEach);
  expect(text.match(/"type":"(ok|fail)"/g)).toHaveLength(clients * callsEach);
  const explained = cli('explain', file);
  expect([explained.code, explained.stdout]).toEqual([0, expect.stringContaining('Explicable')]);

  const changed = text.replace('"status":"CREATING"', '"status":"READY"');
  writeFileSync(file, changed);
  expect(cli('explain', file).code).toBe(1);
});

test('what was kept since a restart, and since the account was emptied, is explained by itself', async () => {
  const journal = temporary('journal');
  const options = { journal, timeScale: 'manual', seed: '3' } as const;
  const first = await startServer(options);
  await ask(first, 'CreateBrowser', { name: 'b', networkConfiguration });
  await ask(first, 'CreateRole', { RoleName: 'own', AssumeRolePolicyDocument: '{}' });
  const asked = await ask(first, 'DeleteServiceLinkedRole', { RoleName });
  const DeletionTaskId = /task[^"]+/.exec(JSON.stringify(asked))?.[0];
  await first.close();

  const second = await startServer(options);
  for (let steps = 0; steps < 4; steps++) {
    await ask(second, 'GetServiceLinkedRoleDeletionStatus', { DeletionTaskId });
    await model(second, 'POST', 'advance', { step: 'next' });
  }
  await ask(second, 'GetRole', { RoleName: 'own' });
  await model(second, 'POST', 'advance', { seconds: 10 ** 6 });
  await ask(second, 'GetRole', { RoleName });
  await model(second, 'POST', 'reset');
  await ask(second, 'GetRole', { RoleName });
  await second.close();

  const text = readFileSync(journal, 'utf8');
  const explained = async (changed: string) => {
    const { accounts } = await explain(await readHistory([changed]));
    return accounts.map(({ account, calls, result }) => [account, calls, result.verdict]);
  };
  const emptied = '123456789012 (2)';
  expect(await explained(text)).toEqual([
    ['123456789012', 6, 'yes'],
    [emptied, 1, 'yes'],
  ]);
  const isGone = '"code":"NoSuchEntity"';
  expect(text.split(isGone)).toHaveLength(2);
  expect(await explained(text.replace(isGone, '"code":"NoSuchRole"'))).toContainEqual([
    emptied,
    1,
    'no',
  ]);
  expect(await explained(text.replace('"Status":"FAILED"', '"Status":"SUCCEEDED"'))).toContainEqual(
    ['123456789012', 6, 'no'],
  );
});

test('a page is written, input is standard input, and JSON is JSON', () => {
  const file = 'test/vectors/histories/impossible/two-open-tasks.jsonl';
  const page = temporary('history.html');
  expect(cli('explain', file, '--html', page).code).toBe(1);
  expect(readFileSync(page, 'utf8')).toContain('process 1');
  expect(JSON.parse(cli('explain', file, '--json').stdout)).toMatchObject({ verdict: 'no' });
  expect(cli('explain', file, '--max-steps', '1').code).toBe(4);
});

test.each<[readonly string[], RegExp]>([
  [['explain', 'none.jsonl'], /none\.jsonl cannot be read: .*\. Name a history/],
  [['explain', 'test'], /test cannot be read/],
  [['explain', 'package.json'], /package\.json, line 1: it is no header/],
  [['explain', 'x', '--html', 'none/page.html'], /none\/page\.html cannot be written/],
  [['explain', 'x', '--max-steps', '0'], /--max-steps takes a whole number/],
])('%j is bad input, said in one sentence', (args, message) => {
  const { code, stderr } = cli(...args);
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  expect(stderr.trimEnd().split('\n').length).toBeLessThan(3);
});
