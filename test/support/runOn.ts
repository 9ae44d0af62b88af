import type { Case } from '../../src/conformance/cases.ts';
import { type Run, type RunOptions, run } from '../../src/conformance/run.ts';
import type { Target } from '../../src/target/target.ts';

/** What a run on a target in this process comes to: nothing is waited for there that needs real time. */
export const runOn = (
  target: Target,
  cases: readonly Case[],
  more: Partial<RunOptions> = {},
): Promise<Run> =>
  run({
    target,
    cases,
    patience: { forMs: 10_000, firstMs: 0, mostMs: 0 },
    tidy: async () => [],
    roleWasThere: false,
    ...more,
  });
