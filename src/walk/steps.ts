import {
  type Account,
  type Call,
  type CoreEvent,
  happen,
  type Model,
  type Outcome,
  step,
  type Unasked,
} from '../../model/index.ts';
import { type Invariant, see } from '../../properties/index.ts';
import type { AccountInvariant } from '../../properties/ofAccounts.ts';

/** What somebody does, or what AWS does unasked. */
export type Move = { readonly call: Call } | { readonly unasked: Unasked };

/** One step of a walk: a call with what came back, or something that happened unasked. */
export type WalkStep =
  | {
      readonly call: Call;
      readonly outcome: Outcome;
      readonly account: Account;
      /** What the call was to the lifecycle, if anything. */
      readonly event: CoreEvent | undefined;
    }
  | { readonly unasked: Unasked; readonly account: Account };

/** The move of a step. */
export const moveOf = (made: WalkStep): Move =>
  'call' in made ? { call: made.call } : { unasked: made.unasked };

/** Makes a call. */
export function ask(account: Account, call: Call, model: Model): WalkStep {
  const { account: after, outcome, event } = step(account, call, model);
  return { call, outcome, account: after, event };
}

/** Makes a move; undefined where that cannot happen now. */
export function make(account: Account, move: Move, model: Model): WalkStep | undefined {
  if ('call' in move) return ask(account, move.call, model);
  const after = happen(account, move.unasked, model);
  return after && { unasked: move.unasked, account: after };
}

/** What must hold in every step. */
export interface Stated {
  readonly invariants: readonly Invariant[];
  readonly accountInvariants: readonly AccountInvariant[];
}

/** Every invariant that a step breaks, each looked for when it is asked for. */
export function* broken(
  before: Account,
  made: WalkStep,
  model: Model,
  { invariants, accountInvariants }: Stated,
): Generator<Invariant | AccountInvariant> {
  const after = made.account;
  const event = 'call' in made ? made.event : made.unasked;
  let refused: string | undefined;
  if ('call' in made) {
    const { call, outcome } = made;
    refused = outcome.ok === false ? outcome.failure : undefined;
    for (const invariant of accountInvariants)
      if (!invariant.holds({ before, call, outcome, after, model })) yield invariant;
  }
  if (event === undefined || event.machine === 'iam') return;
  const { choices } = before;
  const shown = { before: see(before.core), after: see(after.core), event, refused, choices };
  for (const invariant of invariants) if (!invariant.holds(shown)) yield invariant;
}
