import { type Command, Option } from 'commander';
import { type FaultName, faultNames, faulty } from '../../model/faults/index.ts';
import { type Choices, reference } from '../../model/index.ts';
import { readJson } from '../server/callers.ts';
import type { TimeScale } from '../server/clock.ts';
import { type Duration, type DurationName, durationNames, durations } from '../server/durations.ts';
import { defaultLimits } from '../server/limits.ts';
import type { Logged } from '../server/log.ts';
import { type ServerOptions, startServer } from '../server/server.ts';
import { ServerError } from '../server/serverError.ts';
import { exitCodes, UsageError } from './exit.ts';
import { choiceOption, oneOf, wholeNumber } from './options.ts';

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly allowHost?: readonly string[];
  readonly timeScale: TimeScale;
  readonly duration?: Partial<Record<DurationName, Duration>>;
  readonly seed: string;
  readonly choice?: Partial<Choices>;
  readonly behaviour: 'documented' | 'adversarial';
  readonly fault?: FaultName;
  readonly account?: string;
  readonly journal?: string;
  readonly fsync?: true;
  readonly callers?: string;
  readonly log?: true;
  readonly maxBody: number;
  readonly maxConnections: number;
  readonly maxSeconds: number;
}

const stops = ['SIGINT', 'SIGTERM'] as const;
const portMax = 65_535;
const scaleMax = 1_000_000;
const wordMax = 200;

function timeScale(text: string): TimeScale {
  if (text === 'instant' || text === 'manual') return text;
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (number > 0 && number <= scaleMax) return number;
  throw new UsageError(
    `--time-scale takes a number above 0 and up to ${scaleMax}, instant or manual, and not ${text || 'nothing'}.`,
  );
}

/** A year. */
const durationMax = 31_536_000;
const spanPattern = /^(\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?))?$/;

/** Reads `name=SECONDS`, `name=FROM..TO` or `name=never`, once for each time the option is given. */
function durationOption(text: string, soFar: Flags['duration'] = {}): Flags['duration'] {
  const [given = '', ...rest] = text.split('=');
  const value = rest.join('=');
  const name = oneOf('duration', given, durationNames);
  if (value === 'never') return { ...soFar, [name]: { ...durations[name], chance: 0 } };
  const [, from, to = from] = spanPattern.exec(value) ?? [];
  if (from === undefined || Number(to) < Number(from) || Number(to) > durationMax)
    throw new UsageError(
      `Give --duration ${name}=SECONDS, =FROM..TO or =never, with seconds up to ${durationMax}.`,
    );
  return { ...soFar, [name]: { from: Number(from), to: Number(to), chance: 1 } };
}

/** A word of the log: what a client sends must not look like another word or line. */
const word = (text: string): string => text.replaceAll(/[^!-~]+/g, '_').slice(0, wordMax);

const logLine = ({ time, account, operation, outcome, rule }: Logged): void => {
  process.stderr.write(`${time} ${account} ${word(operation)} ${outcome} ${rule}\n`);
};

const options = ({ fault, account, journal, callers, ...flags }: Flags): ServerOptions => ({
  port: flags.port,
  host: flags.host,
  allowHosts: flags.allowHost ?? [],
  timeScale: flags.timeScale,
  durations: flags.duration ?? {},
  seed: flags.seed,
  choices: flags.choice ?? {},
  behaviour: flags.behaviour,
  model: fault === undefined ? reference : faulty(fault),
  fsync: flags.fsync ?? false,
  limits: {
    body: flags.maxBody,
    connections: flags.maxConnections,
    seconds: flags.maxSeconds,
  },
  ...(account === undefined ? {} : { account: readJson(account) }),
  ...(journal === undefined ? {} : { journal }),
  ...(callers === undefined ? {} : { callers }),
  ...(flags.log ? { log: logLine } : {}),
});

/** Waits for Ctrl-C or SIGTERM; the next one ends the process at once, as if nothing waited. */
const firstSignal = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      for (const signal of stops) process.off(signal, stop);
      resolve();
    };
    for (const signal of stops) process.on(signal, stop);
  });

