import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const folder = 'docs/images';
const explorer = pathToFileURL(resolve('docs/site/explorer/index.html')).href;
const reports = mkdtempSync(join(tmpdir(), 'report-'));
const report = pathToFileURL(join(reports, 'report.html')).href;
const held =
  '#1.right.CreateBrowser-VPC.CreateAgentRuntime-VPC-eu-west-1.succeed-r1.succeed-r2.DeleteServiceLinkedRole.task_starts.task_ends.end';
const wrong =
  '#1.browser-not-counted.CreateBrowser-VPC.DeleteServiceLinkedRole.task_starts.succeed-r1.task_ends.end';

/** A report of `conform` on a wrong model. */
function writeReport(): void {
  const { status } = spawnSync('node', [
    'dist/src/cli/main.js',
    ...['conform', '--fault', 'wrong-path', '--only', 'role-made-by-hand', '--seed', '1'],
    ...['--html', join(reports, 'report.html')],
  ]);
  if (status !== 1) throw new Error('conform finds nothing wrong with a wrong model');
}

/** How each picture is called, what is open in it, and how it is looked at. */
const pictures = [
  { name: 'explorer', open: explorer + held, width: 1440, height: 900, colorScheme: 'light' },
  { name: 'explorer-dark', open: explorer + wrong, width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'explorer-phone', open: explorer + held, width: 390, height: 844, colorScheme: 'light' },
  { name: 'report', open: report, width: 1100, height: 1340, colorScheme: 'light' },
] as const;

mkdirSync(folder, { recursive: true });
writeReport();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
for (const { name, open, width, height, colorScheme } of pictures) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await page.goto(open);
  await page.screenshot({ path: `${folder}/${name}.png` });
  await page.close();
}
await browser.close();
rmSync(reports, { recursive: true });
