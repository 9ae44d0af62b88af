import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { estimate } from '../../src/explore/estimate.ts';

/** How many times the need an estimate may be. */
const tooMuchMax = 8;
const sizes = [
  [1, 4],
  [2, 1],
  [2, 2],
  [3, 1],
  [3, 2],
] as const;

/** What the process of its own that explores a scope grows by. */
function bytesNeeded(resources: number, regions: number): number {
  const script = `
    import { explore, defaultChoices, invariants, lifecycle } from './dist/src/index.js';
    const before = process.memoryUsage().rss;
    const scope = { resources: ${resources}, regions: ${regions}, choices: defaultChoices };
    const found = explore({ model: lifecycle, scope, invariants });
    if (!found.complete) throw new Error('it did not finish');
    if (scope.resources <= 2) found.graph();
    console.log(process.resourceUsage().maxRSS * 1024 - before);
  `;
  return Number(
    execFileSync('node', ['--input-type=module', '--eval', script], { encoding: 'utf8' }),
  );
}

test.each(sizes)(
  '%i resources in %i Regions need no more than estimated, nor much less',
  (resources, regions) => {
    const needed = bytesNeeded(resources, regions);
    const estimated = estimate({ resources, regions });
    console.log(`${resources} x ${regions}: ${needed} needed, ${estimated} estimated`);
    expect(estimated).toBeGreaterThanOrEqual(needed);
    expect(estimated).toBeLessThanOrEqual(needed * tooMuchMax);
  },
);
