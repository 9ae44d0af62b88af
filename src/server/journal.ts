import {
  closeSync,
  existsSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Call, Unasked } from '../../model/index.ts';
import { lock } from './lock.ts';
import { ServerError } from './serverError.ts';
import type { WorldRecord } from './world.ts';

/** Something that a world went through. */
export type Entry = { readonly at: number; readonly account: string } & (
  | { readonly call: Call }
  | { readonly event: Unasked }
  | { readonly put: WorldRecord }
);

/** The version of the journal's format. */
export const journalVersion = 1;

/** What a journal must have been written with to be gone on with. */
export interface JournalOf {
  readonly model: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Where a server keeps what it went through. */
export interface Journal {
  /** What was kept, in order. */
  readonly entries: readonly Entry[];
  /** What was mended when it was opened. */
  readonly warning: string | undefined;
  /** Begins anew with these entries in the place of all that was kept. */
  readonly begin: (entries: readonly Entry[]) => void;
  /** Keeps an entry: written when it returns, or thrown and nothing kept. */
  readonly keep: (entry: Entry) => void;
  /** When all that was kept survives a loss of power, where that is asked for. */
  readonly kept: () => Promise<void>;
  readonly close: () => void;
}

const newline = '\n';

function lineOf(value: unknown): string {
  const text = JSON.stringify(value);
  return `{"sum":${crc32(text)},"is":${text}}${newline}`;
}

function readLine(line: string): unknown {
  const [, sum, text = ''] = /^\{"sum":(\d+),"is":(.*)\}$/s.exec(line) ?? [];
  if (Number(sum) !== crc32(text)) throw new Error('its sum does not fit');
  return JSON.parse(text);
}

interface Read {
  readonly entries: readonly Entry[];
  readonly warning: string | undefined;
}

/** Reads a journal and refuses one that is damaged, or that is another server's. */
function read(file: string, of: JournalOf): Read {
  const text = readFileSync(file, 'utf8');
  const end = text.lastIndexOf(newline) + 1;
  const lines = text.slice(0, end).split(newline).slice(0, -1);
  const values = lines.map((line, index) => {
    try {
      return readLine(line);
    } catch (error) {
      throw new ServerError(
        'environment',
        `${file}, line ${index + 1}: the journal is damaged (${(error as Error).message}). Mend it, or start with another file.`,
      );
    }
  });
  if (text.length > 0) checkHeader(file, values[0], of);
  const torn = end < text.length;
  return {
    entries: values.slice(1) as Entry[],
    warning: torn
      ? `${file}: the last line was not written to its end, and was cut off.`
      : undefined,
  };
}

function checkHeader(file: string, header: unknown, of: JournalOf): void {
  const { journal, model, settings } = (header ?? {}) as {
    journal?: unknown;
    model?: unknown;
    settings?: Readonly<Record<string, unknown>>;
  };
  const refuse = (why: string) => new ServerError('usage', `${file} ${why}`);
  if (journal === undefined) throw refuse('is no journal of agentcore-slr. Name another file.');
  if (journal !== journalVersion)
    throw refuse(`is a journal of version ${journal}, and this reads version ${journalVersion}.`);
  if (model !== of.model)
    throw refuse('was written with another model. Start with another file, or with that version.');
  for (const [name, value] of Object.entries(of.settings)) {
    const [then, now] = [settings?.[name], value].map((each) => JSON.stringify(each) ?? 'nothing');
    if (then !== now)
      throw refuse(
        `was written with ${name} ${then}, and not ${now}. Give the same, or another file.`,
      );
  }
}

/** The whole path of a file that may not exist yet, without symbolic links. */
const whole = (file: string): string =>
  existsSync(file)
    ? realpathSync(file)
    : join(realpathSync(dirname(resolve(file))), basename(file));

/**
 * Opens a journal, or begins one.
 *
 * @throws ServerError if it cannot be read or written, is damaged, is another server's, or in use.
 */
export async function openJournal(file: string, of: JournalOf, fsync: boolean): Promise<Journal> {
  let path: string;
  let found: Read;
  let release: (() => void) | undefined;
  try {
    path = whole(file);
    release = await lock(path);
    if (release === undefined)
      throw new ServerError(
        'environment',
        `${file} is in use by another process. Stop that one, or name another file.`,
      );
    found = existsSync(path) ? read(path, of) : { entries: [], warning: undefined };
  } catch (error) {
    release?.();
    if (error instanceof ServerError) throw error;
    throw new ServerError(
      'usage',
      `${file} cannot be used: ${(error as Error).message}. Name a file that can be written.`,
    );
  }
  let descriptor: number | undefined;
  let size = 0;
  let waiting: Promise<void> | undefined;

  const write = (text: string) => {
    const bytes = Buffer.from(text);
    try {
      const written = writeSync(descriptor as number, bytes, 0, bytes.length, size);
      if (written < bytes.length) throw new Error('the disk took only a part of it');
    } catch (error) {
      ftruncateSync(descriptor as number, size);
      throw error;
    }
    size += bytes.length;
  };

  const begin = (entries: readonly Entry[]) => {
    const fresh = `${path}.new`;
    try {
      const next = openSync(fresh, 'w', 0o600);
      const text = [{ journal: journalVersion, ...of }, ...entries].map(lineOf).join('');
      writeSync(next, text);
      fsyncSync(next);
      renameSync(fresh, path);
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = next;
      size = fstatSync(next).size;
    } catch (error) {
      throw new ServerError(
        'usage',
        `${file} cannot be written: ${(error as Error).message}. Name a file that can be.`,
      );
    }
  };

  const synced = (): Promise<void> =>
    new Promise((resolved, rejected) =>
      fdatasync(descriptor as number, (error) => (error === null ? resolved() : rejected(error))),
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
    ...found,
    begin,
    keep: (entry) => write(lineOf(entry)),
    kept,
    close: () => {
      if (descriptor !== undefined) closeSync(descriptor);
      release?.();
    },
  };
}
