import { availableParallelism, totalmem } from 'node:os';
import type { Command } from 'commander';
import { type FaultName, faultNames, faults, faulty } from '../../model/faults/index.ts';
import { type Choices, defaultChoices, lifecycleChoices, reference } from '../../model/index.ts';
import { check } from '../check/check.ts';
import type { Regions } from '../explore/anyNumber.ts';
import { estimate, type Size } from '../explore/estimate.ts';
import { resourcesMax } from '../explore/layout.ts';
import { regionsMax } from '../explore/scope.ts';
import { sizesOfFaults } from '../faults/matrix.ts';
import { type CertifiedScope, certificateText, certifiedScope } from '../report/certificate.ts';
import { checkRecord } from '../report/record.ts';
import { checkText, wrapped } from '../report/text.ts';
import { tlaModule } from '../report/tla.ts';
import { version } from '../version.ts';
import { checkpointed, itfTraces, keep, kept, writeInto } from './checkFiles.ts';
import { exitCodes, UsageError } from './exit.ts';
import { choiceOption, oneOf, wholeNumber, writable, writableFolder, write } from './options.ts';
import { progress } from './progress.ts';

interface CheckFlags {
  resources?: number;
  regions?: number;
  runs: number;
  seed: number;
  choice: Partial<Choices>;
  allChoices?: true;
  transitions?: true;
  anyNumber?: true;
  threads: number;
  timeLimit?: number;
  checkpoint?: string;
  checkpointEvery: number;
  certificate?: string;
  tla?: string;
  json?: string;
  itf?: string;
  keep?: string;
  fault?: string;
  listFaults?: true;
}

const defaultSizes = [
  { resources: 2, regions: 2 },
  { resources: 3, regions: 1 },
];
const threadsMax = 64;
/** Of the memory that this process may have, at most so much. */
const bytesMax = Math.min(
  6 * 2 ** 30,
  0.75 * Math.min(process.constrainedMemory() || totalmem(), totalmem()),
);

/** The sizes to explore: the default ones, those that find a fault soonest, or the one asked for. */
function sizesOf(flags: CheckFlags, choices: Choices): readonly Size[] {
  const { resources, regions, fault, allChoices, anyNumber } = flags;
  if (anyNumber) return [];
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
    ...(flags.anyNumber ? ['--any-number'] : []),
    ...(flags.keep === undefined ? [] : [`--keep ${flags.keep}`]),
    `--runs ${flags.runs}`,
    `--seed ${flags.seed}`,
  ];
  return `npx agentcore-slr check ${given.join(' ')}`;
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
  for (let n = regionsMax; n > 0; n--) smaller.push({ resources: large.resources, regions: n });
  const fitting = [
    smaller.find((size) => size.regions === large.regions && fits(size)),
    smaller.find((size) => size.resources === large.resources && fits(size)),
  ].filter((size) => size !== undefined);
  throw new UsageError(
    `${named(large)} would need about ${Math.ceil(estimate(large) / gib)} GiB; at most ${(bytesMax / gib).toFixed(1)} are used. What fits: ${fitting.map(named).join(', or ')}.`,
  );
}

/** What to prove for any number of resources. */
function provedIn(flags: CheckFlags): Regions | undefined {
  if (flags.anyNumber) return flags.regions ?? 'any';
  return flags.fault !== undefined && faults[flags.fault as FaultName].layer !== 'lifecycle'
    ? undefined
    : 'any';
}

/** Refuses options that do not go together. */
function refuseUnfit(flags: CheckFlags): void {
  if (flags.anyNumber && flags.resources !== undefined)
    throw new UsageError('--any-number takes no --resources: it speaks of any number of them.');
  const [oneScope] = (['checkpoint', 'tla'] as const).filter((name) => flags[name] !== undefined);
  if (oneScope !== undefined && (flags.resources === undefined || flags.allChoices))
    throw new UsageError(
      `--${oneScope} goes with one scope: name it with --resources and --regions, and leave out --all-choices.`,
    );
  if (flags.certificate !== undefined && (flags.anyNumber || flags.allChoices))
    throw new UsageError('--certificate goes with explored scopes under one set of choices.');
}

