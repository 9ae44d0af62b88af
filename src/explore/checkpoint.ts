import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import type { Choices, Resource } from '../../model/index.ts';
import type { RowKey } from './flatTables.ts';
import type { RolePart, View } from './parts.ts';

/** Where an exploration stood, so that it can go on. */
export interface Checkpoint {
  /** The model, its version and its scope: another one cannot go on from here. */
  readonly of: {
    readonly version: string;
    readonly model: string;
    readonly fault: string | null;
    readonly resources: number;
    readonly regions: number;
    readonly choices: Choices;
  };
  readonly roles: readonly RolePart[];
  readonly codes: readonly Resource[];
  readonly views: readonly View[];
  /** What was asked of the tables, in that order, with a digest of the answers. */
  readonly rows: readonly RowKey[];
  readonly tables: string;
  readonly levels: readonly number[];
  readonly at: number;
  readonly broken: readonly (readonly [bit: number, at: number])[];
  /** The accounts met, and how often each row was. */
  readonly met: Uint32Array;
  readonly taken: Float64Array;
}

const format = 'agentcore-slr/checkpoint';
const formatVersion = 1;

/** Why a checkpoint cannot be used, in a sentence. */
export class CheckpointError extends Error {}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array | Float64Array): Buffer =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);

const bytesAtOnce = 2 ** 28;

/**
 * Writes a checkpoint beside the older one, and puts it in its place when it is whole.
 *
 * @throws The error of the file system, if it cannot be written; the older one is then as it was.
 */
export function writeCheckpoint(path: string, { met, taken, ...rest }: Checkpoint): void {
  const parts = [bytesOf(taken), bytesOf(met)];
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  const head = JSON.stringify({
    format,
    formatVersion,
    ...rest,
    accounts: met.length,
    rowsTaken: taken.length,
    digest: digest.digest('hex'),
  });
  // What follows the head begins where numbers of eight bytes may.
  const padded = head.padEnd(Math.ceil((Buffer.byteLength(head) + 1) / 8) * 8 - 1);
  const newer = `${path}.new`;
  try {
    const file = openSync(newer, 'w');
    try {
      for (const part of [Buffer.from(`${padded}\n`), ...parts])
        for (let from = 0; from < part.length; )
          from += writeSync(file, part, from, Math.min(part.length - from, bytesAtOnce));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(newer, path);
  } catch (error) {
    rmSync(newer, { force: true });
    throw error;
  }
}

/**
 * Reads a checkpoint.
 *
 * @throws CheckpointError if it is none, is damaged, or is of something else than what is to go on.
 */
export function readCheckpoint(path: string, of: Checkpoint['of']): Checkpoint {
  // A file that is read whole has memory of its own, from its beginning.
  const bytes = readFileSync(path);
  const end = bytes.indexOf(10);
  const head = parsed(bytes.subarray(0, Math.max(end, 0)).toString());
  if (head === undefined) throw new CheckpointError('it is no checkpoint');
  if (head.formatVersion !== formatVersion)
    throw new CheckpointError('it was written by another version, which keeps it otherwise');
  for (const [what, value] of Object.entries(of))
    if (JSON.stringify(head.of[what as keyof typeof of]) !== JSON.stringify(value))
      throw new CheckpointError(
        `it is of another ${what}: ${shown(head.of[what as keyof typeof of])}`,
      );
  const body = bytes.subarray(end + 1);
  if (createHash('sha256').update(body).digest('hex') !== head.digest)
    throw new CheckpointError('it is damaged');
  const { buffer, byteOffset } = body;
  const takenBytes = head.rowsTaken * 8;
  return {
    ...head,
    taken: new Float64Array(buffer, byteOffset, head.rowsTaken),
    met: new Uint32Array(buffer, byteOffset + takenBytes, head.accounts),
  };
}

const shown = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

type Head = Omit<Checkpoint, 'met' | 'taken'> & {
  readonly format: string;
  readonly formatVersion: number;
  readonly accounts: number;
  readonly rowsTaken: number;
  readonly digest: string;
};

function parsed(text: string): Head | undefined {
  try {
    const head = JSON.parse(text) as Head;
    return head.format === format ? head : undefined;
  } catch {
    return undefined;
  }
}
