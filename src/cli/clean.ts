import type { Command } from 'commander';
import { budgeted } from '../target/budget.ts';
import { CleanCutShort, type Cleaned, clean } from '../target/clean.ts';
import type { Remaining } from '../target/cleaning.ts';
import { printing } from '../target/dryRun.ts';
import { TargetError } from '../target/errors.ts';
import { Ledger } from '../target/ledger.ts';
import { overTheWire, type WireOptions } from '../target/overTheWire.ts';
import { patiences } from '../target/patience.ts';
import { probe } from '../target/probe.ts';
import { redact } from '../target/redact.ts';
import type { Target } from '../target/target.ts';
import { exitCodes } from './exit.ts';
import { oneOf, wholeNumber } from './options.ts';

interface Flags {
  readonly ledger: string;
  readonly endpoint?: string;
  readonly realAccount?: string;
  readonly profile?: string;
  readonly modelToken?: string;
  readonly patience: keyof typeof patiences;
  readonly budgetCalls?: number;
  readonly dryRun: boolean;
  readonly redact: boolean;
}

const callsMax = 1_000_000;

const describe = ({ kind, region, id, reason }: Remaining): string =>
  `remains: ${kind} ${id} in ${region}: ${reason}`;

/** Where the run was made, unless it is said otherwise. */
function wireOptions(flags: Flags, { run }: Ledger): WireOptions {
  const endpoint = flags.endpoint ?? run.endpoint;
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(flags.realAccount === undefined ? {} : { realAccount: flags.realAccount }),
    ...(flags.profile === undefined ? {} : { credentials: { profile: flags.profile } }),
    ...(flags.modelToken === undefined ? {} : { modelToken: flags.modelToken }),
  };
}

/** Asks nobody: every answer is lost, so nothing is done. */
function printOnly(print: (line: string) => void): Target {
  const nobody: Target = {
    name: 'nobody',
    callers: ['main'],
    ask: async ({ operation }) => ({
      seen: /^(Get|Delete)/.test(operation)
        ? { ok: false, code: 'NoSuchEntity', status: 404 }
        : { ok: true, output: {} },
      raw: undefined,
      malformed: undefined,
      unsupported: undefined,
      lost: undefined,
      from: 0,
      to: 0,
    }),
    advance: undefined,
    reset: undefined,
    close: async () => undefined,
  };
  return printing(nobody, print);
}

async function run(flags: Flags): Promise<void> {
  const shown = flags.redact ? redact : (text: string) => text;
  const print = (line: string): void => void process.stdout.write(`${shown(line)}\n`);
  const tell = ({ gone, remains }: Cleaned): void => {
    for (const one of remains) print(describe(one));
    if (!flags.dryRun) print(`gone: ${gone}, remains: ${remains.length}`);
  };
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort();
  let target: Target | undefined;
  try {
    const ledger = Ledger.open(flags.ledger, flags.dryRun ? 'read' : 'append');
    if (flags.dryRun) target = printOnly(print);
    else {
      target = await overTheWire(wireOptions(flags, ledger));
      await probe(target);
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
    const calls = flags.budgetCalls;
    const asked = calls === undefined ? target : budgeted(target, calls).target;
    const cleaned = await clean(asked, ledger, patiences[flags.patience], interrupt.signal);
    tell(cleaned);
    ledger.close();
    process.exitCode = cleaned.remains.length === 0 ? exitCodes.yes : exitCodes.notDecided;
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    if (error instanceof CleanCutShort) tell(error.cleaned);
    process.stderr.write(`agentcore-slr: ${shown(error.message)}\n`);
    process.exitCode = exitCodes[error.cause];
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    await target?.close();
  }
}

/** Adds `clean` to the command line. */
export function addClean(program: Command): void {
  program
    .command('clean')
    .description('Take down what a run of the suite left behind, by its ledger.')
    .requiredOption('--ledger <file>', 'the ledger of the run')
    .option('--endpoint <url>', 'default: where the run was made')
    .option('--real-account <id>', 'of the real service: the account that may be changed')
    .option('--profile <name>', 'the profile to call with')
    .option('--model-token <token>', 'what /_model of a server with callers asks for')
    .option(
      '--patience <name>',
      `how long to wait for what takes time: ${Object.keys(patiences).join(' or ')}`,
      (name) => oneOf('patience', name, Object.keys(patiences)),
      'emulator',
    )
    .option('--budget-calls <n>', 'the most calls', wholeNumber('--budget-calls', 1, callsMax))
    .option('--dry-run', 'print the calls, and make none', false)
    .option('--redact', 'hide account ids and keys in what is printed', false)
    .action(run);
}
