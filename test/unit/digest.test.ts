import { expect, test } from 'vitest';
import { changedLifecycle } from '../../model/faults/lifecycle.ts';
import { lifecycle } from '../../model/index.ts';
import { modelDigest } from '../../src/explore/digest.ts';

test('a guard that answers otherwise changes the digest of a lifecycle', () => {
  const wrong = (['never-freed', 'last-one-not-looked-for'] as const).map(changedLifecycle);
  expect(new Set([lifecycle, ...wrong].map(modelDigest)).size).toBe(3);
});
