import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explain } from '../../src/history/explain.ts';
import { lineOfEvent } from '../../src/history/history.ts';
import { readHistory } from '../../src/history/read.ts';
import { explainJson, explainText } from '../../src/report/explainText.ts';
import { historyHtml } from '../../src/report/historyHtml.ts';

const folder = 'test/vectors/histories';
const filesIn = (kind: string): readonly string[] => readdirSync(`${folder}/${kind}`);
const textOf = (kind: string, file: string): string =>
  readFileSync(`${folder}/${kind}/${file}`, 'utf8');
const explained = async (text: string) => explain(await readHistory([text]));

test('the corpus is as large as it is said to be, half of it impossible', () => {
  expect(filesIn('possible').length).toBeGreaterThanOrEqual(30);
  expect(filesIn('impossible').length).toBe(filesIn('possible').length);
});

describe('what is possible is explained, and replayed through step', () => {
  test.each(filesIn('possible'))('%s', async (file) => {
    const { verdict, accounts } = await explained(textOf('possible', file));
    expect(verdict).toBe('yes');
    for (const { result } of accounts)
      expect(result).toMatchObject({ verdict: 'yes', replay: { steps: expect.any(Array) } });
  });
});

describe('what is impossible is not, and the last answer but those that follow is to blame', () => {
  test.each(filesIn('impossible'))('%s', async (file) => {
    const explanation = await explained(textOf('impossible', file));
    expect(explanation.verdict).toBe('no');
    const [account] = explanation.accounts;
    if (account?.result.verdict !== 'no') throw new Error('an account is to blame');
    const { call, permitted } = account.result.impossible;
    expect(permitted.length).toBeGreaterThan(0);
    expect(explainText(explanation)).toContain(`line ${lineOfEvent(call.ended)}:`);
    expect(JSON.parse(explainJson(explanation))).toMatchObject({
      verdict: 'no',
      accounts: [{ impossible: { line: lineOfEvent(call.ended) } }],
    });
  });
});

test('accounts have nothing to do with each other', async () => {
  const header = '{"history":1,"time":"ms"}';
  const asked = (index: number, account: string) => [
    `{"index":${index},"time":1,"process":0,"type":"invoke","f":"GetRole","value":{"account":"${account}","region":"us-east-1","caller":"administrator","input":{"RoleName":"AWSServiceRoleForBedrockAgentCoreNetwork"}}}`,
    `{"index":${index + 1},"time":1,"process":0,"type":"fail","f":"GetRole","value":{"code":"NoSuchEntity","status":404}}`,
  ];
  const text = [header, ...asked(0, '111111111111'), ...asked(2, '111122223333')].join('\n');
  const { verdict, accounts } = await explained(text);
  expect([verdict, accounts.map(({ account }) => account)]).toEqual([
    'yes',
    ['111111111111', '111122223333'],
  ]);
});

describe('limits', () => {
  const [file = ''] = filesIn('possible');

  test('a search that may not look long enough is undecided', async () => {
    const history = await readHistory([textOf('possible', file)]);
    const { verdict, accounts } = await explain(history, { stepsMax: 0 });
    expect([verdict, accounts[0]?.result]).toEqual([
      'undecided',
      { verdict: 'undecided', reason: '0 steps were taken' },
    ]);
  });

  test('and so is one that is stopped, or for which there is no memory', async () => {
    const history = await readHistory([textOf('possible', file)]);
    const stopped = await explain(history, { signal: AbortSignal.abort() });
    const small = await explain(history, { memoryMax: 1 });
    expect([stopped.verdict, small.verdict]).toEqual(['undecided', 'undecided']);
  });
});

describe('the page', () => {
  test('shows lanes, what is impossible, and what a target sends as text', async () => {
    const nasty = '<script>alert(1)</script>';
    const text = textOf('impossible', 'role-in-use-deletion-succeeds.jsonl').replaceAll(
      '"a"',
      JSON.stringify(nasty),
    );
    const history = await readHistory([text]);
    const page = historyHtml(history, await explain(history));
    expect(page).not.toContain(nasty);
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).toMatch(/class="call bad[^>]*>✗ /);
    expect(page).toContain('process 0');
    expect(page).not.toMatch(/(src|href)=|https?:/);
  });
});
