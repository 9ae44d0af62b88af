import { setImmediate } from 'node:timers/promises';
import {
  type ChoiceName,
  type Choices,
  type Core,
  choiceNames,
  combinations,
  defaultChoices,
  lifecycleChoices,
  type Model,
  type Operation,
  operations,
} from '../../model/index.ts';
import { invariants, see } from '../../properties/index.ts';
import { type Liveness, liveness } from '../../properties/liveness.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import type { Size } from '../explore/estimate.ts';
import { type Exploration, exploring } from '../explore/explore.ts';
import { canAlwaysReach, deletionSucceedsEventually } from '../explore/liveness.ts';
import { chartsOf, type Reached, reached } from '../explore/reached.ts';
import {
  type ShownStep,
  shownBlockers,
  shownSample,
  shownTrace,
  shownUse,
} from '../report/steps.ts';
import { type SampleDraw, type Sampling, sample } from '../sample/sample.ts';

/** What a property turned out to be. */
export type Verdict = 'holds' | 'violated' | 'not reached' | 'not decided';

/** A counterexample, ready to be shown and to be tried again. */
export interface Counterexample {
  readonly found: 'explored' | 'sampled';
  readonly steps: readonly ShownStep[];
  /** What used the role before the last step, by what a client sees. */
  readonly uses: readonly string[];
  /** What the model took to hold the role then. */
  readonly blockers: readonly string[];
  /** The draws of a sampled one; kept in a file, they are tried first the next time. */
  readonly draws?: readonly SampleDraw[];
}

/** One property, with its verdict. */
export interface PropertyResult {
  readonly name: string;
  readonly kind: 'explored' | 'sampled' | 'live';
  readonly sentence: string;
  readonly rules: readonly string[];
  readonly verdict: Verdict;
  readonly counterexample?: Counterexample;
}

/** What is kept of an exploration: its accounts are not. */
export type ExploredScope = Omit<Exploration, 'graph' | 'trace'>;

/** How often random sequences met a declared failure of an operation. */
export interface FailureMet {
  readonly operation: string;
  readonly failure: string;
  readonly times: number;
}

/** All that a check found. */
export interface CheckResult {
  readonly scopes: readonly ExploredScope[];
  readonly properties: readonly PropertyResult[];
  readonly reached: Reached;
  /** The choices that no guard asked for: they cannot matter to the lifecycle. */
  readonly unread: readonly ChoiceName[];
  readonly sampling: Sampling;
  /** How often each operation was met to refuse with each failure that it declares. */
  readonly failures: readonly FailureMet[];
  readonly verdict: 'holds' | 'violated' | 'not decided';
}

/** What to check, and how far. */
export interface CheckOptions {
  readonly model: Model;
  /** The sizes to explore with a set of choices. */
  readonly sizes: (choices: Choices) => readonly Size[];
  /** Alternatives that differ from the defaults. */
  readonly choices: Partial<Choices>;
  /** Every combination of the choices that the statecharts read, instead of one. */
  readonly allChoices: boolean;
  readonly runs: number;
  readonly seed: number;
  /** Leave out the larger sizes once a smaller one has shown something broken. */
  readonly untilBroken: boolean;
  readonly first?: readonly (readonly SampleDraw[])[];
  /** Told what is going on; true stops the check. */
  readonly progress?: (doing: string) => boolean;
}

/** Liveness is decided in scopes of at most so many resources. */
const liveResourcesMax = 2;

/** The sets of choices to explore under. */
function choiceSets({ choices, allChoices }: CheckOptions): readonly Choices[] {
  const open = allChoices ? lifecycleChoices.filter((name) => !(name in choices)) : [];
  return combinations(open).map((set) => ({ ...set, ...choices }));
}

