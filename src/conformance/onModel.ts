import { callers } from '../../model/index.ts';
import { defaultAccount } from '../server/admission.ts';
import { inProcess, type ModelOptions, modelImplementation } from '../target/inProcess.ts';
import type { Target } from '../target/target.ts';
import type { Case } from './cases.ts';
import { perform } from './perform.ts';
import { atTheStart, everyAlternative, type Performing } from './performance.ts';
import type { CaseResult } from './story.ts';

/** Long enough for what a model throttles; nothing else is waited for, since time there goes on when it is told to. */
const patience = { forMs: 10_000, firstMs: 0, mostMs: 0 };
const start = atTheStart(defaultAccount);
const byDefault = Object.fromEntries(
  Object.entries(everyAlternative).map(([name, [first = '']]) => [name, [first]]),
);

/** How cases are performed on a target in this process. */
export const performingOn = (target: Target): Performing => ({
  target,
  start,
  taken: byDefault,
  arns: { main: callers.administrator.arn, limited: callers.reader.arn },
  patience,
  aliases: [],
  stopped: () => false,
});

/** Performs a case on a model in this process, from nothing. */
export const performOnModel = (which: Case, options: ModelOptions): Promise<CaseResult> =>
  perform(which, performingOn(inProcess(modelImplementation(options))));
