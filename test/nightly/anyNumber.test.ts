import { test } from 'vitest';
import { lifecycleFaults } from '../../model/faults/lifecycle.ts';
import { expectSameBroken } from '../support/anyNumber.ts';

test.each(Object.keys(lifecycleFaults) as (keyof typeof lifecycleFaults)[])(
  'in two Regions %s breaks for any number what it breaks with two resources',
  (fault) => {
    expectSameBroken(fault, 2);
  },
);
