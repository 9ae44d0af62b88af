import { test } from 'vitest';
import { killed } from '../support/killing.ts';
import { randomFor } from '../support/random.ts';

const hoursMs = 4 * 60 * 60 * 1000;

test(
  'a server that is killed 1,000 times under load loses nothing that was answered',
  () => killed(1000, 60, randomFor('kills')),
  hoursMs,
);
