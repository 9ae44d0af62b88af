import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, nothingCompared, opened, turnsOf } from '../support/compare.ts';

test.each([
  ['every account is looked for', { runs: 150, turnsMax: 20, possibleMax: 600, isThorough: true }],
  ['some are left', { runs: 250, turnsMax: 40, possibleMax: 3_000, isThorough: false }],
])('the factored judge loses no account, %s', (_, { runs, turnsMax, ...options }) => {
  const compared = nothingCompared();
  fc.assert(
    fc.property(turnsOf(turnsMax), opened, (sequence, choices) =>
      compare(sequence, choices, compared, options),
    ),
    { numRuns: runs, seed: 5 },
  );
  const { calls, exact, rectangles, leftOff, refuted, missed } = compared;
  console.log(
    `${calls} calls; accounts ${(exact / calls).toFixed(1)}, rectangles ${(rectangles / calls).toFixed(2)} a call; ` +
      `${leftOff} sequences left off; of ${refuted} wrong answers ${missed} believed`,
  );
  expect(missed / refuted).toBeLessThan(0.01);
});
