/** One line of the log: neither key nor signature is in it. */
export interface Logged {
  readonly time: string;
  readonly account: string;
  readonly operation: string;
  readonly outcome: string;
  readonly rule: string;
}
