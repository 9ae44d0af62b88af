import { type FaultName, faulty } from '../../model/faults/index.ts';
import { type Account, happen, type Model, newAccount, unfold } from '../../model/index.ts';
import type { Case } from '../conformance/cases.ts';
import { type CaseStep, take } from '../conformance/goals.ts';
import { performOnModel } from '../conformance/onModel.ts';
import type { Verdict } from '../conformance/story.ts';
import type { ModelOptions } from '../target/inProcess.ts';
import { hasBound } from './beliefs.ts';
import { usualPace } from './paces.ts';
import type { Move } from './product.ts';
import { callOf } from './scopes.ts';

const isRead = (one: CaseStep): boolean =>
  'call' in one && /^(Get|List|Describe)/.test(one.call.operation);

/** A way as the steps of a case: what the right model does not do there is not waited for. */
function stepsOf(way: readonly Move[]): readonly CaseStep[] {
  let account: Account = newAccount();
  return way.flatMap((move): CaseStep[] => {
    if ('later' in move) {
      const due = unfold(account).filter(({ event }) => hasBound(event));
      account = due.reduce((soFar, { event }) => happen(soFar, event) ?? soFar, account);
      return due.map(({ event }) => ({ wait: event }));
    }
    const one: CaseStep = 'call' in move ? move : { wait: move.unasked };
    const taken = take(account, one);
    if (taken === undefined) return [];
    account = taken.after;
    return [one];
  });
}

const accountAfter = (steps: readonly CaseStep[]): Account =>
  steps.reduce((account, one) => take(account, one)?.after ?? account, newAccount());

/** Whether every step can be taken by the right model. */
const canBeTaken = (steps: readonly CaseStep[]): boolean =>
  steps.every((one, at) => take(accountAfter(steps.slice(0, at)), one) !== undefined);

async function verdictOf(steps: readonly CaseStep[], on: ModelOptions): Promise<Verdict> {
  const which: Case = { id: 'scenario/', level: 'MUST', profile: 'role', requirements: [], steps };
  return (await performOnModel(which, on)).verdict;
}

/** Whether a case finds a wrong model, and not the right one, at a pace. */
export const kills = async (
  steps: readonly CaseStep[],
  model: Model,
  pace = usualPace,
): Promise<boolean> =>
  steps.length > 0 &&
  canBeTaken(steps) &&
  (await verdictOf(steps, { ...pace, model })) === 'fail' &&
  (await verdictOf(steps, pace)) === 'pass';

/** Something that has nothing to do with the role and takes its time: what is to come by itself has come then. */
function meanwhile(steps: readonly CaseStep[]): readonly CaseStep[] {
  const call = callOf('CreateBrowser', {
    name: 'meanwhile',
    networkConfiguration: { networkMode: 'PUBLIC' },
  });
  const { core } = accountAfter([...steps, { call }]);
  const { id } = core.resources.at(-1) as { id: string };
  return [{ call }, { wait: { machine: 'resource', type: 'succeed', id } }];
}

/** The fewest steps that still find a wrong model. */
async function fewest(steps: readonly CaseStep[], model: Model): Promise<readonly CaseStep[]> {
  let best = steps;
  for (let at = best.length - 1; at >= 0; at--) {
    const fewer = best.toSpliced(at, 1);
    if (await kills(fewer, model)) best = fewer;
  }
  return best;
}

/** The case that a way comes to, with no step in it that could be left out; undefined if it finds nothing. */
export async function killingCase(
  name: FaultName,
  way: readonly Move[],
): Promise<readonly CaseStep[] | undefined> {
  const model = faulty(name);
  const whole = stepsOf(way);
  const last = whole.findLastIndex((one) => !isRead(one));
  const changes = whole.filter((one) => !isRead(one));
  const attempts = [changes, whole.filter((one, at) => at > last || !isRead(one)), whole];
  for (const attempt of attempts)
    for (const steps of [attempt, [...attempt, ...meanwhile(attempt)]])
      if (await kills(steps, model)) return fewest(steps, model);
  return undefined;
}
