import type { Command } from 'commander';
import { type FaultName, faultNames } from '../../model/faults/index.ts';
import { faultRow } from '../faults/matrix.ts';
import { wrapped } from '../report/text.ts';
import { exitCodes } from './exit.ts';
import { oneOf } from './options.ts';
import { progress } from './progress.ts';

async function run(asked: readonly string[]): Promise<void> {
  const named = asked.map((name): FaultName => oneOf('fault', name, faultNames));
  const names = named.length === 0 ? faultNames : named;
  const show = progress();
  let missed = 0;
  for (const name of names) {
    const { layer, sentence, caughtBy } = await faultRow(name, show.tell);
    if (show.interrupted()) break;
    const lines = caughtBy.map(({ property, steps }) => `  ${property}, in ${steps} steps\n`);
    if (caughtBy.length === 0) missed += 1;
    show.clear();
    process.stdout.write(
      `${name} (${layer})\n  ${wrapped(sentence, '  ')}\n${lines.join('') || '  NOT CAUGHT\n'}`,
    );
  }
  const interrupted = show.interrupted();
  show.end();
  process.stdout.write(
    interrupted
      ? 'Interrupted: the rest was not tried.\n'
      : `${names.length} wrong ${names.length === 1 ? 'model' : 'models'}, ${missed} not caught.\n`,
  );
  if (interrupted) process.exitCode = exitCodes.notDecided;
  else process.exitCode = missed === 0 ? exitCodes.yes : exitCodes.no;
}

/** Adds `faults` to the command line. */
export function addFaults(program: Command): void {
  program
    .command('faults')
    .description('Check wrong models and say which properties catch them.')
    .argument('[names...]', 'the wrong models; all of them where none is named')
    .action(run);
}
