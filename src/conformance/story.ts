import type { Call, ChoiceName, Outcome } from '../../model/index.ts';
import type { Reply } from '../target/target.ts';
import type { Aliases } from './word.ts';

/** A call that was made of a target, and what came back. */
export interface Told {
  /** As it was sent, with the target's names. */
  readonly call: Call;
  readonly reply: Reply;
}

/** Whether the service answered, be it with a failure of its own. */
export const isAnswered = ({ unsupported, lost }: Reply): boolean =>
  unsupported === undefined && lost === undefined;

/** Where a target answered what nothing explains. */
export interface Deviation {
  /** The place in the story of the answer that cannot be. */
  readonly at: number;
  /** What is wrong, in words that are the same wherever the same thing is wrong. */
  readonly what: string;
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

/** The alternatives of fixed choices that are left. */
export type ChoicesLeft = Readonly<Partial<Record<ChoiceName, readonly string[]>>>;

/** What came of a case. */
export interface CaseResult {
  readonly id: string;
  readonly verdict: Verdict;
  /** Why, in words, where the verdict alone does not say it. */
  readonly reason: string | undefined;
  readonly story: readonly Told[];
  /** The first of the deviations. */
  readonly deviation: Deviation | undefined;
  /** In the order in which they were met: after one that leaves the target usable, the case goes on. */
  readonly deviations: readonly Deviation[];
  /** The place in the story of the call that the case is about, if it came to that. */
  readonly shownAt: number | undefined;
  /** What was waited for in vain, by its kind. */
  readonly waitedFor: string | undefined;
  /** What the target calls otherwise than is permitted, in any case. */
  readonly aliases: Aliases;
  /** The alternatives that explain what was seen; undefined where something cannot be explained. */
  readonly choices: ChoicesLeft | undefined;
}

/** What comes of a case that is not performed. */
export const without = (id: string, verdict: Verdict, reason?: string): CaseResult => ({
  id,
  verdict,
  reason,
  story: [],
  deviation: undefined,
  deviations: [],
  shownAt: undefined,
  waitedFor: undefined,
  aliases: [],
  choices: undefined,
});
