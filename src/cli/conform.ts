import type { Command } from 'commander';
import { type FaultName, faultNames, faulty } from '../../model/faults/index.ts';
import { requirements } from '../../model/index.ts';
import type { Profile } from '../conformance/cases.ts';
import { type ConformOptions, conform } from '../conformance/conform.ts';
import { embedded } from '../conformance/embedded.ts';
import { historiesInto } from '../conformance/histories.ts';
import type { Subject } from '../conformance/reach.ts';
import { selected } from '../conformance/select.ts';
import { profiles } from '../conformance/verdicts.ts';
import { endingOf, readBaseline } from '../report/baseline.ts';
import type { ConformRecord } from '../report/conformRecord.ts';
import { conformText } from '../report/conformText.ts';
import { readRecord } from '../report/readRecord.ts';
import { redacted } from '../report/redacted.ts';
import { printing } from '../target/dryRun.ts';
import { TargetError } from '../target/errors.ts';
import { harness } from '../target/harness.ts';
import { inProcess } from '../target/inProcess.ts';
import { readInputs } from '../target/inputs.ts';
import type { WireOptions } from '../target/overTheWire.ts';
import { patiences } from '../target/patience.ts';
import { redact } from '../target/redact.ts';
import type { Service } from '../wire/message.ts';
import { type ReportFlags, reportFiles } from './conformFiles.ts';
import { exitCodes, UsageError } from './exit.ts';
import { collected, oneOf, wholeNumber, writableFolder } from './options.ts';
import { progress } from './progress.ts';

type Endpoint = NonNullable<WireOptions['endpoint']>;

interface Flags extends ReportFlags {
  readonly endpoint?: Endpoint;
  readonly harness?: string;
  readonly realAccount?: string;
  readonly limitedProfile?: string;
  readonly modelToken?: string;
  readonly region?: readonly string[];
  readonly inputs?: string;
  readonly fault?: FaultName;
  readonly list: boolean;
  readonly only?: readonly string[];
  readonly profile?: readonly Profile[];
  readonly from?: string;
  readonly failed: boolean;
  readonly baseline?: string;
  readonly patience: keyof typeof patiences;
  readonly ledger?: string;
  readonly budgetCalls?: number;
  readonly runs?: number;
  readonly seed?: number;
  readonly record?: string;
  readonly dryRun: boolean;
  readonly implementation?: string;
  readonly implementationVersion?: string;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly redact: boolean;
}

const services: readonly Service[] = ['iam', 'sts', 'ec2', 'agentcore'];
const callsMax = 10_000_000;
const runsMax = 100_000;
const seedMax = 2 ** 31 - 1;

/** Reads `URL`, or `SERVICE=URL` for one service alone. */
function endpointOption(text: string, soFar: Endpoint | undefined): Endpoint {
  const [, service, url] = /^([a-z0-9]+)=(.*)$/.exec(text) ?? [];
  const all = typeof soFar === 'string' ? soFar : undefined;
  const each =
    all === undefined
      ? (soFar as Exclude<Endpoint, string> | undefined)
      : Object.fromEntries(services.map((one) => [one, all]));
  if (service !== undefined) return { ...each, [oneOf('service', service, services)]: url ?? '' };
  return each === undefined
    ? text
    : { ...Object.fromEntries(services.map((one) => [one, text])), ...each };
}

function list({ only = [], profile = [] }: Flags): void {
  for (const { id, level, profile: of, requirements: shown } of selected({
    only,
    profiles: profile,
  })) {
    const [first] = shown;
    const rule =
      first === undefined
        ? 'What is answered is what the model permits.'
        : `${requirements[first].sentence} [${requirements[first].source}]`;
    process.stdout.write(`${id}\t${level}\t${of}\t${rule}\n`);
  }
}

