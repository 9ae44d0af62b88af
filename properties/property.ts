import type { RequirementId } from '../model/index.ts';
import type { Step } from './seen.ts';

/** What every property says of itself: a name for good, one sentence, and the requirements that it speaks for. */
export interface Stated {
  readonly name: string;
  readonly sentence: string;
  readonly rules: readonly RequirementId[];
}

/** What must hold in every step. */
export interface Invariant extends Stated {
  /** Whether the step keeps the invariant. Pure. */
  readonly holds: (step: Step) => boolean;
}
