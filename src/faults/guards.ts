import { isDeepStrictEqual } from 'node:util';
import { type GuardName, guardedLifecycle } from '../../model/faults/lifecycle.ts';
import {
  type Advance,
  advance,
  combinations,
  type Lifecycle,
  lifecycle,
  lifecycleChoices,
  reference,
} from '../../model/index.ts';
import { see } from '../../properties/index.ts';
import { check } from '../check/check.ts';
import type { Size } from '../explore/estimate.ts';
import { explore } from '../explore/explore.ts';
import { eventsOf } from '../explore/scope.ts';
import { type Catch, sizesOfFaults } from './matrix.ts';

/** A guard that always gives the same answer: what notices it, or else an event that ends otherwise. */
export interface GuardRow extends GuardName {
  readonly answer: boolean;
  readonly caughtBy: Catch | undefined;
  readonly changes: string | undefined;
}

const told = (made: Advance | undefined): string =>
  made === undefined ? 'cannot happen' : JSON.stringify([made.refusal?.refuses, see(made.core)]);

/** The first event, of all in a scope of every combination of choices, that ends otherwise in a changed lifecycle. */
function difference(changed: Lifecycle, size: Size): string | undefined {
  for (const choices of combinations(lifecycleChoices)) {
    const scope = { ...size, choices };
    const { accounts, account } = explore({ model: lifecycle, scope, invariants: [] });
    for (let number = 0; number < accounts; number++) {
      const core = account(number);
      const differs = eventsOf(scope, core, core.resources).find((event) => {
        const [right, wrong] = [lifecycle, changed].map((one) =>
          advance(one, choices, core, event),
        );
        const isSame =
          right?.refusal?.refuses === wrong?.refusal?.refuses &&
          isDeepStrictEqual(right?.core, wrong?.core);
        return !isSame && told(right) !== told(wrong);
      });
      if (differs !== undefined) return differs.type;
    }
  }
  return undefined;
}

async function caught(changed: Lifecycle, size: Size): Promise<Catch | undefined> {
  const { properties } = await check({
    model: { ...reference, ...changed },
    sizes: () => [size],
    choices: {},
    allChoices: true,
    runs: 0,
    seed: 2,
    untilBroken: true,
  });
  for (const { name: property, counterexample } of properties)
    if (counterexample !== undefined) return { property, steps: counterexample.steps.length };
  return undefined;
}

/**
 * What becomes of the lifecycle when a guard always gives the same answer, under every combination of choices.
 *
 * @returns A row with neither a property nor a change if the guard makes no difference: then it should go.
 * @category Exploration
 */
export async function guardRow(guard: GuardName, answer: boolean): Promise<GuardRow> {
  const changed = guardedLifecycle(guard, answer);
  for (const size of sizesOfFaults.slice(0, 2)) {
    const caughtBy = await caught(changed, size);
    if (caughtBy !== undefined) return { ...guard, answer, caughtBy, changes: undefined };
    const changes = difference(changed, size);
    if (changes !== undefined) return { ...guard, answer, caughtBy, changes };
  }
  return { ...guard, answer, caughtBy: undefined, changes: undefined };
}
