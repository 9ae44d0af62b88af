import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, type Explorer, startExplorer } from '../support/browser.ts';

const resources = 20;
const twenty = `#1.right.${'CreateBrowser-VPC.'.repeat(resources)}end`;
const clicks = 10;

/** Milliseconds from a click on the first button that is found to the end of the drawing. */
const clickToDrawn = (selector: string): string => `new Promise((done) => {
  const button = document.querySelector('${selector}');
  const began = performance.now();
  button.click();
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now() - began);
    port2.postMessage(0);
  });
})`;

const shown = (ms: number): string => `${Math.round(ms)} ms`;

describe.skipIf(browserPath === undefined)('how fast the explorer page is', () => {
  let explorer: Explorer;
  beforeAll(async () => {
    explorer = await startExplorer();
  });
  afterAll(() => explorer?.close());

  test('first view', async () => {
    const { page } = await explorer.open();
    const painted = (): Promise<number> =>
      page.evaluate(
        `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0`,
      ) as Promise<number>;
    await expect.poll(painted).toBeGreaterThan(0);
    console.log(`first view of the explorer page: ${shown(await painted())} (goal: 1000 ms)`);
  });

  test(`from a click to the drawing, with ${resources} resources`, async () => {
    const { page } = await explorer.open(twenty);
    expect(await page.locator('.resource').count()).toBe(resources);
    const times: number[] = [];
    for (let n = 1; n <= clicks; n++)
      times.push((await page.evaluate(clickToDrawn(`[data-key="succeed-r${n}"]`))) as number);
    expect(await page.locator('.entry').count()).toBe(resources + clicks);
    times.sort((a, b) => a - b);
    console.log(
      `from a click to the drawing, ${resources} resources: ${shown(times[clicks / 2] ?? 0)}, at most ${shown(times.at(-1) ?? 0)} (goal: 50 ms)`,
    );
  });
});
