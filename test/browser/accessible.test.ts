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
