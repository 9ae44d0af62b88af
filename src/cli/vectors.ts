import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { fileNames, schemaText, vectorsText } from '../vectors/files.ts';
import { generate } from '../vectors/generate.ts';
import { version } from '../version.ts';
import { writeInto } from './checkFiles.ts';
import { UsageError } from './exit.ts';
import { writableFolder } from './options.ts';

const ours: ReadonlySet<string> = new Set(Object.values(fileNames));

/** Refuses a folder that has files of somebody else: nothing there is to be mistaken for a vector. */
function refuseOthers(folder: string, path: string): void {
  const other = readdirSync(path).find((file) => !ours.has(file));
  if (other !== undefined)
    throw new UsageError(
      `${folder} has another file in it, ${basename(other)}. Name a folder for the vectors alone.`,
    );
}

async function run({ out }: { out: string }): Promise<void> {
  const path = writableFolder(out);
  refuseOthers(out, path);
  const generated = await generate();
  const text = vectorsText(generated, version);
  writeInto(path, { [fileNames.vectors]: text, [fileNames.schema]: schemaText() });
  const { lowerBound, covered, notCovered } = generated.coverage;
  const count = [...generated.groups.values()].flat().length;
  const kinds = Object.entries(covered).map(([kind, names]) => `${names.length} ${kind}`);
  process.stdout.write(
    `${count} vectors, of ${lowerBound} that it takes at the least, cover ${kinds.join(', ')}.\n` +
      `${Object.keys(notCovered).length} things cannot be covered; the file says why.\n`,
  );
}

/** Adds `vectors` to the command line. */
export function addVectors(program: Command): void {
  program
    .command('vectors')
    .description('Write test vectors for implementations in any language, with their schema.')
    .requiredOption('--out <folder>', 'where to; a folder that has nothing else in it')
    .action(run);
}
