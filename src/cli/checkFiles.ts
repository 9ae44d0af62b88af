import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultName } from '../../model/faults/index.ts';
import type { Choices, Model } from '../../model/index.ts';
import type { CheckOptions, CheckResult } from '../check/check.ts';
import {
  type Checkpoint,
  CheckpointError,
  readCheckpoint,
  writeCheckpoint,
} from '../explore/checkpoint.ts';
import { modelDigest } from '../explore/digest.ts';
import type { Size } from '../explore/estimate.ts';
import { itfText } from '../report/itf.ts';
import type { SampleDraw } from '../sample/sample.ts';
import { version } from '../version.ts';
import { UsageError } from './exit.ts';
import { writable, write } from './options.ts';

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

function isDraw(value: unknown): value is SampleDraw {
  const { call, unasked } = (value ?? {}) as Record<string, unknown>;
  if (call === undefined) return isCount(unasked);
  const { operation, caller, region, detail } = (call ?? {}) as Record<string, unknown>;
  return [operation, caller, region, detail].every(isCount);
}

/** Sequences that failed before, to be tried first. */
export function kept(folder: string | undefined): (readonly SampleDraw[])[] {
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const path = join(folder, file);
      try {
        const { draws } = JSON.parse(readFileSync(path, 'utf8')) as { draws: unknown };
        if (!Array.isArray(draws)) throw new Error('it has no draws');
        if (!draws.every(isDraw)) throw new Error('a draw in it is none');
        return draws;
      } catch (error) {
        throw new UsageError(`${path} is no failing case: ${(error as Error).message}.`);
      }
    });
}

/** Keeps the sequences that failed. */
export function keep(folder: string | undefined, { properties }: CheckResult): void {
  if (folder === undefined) return;
  for (const { name, counterexample } of properties) {
    if (counterexample?.draws === undefined) continue;
    const failing = { broke: name, draws: counterexample.draws };
    write(join(folder, `${name}.json`), `${JSON.stringify(failing, null, 2)}\n`);
  }
}

/** A trace of each counterexample, by the name of its file. */
export const itfTraces = (
  { properties }: CheckResult,
  source: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    properties.flatMap(({ name, sentence, counterexample }) => {
      if (counterexample === undefined) return [];
      const { steps, cores } = counterexample;
      const about = {
        source,
        description: `Breaks this: ${sentence}`,
        status: 'violation',
      } as const;
      return [[`${name}.itf.json`, itfText(about, steps, cores)]];
    }),
  );

/** What a checkpoint is of. */
export interface CheckpointOf {
  readonly model: Model;
  readonly fault: FaultName | undefined;
  readonly size: Size;
  readonly choices: Choices;
}

/** A checkpoint is written once the last one was written so many times its own duration ago. */
const timesItsDuration = 20;

/**
 * A file in which the exploration of one scope is kept, to stop and to go on.
 *
 * @param everyMs - Milliseconds between two writings, at the least.
 */
export function checkpointed(
  file: string,
  { model, fault, size, choices }: CheckpointOf,
  everyMs: number,
): Pick<CheckOptions, 'resume' | 'save'> {
  const path = writable(file);
  const { resources, regions } = size;
  const of: Checkpoint['of'] = {
    version,
    model: modelDigest(model),
    fault: fault ?? null,
    resources,
    regions,
    choices,
  };
  let savedAt = performance.now();
  let tookMs = 0;
  return {
    resume: existsSync(path) ? resumed(file, path, of) : undefined,
    save(search, isLast) {
      const began = performance.now();
      if (!isLast && began - savedAt < Math.max(everyMs, tookMs * timesItsDuration)) return;
      try {
        writeCheckpoint(path, { of, ...search.state() });
      } catch (error) {
        const why = (error as Error).message;
        throw new UsageError(`${file} cannot be written: ${why}. An older one there is as it was.`);
      }
      savedAt = performance.now();
      tookMs = savedAt - began;
    },
  };
}

function resumed(file: string, path: string, of: Checkpoint['of']): Checkpoint {
  try {
    const found = readCheckpoint(path, of);
    process.stderr.write(`Going on from ${found.met.length} accounts in ${file}.\n`);
    return found;
  } catch (error) {
    if (!(error instanceof CheckpointError) && !('code' in (error as Error))) throw error;
    throw new UsageError(
      `${file} cannot be gone on from: ${(error as Error).message}. Name another file, or take it away.`,
    );
  }
}

/** Writes files into a folder, which is made where there is none. */
export function writeInto(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) write(join(folder, name), text);
}
