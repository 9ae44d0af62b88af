import type { OperationName } from '../../model/index.ts';
import type { Bounds } from '../observe/bounds.ts';
import type { Remaining } from '../target/cleaning.ts';
import type { Patience } from '../target/patience.ts';
import { probe } from '../target/probe.ts';
import type { Caller, Target } from '../target/target.ts';
import type { Beginning } from './beginning.ts';
import { type Case, type Level, type Profile, usualRegion } from './cases.ts';
import { type ChoicesTaken, rulesTaken } from './choicesTaken.ts';
import { controlled, withFailuresOfService } from './controls.ts';
import { atTheStart } from './performance.ts';
import { Running } from './running.ts';
import type { CaseResult } from './story.ts';
import { type RunEvent, type Statistics, Watched } from './watched.ts';

/** What a run is told. */
export interface RunOptions extends Beginning {
  readonly cases: readonly Case[];
  readonly patience: Patience;
  /** The latest times of what happens unasked. Default: as documented. */
  readonly bounds?: Bounds;
  readonly stopped?: () => boolean;
  readonly told?: (done: number, of: number, newest: CaseResult) => void;
  /** Told of each call, before it is made and after it was answered. */
  readonly record?: (event: RunEvent) => void;
}

/** What came of a case, with what the case is. */
export interface Judged extends CaseResult {
  readonly level: Level;
  readonly profile: Profile;
  readonly requirements: Case['requirements'];
}

/** What came of a run. */
export interface Run {
  readonly target: string;
  readonly results: readonly Judged[];
  readonly calls: number;
  /** Whether every case was performed, or left out for a reason. */
  readonly complete: boolean;
  /** What the run made and could not take down. */
  readonly remains: readonly Remaining[];
  /**
   * By the name of each fixed choice the alternative that the target takes; by each rule that is only assumed `as
   * assumed` or `otherwise`, and how. What was not seen is `undetermined`.
   */
  readonly choices: ChoicesTaken;
  readonly statistics: Statistics;
}

async function arnsOf(target: Target): Promise<Readonly<Record<Caller, string>>> {
  const arns = { main: '', limited: '' };
  for (const caller of target.callers) {
    const call = {
      operation: 'GetCallerIdentity' as OperationName,
      region: usualRegion,
      input: {},
      caller,
    };
    const { seen } = await target.ask(call);
    arns[caller] = seen.ok === true ? String(seen.output.Arn) : '';
  }
  return arns;
}

/**
 * Performs cases on a target, one after the other, each from nothing.
 *
 * @throws TargetError if there is nothing that can be called.
 * @category Conformance
 */
export async function run(options: RunOptions): Promise<Run> {
  const { cases, patience, bounds, stopped = () => false } = options;
  const watched = new Watched(options.target, options.record);
  const { target } = watched;
  const { account = '123456789012' } = await probe(target, usualRegion);
  const start = atTheStart(account, bounds);
  const arns = await arnsOf(target);
  const running = new Running({ ...options, target }, { target, start, arns, patience, stopped });
  let performed = 0;
  let remains: readonly Remaining[] = [];
  try {
    for (const one of cases) {
      if (stopped()) break;
      watched.begin(one.id);
      await running.perform(one);
      performed += 1;
      options.told?.(performed, cases.length, running.results.at(-1) as CaseResult);
    }
    await running.performAgain();
  } finally {
    remains = await options.tidy();
  }
  const results = withFailuresOfService(controlled(running.results));
  const { statistics } = watched;
  return {
    target: target.name,
    results,
    calls: statistics.calls,
    complete: performed === cases.length && !stopped(),
    remains,
    choices: { ...running.choices.taken, ...rulesTaken(results) },
    statistics,
  };
}
