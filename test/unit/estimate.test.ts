import { expect, test } from 'vitest';
import { estimate } from '../../src/explore/estimate.ts';

test('more resources and more Regions need more', () => {
  const counts = [1, 2, 3, 4];
  for (const n of counts.slice(1))
    for (const other of counts) {
      const most = estimate({ resources: n, regions: other });
      expect(most).toBeGreaterThan(2 * estimate({ resources: n - 1, regions: other }));
      expect(estimate({ resources: other, regions: n })).toBeGreaterThan(
        2 * estimate({ resources: other, regions: n - 1 }),
      );
    }
});