/**
 * Checks a model: explores every account of some scopes, decides what must be reachable and what must come about
 * in the end, and samples random sequences far beyond.
 *
 * Now and then it lets other events happen, such as an interrupt.
 *
 * @returns What was found. What was stopped, or never exercised, never counts as holding.
 * @category Exploration
 */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const { model, untilBroken, progress = () => false } = options;
  const scopes: ExploredScope[] = [];
  const live = new Map<Liveness, Counterexample | undefined>();
  let stopped = false;
  const tell = async (doing: string): Promise<boolean> => {
    stopped ||= progress(doing);
    await setImmediate();
    return stopped;
  };
  const broken = (): boolean =>
    scopes.some(({ violations }) => violations.length > 0) || [...live.values()].some(Boolean);

  for (const choices of choiceSets(options)) {
    for (const size of options.sizes(choices)) {
      if (stopped || (untilBroken && broken())) break;
      const scope = { ...size, choices };
      const doing = `${size.resources} resources in ${size.regions} Regions`;
      const run = exploring({ model, scope, invariants });
      let pause = run.next(false);
      while (!pause.done) {
        const { accounts, open } = pause.value;
        pause = run.next(await tell(`${doing}: ${accounts} accounts, ${open} open`));
      }
      const { graph: _, trace: __, ...kept } = pause.value;
      scopes.push(kept);
      if (!kept.complete || size.resources > liveResourcesMax) continue;
      for (const statement of liveness) {
        if (await tell(`${doing}: ${statement.name}`)) break;
        if (live.get(statement) === undefined) live.set(statement, stuck(statement, pause.value));
      }
    }
  }
  const sampling = await sample({
    model,
    choices: { ...defaultChoices, ...options.choices },
    invariants,
    accountInvariants,
    runs: untilBroken && broken() ? 0 : options.runs,
    seed: options.seed,
    ...(options.first === undefined ? {} : { first: options.first }),
    stop: () => tell('random sequences'),
  });
  const complete = scopes.every((one) => one.complete) && sampling.complete && !stopped;
  const seen = reached(scopes);
  const properties = [
    ...invariants.map((invariant) => explored(invariant, scopes, sampling, complete)),
    ...liveness.map((statement) => liveResult(statement, live, complete)),
    ...accountInvariants.map((invariant) => sampled(invariant, sampling, complete)),
  ];
  const violated = properties.some(({ verdict }) => verdict === 'violated');
  const decided = complete && properties.every(({ verdict }) => verdict === 'holds');
  const incompleteReach = options.allChoices && seen.unreached.length > 0;
  return {
    scopes,
    properties,
    reached: seen,
    unread: choiceNames.filter((name) => !chartsOf(model).some(({ asked }) => asked.has(name))),
    sampling,
    failures: Object.entries<Operation>(operations).flatMap(([operation, { failures }]) =>
      failures.map((failure) => ({
        operation,
        failure,
        times: sampling.seen.get(`${operation}:${failure}`) ?? 0,
      })),
    ),
    verdict: violated || incompleteReach ? 'violated' : decided ? 'holds' : 'not decided',
  };
}

const held = (
  core: Core | undefined,
  choices: Choices,
): Pick<Counterexample, 'uses' | 'blockers'> =>
  core === undefined
    ? { uses: [], blockers: [] }
    : { uses: shownUse(core, choices), blockers: shownBlockers(core, choices) };

type Stated = Pick<PropertyResult, 'name' | 'sentence' | 'rules'>;

const stated = ({ name, sentence, rules }: Stated): Stated => ({ name, sentence, rules });

function explored(
  invariant: (typeof invariants)[number],
  scopes: readonly ExploredScope[],
  sampling: Sampling,
  complete: boolean,
): PropertyResult {
  const where = scopes.find(({ violations }) =>
    violations.some((violation) => violation.invariant === invariant),
  );
  const violation = where?.violations.find((one) => one.invariant === invariant);
  const result = { ...stated(invariant), kind: 'explored' } as const;
  if (where !== undefined && violation !== undefined) {
    const before = violation.trace.at(-2)?.advance.core;
    return {
      ...result,
      verdict: 'violated',
      counterexample: {
        found: 'explored',
        steps: shownTrace(violation.trace),
        ...held(before, where.scope.choices),
      },
    };
  }
  if (sampling.failure?.broke === invariant.name)
    return { ...result, verdict: 'violated', counterexample: ofSample(sampling.failure) };
  return { ...result, verdict: complete ? 'holds' : 'not decided' };
}

/** A shortest way to an account from which a liveness statement does not hold. */
function stuck(
  { goal }: Liveness,
  { graph, scope, trace }: Exploration,
): Counterexample | undefined {
  const at =
    goal === undefined
      ? deletionSucceedsEventually(graph, scope.choices)
      : canAlwaysReach(graph, (core) => goal(see(core)));
  return at === undefined
    ? undefined
    : {
        found: 'explored',
        steps: shownTrace(trace(at)),
        ...held(graph.account(at), scope.choices),
      };
}

function liveResult(
  statement: Liveness,
  live: ReadonlyMap<Liveness, Counterexample | undefined>,
  complete: boolean,
): PropertyResult {
  const counterexample = live.get(statement);
  const result = { ...stated(statement), kind: 'live' } as const;
  if (counterexample !== undefined) return { ...result, verdict: 'violated', counterexample };
  return { ...result, verdict: complete && live.has(statement) ? 'holds' : 'not decided' };
}

function sampled(
  invariant: (typeof accountInvariants)[number],
  sampling: Sampling,
  complete: boolean,
): PropertyResult {
  const result = { ...stated(invariant), kind: 'sampled' } as const;
  if (sampling.failure?.broke === invariant.name)
    return { ...result, verdict: 'violated', counterexample: ofSample(sampling.failure) };
  if (sampling.steps === 0) return { ...result, verdict: 'not reached' };
  return {
    ...result,
    verdict: complete && sampling.failure === undefined ? 'holds' : 'not decided',
  };
}

const ofSample = ({ steps, draws }: NonNullable<Sampling['failure']>): Counterexample => {
  const before = steps.at(-2)?.account;
  return {
    found: 'sampled',
    steps: shownSample(steps),
    ...held(before?.core, before?.choices ?? defaultChoices),
    draws,
  };
};
