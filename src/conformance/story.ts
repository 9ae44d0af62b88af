import type { Call, Outcome, Unasked } from '../../model/index.ts';
import type { Reply } from '../target/target.ts';

/** A call that was made of a target, and what came back. */
export interface Told {
  /** As it was sent, with the target's names. */
  readonly call: Call;
  readonly reply: Reply;
}

/** Where a target answered what nothing explains. */
export interface Deviation {
  /** The place in the story of the answer that cannot be. */
  readonly at: number;
  /** What would have been permitted there, each kind once. */
  readonly permitted: readonly Outcome[];
}

/** How a case ended. */
export type Verdict =
  | 'pass'
  | 'fail'
  | 'vacuous'
  | 'unsupported'
  | 'skipped'
  | 'inconclusive'
  | 'error';

/** What came of a case. */
export interface CaseResult {
  readonly id: string;
  readonly verdict: Verdict;
  /** Why, in words, where the verdict alone does not say it. */
  readonly reason: string | undefined;
  readonly story: readonly Told[];
  readonly deviation: Deviation | undefined;
  /** What was waited for in vain. */
  readonly waitedFor: Unasked | undefined;
}
