import { test } from 'vitest';
import { changedLifecycle } from '../../model/faults/lifecycle.ts';
import { lifecycle } from '../../model/index.ts';
import { expectSameVerdicts } from '../support/counting.ts';

test('counted and not, the verdicts on 3 resources in 1 Region are the same', () => {
  expectSameVerdicts(lifecycle, 3, 1);
});

test('and on 2 resources in 2 Regions', () => {
  expectSameVerdicts(lifecycle, 2, 2);
});

test.each(['one-region', 'last-one-not-looked-for', 'interface-freed-while-shared'] as const)(
  'and on 2 resources in 2 Regions where %s',
  (fault) => {
    expectSameVerdicts(changedLifecycle(fault), 2, 2);
  },
);
