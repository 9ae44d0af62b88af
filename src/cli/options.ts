import { accessSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type ChoiceName, type Choices, choiceNames, choices } from '../../model/index.ts';
import { nearest } from '../nearest.ts';
import { UsageError } from './exit.ts';

/** Reads an option that can be given again. */
export const collected = (value: string, soFar: readonly string[] = []): readonly string[] => [
  ...soFar,
  value,
];

/** Refuses a name that is not known, naming the nearest one that is. */
export function oneOf<Name extends string>(
  what: string,
  name: string,
  known: readonly Name[],
): Name {
  const found = known.find((candidate) => candidate === name);
  if (found !== undefined) return found;
  throw new UsageError(`There is no ${what} named ${name}. Did you mean ${nearest(name, known)}?`);
}

/** Reads a whole number within bounds. */
export const wholeNumber =
  (option: string, least: number, most: number) =>
  (text: string): number => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new UsageError(
      `${option} takes a whole number from ${least} to ${most}, and not ${text || 'nothing'}.`,
    );
  };

/** Reads `name=value`, once for each time the option is given. */
export function choiceOption(text: string, soFar: Partial<Choices>): Partial<Choices> {
  const [name = '', ...rest] = text.split('=');
  const value = rest.length === 0 ? undefined : rest.join('=');
  const known: ChoiceName = oneOf('choice', name, choiceNames);
  if (value === undefined)
    throw new UsageError(
      `Give --choice ${name}=VALUE, one of ${choices[known].alternatives.join(', ')}.`,
    );
  return {
    ...soFar,
    [known]: oneOf(`alternative of ${known}`, value, choices[known].alternatives),
  };
}

const unwritable = (path: string, error: unknown, mend: string): UsageError => {
  const why = error instanceof Error ? error.message : String(error);
  return new UsageError(`${path} cannot be written: ${why}. ${mend}`);
};

/** Refuses an output file that cannot be written, before any work is done for it. */
export function writable(file: string): string {
  const path = resolve(file);
  const target = existsSync(path) ? path : dirname(path);
  try {
    if (existsSync(path) && statSync(path).isDirectory()) throw new Error('it is a folder');
    if (!statSync(dirname(path)).isDirectory()) throw new Error('it would be in a file');
    accessSync(target, constants.W_OK);
  } catch (error) {
    throw unwritable(file, error, 'Name a file in a folder that exists.');
  }
  return path;
}

/** Makes a folder for output where there is none, and refuses one that cannot be. */
export function writableFolder(folder: string): string {
  const path = resolve(folder);
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw unwritable(folder, error, 'Name a folder that exists or can be made.');
  }
  return path;
}

/** Writes an output file; a disk that fills up meanwhile is no bug of ours. */
export function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw unwritable(path, error, 'What was found stands above.');
  }
}
