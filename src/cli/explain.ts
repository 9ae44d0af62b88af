import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { type Explanation, explain } from '../history/explain.ts';
import { type History, HistoryError } from '../history/history.ts';
import { readHistory } from '../history/read.ts';
import { explainJson, explainText } from '../report/explainText.ts';
import { historyHtml } from '../report/historyHtml.ts';
import { exitCodes, UsageError } from './exit.ts';
import { wholeNumber, writable, write } from './options.ts';
import { progress } from './progress.ts';

interface Flags {
  readonly html?: string;
  readonly json?: true;
  readonly maxSteps: number;
  readonly timeLimit?: number;
}

const [stepsMost, stepsUsual] = [1_000_000_000, 2_000_000];
/** A day. */
const secondsMost = 86_400;

/** The history in a file, or on standard input. */
async function read(file: string): Promise<History> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  input.setEncoding('utf8');
  const name = file === '-' ? 'standard input' : file;
  try {
    return await readHistory(input as AsyncIterable<string>);
  } catch (error) {
    if (error instanceof HistoryError) throw new UsageError(`${name}, ${error.message}`);
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new UsageError(
      `${name} cannot be read: ${(error as Error).message}. Name a history, or - for standard input.`,
    );
  }
}

const exitOf: Readonly<Record<Explanation['verdict'], number>> = {
  yes: exitCodes.yes,
  no: exitCodes.no,
  undecided: exitCodes.notDecided,
};

async function run(file: string, { html, json, maxSteps, timeLimit }: Flags): Promise<void> {
  const page = html === undefined ? undefined : writable(html);
  const history = await read(file);
  const shown = progress();
  const stop = new AbortController();
  const explanation = await explain(history, {
    stepsMax: maxSteps,
    ...(timeLimit === undefined ? {} : { timeLimit }),
    signal: stop.signal,
    progress: (explained, answers, byAll) => {
      const all = byAll === undefined ? '' : `; all orders were looked at for ${byAll}`;
      if (shown.tell(`${explained} of ${answers} answers are explained${all}`)) stop.abort();
    },
  });
  shown.end();
  process.stdout.write(json ? explainJson(explanation) : explainText(explanation));
  if (page !== undefined) write(page, historyHtml(history, explanation));
  process.exitCode = exitOf[explanation.verdict];
}

/** Adds `explain` to the command line. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .description(
      'Say whether a conforming implementation could have done what a history tells: concurrent calls and their answers.',
    )
    .argument('<history>', 'JSON lines, as history.schema.json describes them; - is standard input')
    .option('--html <file>', 'write a page: processes as lanes, calls as bars')
    .option('--json', 'print JSON in the place of text')
    .option(
      '--max-steps <n>',
      'the most steps of the search',
      wholeNumber('--max-steps', 1, stepsMost),
      stepsUsual,
    )
    .option(
      '--time-limit <seconds>',
      'the longest time for the search',
      wholeNumber('--time-limit', 1, secondsMost),
    )
    .addHelpText(
      'after',
      '\nEnds with 0 if it could, with 1 if not, and with 4 if that was not decided.\nExample: agentcore-slr explain history.jsonl --html history.html',
    )
    .action(run);
}
