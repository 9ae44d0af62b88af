import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { defaultChoices, lifecycle } from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { estimate } from '../../src/explore/estimate.ts';
import { explore } from '../../src/explore/explore.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** How many times the need an estimate may be. */
const tooMuchMax = 5;
const sizes = [
  [1, 4],
  [2, 1],
  [2, 2],
] as const;

const exploring = (resources: number, regions: number) =>
  explore({ model: lifecycle, scope: { resources, regions, choices: defaultChoices }, invariants });
exploring(1, 1);

test.each(sizes)(
  '%i resources in %i Regions need no more than estimated, nor much less',
  (...size) => {
    const [resources, regions] = size;
    const before = bytesInUse();
    const { graph, complete } = exploring(resources, regions);
    const needed = bytesInUse() - before;
    expect(complete).toBe(true);
    expect(graph.targets.length).toBeGreaterThan(graph.size);
    const estimated = estimate({ resources, regions });
    expect(estimated).toBeGreaterThanOrEqual(needed);
    expect(estimated).toBeLessThanOrEqual(needed * tooMuchMax);
  },
);