async function run(flags: Flags): Promise<void> {
  if (flags.fsync === true && flags.journal === undefined)
    throw new UsageError('--fsync needs --journal FILE: it is about what is kept there.');
  try {
    const server = await startServer(options(flags));
    if (server.warning !== undefined) process.stderr.write(`${server.warning}\n`);
    const stopped = firstSignal();
    // Whoever reads the log may have seen enough.
    process.stderr.on('error', () => undefined);
    process.stdout.write(`listening on ${server.url}\n`);
    await stopped;
    await server.close();
    process.exitCode = exitCodes.yes;
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    process.stderr.write(`agentcore-slr: ${error.message}\n`);
    process.exitCode = exitCodes[error.cause];
  }
}

const collected = (value: string, soFar: readonly string[] = []): readonly string[] => [
  ...soFar,
  value,
];

const afterHelp = `
Durations: ${durationNames.slice(0, 3).join(', ')},
${[3, 6, 9].map((at) => `  ${durationNames.slice(at, at + 3).join(', ')}`).join(',\n')}
Example: agentcore-slr serve --time-scale 1000 --log
  aws --endpoint-url http://127.0.0.1:4510 iam list-roles`;

/** Adds `serve` to the command line. */
export function addServe(program: Command): void {
  const { body, connections, seconds } = defaultLimits;
  program
    .command('serve')
    .description(
      'Answer real AWS clients as the documents say: IAM, STS, EC2 and the AgentCore control plane, at one endpoint.',
    )
    .optionsGroup('Where it listens:')
    .option(
      '--port <number>',
      'the port; 0 for a free one',
      wholeNumber('--port', 0, portMax),
      4510,
    )
    .addOption(
      new Option(
        '--host <address>',
        'the address; another than this machine’s own needs --callers',
      ).default('127.0.0.1', '127.0.0.1'),
    )
    .addOption(
      new Option(
        '--allow-host <name>',
        'another name of this server, as in a container; may be repeated',
      ).argParser(collected),
    )
    .optionsGroup('Time:')
    .option(
      '--time-scale <n>',
      'how many times as fast time passes; instant: what can happen has happened; manual: nothing does but by POST /_model/advance',
      timeScale,
      1,
    )
    .addOption(
      new Option(
        '--duration <name=seconds>',
        'how long something takes: SECONDS, FROM..TO or never; may be repeated',
      ).argParser(durationOption),
    )
    .addOption(
      new Option('--seed <text>', 'what ids, durations and orders are drawn from').default(
        '0',
        '0',
      ),
    )
    .optionsGroup('Behaviour:')
    .addOption(
      new Option(
        '--choice <name=value>',
        'an alternative for what no document settles; may be repeated',
      ).argParser((text, soFar: Partial<Choices> = {}) => choiceOption(text, soFar)),
    )
    .addOption(
      new Option('--behaviour <which>', 'adversarial: at every step, any that the model permits')
        .choices(['documented', 'adversarial'])
        .default('documented', 'documented'),
    )
    .option('--fault <name>', 'serve a wrong model; check --list-faults lists them', (name) =>
      oneOf('fault', name, faultNames),
    )
    .optionsGroup('State:')
    .option(
      '--account <file>',
      'what accounts are like at the start, as GET /_model/account shows one',
    )
    .option(
      '--journal <file>',
      'keep calls and answers here, for explain, and go on where the file ends',
    )
    .option('--fsync', 'with --journal: survive a loss of power, too')
    .optionsGroup('Who may call:')
    .option('--callers <file>', 'the keys, accounts and rights; signatures are checked')
    .option('--log', 'write a line for each call: time, account, operation, outcome, rule')
    .optionsGroup('Limits:')
    .option(
      '--max-body <bytes>',
      'the longest body',
      wholeNumber('--max-body', 1024, 2 ** 30),
      body,
    )
    .option(
      '--max-connections <n>',
      'the most connections',
      wholeNumber('--max-connections', 1, 65_536),
      connections,
    )
    .option(
      '--max-seconds <n>',
      'the longest time for a request to come',
      wholeNumber('--max-seconds', 1, 3600),
      seconds,
    )
    .addHelpText('after', afterHelp)
    .action(run);
}
