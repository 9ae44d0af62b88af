import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { type ChoiceName, type Choices, choiceNames, choices } from '../../model/index.ts';
import { UsageError } from './exit.ts';

/** The name among those known that a mistyped one is nearest to. */
export function nearest(name: string, known: readonly string[]): string {
  return known.reduce((best, candidate) =>
    distance(name, candidate) < distance(name, best) ? candidate : best,
  );
}

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
  (least: number, most: number) =>
  (text: string): number => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new UsageError(`${text} is not a whole number from ${least} to ${most}.`);
  };

/** Reads `name=value`, once for each time the option is given. */
export function choiceOption(text: string, soFar: Partial<Choices>): Partial<Choices> {
  const [name = '', value] = text.split('=');
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

/** Refuses an output file that cannot be written, before any work is done for it. */
export function writable(file: string): string {
  const path = resolve(file);
  const target = existsSync(path) ? path : dirname(path);
  try {
    if (existsSync(path) && statSync(path).isDirectory()) throw new Error('it is a folder');
    accessSync(target, constants.W_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be written: ${why}. Name a file in a folder that exists.`);
  }
  return path;
}
