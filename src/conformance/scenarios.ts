import fc from 'fast-check';
import { type FaultName, faultNames, faulty } from '../../model/faults/index.ts';
import {
  type Account,
  happen,
  type Model,
  newAccount,
  type Outcome,
  step,
} from '../../model/index.ts';
import { decided } from '../power/decide.ts';
import { killingCase, kills } from '../power/killing.ts';
import { atAnotherPace } from '../power/paces.ts';
import { scopes } from '../power/scopes.ts';
import { withoutCase } from '../power/withoutCase.ts';
import { type Case, stepFrom } from './cases.ts';
import { type Drawn, drawn, read } from './derive.ts';
import { type CaseStep, type Taken, take } from './goals.ts';
import { performOnModel } from './onModel.ts';
import { rareWays } from './rareWays.ts';

const sequencesMax = 2000;
const lengthMax = 60;
const triesMax = 20;

/** What a client sees of an outcome; texts are not judged. */
const visible = (outcome: Outcome): string =>
  JSON.stringify(outcome.ok === false ? [outcome.code, outcome.status] : outcome);

const stateOf = ({ core: { role, resources, interfaces } }: Account): string =>
  JSON.stringify([role, resources, interfaces]);
const isSameState = (one: Account, other: Account): boolean =>
  one.core === other.core || stateOf(one) === stateOf(other);

/** The number of steps after which a wrong model answers otherwise than the right one, or is in another state. */
function differsAfter(steps: readonly CaseStep[], model: Model): number | undefined {
  let right: Account = newAccount();
  let wrong: Account = newAccount();
  for (const [at, one] of steps.entries()) {
    if ('wait' in one) {
      right = happen(right, one.wait) ?? right;
      wrong = happen(wrong, one.wait, model) ?? wrong;
    } else {
      const [expected, seen] = [step(right, one.call), step(wrong, one.call, model)];
      if (visible(expected.outcome) !== visible(seen.outcome)) return at + 1;
      right = expected.account;
      wrong = seen.account;
    }
    if (!isSameState(right, wrong)) return at + 1;
  }
  return undefined;
}

/** Whether a case finds a wrong model. */
async function finds(steps: readonly CaseStep[], model: Model): Promise<boolean> {
  const which: Case = { id: 'scenario/', level: 'MUST', profile: 'role', requirements: [], steps };
  return (await performOnModel(which, { model })).verdict === 'fail';
}

/** The fewest of some draws after whose last step a wrong model still answers otherwise. */
function smallest(draws: readonly Drawn[], model: Model): readonly CaseStep[] {
  let best = draws;
  for (let at = best.length - 1; at >= 0; at--) {
    const fewer = best.toSpliced(at, 1);
    if (differsAfter(read(fewer).steps, model) !== undefined) best = fewer;
  }
  const { steps } = read(best);
  return steps.slice(0, differsAfter(steps, model));
}

/** A sequence to look for differences in, far longer than what is left of it. */
export interface Sequence {
  readonly draws: readonly Drawn[];
  readonly steps: readonly CaseStep[];
}

/** Sequences, the same for the same seed. */
const sequencesFrom = (seed: number): readonly Sequence[] =>
  fc
    .sample(fc.array(drawn, { minLength: 1, maxLength: lengthMax, size: 'max' }), {
      seed,
      numRuns: sequencesMax,
    })
    .map((draws) => ({ draws, steps: read(draws).steps }));

/** Whether the last step of a case shows a rule. */
const isTelling = (steps: readonly CaseStep[]): boolean => {
  let account: Account = newAccount();
  let shows: readonly string[] = [];
  for (const one of steps) ({ after: account, shows } = take(account, one) as Taken);
  return shows.some((goal) => goal.startsWith('rule/'));
};

/**
 * A short case that finds a wrong model, one that shows a rule if there is any; undefined where none was found.
 *
 * @param ways - Ways that are known, the shortest first: each is tried where no sequence shows a rule.
 */
export async function scenario(
  name: FaultName,
  sequences: readonly Sequence[],
  ways: readonly (readonly CaseStep[])[],
): Promise<readonly CaseStep[] | undefined> {
  const model = faulty(name);
  const differing = sequences
    .filter(({ steps }) => differsAfter(steps, model) !== undefined)
    .slice(0, triesMax);
  let found: readonly CaseStep[] | undefined;
  for (const { draws } of differing) {
    const few = smallest(draws, model);
    if (!isTelling(few) && found !== undefined) continue;
    if (!(await finds(few, model))) continue;
    found = few;
    if (isTelling(few)) return few;
  }
  for (const steps of ways) if (await kills(steps, model)) return steps;
  return found;
}

/** The scopes in which a way is searched where sampling finds none: the larger ones take minutes. */
const searchedScopes = scopes.filter(({ resources }) => resources.length < 2);
const searchedBehaviours = ['documented', 'documented, with a clock'] as const;

/** The case that a search through the product of both models comes to. */
export async function searched(name: FaultName): Promise<readonly CaseStep[] | undefined> {
  for (const behaviour of searchedBehaviours)
    for (const scope of searchedScopes) {
      const { way } = decided(name, scope, behaviour);
      const steps = way && (await killingCase(name, way));
      if (steps !== undefined) return steps;
    }
  return undefined;
}

/** The way that is written for a wrong model that shows at another pace, if it finds it there. */
async function writtenFor(name: FaultName): Promise<readonly CaseStep[] | undefined> {
  const { pace, way = '' } = atAnotherPace[name] ?? {};
  const steps = rareWays[way]?.map(stepFrom);
  return steps && (await kills(steps, faulty(name), pace)) ? steps : undefined;
}

/** For each wrong model that a client can tell from the right one a short case that finds it. */
export async function scenarios(
  seed: number,
  ways: readonly (readonly CaseStep[])[],
): Promise<ReadonlyMap<FaultName, readonly CaseStep[]>> {
  const shortestFirst = [...ways].sort((a, b) => a.length - b.length);
  const sequences = sequencesFrom(seed);
  const found = new Map<FaultName, readonly CaseStep[]>();
  for (const name of faultNames) {
    if (Object.hasOwn(withoutCase, name)) continue;
    const steps =
      name in atAnotherPace
        ? await writtenFor(name)
        : ((await scenario(name, sequences, shortestFirst)) ?? (await searched(name)));
    if (steps === undefined) throw new Error(`no case finds ${name}`);
    found.set(name, steps);
  }
  return found;
}
