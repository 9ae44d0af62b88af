import { randomInt } from 'node:crypto';
import type { OperationName } from '../../model/index.ts';
import type { Bounds } from '../observe/bounds.ts';
import type { Remaining } from '../target/cleaning.ts';
import { messageOf, TargetError } from '../target/errors.ts';
import { isThrottled, type Patience, untilAnswered } from '../target/patience.ts';
import { probe } from '../target/probe.ts';
import type { Caller, Reply, Target } from '../target/target.ts';
import type { Beginning } from './beginning.ts';
import { type Case, type Level, type Profile, usualRegion } from './cases.ts';
import { type ChoicesTaken, rulesTaken } from './choicesTaken.ts';
import { controlled, withBreakdowns, withFailuresOfService } from './controls.ts';
import { atTheStart } from './performance.ts';
import { performRaces } from './performRace.ts';
import { races } from './races.ts';
import { performRandom, sequencesOf } from './random.ts';
import { Running } from './running.ts';
import { settlingFirst } from './settling.ts';
import { type CaseResult, without } from './story.ts';
import { type RunEvent, type Statistics, Watched } from './watched.ts';

/** What a run is told. */
export interface RunOptions extends Beginning {
  readonly cases: readonly Case[];
  readonly patience: Patience;
  /** How many random sequences are tried after the cases. Default 10. */
  readonly runs?: number;
  /** What they are drawn from. Default: another each time. */
  readonly seed?: number;
  /** How many times each race is run: several clients that call at once. Default 3. */
  readonly raceTimes?: number;
  /** The latest times of what happens unasked. Default: as documented. */
  readonly bounds?: Bounds;
  /** Which random sequences and races are performed, by their ids. Default: all. */
  readonly wants?: (id: string) => boolean;
  readonly stopped?: () => boolean;
  readonly told?: (done: number, of: number, newest: Judged) => void;
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
  /** Whether every case was performed, or left out for a reason. */
  readonly complete: boolean;
  /** What the run made and could not take down. */
  readonly remains: readonly Remaining[];
  /**
   * By the name of each fixed choice the alternative that the target takes; by each rule that is only assumed `as
   * assumed` or `otherwise`, and how. What was not seen is `undetermined`.
   */
  readonly choices: ChoicesTaken;
  /** What the random sequences were drawn from. */
  readonly seed: number;
  readonly statistics: Statistics;
}

const runsUsual = 10;
const raceTimesUsual = 3;
const seedsMax = 2 ** 31;

async function arnsOf(
  target: Target,
  patience: Patience,
): Promise<Readonly<Record<Caller, string>>> {
  const arns = { main: '', limited: '' };
  for (const caller of target.callers) {
    const call = {
      operation: 'GetCallerIdentity' as OperationName,
      region: usualRegion,
      input: {},
      caller,
    };
    const isPassing = (reply: Reply) => reply.lost !== undefined || isThrottled(reply);
    const { seen } = await untilAnswered(patience, () => target.ask(call), isPassing);
    arns[caller] = seen.ok === true ? String(seen.output.Arn) : '';
  }
  return arns;
}

/** Why the target could not be called any more, if it came to that. */
async function untilGone(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof TargetError) return messageOf(error);
    throw error;
  }
}

/** The cases that a target was gone before. */
const notTried = (
  cases: readonly Case[],
  results: readonly Judged[],
  reason: string,
): readonly Judged[] => {
  const tried = new Set(results.map(({ id }) => id));
  return cases
    .filter(({ id }) => !tried.has(id))
    .map(({ id, level, profile, requirements }) => ({
      ...without(id, 'error', reason),
      level,
      profile,
      requirements,
    }));
};

/**
 * Performs cases on a target, one after the other, each from nothing. Where the target is gone on the way, the cases that
 * are left are errors.
 *
 * @throws TargetError if there is nothing that can be called at the beginning.
 * @category Conformance
 */
export async function run(options: RunOptions): Promise<Run> {
  const { cases, patience, bounds, stopped = () => false } = options;
  const watched = new Watched(options.target, options.record);
  const { target } = watched;
  const tidy = () => watched.timed(options.tidy());
  const { account = '123456789012' } = await probe(target, usualRegion, patience);
  const start = atTheStart(account, bounds);
  const arns = await arnsOf(target, patience);
  const running = new Running(
    { ...options, target, tidy },
    { target, start, arns, patience, stopped },
    (id) => watched.begin(id, arns),
  );
  const { seed = randomInt(seedsMax), runs = runsUsual, raceTimes = raceTimesUsual } = options;
  const { wants = () => true } = options;
  const random = sequencesOf(seed, runs).map((sequence, number) => ({
    id: `random/${seed}/${number + 1}`,
    perform: (id: string) => performRandom(id, sequence, running),
  }));
  const raced = Object.entries(raceTimes > 0 ? races : {}).map(([name, race]) => ({
    id: `race/${name}`,
    perform: (id: string) => performRaces(id, race, raceTimes, running),
  }));
  const work: readonly (() => Promise<void>)[] = [
    ...settlingFirst(cases).map((one) => () => running.perform(one)),
    () => running.performAgain(),
    ...[...random, ...raced]
      .filter(({ id }) => wants(id))
      .map(
        ({ id, perform }) =>
          async () =>
            running.take(await perform(id)),
      ),
  ];
  let done = 0;
  let gone: string | undefined;
  let remains: readonly Remaining[] = [];
  try {
    gone = await untilGone(async () => {
      for (const perform of work) {
        if (stopped()) break;
        await perform();
        done += 1;
        const newest = running.results.at(-1);
        if (newest !== undefined) options.told?.(done, work.length, newest);
        if (newest?.verdict === 'error' && !stopped()) await probe(target, usualRegion);
      }
    });
  } finally {
    const isLeft = await untilGone(async () => {
      remains = await tidy();
    });
    if (isLeft !== undefined) remains = options.left?.(isLeft) ?? [];
  }
  const results = withFailuresOfService(withBreakdowns(controlled(running.results)));
  const { statistics } = watched;
  return {
    target: target.name,
    results: gone === undefined ? results : [...results, ...notTried(cases, results, gone)],
    complete: done === work.length && !stopped(),
    remains,
    choices: { ...running.choices.taken, ...rulesTaken(results) },
    seed,
    statistics,
  };
}
