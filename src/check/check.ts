import { setImmediate } from 'node:timers/promises';
import {
  type ChoiceName,
  type Choices,
  choiceNames,
  combinations,
  defaultChoices,
  lifecycleChoices,
  type Model,
  type Operation,
  operations,
} from '../../model/index.ts';
import { type Invariant, invariants } from '../../properties/index.ts';
import { type Liveness, liveness } from '../../properties/liveness.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import { type AnyNumber, provingAnyNumber, type Regions } from '../explore/anyNumber.ts';
import type { Size } from '../explore/estimate.ts';
import type { Exploration, Violation } from '../explore/explore.ts';
import { chartsOf, type Reached, reached } from '../explore/reached.ts';
import type { SearchState } from '../explore/search.ts';
import { exploreOnThreads, type Watch } from '../explore/threads.ts';
import { sampleEvents } from '../sample/events.ts';
import { type SampleDraw, type Sampling, sample } from '../sample/sample.ts';
import {
  type Counterexample,
  comesAbout,
  type ExploredScope,
  explored,
  ofViolation,
  type PropertyResult,
  sampled,
  stuck,
} from './verdicts.ts';

/** How often random sequences met a declared failure of an operation. */
export interface FailureMet {
  readonly operation: string;
  readonly failure: string;
  readonly times: number;
}

/** All that a check found. */
export interface CheckResult {
  readonly scopes: readonly ExploredScope[];
  /** The proofs for any number of resources, one for each set of choices. */
  readonly anyNumber: readonly AnyNumber[];
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
  /** The sizes to explore with a set of choices; none leaves out liveness and random sequences, too. */
  readonly sizes: (choices: Choices) => readonly Size[];
  /** The Regions to prove the invariants in for any number of resources, or undefined for no such proof. */
  readonly anyNumber?: Regions | undefined;
  /** Alternatives that differ from the defaults. */
  readonly choices: Partial<Choices>;
  /** Every combination of the choices that the statecharts read, instead of one. */
  readonly allChoices: boolean;
  readonly runs: number;
  readonly seed: number;
  /** Leave out what comes next once something has been shown to be broken. */
  readonly untilBroken: boolean;
  readonly first?: readonly (readonly SampleDraw[])[];
  /** How many threads may explore. Default 1. */
  readonly threads?: number;
  /** Told what is going on; true stops the check. */
  readonly progress?: (doing: string) => boolean;
  /** Told of each exploration when it ends, or is stopped, while its accounts are still there. */
  readonly exploredScope?: (exploration: Exploration) => void;
  /** Where the exploration of the only scope goes on from. @hidden */
  readonly resume?: SearchState | undefined;
  /** Who is told where that exploration stands. @hidden */
  readonly save?: Watch['save'];
}

/** Liveness is decided in scopes of at most so many resources. */
const liveResourcesMax = 2;
/** Where a step is looked for that shows what an abstract one suggests. */
const sizesToShow: readonly Size[] = [
  { resources: 1, regions: 1 },
  { resources: 2, regions: 2 },
  { resources: 3, regions: 1 },
  { resources: 3, regions: 2 },
];
/** And where it is looked for at random. */
const sizeToSample: Size = { resources: 8, regions: 3 };
const runsToSample = 5_000;

/** The sets of choices to explore under. */
function choiceSets({ choices, allChoices }: CheckOptions): readonly Choices[] {
  const open = allChoices ? lifecycleChoices.filter((name) => !(name in choices)) : [];
  return combinations(open).map((set) => ({ ...set, ...choices }));
}

