/** Why a server cannot start: what was asked for is wrong, or what is around it. One sentence says what to do. */
export class ServerError extends Error {
  override readonly cause: 'usage' | 'environment';

  constructor(cause: 'usage' | 'environment', message: string) {
    super(message);
    this.cause = cause;
  }
}
