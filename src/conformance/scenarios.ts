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
import { inProcess, modelImplementation } from '../target/inProcess.ts';
import type { Case } from './cases.ts';
import { type Drawn, drawn, read } from './derive.ts';
import type { CaseStep } from './goals.ts';
import { perform } from './perform.ts';
import { usualArns } from './run.ts';

const sequencesMax = 6000;
const lengthMax = 60;

/** What a client sees of an outcome; texts are not judged. */
const visible = (outcome: Outcome): string =>
  JSON.stringify(outcome.ok === false ? [outcome.code, outcome.status] : outcome);

/** The number of steps after which a wrong model is seen to answer otherwise than the right one, if it is. */
function differsAfter(steps: readonly CaseStep[], model: Model): number | undefined {
  let right: Account = newAccount();
  let wrong: Account = newAccount();
  for (const [at, one] of steps.entries()) {
    if ('wait' in one) {
      right = happen(right, one.wait) ?? right;
      wrong = happen(wrong, one.wait, model) ?? wrong;
      continue;
    }
    const [expected, seen] = [step(right, one.call), step(wrong, one.call, model)];
    if (visible(expected.outcome) !== visible(seen.outcome)) return at + 1;
    right = expected.account;
    wrong = seen.account;
  }
  return undefined;
}

/** Whether a case finds a wrong model. */
export async function finds(steps: readonly CaseStep[], model: Model): Promise<boolean> {
  const target = inProcess(modelImplementation({ model }));
  const which: Case = { id: 'scenario/', level: 'MUST', profile: 'role', requirements: [], steps };
  const { verdict } = await perform(which, {
    target,
    account: '123456789012',
    arns: usualArns,
    patience: 0,
    now: () => 0,
    sleep: () => Promise.resolve(),
    stopped: () => false,
  });
  return verdict === 'fail';
}

async function smallest(draws: readonly Drawn[], model: Model): Promise<readonly CaseStep[]> {
  let best = draws;
  for (let at = best.length - 1; at >= 0; at--) {
    const fewer = best.toSpliced(at, 1);
    if (await finds(read(fewer).steps, model)) best = fewer;
  }
  return read(best).steps;
}

/** For each wrong model a short case that finds it; those that none was found for are left out. */
export async function scenarios(
  seed: number,
): Promise<ReadonlyMap<FaultName, readonly CaseStep[]>> {
  const sequences = fc.sample(
    fc.array(drawn, { minLength: 1, maxLength: lengthMax, size: 'max' }),
    { seed, numRuns: sequencesMax },
  );
  const found = new Map<FaultName, readonly CaseStep[]>();
  for (const name of faultNames) {
    const model = faulty(name);
    for (const draws of sequences) {
      const { steps } = read(draws);
      const length = differsAfter(steps, model);
      if (length === undefined) continue;
      if (!(await finds(steps.slice(0, length), model))) continue;
      found.set(name, await smallest(draws, model));
      break;
    }
  }
  return found;
}
