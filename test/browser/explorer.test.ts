import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { page as explorerPage } from '../../docs/explorer/build/page.ts';
import { type FaultName, faulty } from '../../model/faults/index.ts';
import { requirements } from '../../model/index.ts';
import { check } from '../../src/check/check.ts';
import { checkRecord } from '../../src/report/record.ts';
import {
  browserPath,
  type Explorer,
  type Look,
  type Opened,
  startExplorer,
} from '../support/browser.ts';
import { conformed } from '../support/conform.ts';

const bytesMax = 300_000;
const life = [
  'CreateBrowser-VPC',
  'succeed-r1',
  'DeleteServiceLinkedRole',
  'task_starts',
  'task_ends',
  'DeleteBrowser-r1',
  'succeed-r1',
  'DeleteServiceLinkedRole',
  'task_starts',
  'task_ends',
] as const;
const linkOf = (...keys: readonly string[]): string => ['#1.right', ...keys, 'end'].join('.');

/** What `check --json` writes of a wrong model. */
async function failedCheck(fault: FaultName): Promise<string> {
  const result = await check({
    model: faulty(fault),
    sizes: () => [{ resources: 1, regions: 1 }],
    choices: {},
    allChoices: false,
    runs: 0,
    seed: 1,
    untilBroken: true,
  });
  return JSON.stringify(checkRecord(result, { version: '', fault, replay: '', seconds: 0 }));
}

test(`the page is under ${bytesMax / 1000} kB compressed, all in one file`, async () => {
  const html = await explorerPage();
  const bytes = gzipSync(html).length;
  console.log(`the explorer page: ${Math.round(bytes / 1000)} kB compressed`);
  expect(bytes).toBeLessThan(bytesMax);
  expect(html).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="(?!data:)/);
});