/** Refuses options that do not go together. */
function refuseUnfit(flags: Flags): void {
  const { region = [] } = flags;
  const isElsewhere = flags.endpoint !== undefined || flags.realAccount !== undefined;
  if (flags.harness !== undefined && (isElsewhere || flags.fault !== undefined))
    throw new UsageError('--harness is a target of its own: leave the other ones out.');
  if (flags.failed && flags.from === undefined)
    throw new UsageError('--failed repeats what failed in a report: name it with --from.');
  if (flags.fault !== undefined && isElsewhere)
    throw new UsageError('--fault is served to oneself: leave out --endpoint and --real-account.');
  if (![0, 2].includes(region.length) || new Set(region).size < region.length)
    throw new UsageError('--region is given twice, with two Regions, or not at all.');
}

/** What is to be tried; undefined for the embedded server. */
async function subjectOf(
  flags: Flags,
  endpoint: Endpoint | undefined,
): Promise<Subject | undefined> {
  const { fault, realAccount, limitedProfile, modelToken } = flags;
  const told = (text: string) => void process.stderr.write(text);
  if (flags.dryRun)
    return printing(inProcess(), (line) => void process.stdout.write(`${shown(flags, line)}\n`));
  if (flags.harness !== undefined) return harness(flags.harness, { told });
  if (fault !== undefined) return embedded({ model: faulty(fault) });
  if (endpoint === undefined && realAccount === undefined) return undefined;
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(realAccount === undefined ? {} : { realAccount }),
    ...(limitedProfile === undefined ? {} : { limited: { profile: limitedProfile } }),
    ...(modelToken === undefined ? {} : { modelToken }),
  };
}

/** A text as one word of a shell. */
const inShell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const shown = (flags: Flags, text: string): string => (flags.redact ? redact(text) : text);

/** The options that a replay needs: where, and what was given. */
function replayOf(flags: Flags, endpoint: Endpoint | undefined): string {
  const where =
    typeof endpoint === 'string'
      ? [`--endpoint ${endpoint}`]
      : Object.entries(endpoint ?? {}).map(([service, url]) => `--endpoint ${service}=${url}`);
  const given = (['fault', 'realAccount', 'limitedProfile', 'inputs'] as const).flatMap((name) => {
    const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return flags[name] === undefined ? [] : [`--${option} ${flags[name]}`];
  });
  const program = flags.harness === undefined ? [] : [`--harness ${inShell(flags.harness)}`];
  const regions = (flags.region ?? []).map((region) => `--region ${region}`);
  return ['agentcore-slr conform', ...where, ...program, ...given, ...regions].join(' ');
}

function optionsOf(flags: Flags, from: ConformRecord | undefined): ConformOptions {
  const {
    implementation: name,
    implementationVersion: of,
    ledger,
    budgetCalls,
    runs,
    seed,
  } = flags;
  const failed = (from?.results ?? []).filter(({ verdict }) => verdict === 'fail');
  const [first, second] = flags.region ?? [];
  return {
    only: flags.failed ? failed.map(({ id }) => id) : (flags.only ?? []),
    profiles: flags.profile ?? [],
    patience: flags.patience,
    implementation: {
      ...(name === undefined ? {} : { name }),
      ...(of === undefined ? {} : { version: of }),
    },
    ...(ledger === undefined ? {} : { ledger }),
    ...(budgetCalls === undefined ? {} : { budgetCalls }),
    ...(runs === undefined ? {} : { runs }),
    ...(seed === undefined ? {} : { seed }),
    ...(flags.inputs === undefined ? {} : { inputs: readInputs(flags.inputs) }),
    ...(flags.baseline === undefined ? {} : { baseline: readBaseline(flags.baseline) }),
    ...(first === undefined || second === undefined ? {} : { regions: [first, second] }),
  };
}

/** Says what was found, in every form that was asked for, and ends with the code that goes with it. */
function tell(flags: Flags, found: ConformRecord, files: ReturnType<typeof reportFiles>): void {
  const record = flags.redact ? redacted(found) : found;
  if (!files.onStdout) process.stdout.write(conformText(record, flags));
  process.exitCode = {
    yes: exitCodes.yes,
    no: exitCodes.no,
    environment: exitCodes.environment,
    'not decided': exitCodes.notDecided,
  }[endingOf(record)];
  files.write(record);
}

