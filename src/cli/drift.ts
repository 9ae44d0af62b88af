import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type KnownPassage, knownPage, knownPolicy } from '../../model/index.ts';
import { drift, driftText } from '../drift/drift.ts';
import { type Passage, passagesOfPage, passagesOfPolicy } from '../drift/passages.ts';
import { exitCodes, UsageError } from './exit.ts';

function passages(file: string, read: (text: string) => readonly Passage[]): readonly Passage[] {
  try {
    return read(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be compared: ${(error as Error).message}.`);
  }
}

function readPage(text: string): readonly Passage[] {
  if (/^\s*<(!|html)/i.test(text)) throw new Error('it is HTML; save the page as text');
  return passagesOfPage(text);
}

function compare(
  document: string,
  known: readonly KnownPassage[],
  newer: readonly Passage[],
): boolean {
  const changes = drift(known, newer);
  process.stdout.write(driftText(document, changes));
  return changes.length === 0;
}

function run({ page, policy }: { page?: string; policy?: string }): void {
  if (page === undefined && policy === undefined)
    throw new UsageError('Name a copy to compare: --page FILE, --policy FILE, or both.');
  const newPage = page === undefined ? undefined : passages(page, readPage);
  const newPolicy =
    policy === undefined
      ? undefined
      : passages(policy, (text) => passagesOfPolicy(JSON.parse(text)));
  const same = [
    newPage === undefined || compare('The service-linked roles page', knownPage, newPage),
    newPolicy === undefined || compare("The role's policy", knownPolicy, newPolicy),
  ];
  process.exitCode = same.every(Boolean) ? exitCodes.yes : exitCodes.no;
}

/** Adds `drift` to the command line. */
export function addDrift(program: Command): void {
  program
    .command('drift')
    .description('Compare newer copies of AWS’s documents with those the requirements are from.')
    .option('--page <file>', 'the service-linked roles page, as text or Markdown')
    .option('--policy <file>', "the role's permissions policy, as JSON")
    .action(run);
}