describe.skipIf(browserPath === undefined)('the explorer page', () => {
  let explorer: Explorer;
  let opened: Opened[] = [];
  beforeAll(async () => {
    explorer = await startExplorer();
  });
  afterAll(() => explorer?.close());
  afterEach(async () => {
    const all = opened;
    opened = [];
    for (const { page } of all) await page.context().close();
    expect(all.flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  const open = async (rest?: string, look?: Look): Promise<Page> => {
    const one = await explorer.open(rest, look);
    opened.push(one);
    return one.page;
  };
  const offer = (page: Page, key: string): Locator => page.locator(`[data-key="${key}"]`);
  const role = (page: Page): Promise<string> => page.locator('[data-role]').innerText();
  const deletion = (page: Page): Promise<string> => page.locator('[data-deletion]').innerText();
  const entries = (page: Page): Promise<number> => page.locator('.entry').count();
  const lit = async (page: Page, drawing: string): Promise<string> =>
    (await page.locator(`[data-drawing="${drawing}"] .lit text`).allTextContents()).join();
  const drop = async (page: Page, text: string): Promise<void> => {
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  };
  /** A file as a drag brings it; its text is worked out in the page. */
  const transferOf = (page: Page, text: string) =>
    page.evaluateHandle(
      `(() => { const data = new DataTransfer(); data.items.add(new File([${text}], 'a.json')); return data; })()`,
    );
  const notice = (page: Page): Locator => page.locator('.notice');
  /** A record of a check, with a counterexample for each link. */
  const recordOf = (...links: readonly string[]): string =>
    JSON.stringify({
      format: 'agentcore-slr/check',
      formatVersion: 1,
      properties: [
        { name: 'holds' },
        ...links.map((link, place) => ({ name: `violated ${place}`, counterexample: { link } })),
      ],
    });

  test('the life of the role is walked by clicks, and the states light up', async () => {
    const page = await open();
    expect(await role(page)).toBe('absent');
    const deletions: string[] = [];
    for (const key of life) {
      await offer(page, key).click();
      deletions.push(await deletion(page));
      expect(await lit(page, 'role-role')).toBe(await role(page));
      expect(await lit(page, 'role-deletion')).toBe(
        await deletion(page).then((is) => (is === 'none yet' ? 'none' : is)),
      );
    }
    expect(deletions[4]).toBe('FAILED');
    expect(await role(page)).toBe('deleted');
    expect(await deletion(page)).toBe('SUCCEEDED');
    expect(await page.locator('[data-holding]').innerText()).toBe('nothing');
    expect(await page.locator('.light.broken').count()).toBe(0);
    expect(await page.locator('.commands').inputValue()).toMatch(
      /^RESOURCE_1=\$\(aws bedrock-agentcore-control create-browser .*\n# unasked: r1: what is under way succeeds\n/,
    );
  });

  test('the commands and the link of the walk can be copied', async () => {
    const page = await open(linkOf(...life), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const copied = () => page.evaluate('navigator.clipboard.readText()');
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await copied()).toBe(await page.locator('.commands').inputValue());
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(copied).toBe(page.url());
  });

  test('a refused call shows its rule, and changes nothing until it is asked all the same', async () => {
    const page = await open(linkOf('CreateServiceLinkedRole'));
    const refused = offer(page, 'CreateServiceLinkedRole');
    expect(await refused.getAttribute('class')).toBe('refused');
    await refused.click();
    const { sentence, source } = requirements['role-name-taken'];
    expect(await page.locator('.refusal').innerText()).toContain(sentence);
    expect(await page.locator('.refusal').innerText()).toContain(source);
    expect(await entries(page)).toBe(1);
    await page.getByRole('button', { name: 'Ask all the same' }).click();
    expect(await page.locator('.entry').last().innerText()).toContain('InvalidInput');
  });

  test('a caller without the right is refused, and one with it is not', async () => {
    const page = await open();
    await page.getByText('reader', { exact: true }).click();
    const create = offer(page, 'CreateBrowser-VPC-reader');
    expect(await create.getAttribute('class')).toBe('refused');
    await page.getByText('BedrockAgentCoreFullAccess', { exact: true }).click();
    await page.getByText('eu-west-1', { exact: true }).first().click();
    await offer(page, 'CreateBrowser-VPC-eu-west-1-fullAccess').click();
    expect(await role(page)).toBe('auto-created');
  });

  test('a reload and a link open the same account', async () => {
    const page = await open();
    for (const key of life.slice(0, 5)) await offer(page, key).click();
    const before = await page.locator('main').innerText();
    await page.reload();
    expect(await page.locator('main').innerText()).toBe(before);
    const again = await open(new URL(page.url()).hash);
    expect(await again.locator('main').innerText()).toBe(before);
  });

  test('undo and redo go one step, by button and by key, and a new step replaces what was undone', async () => {
    const page = await open(linkOf(...life.slice(0, 3)));
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await deletion(page)).toBe('none yet');
    await page.keyboard.press('Control+z');
    expect(await page.locator('.bar').innerText()).toContain('1 of 3');
    await page.keyboard.press('Control+Shift+Z');
    expect(await page.locator('.bar').innerText()).toContain('2 of 3');
    await page.reload();
    expect(await page.locator('.bar').innerText()).toContain('2 of 3');
    await page.locator('.entry button').first().click();
    await offer(page, 'fail-r1').click();
    expect(await entries(page)).toBe(2);
    expect(await page.locator('[data-resource=r1]').innerText()).toContain('CREATE_FAILED');
  });

  test('a dropped trace of a failed check plays step by step until its invariant is red', async () => {
    const page = await open();
    await drop(page, await failedCheck('browser-not-counted'));
    await page.locator('.wrong').waitFor();
    expect(await page.locator('.bar').innerText()).toContain('0 of 5');
    for (const place of [1, 2, 3, 4]) {
      await page.getByRole('button', { name: 'Next' }).click();
      expect(await page.locator('.details .changes').innerText()).toMatch(/→|a new one/);
      expect(await page.locator('.bar').innerText()).toContain(`${place} of 5`);
      expect(await page.locator('[data-invariant=role-outlives-its-use].broken').count()).toBe(0);
    }
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await page.locator('[data-invariant=role-outlives-its-use]').innerText()).toContain(
      'broken at step 5',
    );
    await page.getByRole('button', { name: 'states-agree-with-facts' }).click();
    expect(await page.locator('.bar').innerText()).toContain('0 of');
  });

  test('a failure of a conform report plays on the right model, and what the target answered is text', async () => {
    const RoleName = 'AWSServiceRoleForBedrockAgentCoreNetwork';
    const markup = '<img src=x onerror=alert(1)>';
    const call = { operation: 'DeleteServiceLinkedRole', region: 'us-east-1', caller: 'main' };
    const answer = { ok: true, output: { DeletionTaskId: markup } };
    const result = {
      id: 'a',
      deviation: { at: 0 },
      calls: [{ ...call, input: { RoleName }, answer }],
    };
    const groups = [{ what: `A request is accepted ${markup}`, cases: ['a'] }];
    const about = { format: 'agentcore-slr/conform', formatVersion: 1 };
    const page = await open();
    await drop(page, JSON.stringify({ ...about, groups, results: [result] }));
    await page.locator('.notice-of-file').waitFor();
    expect(await page.locator('.notice-of-file').innerText()).toContain(markup);
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await page.locator('.entry.current').innerText()).toContain('NoSuchEntity');
    expect(await page.locator('img').count()).toBe(0);
  });

  test('a report that conform wrote of a wrong model plays to the answer that nothing permits', async () => {
    const record = await conformed(
      { only: ['any-region-holds-role'], seed: 1 },
      'browser-not-counted',
    );
    expect(record.verdict).toBe('not conformant');
    const page = await open();
    await drop(page, JSON.stringify(record));
    await page.locator('.notice-of-file').waitFor();
    expect(await page.locator('.notice-of-file').innerText()).toContain(
      'Nothing permits what the target answered to the last call',
    );
    const steps = await entries(page);
    expect(await page.locator('.bar').innerText()).toContain(`0 of ${steps}`);
    for (let place = 0; place < steps; place++)
      await page.getByRole('button', { name: 'Next' }).click();
    expect(await role(page)).toBe('in-use');
    expect(await page.locator('[data-holding]').innerText()).toContain('Browser');
    expect(await page.locator('.light.broken').count()).toBe(0);
  });

  test('a file can be dropped anywhere on the page', async () => {
    const page = await open();
    const transfer = await transferOf(page, JSON.stringify(recordOf('1.right.CreateVpc.end')));
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await page.locator('.entry').waitFor();
  });

  test('?fault plays a wrong model by itself until an invariant is red', async () => {
    const page = await open('?fault=session-not-waited-for');
    await page.locator('[data-invariant=role-outlives-its-sessions].broken').waitFor();
    expect(await page.getByRole('button', { name: 'Play' }).count()).toBe(1);
    expect(await page.locator('.bar').innerText()).toContain('5 of 5');
  });

  test('?fault of no wrong model says so', async () => {
    const page = await open('?fault=<b>nothing</b>');
    expect(await notice(page).innerText()).toContain('no wrong model');
    expect(await role(page)).toBe('absent');
  });

  test('a link that was cut off opens as far as it goes and says so', async () => {
    const page = await open(linkOf(...life).slice(0, -20));
    expect(await notice(page).innerText()).toContain('cut off');
    expect(await entries(page)).toBe(8);
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await notice(page).count()).toBe(0);
  });

  test.each([
    ['no trace', '{"a": 1}', 'holds no trace'],
    ['no JSON', '<script>alert(1)</script>', 'no JSON'],
    ['markup', '{"format": "<img src=x onerror=alert(1)>"}', 'holds no trace'],
    ['another version', '{"format": "agentcore-slr/check", "formatVersion": 2}', 'another version'],
    ['nothing violated', recordOf(), 'nothing to play'],
    ['a link of another version', recordOf('9.right.end'), 'not of version'],
    ['none', '', 'no JSON'],
  ])('a file with %s: one sentence, and nothing is lost', async (_, text, says) => {
    const page = await open(linkOf(...life.slice(0, 3)));
    const before = await page.locator('main').innerText();
    await drop(page, text);
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toContain(says);
    expect(await page.locator('main').innerText()).toBe(before);
    expect(await page.locator('main img, .notices img').count()).toBe(0);
  });

  test('a huge file: one sentence, and nothing is lost', async () => {
    const page = await open(linkOf(...life.slice(0, 3)));
    const transfer = await transferOf(page, "' '.repeat(21 * 2 ** 20)");
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toContain('larger than 20 MB');
    expect(await entries(page)).toBe(3);
  });

  test('what a call carries is shown as text, never as markup', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const call = JSON.stringify(['CreateRole', 'administrator', '', { RoleName: name }]);
    const page = await open(linkOf(`~${Buffer.from(call).toString('base64url')}`));
    expect(await page.locator('.commands').inputValue()).toContain('<img');
    expect(await page.locator('img').count()).toBe(0);
  });

  test('a keyboard is enough', async () => {
    const page = await open();
    await offer(page, 'CreateBrowser-VPC').focus();
    await page.keyboard.press('Enter');
    expect(await role(page)).toBe('auto-created');
    await offer(page, 'succeed-r1').focus();
    await page.keyboard.press('Enter');
    expect(await role(page)).toBe('in-use');
    expect(await page.locator('.entry.current button:focus').count()).toBe(1);
    expect(await page.locator('#walk ~ .unseen').innerText()).toContain('auto-created to in-use');
  });

  test('the choices and the model change the same walk', async () => {
    const page = await open(linkOf(...life.slice(0, 5)));
    await page.getByText('17 choices').click();
    await page.getByLabel('failure-usage').selectOption('none');
    expect(page.url()).toContain('failure-usage=none');
    expect(await entries(page)).toBe(5);
    await page.getByLabel('Model').selectOption('usage-ignored');
    expect(await role(page)).toBe('deleted');
    expect(await page.locator('[data-invariant=role-outlives-its-use].broken').count()).toBe(1);
  });
});
