/** What a listener bears before it says no. */
export interface Limits {
  /** The longest body, in bytes. */
  readonly body: number;
  /** The longest request line and headers together, in bytes. */
  readonly headers: number;
  /** The most connections at once. */
  readonly connections: number;
  /** The longest time for a whole request to come, in seconds. */
  readonly seconds: number;
}

/** What a listener bears where nothing else is said. @category Server */
export const defaultLimits: Limits = {
  body: 1024 * 1024,
  headers: 16 * 1024,
  connections: 1024,
  seconds: 30,
};
