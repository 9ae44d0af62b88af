import type { Account, Call, ChoiceName, Seen } from '../../model/index.ts';
import type { Bounds } from '../observe/bounds.ts';

/** A call as its caller saw it. @category Histories */
export interface HistoryCall {
  readonly call: Call;
  /** The id of the account that was called. */
  readonly account: string;
  /** One that makes one call at a time. */
  readonly process: number;
  /** What came back; unknown where nothing did, or nothing that tells. */
  readonly seen: Seen;
  /** Milliseconds; `to` is infinite where nothing came back. */
  readonly from: number;
  readonly to: number;
  /** The numbers of its two events, which say what came before what; `ended` is infinite where nothing came back. */
  readonly invoked: number;
  readonly ended: number;
}

/** What was asked of a target, by several processes at once, and what came back. @category Histories */
export interface History {
  /** The version of agentcore-slr that wrote it, if it says so. */
  readonly version: string | undefined;
  /** In the order in which they were made. */
  readonly calls: readonly HistoryCall[];
  /** The account that a call meets first. */
  readonly startOf: (account: string) => Account;
  /** The ids that were picked before, by the model's own. Default: none. */
  readonly namesOf?: (account: string) => Readonly<Record<string, string>>;
  /** Choices that are not known, with their alternatives. */
  readonly open: Readonly<Partial<Record<ChoiceName, readonly string[]>>>;
  /** Latest times, in seconds, in the place of the defaults. */
  readonly bounds: Bounds | undefined;
}

/** The version of the format. */
export const historyVersion = 1;

/** The line of the file that an event is on: the first line is the header. */
export const lineOfEvent = (event: number): number => event + 2;

/** Something wrong with a history: one sentence with the number of the line. */
export class HistoryError extends Error {}
