import { type FaultName, faultNames, faults, faulty } from '../../model/faults/index.ts';
import { type Account, happen, type Model, newAccount, step, unfold } from '../../model/index.ts';
import type { CaseStep } from '../conformance/goals.ts';
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

/** The way of a plan, in a model: what is answered on it, and where that is asked for what may happen unasked. */
function* alongTheWay(
  { steps, choices }: Plan,
  looks: readonly CaseStep[],
  withUnasked: boolean,
  model?: Model,
): Generator<string> {
  let account: Account = newAccount(choices);
  for (const [at, one] of steps.entries()) {
    const look = looks[at];
    if ('wait' in one) account = happen(account, one.wait, model) ?? account;
    if (look !== undefined && 'call' in look) {
      const { account: after, outcome } = step(account, look.call, model);
      yield JSON.stringify(outcome);
      account = after;
    }
    if (withUnasked) yield JSON.stringify(unfold(account, model).map(({ event }) => event));
  }
}

/** Whether texts are the same as those; the first that is another one ends it. */
function areSame(texts: Iterable<string>, those: readonly string[]): boolean {
  let at = 0;
  for (const text of texts) if (text !== those[at++]) return false;
  return true;
}

/** The wrong models that a vector fails on, of those that do anything otherwise on the way of its plan. */
export async function faultsFound(
  plan: Plan,
  steps: readonly VectorStep[],
): Promise<readonly FaultName[]> {
  const looks = lookedAt(plan);
  const right = [false, true].map((withUnasked) => [...alongTheWay(plan, looks, withUnasked)]);
  const found: FaultName[] = [];
  for (const name of faultNames) {
    const { model, target } = wrong(name);
    const isOfLifecycle = faults[name].layer === 'lifecycle';
    const wrongWay = alongTheWay(plan, looks, isOfLifecycle, model);
    if (areSame(wrongWay, right[Number(isOfLifecycle)] ?? [])) continue;
    await target.reset?.();
    if ((await replay({ steps }, target)).verdict === 'fail') found.push(name);
  }
  return found;
}
