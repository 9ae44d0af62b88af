import { type FaultName, faulty } from '../../model/faults/index.ts';
import {
  type Account,
  type Choices,
  type Model,
  newAccount,
  reference,
} from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import { broken, type Move, make, type WalkStep } from './steps.ts';

/** What a walk goes through: which model, and what it takes where the documents are silent. */
export interface World {
  /** The wrong model, or undefined for the right one. */
  readonly fault: FaultName | undefined;
  readonly choices: Partial<Choices>;
}

/** A step that was made, and the names of what it broke. */
export interface Played {
  /** How a link spells it. */
  readonly key: string;
  readonly step: WalkStep;
  readonly broke: readonly string[];
}

const stated = { invariants, accountInvariants };

/** The model that a walk goes through. */
export const modelOf = ({ fault }: World): Model =>
  fault === undefined ? reference : faulty(fault);

/** The account in which a walk begins. */
export const startOf = ({ choices }: World): Account => newAccount(choices);

/** Makes a move; undefined where that cannot happen now. */
export function playOne(
  before: Account,
  { key, move }: { readonly key: string; readonly move: Move },
  model: Model,
): Played | undefined {
  const step = make(before, move, model);
  return step && { key, step, broke: brokenBy(before, step, model) };
}

/** The names of what a step breaks. */
export const brokenBy = (before: Account, step: WalkStep, model: Model): readonly string[] =>
  [...broken(before, step, model, stated)].map(({ name }) => name);
