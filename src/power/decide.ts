import { type FaultName, faulty } from '../../model/faults/index.ts';
import {
  type Account,
  combinations,
  lifecycleChoices,
  newAccount,
  type Unasked,
} from '../../model/index.ts';
import { Beliefs } from './beliefs.ts';
import { left, type Search, type Searched, search } from './product.ts';
import type { Scope } from './scopes.ts';

/** How a target must behave so that a client sees what is wrong with it. */
export type Behaviour =
  /** As it does by default. */
  | 'documented'
  /** So too, and hours pass, after which what has a latest time has happened. */
  | 'documented, with a clock'
  /** As nobody can ask for: creations fail, sessions begin. */
  | 'any';

const isDocumented = ({ machine, type }: Unasked): boolean =>
  machine !== 'session' && type !== 'fail';

const everyAccount: readonly Account[] = combinations(lifecycleChoices).map((choices) =>
  newAccount(choices),
);

/**
 * Searches for a way on which a client sees a fault, whatever the fixed choices of a right model are.
 *
 * Begins with the defaults, and takes in other choices only where they explain a way that was found: what refutes all
 * refutes some, and where some explain everything nothing refutes all.
 */
export function decided(
  name: FaultName,
  scope: Scope,
  behaviour: Behaviour,
  statesMax = 100_000,
): Searched {
  const beliefs = new Beliefs();
  const options: Omit<Search, 'right'> = {
    model: faulty(name),
    scope,
    wrong: newAccount(),
    beliefs,
    mayHappen: behaviour === 'any' ? () => true : isDocumented,
    hasClock: behaviour !== 'documented',
    statesMax,
  };
  const right: Account[] = [newAccount()];
  for (;;) {
    const found = search({ ...options, right });
    if (found.way === undefined) return found;
    const [explains] = left(found.way, { ...options, right: everyAccount });
    if (explains === undefined) return found;
    right.push(newAccount(explains.choices));
  }
}
