import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type FaultName, faultNames, faults, faulty } from '../../model/faults/index.ts';
import { type Choices, defaultChoices, lifecycleChoices, reference } from '../../model/index.ts';
import { type CheckResult, check } from '../check/check.ts';
import { estimate, type Size } from '../explore/estimate.ts';
import { regionNames } from '../explore/scope.ts';
import { sizesOfFaults } from '../faults/matrix.ts';
import { checkRecord } from '../report/record.ts';
import { checkText, wrapped } from '../report/text.ts';
import type { SampleDraw } from '../sample/sample.ts';
import { exitCodes, UsageError } from './exit.ts';
import { choiceOption, oneOf, wholeNumber, writable, writableFolder, write } from './options.ts';
import { progress } from './progress.ts';
import { version } from './version.ts';

interface CheckFlags {
  resources?: number;
  regions?: number;
  runs: number;
  seed: number;
  choice: Partial<Choices>;
  allChoices?: true;
  transitions?: true;
  json?: string;
  keep?: string;
  fault?: string;
  listFaults?: true;
}

const defaultSizes = [
  { resources: 2, regions: 2 },
  { resources: 3, regions: 1 },
];
const resourcesMax = 4;
const bytesMax = 6 * 2 ** 30;

/** The sizes to explore: the default ones, those that find a fault soonest, or the one asked for. */
function sizesOf(flags: CheckFlags, choices: Choices): readonly Size[] {
  const { resources, regions, fault, allChoices } = flags;
  if (resources !== undefined || regions !== undefined)
    return [{ resources: resources ?? 2, regions: regions ?? 1 }];
  if (fault !== undefined && faults[fault as FaultName].layer !== 'lifecycle')
    return sizesOfFaults.slice(0, 1);
  if (fault !== undefined) return sizesOfFaults;
  if (!allChoices) return defaultSizes;
  const isDefault = lifecycleChoices.every((name) => choices[name] === defaultChoices[name]);
  return isDefault ? sizesOfFaults : sizesOfFaults.slice(0, 2);
}

function replayOf(flags: CheckFlags): string {
  const given = [
    ...(flags.fault === undefined ? [] : [`--fault ${flags.fault}`]),
    ...(flags.resources === undefined ? [] : [`--resources ${flags.resources}`]),
    ...(flags.regions === undefined ? [] : [`--regions ${flags.regions}`]),
    ...Object.entries(flags.choice).map(([name, value]) => `--choice ${name}=${value}`),
    ...(flags.allChoices ? ['--all-choices'] : []),
    `--runs ${flags.runs}`,
    `--seed ${flags.seed}`,
  ];
  return `npx agentcore-slr check ${given.join(' ')}`;
}

/** Sequences that failed before, to be tried first. */
function kept(folder: string | undefined): (readonly SampleDraw[])[] {
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const path = join(folder, file);
      try {
        const { draws } = JSON.parse(readFileSync(path, 'utf8')) as { draws: SampleDraw[] };
        if (!Array.isArray(draws)) throw new Error('it has no draws');
        return draws;
      } catch (error) {
        throw new UsageError(`${path} is no failing case: ${(error as Error).message}.`);
      }
    });
}

function keep(folder: string | undefined, { properties }: CheckResult): void {
  if (folder === undefined) return;
  for (const { name, counterexample } of properties) {
    if (counterexample?.draws === undefined) continue;
    const kept = { broke: name, draws: counterexample.draws };
    write(join(folder, `${name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  }
}

function listFaults(): void {
  for (const name of faultNames) {
    const { layer, sentence } = faults[name];
    process.stdout.write(`${name} (${layer})\n  ${wrapped(sentence, '  ')}\n`);
  }
}

const gib = 2 ** 30;

const named = ({ resources, regions }: Size): string =>
  `${resources} resource${resources === 1 ? '' : 's'} in ${regions} Region${regions === 1 ? '' : 's'}`;

/** Refuses a scope that does not fit in memory, and says which ones do. */
function refuseLarge(sizes: readonly Size[]): void {
  const fits = (size: Size): boolean => estimate(size) <= bytesMax;
  const large = sizes.find((size) => !fits(size));
  if (large === undefined) return;
  const smaller: Size[] = [];
  for (let n = resourcesMax; n > 0; n--) smaller.push({ resources: n, regions: large.regions });
  for (let n = regionNames.length; n > 0; n--)
    smaller.push({ resources: large.resources, regions: n });
  const fitting = [
    smaller.find((size) => size.regions === large.regions && fits(size)),
    smaller.find((size) => size.resources === large.resources && fits(size)),
  ].filter((size) => size !== undefined);
  throw new UsageError(
    `${named(large)} would need about ${Math.ceil(estimate(large) / gib)} GiB; at most ${bytesMax / gib} are used. What fits: ${fitting.map(named).join(', or ')}.`,
  );
}

async function run(flags: CheckFlags): Promise<void> {
  if (flags.listFaults) {
    listFaults();
    return;
  }
  const fault: FaultName | undefined =
    flags.fault === undefined ? undefined : oneOf('fault', flags.fault, faultNames);
  const json = flags.json === undefined ? undefined : writable(flags.json);
  refuseLarge(sizesOf(flags, defaultChoices));
  const folder = flags.keep === undefined ? undefined : writableFolder(flags.keep);
  const first = kept(folder);
  const show = progress();
  const began = performance.now();
  const result = await check({
    model: fault === undefined ? reference : faulty(fault),
    sizes: (choices) => sizesOf(flags, choices),
    choices: flags.choice,
    allChoices: flags.allChoices ?? false,
    runs: flags.runs,
    seed: flags.seed,
    untilBroken: fault !== undefined,
    first,
    progress: show.tell,
  });
  show.end();
  const about = {
    version,
    fault,
    replay: replayOf(flags),
    seconds: Math.round(performance.now() - began) / 1000,
  };
  process.stdout.write(checkText(result, { ...about, transitions: flags.transitions ?? false }));
  if (show.interrupted())
    process.stdout.write('Interrupted: this is what is known; it did not finish.\n');
  process.exitCode = {
    holds: exitCodes.yes,
    violated: exitCodes.no,
    'not decided': exitCodes.notDecided,
  }[result.verdict];
  keep(folder, result);
  if (json !== undefined) write(json, `${JSON.stringify(checkRecord(result, about), null, 2)}\n`);
}

/** Adds `check` to the command line. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .description('Explore the model, sample beyond, and say what holds.')
    .option(
      '--resources <n>',
      `resources at the same time (1 to ${resourcesMax})`,
      wholeNumber('--resources', 1, resourcesMax),
    )
    .option(
      '--regions <n>',
      `Regions they are spread over (1 to ${regionNames.length})`,
      wholeNumber('--regions', 1, regionNames.length),
    )
    .option('--runs <n>', 'random sequences', wholeNumber('--runs', 0, 10_000_000), 1000)
    .option('--seed <s>', 'seed of the random sequences', wholeNumber('--seed', 0, 2 ** 31 - 1), 2)
    .option('--choice <name=value>', 'take another alternative (repeatable)', choiceOption, {})
    .option('--all-choices', 'every combination of the choices that the statecharts read')
    .option('--transitions', 'list each transition with how often it was taken')
    .option('--json <file>', 'write what was found as JSON')
    .option('--keep <folder>', 'keep failing random sequences there, and try them first')
    .option('--fault <name>', 'check a wrong model; exits 1 when that is noticed')
    .option('--list-faults', 'list the wrong models')
    .action(run);
}
