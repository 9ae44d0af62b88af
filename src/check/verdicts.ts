import { type Choices, type Core, defaultChoices, type Model } from '../../model/index.ts';
import { type Invariant, see } from '../../properties/index.ts';
import type { Liveness } from '../../properties/liveness.ts';
import type { AccountInvariant } from '../../properties/ofAccounts.ts';
import type { AnyNumber } from '../explore/anyNumber.ts';
import type { Exploration, Violation } from '../explore/explore.ts';
import type { Graph } from '../explore/graph.ts';
import { canAlwaysReach, deletionSucceedsEventually } from '../explore/liveness.ts';
import {
  type ShownStep,
  shownBlockers,
  shownSample,
  shownTrace,
  shownUse,
} from '../report/steps.ts';
import type { SampleDraw, Sampling } from '../sample/sample.ts';
import { keysOf } from '../walk/link.ts';
import { movesOfTrace } from '../walk/ofTrace.ts';
import { moveOf } from '../walk/steps.ts';

/** What a property turned out to be; `not proved`: broken by an abstract account, and no account was found that does. */
export type Verdict = 'holds' | 'violated' | 'not reached' | 'not proved' | 'not decided';

/** What a verdict speaks of: any number of resources, every account of the explored scopes, or the random sequences. */
export type Claim = 'any number' | 'scopes' | 'sequences';

/** A counterexample, ready to be shown and to be tried again. */
export interface Counterexample {
  readonly found: 'explored' | 'sampled';
  readonly steps: readonly ShownStep[];
  /** The lifecycle after each step. */
  readonly cores: readonly Core[];
  /** What used the role before the last step, by what a client sees. */
  readonly uses: readonly string[];
  /** What the model took to hold the role then. */
  readonly blockers: readonly string[];
  /** The same for a link that the explorer page opens. */
  readonly walk: { readonly choices: Choices; readonly keys: readonly string[] };
  /** The draws of a sampled one; kept in a file, they are tried first the next time. */
  readonly draws?: readonly SampleDraw[];
}

/** One property, with its verdict. */
export interface PropertyResult {
  readonly name: string;
  readonly kind: 'explored' | 'sampled' | 'live';
  readonly claim: Claim;
  readonly sentence: string;
  readonly rules: readonly string[];
  readonly verdict: Verdict;
  readonly counterexample?: Counterexample;
}

/** What is kept of an exploration: its accounts are not. */
export type ExploredScope = Omit<Exploration, 'account' | 'graph' | 'search' | 'trace'>;

/** All that verdicts are made of. */
export interface Evidence {
  readonly model: Model;
  readonly scopes: readonly ExploredScope[];
  /** The proofs for any number of resources, one for each set of choices; none if it was not asked for. */
  readonly anyNumber: readonly AnyNumber[];
  /** Ways that show what an abstract step only suggested. */
  readonly shown: ReadonlyMap<Invariant, Counterexample>;
  readonly live: ReadonlyMap<Liveness, Counterexample | undefined>;
  readonly sampling: Sampling;
  /** Whether all was done that was asked for. */
  readonly complete: boolean;
}

type Stated = Pick<PropertyResult, 'name' | 'sentence' | 'rules'>;

const stated = ({ name, sentence, rules }: Stated): Stated => ({ name, sentence, rules });

const held = (
  core: Core | undefined,
  choices: Choices,
): Pick<Counterexample, 'uses' | 'blockers'> =>
  core === undefined
    ? { uses: [], blockers: [] }
    : { uses: shownUse(core, choices), blockers: shownBlockers(core, choices) };

const walkOf = (
  trace: Violation['trace'],
  choices: Choices,
  model: Model,
): Counterexample['walk'] => ({
  choices,
  keys: keysOf(movesOfTrace(trace, model, choices), model, choices),
});

