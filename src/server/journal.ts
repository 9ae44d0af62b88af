import {
  closeSync,
  existsSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { HistoryEvent, HistoryHeader } from '../history/events.ts';
import { type RecordedTarget, type Recorder, recorderTo } from '../history/recorder.ts';
import { lineOf, valuesIn } from './journalLines.ts';
import { lock } from './lock.ts';
import { ServerError } from './serverError.ts';

/** The version of the journal's format. */
const journalVersion = 1;

/** What a journal must have been written with to be gone on with. */
export interface JournalOf {
  readonly model: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Where a server keeps what it went through: a history, whose lines have sums. */
export interface Journal {
  /** The time at which what was kept begins; undefined if nothing was kept. */
  readonly startedAt: number | undefined;
  /**
   * What was kept, in order, to be read once.
   *
   * @throws ServerError at a line that is damaged.
   */
  readonly events: Iterable<HistoryEvent>;
  /** What was mended; known when all events were read. */
  readonly warning: string | undefined;
  /** Begins anew, at a time, with what `first` records in the place of all that was kept. */
  readonly begin: (at: number, first: (recorder: Recorder) => void) => void;
  /** Keeps what it is told: written when it returns, or thrown and nothing kept. */
  readonly recorder: Recorder;
  /** When all that was kept survives a loss of power, where that is asked for. */
  readonly kept: () => Promise<void>;
  readonly close: () => void;
}

interface Header extends JournalOf {
  readonly journal: number;
  readonly at: number;
}

/** What the header says to a server. */
const headerIn = (line: unknown): Partial<Header> =>
  ((line as Partial<HistoryHeader> | null)?.server ?? {}) as Partial<Header>;

const shownMax = 60;

/** Refuses the first line of a journal that is another server's. */
function checkHeader(file: string, header: Partial<Header>, of: JournalOf): Header {
  const refuse = (why: string) => new ServerError('usage', `${file} ${why}`);
  const { journal, model, settings } = header;
  if (journal !== journalVersion)
    throw refuse(
      `is a journal of version ${journal}, and this reads version ${journalVersion}. Name another file.`,
    );
  if (model !== of.model)
    throw refuse('was written with another model. Start with another file, or with that version.');
  const now = JSON.parse(JSON.stringify(of.settings)) as JournalOf['settings'];
  for (const name of Object.keys({ ...settings, ...now })) {
    const values = [settings?.[name], now[name]];
    if (isDeepStrictEqual(...(values as [unknown, unknown]))) continue;
    const [was = 'none', is = 'none'] = values.map((value) => JSON.stringify(value));
    const isShort = was.length + is.length <= shownMax;
    const what = isShort ? `with ${name} ${was}, and not ${is}` : `with another ${name}`;
    throw refuse(`was written ${what}. Give the same, or name another file.`);
  }
  return header as Header;
}

/** The whole path of a file that may not exist yet, without symbolic links. */
const whole = (file: string): string =>
  existsSync(file)
    ? realpathSync(file)
    : join(realpathSync(dirname(resolve(file))), basename(file));

const unusable = (file: string, error: unknown): ServerError =>
  error instanceof ServerError
    ? error
    : new ServerError(
        'usage',
        `${file} cannot be used: ${(error as Error).message}. Name a file that can be written.`,
      );

/** Takes hold of a file that no other process uses. */
async function locked(
  file: string,
): Promise<{ readonly path: string; readonly release: () => void }> {
  const path = whole(file);
  if (existsSync(path) && !statSync(path).isFile())
    throw new ServerError('usage', `${file} is no file. Name one.`);
  const release = await lock(path);
  if (release === undefined)
    throw new ServerError(
      'environment',
      `${file} is in use by another process. Stop that one, or name another file.`,
    );
  return { path, release };
}

/** Opens what was kept in a file: its first line is read, the others when they are asked for. */
function opened(file: string, path: string, of: JournalOf) {
  const damaged = (line: number) =>
    new ServerError(
      'environment',
      line === 1
        ? `${file} is no journal of agentcore-slr, or its line 1 is damaged. Name another file.`
        : `${file}, line ${line}: the journal is damaged: this is not what was written after the line before it. Mend it, or name another file.`,
    );
  const values = valuesIn(path, damaged);
  const first = values.next();
  // The first line is never torn: it comes with the name of the file.
  if (first.done === true && first.value) throw damaged(1);
  const header = first.done === true ? undefined : checkHeader(file, headerIn(first.value), of);
  let warning: string | undefined;
  function* events(): Generator<HistoryEvent> {
    const isTorn = yield* values as Generator<HistoryEvent, boolean>;
    if (isTorn) warning = `${file}: the last line was not written to its end, and was cut off.`;
  }
  return {
    startedAt: header?.at,
    events: header === undefined ? [] : events(),
    warning: () => warning,
  };
}

/** Writes a new file in the place of one, all of it or nothing; returns it open, and the sum of its last line. */
function replaced(path: string, jsons: Iterable<string>): { descriptor: number; sum: number } {
  const fresh = `${path}.new`;
  const descriptor = openSync(fresh, 'w', 0o600);
  try {
    let sum = 0;
    for (const json of jsons) {
      const line = lineOf(json, sum);
      writeFileSync(descriptor, line.text);
      sum = line.sum;
    }
    fsyncSync(descriptor);
    renameSync(fresh, path);
    return { descriptor, sum };
  } catch (error) {
    closeSync(descriptor);
    rmSync(fresh, { force: true });
    throw error;
  }
}

/** Waits until the name of a file survives a loss of power, too. */
function syncFolderOf(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(dirname(path), 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Opens a journal, or begins one.
 *
 * @param target - What `explain` is to know of the server.
 * @throws ServerError if it cannot be read or written, is damaged, is another server's, or in use.
 */
export async function openJournal(
  file: string,
  of: JournalOf,
  fsync: boolean,
  target: RecordedTarget = {},
): Promise<Journal> {
  const { path, release } = await locked(file).catch((error) => {
    throw unusable(file, error);
  });
  let found: ReturnType<typeof opened> | undefined;
  try {
    found = existsSync(path) ? opened(file, path, of) : undefined;
  } catch (error) {
    release();
    throw unusable(file, error);
  }
  let descriptor = -1;
  let size = 0;
  let sum = 0;
  /** Whether a write failed that may have left a part of it. */
  let isTorn = false;
  let lost: Error | undefined;
  let waiting: Promise<void> | undefined;

  const keep = (json: string) => {
    if (lost !== undefined) throw lost;
    if (isTorn) ftruncateSync(descriptor, size);
    const line = lineOf(json, sum);
    const bytes = Buffer.from(line.text);
    isTorn = true;
    if (writeSync(descriptor, bytes, 0, bytes.length, size) < bytes.length)
      throw new Error('the disk took only a part of a line of the journal');
    isTorn = false;
    size += bytes.length;
    sum = line.sum;
  };

  let recorder: Recorder | undefined;
  const begin = (at: number, first: (recorder: Recorder) => void) => {
    const server: Header = { journal: journalVersion, at, ...of };
    const jsons: string[] = [];
    let write = (json: string): unknown => jsons.push(json);
    recorder = recorderTo((line) => write(line.trimEnd()), { ...target, server: { ...server } });
    first(recorder);
    try {
      ({ descriptor, sum } = replaced(path, jsons));
      if (fsync) syncFolderOf(path);
      size = fstatSync(descriptor).size;
    } catch (error) {
      throw unusable(file, error);
    }
    write = keep;
  };

  const synced = (): Promise<void> =>
    new Promise((resolved, rejected) =>
      fdatasync(descriptor, (error) => {
        // What the disk has lost it may not say again: nothing more is kept.
        lost ??= error ?? undefined;
        if (lost === undefined) resolved();
        else rejected(lost);
      }),
    );
  /** One wait for the disk serves all that were written before it begins. */
  const kept = (): Promise<void> => {
    if (!fsync) return Promise.resolve();
    waiting ??= new Promise<void>((resolved) => setImmediate(resolved)).then(() => {
      waiting = undefined;
      return synced();
    });
    return waiting;
  };

  return {
    startedAt: found?.startedAt,
    events: found?.events ?? [],
    get warning() {
      return found?.warning();
    },
    begin,
    get recorder() {
      if (recorder === undefined) throw new Error('the journal has not begun');
      return recorder;
    },
    kept,
    close: () => {
      if (descriptor >= 0) closeSync(descriptor);
      release();
    },
  };
}
