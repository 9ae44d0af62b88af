import type { Call, OperationName, Seen } from '../../model/index.ts';

/** Who calls: with every right, or without the rights on the role. */
export type Caller = 'main' | 'limited';

/** A call that is to be made, with names as the target gave them. */
export interface TargetCall {
  readonly operation: OperationName;
  readonly region: string;
  readonly input: Call['input'];
  readonly caller: Caller;
}

/** An answer as it came over HTTP. */
export interface RawAnswer {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its beginning, where it was too long. */
  readonly body: string;
}

/** What came back. At most one of `unsupported` and `lost` is there, and what was seen is unknown then. */
export interface Reply {
  /** As `observe` takes it; unknown where nothing came, or nothing that can be read. */
  readonly seen: Seen;
  /** What was sent, where it is not what was asked: names with the run's prefix, values for placeholders. */
  readonly sent?: Call['input'];
  readonly raw: RawAnswer | undefined;
  /** What is wrong with the form of the answer. Its content is in `seen` all the same where that could be read. */
  readonly malformed: string | undefined;
  /** Why the operation seems not to be there at all. */
  readonly unsupported: string | undefined;
  /** Why nothing came back: no connection, no answer in time, a reset, more than is borne. */
  readonly lost: string | undefined;
  /**
   * When the call was made and when it had come back, in milliseconds: by a clock that only goes forward, or by the
   * target's own where it has one that stands still until it is told to go on.
   */
  readonly from: number;
  readonly to: number;
}

/** A reply in which nothing came, to put in what did. */
export const emptyReply: Omit<Reply, 'from' | 'to'> = {
  seen: { ok: 'unknown' },
  raw: undefined,
  malformed: undefined,
  unsupported: undefined,
  lost: undefined,
};

/** What the suite talks to. @category Target */
export interface Target {
  /** What it is, for readers. */
  readonly name: string;
  /** Who can call: `limited` only where a second caller was given. */
  readonly callers: readonly Caller[];
  /**
   * Makes a call once, without trying again. Never rejects for what a target does.
   *
   * @throws UnwritableCall if the protocol cannot carry the input; nothing was sent.
   * @throws TargetError if there are no credentials to call with; nothing was sent.
   */
  readonly ask: (call: TargetCall) => Promise<Reply>;
  /**
   * Lets the next thing happen that is under way there, at once; false if nothing is. Only of targets that offer it.
   *
   * @throws TargetError if the target does not answer.
   */
  readonly advance: (() => Promise<boolean>) | undefined;
  /**
   * Lets so much time pass there at once, with all that happens in it. Only of targets whose time stands still.
   *
   * @param seconds - At least 0.
   * @throws TargetError if the target does not answer.
   */
  readonly pass?: ((seconds: number) => Promise<void>) | undefined;
  /** Takes everything away at once. Only of targets that offer it. */
  readonly reset: (() => Promise<void>) | undefined;
  /** Lets go of connections and such; nothing is asked afterwards. */
  readonly close: () => Promise<void>;
}