/**
 * Checks a model: explores every account of some scopes, proves the invariants for any number of resources, decides what
 * must be reachable and what must come about in the end, and samples random sequences far beyond.
 *
 * Now and then it lets other events happen, such as an interrupt.
 *
 * @returns What was found. What was stopped, or never exercised, never counts as holding.
 * @category Exploration
 */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const { model, untilBroken, threads = 1, progress = () => false } = options;
  const scopes: ExploredScope[] = [];
  const proofs: AnyNumber[] = [];
  const shown = new Map<Invariant, Counterexample>();
  const live = new Map<Liveness, Counterexample | undefined>();
  let stopped = false;
  const tell = async (doing: string): Promise<boolean> => {
    stopped ||= progress(doing);
    await setImmediate();
    return stopped;
  };
  const broken = (): boolean =>
    scopes.some(({ violations }) => violations.length > 0) || [...live.values()].some(Boolean);

  const explore = async (
    size: Size,
    choices: Choices,
    some: readonly Invariant[],
    { resume, save }: Pick<CheckOptions, 'resume' | 'save'> = {},
  ) => {
    const { resources, regions } = size;
    const doing = `${resources} resources in ${regions} Regions`;
    const found = await exploreOnThreads(
      { model, scope: { ...size, choices }, invariants: some, resume },
      {
        threads,
        save,
        progress: ({ accounts, open }) => tell(`${doing}: ${accounts} accounts, ${open} open`),
      },
    );
    const { account: _, graph: __, search: ___, trace: ____, ...kept } = found;
    return { found, kept, doing };
  };
  const decideLiveness = async (found: Exploration, doing: string): Promise<void> => {
    const arrows = found.graph();
    for (const statement of liveness) {
      if (await tell(`${doing}: ${statement.name}`)) break;
      if (live.get(statement) === undefined)
        live.set(statement, stuck(statement, found, arrows, model));
    }
  };
  const prove = async (choices: Choices, regions: Regions): Promise<void> => {
    const run = provingAnyNumber({ model, choices, invariants, regions, untilBroken });
    let pause = run.next(false);
    while (!pause.done) {
      const { accounts, open } = pause.value;
      pause = run.next(await tell(`any number: ${accounts} abstract accounts, ${open} open`));
    }
    proofs.push(pause.value);
    for (const invariant of pause.value.broken) await show(invariant, choices);
  };
  /** Looks for accounts that break what an abstract one breaks: every one of some scopes, and random ones beyond. */
  const show = async (invariant: Invariant, choices: Choices): Promise<void> => {
    const isOfIt = (violation: Violation): boolean => violation.invariant === invariant;
    if (shown.has(invariant) || scopes.some(({ violations }) => violations.some(isOfIt))) return;
    for (const size of sizesToShow) {
      if (stopped) return;
      const { kept } = await explore(size, choices, [invariant]);
      const violation = kept.violations.find(isOfIt);
      if (violation === undefined) continue;
      shown.set(invariant, ofViolation(violation, choices, 'explored', model));
      return;
    }
    if (await tell(`random events: ${invariant.name}`)) return;
    const scope = { ...sizeToSample, choices };
    const sampling = { model, scope, invariants: [invariant], runs: runsToSample };
    const { violation } = sampleEvents({ ...sampling, seed: options.seed });
    if (violation !== undefined)
      shown.set(invariant, ofViolation(violation, choices, 'sampled', model));
  };

  let explores = false;
  for (const choices of choiceSets(options)) {
    for (const size of options.sizes(choices)) {
      explores = true;
      if (stopped || (untilBroken && broken())) break;
      const { found, kept, doing } = await explore(size, choices, invariants, options);
      scopes.push(kept);
      options.exploredScope?.(found);
      if (kept.complete && size.resources <= liveResourcesMax) await decideLiveness(found, doing);
    }
    if (options.anyNumber !== undefined && !stopped && !(untilBroken && broken()))
      await prove(choices, options.anyNumber);
  }
  const sampling = await sample({
    model,
    choices: { ...defaultChoices, ...options.choices },
    invariants,
    accountInvariants,
    runs: !explores || (untilBroken && broken()) ? 0 : options.runs,
    seed: options.seed,
    ...(options.first === undefined ? {} : { first: options.first }),
    stop: () => tell('random sequences'),
  });
  const complete =
    [...scopes, ...proofs].every((one) => one.complete) && sampling.complete && !stopped;
  const seen = reached(scopes);
  const evidence = { model, scopes, anyNumber: proofs, shown, live, sampling, complete };
  const properties = [
    ...invariants.map((invariant) => explored(invariant, evidence)),
    ...(explores ? liveness.map((statement) => comesAbout(statement, evidence)) : []),
    ...(explores && options.runs > 0
      ? accountInvariants.map((invariant) => sampled(invariant, evidence))
      : []),
  ];
  const violated = properties.some(({ verdict }) => verdict === 'violated');
  const decided = complete && properties.every(({ verdict }) => verdict === 'holds');
  const incompleteReach = options.allChoices && explores && seen.unreached.length > 0;
  return {
    scopes,
    anyNumber: proofs,
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
