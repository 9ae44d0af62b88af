import { type FaultName, faultNames, faulty } from '../../model/faults/index.ts';
import { type Account, happen, type Model, newAccount, step } from '../../model/index.ts';
import { inProcess, modelImplementation } from '../target/inProcess.ts';
import type { Target } from '../target/target.ts';
import { lookedAt } from './covered.ts';
import type { VectorStep } from './format.ts';
import type { Plan } from './plans.ts';
import { replay } from './replay.ts';

interface Wrong {
  readonly model: Model;
  readonly target: Target;
}

const wrongs = new Map<FaultName, Wrong>();
function wrong(name: FaultName): Wrong {
  const known = wrongs.get(name);
  if (known !== undefined) return known;
  const model = faulty(name);
  const made = { model, target: inProcess(modelImplementation({ model })) };
  wrongs.set(name, made);
  return made;
}

/** What is answered on the way of a plan. */
function answersOn(plan: Plan, model?: Model): string {
  let account: Account = newAccount(plan.choices);
  const answers: unknown[] = [];
  for (const [at, look] of lookedAt(plan).entries()) {
    const one = plan.steps[at];
    if (one !== undefined && 'wait' in one) account = happen(account, one.wait, model) ?? account;
    if (!('call' in look)) continue;
    const { account: after, outcome } = step(account, look.call, model);
    answers.push(outcome);
    account = after;
  }
  return JSON.stringify(answers);
}

/** The wrong models that a vector fails on, of those that answer otherwise on the way of its plan. */
export async function faultsFound(
  plan: Plan,
  steps: readonly VectorStep[],
): Promise<readonly FaultName[]> {
  const right = answersOn(plan);
  const found: FaultName[] = [];
  for (const name of faultNames) {
    const { model, target } = wrong(name);
    if (answersOn(plan, model) === right) continue;
    await target.reset?.();
    if ((await replay({ steps }, target)).verdict === 'fail') found.push(name);
  }
  return found;
}
