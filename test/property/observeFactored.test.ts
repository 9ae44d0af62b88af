import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, nothingCompared, opened, turnsOf } from '../support/compare.ts';

test('no possible account is lost', () => {
  const compared = nothingCompared();
  fc.assert(
    fc.property(turnsOf(20), opened, (sequence, choices) => compare(sequence, choices, compared)),
    { numRuns: Number(process.env.RUNS ?? 25), seed: Number(process.env.SEED ?? 1) },
  );
  console.log(compared);
  expect(compared.calls).toBeGreaterThan(300);
});
