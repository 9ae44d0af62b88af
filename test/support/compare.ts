import fc from 'fast-check';
import { expect } from 'vitest';
import {
  type Account,
  type ChoiceName,
  choices as catalogue,
  certain,
  choiceNames,
  close,
  newAccount,
  observe as observeExactly,
  type Possible,
  type Seen,
} from '../../model/index.ts';
import { callFrom } from '../../properties/calls.ts';
import { believe, observe } from '../../src/observe/observe.ts';
import { lost } from './contained.ts';
import { excessOf } from './excess.ts';
import { type Turn, turn, wrong } from './guesses.ts';

/** What comparing with the exact judge has shown. */
export interface Compared {
  calls: number;
  /** How many accounts the exact one kept, and how many rectangles there were instead. */
  exact: number;
  rectangles: number;
  /** Sequences that were left off because the exact one could not bear them. */
  leftOff: number;
  /** Accounts that were believed, and how many of them the exact one had not. */
  believed: number;
  excess: number;
  /** Answers that the exact one refuted, and how many of them the factored one did not. */
  refuted: number;
  missed: number;
  missedWhat: Record<string, number>;
}

export const nothingCompared = (): Compared => ({
  calls: 0,
  exact: 0,
  rectangles: 0,
  leftOff: 0,
  believed: 0,
  excess: 0,
  refuted: 0,
  missed: 0,
  missedWhat: {},
});

const number = fc.nat({ max: 2 ** 20 });
const drawable = 400;

/** One draw for each operation whose name fits. */
function drawsOf(name: RegExp): readonly number[] {
  const byOperation = new Map<string, number>();
  for (let operation = 0; operation < drawable; operation++) {
    const draw = { operation, caller: 0, region: 0, detail: 1 };
    byOperation.set(callFrom(newAccount(), draw).operation, operation);
  }
  return [...byOperation].filter(([one]) => name.test(one)).map(([, operation]) => operation);
}

/** Which operations are drawn mostly: of the role and what holds it, or of it and what its interfaces stand in the way of. */
const kinds = {
  any: /./,
  lifecycle:
    /(Create|Get|Update|Delete)AgentRuntime$|(Create|Delete)Browser$|(Delete|Deletion).*Role/,
  tasks: /(Create|Delete)Browser$|ServiceLinkedRole|GetRole$/,
  network:
    /AgentRuntime$|ListAgentRuntimes|Interfaces$|DeleteSubnet|DeleteSecurityGroup|CreateTags/,
} as const;
export type Kind = keyof typeof kinds;

/** Sequences of turns, mostly of some operations. */
export const turnsOf = (most: number, kind: Kind): fc.Arbitrary<readonly Turn[]> =>
  fc.array(
    fc.record({
      operation: fc.oneof(
        { weight: 1, arbitrary: number },
        { weight: 7, arbitrary: fc.constantFrom(...drawsOf(kinds[kind])) },
      ),
      caller: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: number }),
      region: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: number }),
      // Below 28 a resource is asked for in a VPC.
      detail: fc.oneof(number, fc.nat({ max: 27 })),
      unasked: fc.array(number, { maxLength: 4 }),
      free: number,
      fate: number,
      ms: number,
    }),
    { minLength: 4, maxLength: most, size: 'max' },
  );

/** Fixed choices that are not known at first, and the alternatives that the target has. */
export const opened = fc.record({
  names: fc.uniqueArray(
    fc.constantFrom(...choiceNames.filter((name) => catalogue[name].kind === 'fixed')),
    { maxLength: 2 },
  ),
  lots: fc.array(number, { minLength: choiceNames.length, maxLength: choiceNames.length }),
});

/** The most accounts to count. */
const countedMax = 3_000;

interface Opened {
  readonly names: readonly ChoiceName[];
  readonly lots: readonly number[];
}

const pickedChoices = ({ lots }: Opened): Account['choices'] =>
  Object.fromEntries(
    choiceNames.map((name, at) => {
      const { kind, alternatives } = catalogue[name];
      return [name, alternatives[kind === 'free' ? 0 : (lots[at] ?? 0) % alternatives.length]];
    }),
  ) as unknown as Account['choices'];

const accountsOf = (account: Account, names: readonly ChoiceName[]): readonly Account[] =>
  names.reduce<readonly Account[]>(
    (all, name) =>
      all.flatMap((one) =>
        catalogue[name].alternatives.map((alternative) => ({
          ...one,
          choices: { ...one.choices, [name]: alternative },
        })),
      ),
    [account],
  );

/**
 * Holds the factored judge to the exact one on one sequence: nothing that is possible is lost.
 *
 * @param possibleMax - The most accounts for the exact one; sequences that need more are left off there.
 * @param isThorough - Whether every possible account is looked for, or only that some are left.
 */
export function compare(
  sequence: readonly Turn[],
  choices: Opened,
  into: Compared,
  { possibleMax = 1_500, isThorough = true } = {},
): void {
  let account = newAccount(pickedChoices(choices));
  let exact: readonly Possible[] = accountsOf(account, choices.names).flatMap(certain);
  const open = Object.fromEntries(
    choices.names.map((name) => [name, catalogue[name].alternatives]),
  );
  let beliefs = believe(account, { bounds: {}, open });
  const past: (readonly [string, Seen])[] = [];
  const told: unknown[] = [choices.names, account.choices];
  for (const one of sequence) {
    const { account: after, call, seen } = turn(account, one, JSON.stringify(past));
    account = after;
    told.push([call.operation, call.region, call.input, seen]);
    const shown = () => JSON.stringify(told, null, 1);
    const other = wrong({ account, call, seen }, one.ms, past);
    past.push([call.operation, seen]);
    try {
      const next = observeExactly(exact, call, seen, { possibleMax });
      const left = observeExactly(exact, call, other, { possibleMax });
      const stays = observe(beliefs, call, other, { from: 0, to: 0 });
      if (left.length > 0)
        expect(stays.size, `${shown()} ${JSON.stringify(other)}`).toBeGreaterThan(0);
      else {
        into.refuted += 1;
        if (stays.size > 0) {
          into.missed += 1;
          into.missedWhat[call.operation] = (into.missedWhat[call.operation] ?? 0) + 1;
          if (process.env.SHOW_MISSED) console.log(shown(), JSON.stringify(other));
        }
      }
      exact = next;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      into.leftOff += 1;
      return;
    }
    expect(exact.length, `the exact judge refutes ${shown()}`).toBeGreaterThan(0);
    beliefs = observe(beliefs, call, seen, { from: 0, to: 0 });
    into.calls += 1;
    into.exact += exact.length;
    into.rectangles += beliefs.size;
    expect(beliefs.size, shown()).toBeGreaterThan(0);
    if (!isThorough) continue;
    const closed = close(exact, { possibleMax: 100_000 });
    const gone = lost(beliefs, closed);
    expect(gone, `${shown()} ${JSON.stringify(gone, null, 1)}`).toBeUndefined();
    const [excess, believed] = excessOf(beliefs, closed, countedMax) ?? [0, 0];
    into.excess += excess;
    into.believed += believed;
  }
}
