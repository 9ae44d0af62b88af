import { type FaultName, faulty } from '../../model/faults/index.ts';
import {
  type ConformOptions,
  type ConformRecord,
  conform,
  type Implementation,
} from '../../src/conformance/index.ts';
import { modelImplementation } from '../../src/target/inProcess.ts';

/** The record of a run in process, on the model or a wrong one. */
export const conformed = (
  options: ConformOptions,
  fault?: FaultName,
  change: (implementation: Implementation) => Implementation = (same) => same,
): Promise<ConformRecord> =>
  conform(
    change(modelImplementation(fault === undefined ? {} : { model: faulty(fault) })),
    options,
  );

/** What no report may show as it is. */
export const script = '<script>alert(1)</script>\u001b[31m\u202e"\'&]]>';

/** An implementation that answers with markup wherever it answers with a text of its own. */
export const hostile = (implementation: Implementation): Implementation => ({
  ...implementation,
  name: script,
  answer: async (call) => {
    const answered = await implementation.answer(call);
    if ('unsupported' in answered || answered.ok === 'unknown') return answered;
    if (!answered.ok) return { ...answered, code: script, message: script };
    const { Role } = answered.output as { Role?: object };
    return Role === undefined
      ? answered
      : { ok: true, output: { Role: { ...Role, Path: script, [script]: script } } };
  },
});