async function run(flags: Flags): Promise<void> {
  const show = progress();
  try {
    refuseUnfit(flags);
    if (flags.list) return list(flags);
    const files = reportFiles(flags);
    const from = flags.from === undefined ? undefined : readRecord(flags.from);
    if (from !== undefined && !flags.failed) return tell(flags, from, files);
    const options = optionsOf(flags, from);
    if (flags.failed && options.only?.length === 0)
      throw new UsageError(`Nothing failed in ${flags.from}: there is nothing to repeat.`);
    const endpoint = flags.endpoint ?? from?.endpoint ?? undefined;
    const histories =
      flags.record === undefined ? undefined : historiesInto(writableFolder(flags.record));
    const found = await conform(await subjectOf(flags, endpoint), {
      ...options,
      replay: replayOf(flags, endpoint),
      stopped: show.interrupted,
      ...(histories === undefined ? {} : { record: histories.record }),
      told: (done, of, id) => show.tell(`case ${done} of ${of}: ${id}`),
    });
    histories?.close();
    show.clear();
    if (!flags.dryRun) tell(flags, found, files);
  } catch (error) {
    show.clear();
    if (!(error instanceof TargetError)) throw error;
    process.stderr.write(`agentcore-slr: ${shown(flags, error.message)}\n`);
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
    .optionsGroup('What is tried:')
    .option(
      '--endpoint <url>',
      'what to try; SERVICE=URL for one of iam, sts, ec2 and agentcore alone, again for others; default: the embedded reference server',
      endpointOption,
    )
    .option(
      '--harness <command>',
      'a program to try that is asked in lines of JSON, as the shell takes it',
    )
    .option('--real-account <id>', 'try the real service in this account, and no other')
    .option(
      '--limited-profile <name>',
      'the profile of a second caller, without rights on the role',
    )
    .option('--model-token <token>', 'what /_model of a server with callers asks for')
    .option('--region <name>', 'two Regions to use, each with a --region', collected)
    .option('--inputs <file>', 'what strict targets need: subnets and such, by Region')
    .option('--fault <name>', 'serve a wrong model to oneself, and see it found', (name) =>
      oneOf('fault', name, faultNames),
    )
    .optionsGroup('Which cases:')
    .option('--list', 'every case: id, level, profile, the rule in a sentence, its source', false)
    .option('--only <id>', 'one case, or all of one requirement; can be given again', collected)
    .option(
      '--profile <name>',
      `one of ${profiles.join(', ')}; can be given again`,
      (name, soFar: readonly Profile[] = []) => [...soFar, oneOf('profile', name, profiles)],
    )
    .option('--from <report>', 'read a report that --json wrote, and write it in other forms')
    .option('--failed', 'with --from: repeat what failed there', false)
    .option('--baseline <file>', 'deviations that are known, each with its reason')
    .option(
      '--runs <n>',
      'how many random sequences (default: 10 with the whole suite)',
      wholeNumber('--runs', 0, runsMax),
    )
    .option('--seed <n>', 'what they are drawn from', wholeNumber('--seed', 0, seedMax))
    .optionsGroup('How it is tried:')
    .option(
      '--patience <how>',
      'how long to wait for what happens unasked: emulator or aws',
      (name) => oneOf('patience', name, Object.keys(patiences) as (keyof typeof patiences)[]),
      'emulator',
    )
    .option('--ledger <file>', 'where to keep what the run makes, for clean after a crash')
    .option(
      '--budget-calls <n>',
      'the most calls, with a reserve for taking down',
      wholeNumber('--budget-calls', 1, callsMax),
    )
    .option('--record <folder>', 'write every case as a history, for explain')
    .option('--dry-run', 'print the calls, and make none', false)
    .optionsGroup('Reports:')
    .option('--json <file>', 'write what was found as data; - is standard output')
    .option('--junit <file>', 'the same for CI systems')
    .option('--html <file>', 'the same as a page that opens offline')
    .option('--implementation <name>', 'what is tried, for the reports')
    .option('--implementation-version <version>', 'and which version of it')
    .option('--verbose', 'each failure as a TypeScript test, too', false)
    .option('--quiet', 'the summary alone', false)
    .option('--redact', 'hide account ids and keys in what is printed and written', false)
    .action(run);
}