async function run(flags: CheckFlags): Promise<void> {
  if (flags.listFaults) {
    listFaults();
    return;
  }
  const fault: FaultName | undefined =
    flags.fault === undefined ? undefined : oneOf('fault', flags.fault, faultNames);
  refuseUnfit(flags);
  const json = flags.json === undefined ? undefined : writable(flags.json);
  const itf = flags.itf === undefined ? undefined : writableFolder(flags.itf);
  const certificate = flags.certificate === undefined ? undefined : writable(flags.certificate);
  const tla = flags.tla === undefined ? undefined : writableFolder(flags.tla);
  const choices = { ...defaultChoices, ...flags.choice };
  const sizes = sizesOf(flags, choices);
  refuseLarge(sizes);
  const folder = flags.keep === undefined ? undefined : writableFolder(flags.keep);
  const first = kept(folder);
  const model = fault === undefined ? reference : faulty(fault);
  const [size = { resources: 1, regions: 1 }] = sizes;
  const checkpoint =
    flags.checkpoint === undefined
      ? {}
      : checkpointed(
          flags.checkpoint,
          { model, fault, size, choices },
          flags.checkpointEvery * 1000,
        );
  const certified: CertifiedScope[] = [];
  const show = progress(flags.timeLimit);
  const began = performance.now();
  const result = await check({
    model,
    sizes: (set) => sizesOf(flags, set),
    anyNumber: provedIn(flags),
    choices: flags.choice,
    allChoices: flags.allChoices ?? false,
    runs: flags.runs,
    seed: flags.seed,
    untilBroken: fault !== undefined,
    first,
    threads: flags.threads,
    progress: show.tell,
    ...checkpoint,
    exploredScope(exploration) {
      if (certificate !== undefined) certified.push(certifiedScope(exploration));
      if (tla !== undefined && exploration.complete) writeInto(tla, tlaModule(exploration));
    },
  });
  show.end();
  const about = {
    version,
    fault,
    replay: replayOf(flags),
    seconds: Math.round(performance.now() - began) / 1000,
  };
  process.stdout.write(checkText(result, { ...about, transitions: flags.transitions ?? false }));
  if (show.stoppedBy() !== undefined)
    process.stdout.write(`${show.stoppedBy()}: this is what is known; it did not finish.\n`);
  process.exitCode = {
    holds: exitCodes.yes,
    violated: exitCodes.no,
    'not decided': exitCodes.notDecided,
  }[result.verdict];
  keep(folder, result);
  if (json !== undefined) write(json, `${JSON.stringify(checkRecord(result, about), null, 2)}\n`);
  if (itf !== undefined) writeInto(itf, itfTraces(result, about.replay));
  if (certificate === undefined) return;
  if (certified.every(({ complete }) => complete))
    write(certificate, certificateText(model, about, certified));
  else process.stdout.write('What did not finish is not certified: no certificate was written.\n');
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
      `Regions they are spread over (1 to ${regionsMax})`,
      wholeNumber('--regions', 1, regionsMax),
    )
    .option('--runs <n>', 'random sequences', wholeNumber('--runs', 0, 10_000_000), 1000)
    .option('--seed <s>', 'seed of the random sequences', wholeNumber('--seed', 0, 2 ** 31 - 1), 2)
    .option('--choice <name=value>', 'take another alternative (repeatable)', choiceOption, {})
    .option('--all-choices', 'every combination of the choices that the statecharts read')
    .option('--transitions', 'list each transition with how often it was taken')
    .option('--any-number', 'only prove the invariants for any number of resources')
    .option(
      '--threads <n>',
      'threads for large scopes',
      wholeNumber('--threads', 1, threadsMax),
      Math.min(availableParallelism(), threadsMax),
    )
    .option(
      '--time-limit <seconds>',
      'stop then, with what is known',
      wholeNumber('--time-limit', 1, 1_000_000),
    )
    .option('--checkpoint <file>', 'keep there where a scope stands; go on from it if it is there')
    .option(
      '--checkpoint-every <seconds>',
      'how often, at the most',
      wholeNumber('--checkpoint-every', 0, 1_000_000),
      60,
    )
    .option('--certificate <file>', 'write digests and counts of what was explored')
    .option('--tla <folder>', 'write the scope as TLA+, for another checker')
    .option('--json <file>', 'write what was found as JSON')
    .option('--itf <folder>', 'write each counterexample as an ITF trace')
    .option('--keep <folder>', 'keep failing random sequences there, and try them first')
    .option('--fault <name>', 'check a wrong model; exits 1 when that is noticed')
    .option('--list-faults', 'list the wrong models')
    .action(run);
}
