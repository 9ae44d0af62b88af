import type { Seen } from '../../model/index.ts';
import { isThrottled, until } from '../target/patience.ts';
import type { Target } from '../target/target.ts';
import type { Permitted, Vector, VectorStep } from './format.ts';
import { type Picked, read, withPicked } from './match.ts';

/** What came of a vector: what a target answered that nothing permits, and at which step. */
export type Replayed =
  | { readonly verdict: 'pass' }
  | { readonly verdict: 'fail'; readonly at: number; readonly seen: Seen }
  | { readonly verdict: 'not decided'; readonly at: number };

/** Time that stands still goes on when it is told to: nothing else is waited for. */
const patience = { forMs: 10_000, firstMs: 0, mostMs: 0 };

interface Gone {
  readonly way: Permitted;
  readonly picked: Picked;
}

/** Plays a vector on a target that has nothing in it and whose time goes on when it is told to. */
export async function replay({ steps }: Pick<Vector, 'steps'>, target: Target): Promise<Replayed> {
  let picked: Picked = {};
  let at: number | null = 0;
  while (at !== null) {
    const step: VectorStep | undefined = steps[at];
    if (step === undefined) break;
    if ('advanceSeconds' in step) {
      while (await target.advance?.());
      at = step.next === undefined ? at + 1 : step.next;
      continue;
    }
    const { operation, region, caller, input } = step.call;
    const call = { operation, region, caller, input: withPicked(input, picked) as object as never };
    const known: Picked = picked;
    let seen: Seen = { ok: 'unknown' };
    const gone: Gone | 'wrong' | undefined = await until(target, patience, async () => {
      const reply = await target.ask(call);
      if (isThrottled(reply)) return undefined;
      ({ seen } = reply);
      for (const way of step.permitted) {
        const learnt = read(way, seen, known);
        if (learnt !== undefined) return { way, picked: learnt };
      }
      const isUnderWay = step.until?.some((way) => read(way, seen, known) !== undefined);
      return isUnderWay ? undefined : 'wrong';
    });
    if (gone === undefined) return { verdict: 'not decided', at };
    if (gone === 'wrong') return { verdict: 'fail', at, seen };
    picked = gone.picked;
    at = gone.way.next === undefined ? at + 1 : gone.way.next;
  }
  return { verdict: 'pass' };
}
