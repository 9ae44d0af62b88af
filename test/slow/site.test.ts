import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath } from '../support/browser.ts';
import { deadLinks, isElsewhere, linksOf, pagesIn } from '../support/links.ts';
import { blocksOf } from '../support/markdown.ts';

const site = 'docs/site';
const diagramsOf = (file: string): readonly string[] =>
  blocksOf(file)
    .filter(({ language }) => language === 'mermaid')
    .map(({ text }) => text);
const reference = readdirSync('docs/reference', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs/reference', name));

beforeAll(() => {
  execFileSync('npm', ['run', '--silent', 'docs'], { stdio: ['ignore', 'ignore', 'inherit'] });
}, 300_000);

describe('the links of the site', () => {
  test('all that stay in it lead somewhere', () => {
    const links = pagesIn(site).flatMap(linksOf);
    expect(links.length).toBeGreaterThan(1_000);
    expect(deadLinks(links.filter((link) => !isElsewhere(link)))).toEqual([]);
  });

  test('the guide to contributing is a page, and the first page leads to it', () => {
    expect(linksOf(join(site, 'index.html')).map(({ to }) => to)).toContain(
      'documents/CONTRIBUTING.html',
    );
  });

  test('all that leave it are addresses of the web', () => {
    const leaving = pagesIn(site).flatMap(linksOf).filter(isElsewhere);
    const odd = leaving.filter(({ to }) => !/^(https:\/\/|data:)/.test(to) || !URL.canParse(to));
    expect(odd).toEqual([]);
  });

  test('one to no file, or to no place in a file, is noticed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'links-'));
    const page = join(folder, 'a.html');
    writeFileSync(
      page,
      '<a href="#there" id="there">a</a><a href="#gone">b</a><a href="b.html">c</a><a href=".">d</a>',
    );
    const dead = deadLinks(linksOf(page)).map(({ to }) => to);
    rmSync(folder, { recursive: true });
    expect(dead).toEqual(['#gone', 'b.html', '.']);
  });

  test('the explorer page is one link away from every page of TypeDoc', () => {
    const without = pagesIn(site)
      .filter((page) => !page.includes('explorer'))
      .filter((page) => !linksOf(page).some(({ to }) => to.endsWith('explorer/index.html')));
    expect(without).toEqual([]);
  });
});

test('what states rules names its source on its page', () => {
  for (const name of ['requirements', 'operations', 'failures', 'lifecycle', 'permissionsPolicy'])
    expect(readFileSync(`${site}/variables/index.${name}.html`, 'utf8')).toMatch(/<h4[^>]*>Source/);
});

test('docs:serve shows the site without a terminal', async () => {
  const server = spawn('node', ['docs/build/serve.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: '8009' },
  });
  try {
    const [address] = (await once(server.stdout, 'data')) as [Buffer];
    const { status } = await fetch(new URL('documents/guide.html', String(address).trim()));
    expect(status).toBe(200);
  } finally {
    server.kill();
  }
});

describe.skipIf(browserPath === undefined)('the site in a browser, from the file system', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      ...(browserPath === undefined ? {} : { executablePath: browserPath }),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  });
  afterAll(() => browser?.close());

  const open = async (path: string, width = 1280) => {
    const viewport = { width, height: 740 };
    const page = await browser.newPage({ colorScheme: 'light', viewport });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(resolve(site, path)).href);
    return { page, asked };
  };

  test('draws every diagram of the statecharts, in the colours that are chosen, and asks for nothing elsewhere', async () => {
    const { page, asked } = await open('documents/reference_statecharts.html');
    const count = diagramsOf('docs/reference/statecharts.md').length;
    expect(count).toBeGreaterThan(5);
    await page.waitForFunction(`document.querySelectorAll('.diagram svg').length === ${count}`);
    expect(await page.locator('code.mermaid').count()).toBe(0);
    const light = await page.locator('.diagram').first().innerHTML();
    await page.evaluate(`document.documentElement.dataset.theme = 'dark'`);
    await page.waitForFunction(
      `document.querySelector('.diagram').innerHTML !== ${JSON.stringify(light)}`,
    );
    expect(asked.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
    await page.close();
  });

  test('what is said in the reference is found', async () => {
    const { page } = await open('index.html');
    await page.keyboard.press('/');
    await page.locator('#tsd-search-input').fill('NoTemplate');
    await page.getByRole('option', { name: 'reference/rules/no-template' }).waitFor();
    await page.close();
  });

  test('no page is wider than a phone', async () => {
    const { page } = await open('index.html', 360);
    await page.route('**/mermaid.js', (route) => route.abort());
    const wide: string[] = [];
    for (const path of [
      'index.html',
      ...readdirSync(join(site, 'documents')).map((name) => `documents/${name}`),
    ]) {
      await page.goto(pathToFileURL(resolve(site, path)).href);
      const isWide =
        await page.evaluate(`[...document.querySelectorAll('.tsd-typography :is(h1, h2, h3, p, li, code)')]
        .filter((one) => one.closest('table, pre, .diagram') === null)
        .some((one) => [...one.getClientRects()].some(({ right }) => right > innerWidth))`);
      if (isWide) wide.push(path);
    }
    expect(wide).toEqual([]);
    await page.close();
  });

  test('a page without diagrams does not load what draws them', async () => {
    const { page, asked } = await open('documents/guide.html');
    expect(asked.filter((url) => url.endsWith('/mermaid.js'))).toEqual([]);
    await page.close();
  });

  test('every diagram of the reference is one', async () => {
    const { page } = await open('documents/reference_statecharts.html');
    await page.waitForFunction(`document.querySelector('.diagram svg') !== null`);
    const diagrams = reference.flatMap(diagramsOf);
    const wrong = await page.evaluate(`(async () => {
      const wrong = [];
      for (const text of [...${JSON.stringify(diagrams)}, 'no diagram'])
        if (!(await mermaid.parse(text, { suppressErrors: true }))) wrong.push(text);
      return wrong;
    })()`);
    expect(wrong).toEqual(['no diagram']);
    await page.close();
  });
});
