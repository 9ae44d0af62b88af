import type { Call, Seen } from '../../model/index.ts';
import { isThrottled } from '../target/patience.ts';
import type { Target, TargetCall } from '../target/target.ts';
import type { Permitted, Vector, VectorStep } from './format.ts';
import { type Picked, read, withPicked } from './match.ts';

/** What came of a vector: what a target answered that nothing permits, and at which step. */
export type Replayed =
  | { readonly verdict: 'pass' }
  | { readonly verdict: 'fail'; readonly at: number; readonly seen: Seen }
  | { readonly verdict: 'not decided'; readonly at: number };

/** So often is asked again at the most, and so often where nothing is under way any more. */
const [asksMax, idleMax] = [200, 2];

type Asking = Exclude<VectorStep, { advanceSeconds: number }>;

/** What came back that is permitted, and the names known then; or what came back that is not. */
type Came =
  | { readonly way: Permitted; readonly picked: Picked }
  | { readonly wrong: Seen }
  | 'not decided';

/** Makes the call of a step, again and again where something is waited for. */
async function ask(step: Asking, target: Target, picked: Picked): Promise<Came> {
  const { operation, region, caller, input } = step.call;
  const call: TargetCall = {
    operation,
    region,
    caller,
    input: withPicked(input as Call['input'], picked),
  };
  const readAs = (ways: readonly Permitted[], seen: Seen) => {
    for (const way of ways) {
      const known = read(way, seen, picked);
      if (known !== undefined) return { way, picked: known };
    }
    return undefined;
  };
  let idle = 0;
  for (let asks = 0; asks < asksMax && idle < idleMax; asks++) {
    const reply = await target.ask(call);
    const found = readAs(step.permitted, reply.seen);
    if (found !== undefined) return found;
    if (!isThrottled(reply)) {
      if (readAs(step.until ?? [], reply.seen) === undefined) return { wrong: reply.seen };
      idle = (await target.advance?.()) ? 0 : idle + 1;
    }
  }
  return 'not decided';
}

/** Lets all happen that is under way: it is due long before the time that a vector lets go by. */
async function letTimeGoBy(target: Target): Promise<void> {
  for (let events = 0; events < asksMax; events++) if (!(await target.advance?.())) return;
}

/** Plays a vector on a target that has nothing in it and whose time goes on when it is told to. */
export async function replay({ steps }: Pick<Vector, 'steps'>, target: Target): Promise<Replayed> {
  let picked: Picked = {};
  let at: number | null = 0;
  while (at !== null) {
    const step: VectorStep | undefined = steps[at];
    if (step === undefined) break;
    let way: Pick<Permitted, 'next'>;
    if ('advanceSeconds' in step) {
      await letTimeGoBy(target);
      way = step;
    } else {
      const came: Came = await ask(step, target, picked);
      if (came === 'not decided') return { verdict: 'not decided', at };
      if ('wrong' in came) return { verdict: 'fail', at, seen: came.wrong };
      ({ way, picked } = came);
    }
    at = way.next === undefined ? at + 1 : way.next;
  }
  return { verdict: 'pass' };
}
