import { test } from 'vitest';
import { lifecycle } from '../../model/index.ts';
import { expectSameVerdicts } from '../support/counting.ts';

test('counted and not, the verdicts on 3 resources in 2 Regions are the same', () => {
  expectSameVerdicts(lifecycle, 3, 2);
});
