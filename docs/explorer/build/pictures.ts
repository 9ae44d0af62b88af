import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const folder = 'docs/images';
const address = pathToFileURL(resolve('docs/site/explorer/index.html')).href;
const held =
  '#1.right.CreateBrowser-VPC.CreateAgentRuntime-VPC-eu-west-1.succeed-r1.succeed-r2.DeleteServiceLinkedRole.task_starts.task_ends.end';
const wrong =
  '#1.browser-not-counted.CreateBrowser-VPC.DeleteServiceLinkedRole.task_starts.succeed-r1.task_ends.end';

/** The pictures of the page: how each is called, what is open in it, and how it is looked at. */
const pictures = [
  { name: 'explorer', rest: held, width: 1440, height: 900, colorScheme: 'light' },
  { name: 'explorer-dark', rest: wrong, width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'explorer-phone', rest: held, width: 390, height: 844, colorScheme: 'light' },
] as const;

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
for (const { name, rest, width, height, colorScheme } of pictures) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await page.goto(`${address}${rest}`);
  await page.screenshot({ path: `${folder}/${name}.png` });
  await page.close();
}
await browser.close();
