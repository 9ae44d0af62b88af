import axe, { type AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, type Explorer, startExplorer } from '../support/browser.ts';

const desktop = { width: 1440, height: 1000 };
const phone = { width: 360, height: 740 };
const busy =
  '#1.browser-not-counted.CreateBrowser-VPC.CreateAgentRuntime-VPC-eu-west-1.DeleteServiceLinkedRole.task_starts.succeed-r1.succeed-r2.task_ends.GetServiceLinkedRoleDeletionStatus.end';

describe.skipIf(browserPath === undefined)('the explorer page is for everybody', () => {
  let explorer: Explorer;
  beforeAll(async () => {
    explorer = await startExplorer();
  });
  afterAll(() => explorer?.close());

  test.each([desktop, phone])(
    '$width wide: the texts of the statecharts can be read, and what is lit is in sight',
    async (viewport) => {
      const { page } = await explorer.open(busy, { viewport });
      const found = (await page.evaluate(`[...document.querySelectorAll('.drawing')].map((box) => {
      const sight = box.getBoundingClientRect();
      const lit = box.querySelector('.lit').getBoundingClientRect();
      const sizes = [...box.querySelectorAll('text')].map(
        (text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
      );
      return {
        size: Math.min(...sizes),
        isInSight: lit.left >= sight.left && lit.right <= sight.right,
        isWider: box.scrollWidth > box.clientWidth,
        isReached: box.tabIndex === 0,
      };
    })`)) as { size: number; isInSight: boolean; isWider: boolean; isReached: boolean }[];
      expect(found.some(({ isWider }) => isWider)).toBe(true);
      for (const { size, isInSight, isWider, isReached } of found) {
        expect(size).toBeGreaterThanOrEqual(11);
        expect(isInSight).toBe(true);
        expect(isReached).toBe(isWider);
      }
      await page.context().close();
    },
  );

  const looks = [desktop, phone].flatMap((viewport) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })),
  );
  test.each(looks)('axe finds nothing: $viewport.width wide, $colorScheme', async (look) => {
    for (const rest of ['', busy]) {
      const { page } = await explorer.open(rest, look);
      await page.evaluate(
        `for (const fold of document.querySelectorAll('details')) fold.open = true`,
      );
      await page.locator('button.refused').first().click();
      await page.evaluate(axe.source);
      const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
        'nothing is wider than the screen',
      ).toBe(true);
      await page.context().close();
    }
  });
});