/** A broken step of the lifecycle with the way there: a shortest one if it was explored. */
export const ofViolation = (
  { trace }: Violation,
  choices: Choices,
  found: Counterexample['found'],
  model: Model,
): Counterexample => ({
  found,
  steps: shownTrace(trace),
  walk: walkOf(trace, choices, model),
  cores: trace.map(({ advance }) => advance.core),
  ...held(trace.at(-2)?.advance.core, choices),
});

const ofSample = ({ steps, draws, model }: NonNullable<Sampling['failure']>): Counterexample => {
  const before = steps.at(-2)?.account;
  const choices = steps.at(-1)?.account.choices ?? defaultChoices;
  return {
    found: 'sampled',
    steps: shownSample(steps, model),
    cores: steps.map(({ account }) => account.core),
    walk: { choices, keys: keysOf(steps.map(moveOf), model, choices) },
    ...held(before?.core, choices),
    draws,
  };
};

/** What an invariant of every step turned out to be. */
export function explored(invariant: Invariant, evidence: Evidence): PropertyResult {
  const { scopes, anyNumber, shown, sampling, complete, model } = evidence;
  const suggested = anyNumber.some(({ broken }) => broken.includes(invariant));
  const claim = anyNumber.length > 0 && !suggested ? 'any number' : 'scopes';
  const result = { ...stated(invariant), kind: 'explored', claim } as const;
  const inScopes = scopes.flatMap(({ violations, scope }) =>
    violations
      .filter((violation) => violation.invariant === invariant)
      .map((violation) => ofViolation(violation, scope.choices, 'explored', model)),
  );
  const counterexample = inScopes[0] ?? shown.get(invariant);
  if (counterexample !== undefined)
    return { ...result, claim: 'scopes', verdict: 'violated', counterexample };
  if (sampling.failure?.broke === invariant.name)
    return { ...result, verdict: 'violated', counterexample: ofSample(sampling.failure) };
  if (suggested) return { ...result, verdict: 'not proved' };
  return { ...result, verdict: complete ? 'holds' : 'not decided' };
}

/** A shortest way to an account from which a liveness statement does not hold. */
export function stuck(
  { goal }: Liveness,
  { scope, trace }: Exploration,
  graph: Graph,
  model: Model,
): Counterexample | undefined {
  const at =
    goal === undefined
      ? deletionSucceedsEventually(graph, scope.choices)
      : canAlwaysReach(graph, (core) => goal(see(core)));
  if (at === undefined) return undefined;
  const way = trace(at);
  return {
    found: 'explored',
    steps: shownTrace(way),
    walk: walkOf(way, scope.choices, model),
    cores: way.map(({ advance }) => advance.core),
    ...held(graph.account(at), scope.choices),
  };
}

/** What a liveness statement turned out to be. */
export function comesAbout(
  statement: Liveness,
  { live, complete }: Pick<Evidence, 'live' | 'complete'>,
): PropertyResult {
  const counterexample = live.get(statement);
  const result = { ...stated(statement), kind: 'live', claim: 'scopes' } as const;
  if (counterexample !== undefined) return { ...result, verdict: 'violated', counterexample };
  return { ...result, verdict: complete && live.has(statement) ? 'holds' : 'not decided' };
}

/** What an invariant of every call turned out to be. */
export function sampled(
  invariant: AccountInvariant,
  { sampling, complete }: Pick<Evidence, 'sampling' | 'complete'>,
): PropertyResult {
  const result = { ...stated(invariant), kind: 'sampled', claim: 'sequences' } as const;
  if (sampling.failure?.broke === invariant.name)
    return { ...result, verdict: 'violated', counterexample: ofSample(sampling.failure) };
  const isTried = [...sampling.seen.keys()].some((answer) => invariant.triedBy.test(answer));
  if (complete && !isTried) return { ...result, verdict: 'not reached' };
  return {
    ...result,
    verdict: complete && sampling.failure === undefined ? 'holds' : 'not decided',
  };
}
