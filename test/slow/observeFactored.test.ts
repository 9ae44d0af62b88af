import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, nothingCompared, opened, turnsOf } from '../support/compare.ts';

const kinds = ['any', 'lifecycle', 'tasks', 'network'] as const;
const ways = [
  ['every account is looked for', { runs: 30, turnsMax: 24, possibleMax: 500, isThorough: true }],
  ['some are left', { runs: 40, turnsMax: 50, possibleMax: 2_000, isThorough: false }],
] as const;

test.each(kinds.flatMap((kind) => ways.map(([way, options]) => [kind, way, options] as const)))(
  'the factored judge loses no account: %s, %s',
  (kind, _, { runs, turnsMax, ...options }) => {
    const compared = nothingCompared();
    fc.assert(
      fc.property(turnsOf(turnsMax, kind), opened, (sequence, choices) =>
        compare(sequence, choices, compared, options),
      ),
      { numRuns: runs, seed: Number(process.env.AGENTCORE_SLR_SEED ?? 5) },
    );
    const { calls, exact, rectangles, leftOff, refuted, missed, believed, excess } = compared;
    console.log(
      `${calls} calls; accounts ${(exact / calls).toFixed(1)}, rectangles ${(rectangles / calls).toFixed(2)} a call; ` +
        `${leftOff} sequences left off; of ${believed} accounts ${excess} too many; of ${refuted} wrong answers ${missed} believed`,
    );
    expect(missed / refuted).toBeLessThan(0.01);
  },
);
