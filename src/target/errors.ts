/** Why a run cannot begin or go on: what was asked for is wrong, or the target is. One sentence says what to do. */
export class TargetError extends Error {
  override readonly cause: 'usage' | 'environment';

  constructor(cause: 'usage' | 'environment', message: string) {
    super(message);
    this.cause = cause;
  }
}

/** A call that was never sent, since its protocol has no way to write its input. */
export class UnwritableCall extends Error {}

/** An error as a part of a sentence. */
export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').replace(/\.$/, '');
