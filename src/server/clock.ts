/** The time of a server, in milliseconds since 1970. */
export interface Clock {
  readonly now: () => number;
  /** Goes on to a later time at once. */
  readonly goOnTo: (time: number) => void;
  /** Whether it stands still unless it is told to go on. */
  readonly stands: boolean;
}

/** How time passes: so many times as fast as outside, or not at all. */
export type TimeScale = number | 'instant' | 'manual';

/** When time begins where it does not pass by itself: the same at every start, so that the same calls give the same bytes. */
export const standingStart = Date.UTC(2026, 0, 1);

/** A clock that begins at a time, or now where none is given. */
export function clockFrom(scale: TimeScale, start?: number): Clock {
  const stands = typeof scale !== 'number';
  let from = start ?? (stands ? standingStart : Date.now());
  let since = performance.now();
  const now = () =>
    typeof scale === 'number' ? Math.floor(from + (performance.now() - since) * scale) : from;
  const goOnTo = (time: number) => {
    if (time <= now()) return;
    from = time;
    since = performance.now();
  };
  return { now, goOnTo, stands };
}
