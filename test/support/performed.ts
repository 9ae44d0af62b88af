import type { Case } from '../../src/conformance/cases.ts';
import { perform } from '../../src/conformance/perform.ts';
import { usualArns } from '../../src/conformance/run.ts';
import type { CaseResult } from '../../src/conformance/story.ts';
import { inProcess, type ModelOptions, modelImplementation } from '../../src/target/inProcess.ts';

/** Performs a case on a model in this process, from nothing. */
export function performedOn(which: Case, options: ModelOptions): Promise<CaseResult> {
  return perform(which, {
    target: inProcess(modelImplementation(options)),
    account: '123456789012',
    arns: usualArns,
    patience: 0,
    now: () => 0,
    sleep: () => Promise.resolve(),
    stopped: () => false,
  });
}
