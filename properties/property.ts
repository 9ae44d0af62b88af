import type { Step } from './seen.ts';

/** What must hold in every step: a name for good, one sentence, the rules it speaks for, and the test. */
export interface Invariant {
  readonly name: string;
  readonly sentence: string;
  readonly rules: readonly string[];
  /** Whether the step keeps the invariant. Pure. */
  readonly holds: (step: Step) => boolean;
}
