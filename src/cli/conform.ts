import type { Command } from 'commander';
import { type FaultName, faultNames, faulty } from '../../model/faults/index.ts';
import { type RequirementId, requirements } from '../../model/index.ts';
import { type Case, cases, type Profile } from '../conformance/cases.ts';
import { embedded } from '../conformance/embedded.ts';
import { type Run, type RunOptions, run } from '../conformance/run.ts';
import { countsOf, profiles, profileVerdicts } from '../conformance/verdicts.ts';
import { conformText } from '../report/conformText.ts';
import { clean } from '../target/clean.ts';
import { TargetError } from '../target/errors.ts';
import { guarded } from '../target/guarded.ts';
import { Ledger } from '../target/ledger.ts';
import { overTheWire } from '../target/overTheWire.ts';
import { patiences } from '../target/patience.ts';
import type { Target } from '../target/target.ts';
import { exitCodes, UsageError } from './exit.ts';
import { nearest, oneOf } from './options.ts';
import { progress } from './progress.ts';
import { version } from './version.ts';

interface Flags {
  readonly endpoint?: string;
  readonly realAccount?: string;
  readonly list: boolean;
  readonly only: readonly string[];
  readonly profile: readonly Profile[];
  readonly patience: keyof typeof patiences;
  readonly ledger?: string;
  readonly fault?: FaultName;
}

const collected = (value: string, soFar: readonly string[]): readonly string[] => [...soFar, value];

/** The cases that are asked for: by id, by requirement, by profile. */
function chosen({ only, profile }: Flags): readonly Case[] {
  const named = only.flatMap((name) => {
    const found = cases.filter(
      ({ id, requirements: shown }) =>
        id === name || (Object.hasOwn(requirements, name) && shown.includes(name as RequirementId)),
    );
    if (found.length > 0) return found;
    const known = [...cases.map(({ id }) => id), ...Object.keys(requirements)];
    throw new UsageError(
      `There is no case and no requirement named ${name}. Did you mean ${nearest(name, known)}?`,
    );
  });
  const some = only.length === 0 ? cases : cases.filter((one) => named.includes(one));
  return profile.length === 0 ? some : some.filter((one) => profile.includes(one.profile));
}

function list(some: readonly Case[]): void {
  for (const { id, level, profile, requirements: shown } of some) {
    const [first] = shown;
    const rule =
      first === undefined
        ? 'What is answered is what the model permits.'
        : requirements[first].sentence;
    const source = first === undefined ? '' : ` [${requirements[first].source}]`;
    process.stdout.write(`${id}\t${level}\t${profile}\t${rule}${source}\n`);
  }
}

/** A target, and what takes down what a run made there. */
interface Reached {
  readonly target: Target;
  readonly tidy: RunOptions['tidy'];
  readonly roleWasThere: boolean;
}

async function reach({
  endpoint,
  realAccount,
  ledger: file,
  fault,
  patience,
}: Flags): Promise<Reached> {
  if (endpoint === undefined && realAccount === undefined) {
    const target = await embedded(fault === undefined ? {} : { model: faulty(fault) });
    return { target, tidy: () => Promise.resolve([]), roleWasThere: false };
  }
  const bare = await overTheWire({
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(realAccount === undefined ? {} : { realAccount }),
  });
  const ledger =
    file === undefined
      ? Ledger.inMemory()
      : Ledger.create(file, endpoint === undefined ? {} : { endpoint });
  const target = await guarded(bare, ledger);
  return {
    target,
    tidy: async () => {
      const { remains } = await clean(bare, ledger, patiences[patience]);
      // What has no id was perhaps never made: nothing of it was found.
      return remains.filter(({ id }) => id !== '');
    },
    roleWasThere: ledger.before?.role !== 'absent',
  };
}

/** How a run ends: the worst cause wins. */
function exitOf(done: Run): number {
  const { fail, error } = countsOf(done.results);
  const verdicts = profileVerdicts(done).map(({ verdict }) => verdict);
  if (error > 0) return exitCodes.environment;
  if (fail > 0 || verdicts.includes('partial')) return exitCodes.no;
  return done.complete && !verdicts.includes('undecided') ? exitCodes.yes : exitCodes.notDecided;
}

async function conform(flags: Flags): Promise<void> {
  const some = chosen(flags);
  if (flags.list) return list(some);
  const show = progress();
  try {
    const { target, ...others } = await reach(flags);
    try {
      const done = await run({
        ...others,
        target,
        cases: some,
        ...(some.length < cases.length ? { runs: 0, raceTimes: 0 } : {}),
        patience: patiences[flags.patience],
        stopped: show.interrupted,
        told: (count, of, { id }) => show.tell(`case ${count} of ${of}: ${id}`),
      });
      show.clear();
      const where = flags.endpoint === undefined ? '' : ` --endpoint ${flags.endpoint}`;
      const replay = `agentcore-slr conform${where}${flags.fault === undefined ? '' : ` --fault ${flags.fault}`}`;
      process.stdout.write(conformText(done, { version, replay }));
      process.exitCode = exitOf(done);
    } finally {
      await target.close();
    }
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    show.clear();
    process.stderr.write(`agentcore-slr: ${error.message}\n`);
    process.exitCode = exitCodes[error.cause];
  } finally {
    show.end();
  }
}

/** Adds `conform` to the command line. */
export function addConform(program: Command): void {
  program
    .command('conform')
    .description(
      'Hold an implementation to the documents, and show each broken rule by a short call sequence.',
    )
    .option('--endpoint <url>', 'what to try; without it the embedded reference server')
    .option('--real-account <id>', 'try the real service in this account, and no other')
    .option('--list', 'every case: id, level, profile, the rule in a sentence, its source', false)
    .option('--only <id>', 'one case, or all of one requirement; can be given again', collected, [])
    .option(
      '--profile <name>',
      'one profile; can be given again',
      (name, soFar: readonly Profile[]) => [...soFar, oneOf('profile', name, profiles)],
      [],
    )
    .option(
      '--patience <how>',
      'how long to wait for what happens unasked: emulator or aws',
      (name) => oneOf('patience', name, Object.keys(patiences) as (keyof typeof patiences)[]),
      'emulator',
    )
    .option('--ledger <file>', 'where to keep what the run makes, for clean after a crash')
    .option('--fault <name>', 'serve a wrong model to oneself, and see it found', (name) =>
      oneOf('fault', name, faultNames),
    )
    .action(conform);
}
