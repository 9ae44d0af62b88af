import { closeSync, openSync, writeSync } from 'node:fs';
import type { Account, Call, Choices, Seen } from '../../model/index.ts';
import type { Bounds } from '../observe/bounds.ts';
import type { HistoryEvent, HistoryHeader, OwnDoing } from './events.ts';
import { historyVersion } from './history.ts';

/** A call that was recorded, to say later how it ended. */
export interface Recorded {
  readonly process: number;
  readonly operation: string;
}

/** What writes a history while it happens. */
export interface Recorder {
  /**
   * A call is made: say so before it is.
   *
   * @param at - Milliseconds, by the clock of those that are given to `ended`; left out: the latest that were told.
   */
  readonly invoked: (call: Call, account?: string, at?: number) => Recorded;
  /** A call has ended, at `at` milliseconds; once at the most. One that never does is one of unknown outcome. */
  readonly ended: (call: Recorded, seen: Seen, at: number) => void;
  /** Something happened that nobody called for, and that no client saw. */
  readonly unasked: (what: OwnDoing, at: number) => void;
}

/** What is known of a target before anything is asked of it. */
export interface RecordedTarget {
  readonly version?: string;
  /** The account at the start; left out: a new one. */
  readonly start?: Pick<Account, 'core' | 'beside'>;
  /** The alternatives that it is known to take. */
  readonly choices?: Partial<Choices>;
  /** Latest times, in seconds, where they are known. */
  readonly bounds?: Bounds;
  /** What the target's own history says of it besides. */
  readonly server?: Readonly<Record<string, unknown>>;
}

/**
 * Writes a history, line by line, as `readHistory` reads it.
 *
 * @param write - Takes each line, with the sign that ends it.
 * @returns What is to be told of each call. Processes are numbered so that as few as can be make one call at a time.
 * @category Histories
 */
export function recorderTo(
  write: (line: string) => void,
  { version, start, choices, bounds, server }: RecordedTarget = {},
): Recorder {
  const busy = new Set<number>();
  let index = 0;
  let latest = 0;
  const header: HistoryHeader = {
    history: historyVersion,
    ...(version === undefined ? {} : { version }),
    time: 'ms',
    ...(start === undefined ? {} : { start }),
    ...(choices === undefined ? {} : { choices }),
    ...(bounds === undefined ? {} : { bounds }),
    ...(server === undefined ? {} : { server }),
  };
  write(`${JSON.stringify(header)}\n`);
  const next = (at: number) => ({ index, time: Math.max(latest, at) });
  /** What cannot be written was not recorded: the next event comes in its place. */
  const writeEvent = (event: HistoryEvent) => {
    write(`${JSON.stringify(event)}\n`);
    index += 1;
    latest = event.time;
  };
  return {
    invoked(call, account, at = latest) {
      const { operation, region, caller, input } = call;
      let process = 0;
      while (busy.has(process)) process += 1;
      const value = { ...(account === undefined ? {} : { account }), region, caller, input };
      writeEvent({ ...next(at), process, f: operation, type: 'invoke', value });
      busy.add(process);
      return { process, operation };
    },
    ended({ process, operation }, seen, at) {
      const event = { ...next(at), process, f: operation };
      if (seen.ok === 'unknown') return writeEvent({ ...event, type: 'info' });
      if (seen.ok) writeEvent({ ...event, type: 'ok', value: { output: seen.output } });
      else {
        const { ok: _, ...value } = seen;
        writeEvent({ ...event, type: 'fail', value });
      }
      busy.delete(process);
    },
    unasked: (what, at) => writeEvent({ ...next(at), process: 'nemesis', type: 'info', ...what }),
  };
}

/**
 * The same into a file, which has each line before the next is told.
 *
 * @throws Error if the file cannot be written.
 * @category Histories
 */
export function recorderInto(
  file: string,
  target: RecordedTarget = {},
): Recorder & {
  /** Closes the file. */
  readonly close: () => void;
} {
  const descriptor = openSync(file, 'w', 0o600);
  const write = (line: string): void => {
    const bytes = Buffer.from(line);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  };
  return { ...recorderTo(write, target), close: () => closeSync(descriptor) };
}
