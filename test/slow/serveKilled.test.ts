import { test } from 'vitest';
import { killed } from '../support/killing.ts';
import { randomFor } from '../support/random.ts';

test('a server that is killed 50 times under load loses nothing that was answered', () =>
  killed(50, 60, randomFor('kills')));

test('nor does one that waits for the disk, killed 10 times', () =>
  killed(10, 60, randomFor('kills with fsync'), '--fsync'));
