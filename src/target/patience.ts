import { setTimeout as sleep } from 'node:timers/promises';
import { now } from './http.ts';
import type { Reply, Target } from './target.ts';

/** How long is waited for what happens unasked. */
export interface Patience {
  /** In all, in milliseconds. */
  readonly forMs: number;
  /** Between the first two looks; then twice as long each time. */
  readonly firstMs: number;
  /** Between two looks at most. */
  readonly mostMs: number;
}

/** Ways to wait, by name. @category Target */
export const patiences = {
  /** What emulators take. */
  emulator: { forMs: 30_000, firstMs: 20, mostMs: 1000 },
  /** What the real service takes; interfaces that linger take hours, and are not waited for. */
  aws: { forMs: 15 * 60_000, firstMs: 2000, mostMs: 15_000 },
} as const satisfies Readonly<Record<string, Patience>>;

/** Nothing is under way there, twice in a row: no look will find anything else. */
const idleMax = 2;

/**
 * Looks again and again until there is something to see, lets time go on where the target offers it, and waits elsewhere.
 *
 * @returns What was seen; undefined if the patience came to its end, or nothing is under way any more.
 */
export async function until<T>(
  target: Pick<Target, 'advance'>,
  { forMs, firstMs, mostMs }: Patience,
  look: () => Promise<T | undefined>,
  signal?: AbortSignal,
): Promise<T | undefined> {
  const end = now() + forMs;
  let pause = firstMs;
  let idle = 0;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (idle === idleMax || now() >= end || signal?.aborted) return undefined;
    if (target.advance !== undefined) idle = (await target.advance()) ? 0 : idle + 1;
    else {
      await sleep(Math.min(pause, Math.max(0, end - now())), undefined, { signal }).catch(
        () => undefined,
      );
      pause = Math.min(2 * pause, mostMs);
    }
  }
}

/** Whether an answer only asks to try again later. */
export const isThrottled = ({ seen }: Pick<Reply, 'seen'>): boolean =>
  seen.ok === false && /Throttl|RequestLimitExceeded|TooManyRequests/.test(seen.code);

/** Asks again while an answer only says to. Time that stands still does not end a throttling: it is waited out. */
export async function untilAnswered(
  patience: Patience,
  ask: () => Promise<Reply>,
  isPassing: (reply: Reply) => boolean = isThrottled,
): Promise<Reply> {
  let reply = await ask();
  await until({ advance: undefined }, patience, async () => {
    if (!isPassing(reply)) return true;
    reply = await ask();
    return undefined;
  });
  return reply;
}
