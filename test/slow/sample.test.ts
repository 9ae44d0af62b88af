import { expect, test } from 'vitest';
import {
  type Choices,
  choiceNames,
  choices,
  defaultChoices,
  type OperationName,
  operations,
  reference,
} from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import { sample } from '../../src/sample/sample.ts';

/** Nobody but the service assumes the role; no interface that a customer may detach is ever attached. */
const neverOk: readonly string[] = ['AssumeRole', 'DetachNetworkInterface'];

test('random sequences get every answer of every operation, and every failure that it declares', async () => {
  const lastAlternatives = Object.fromEntries(
    choiceNames.map((name) => [name, choices[name].alternatives.at(-1)]),
  ) as unknown as Choices;
  const seen = new Set<string>();
  for (const taken of [defaultChoices, lastAlternatives]) {
    const options = { model: reference, choices: taken, runs: 4_000, seed: 2 };
    const made = await sample({ ...options, invariants, accountInvariants });
    expect(made.failure).toBeUndefined();
    for (const answer of made.seen.keys()) seen.add(answer);
  }
  const declared = (Object.keys(operations) as OperationName[]).flatMap((name) => [
    ...(neverOk.includes(name) ? [] : [`${name}:ok`]),
    ...operations[name].failures.map((failure) => `${name}:${failure}`),
  ]);
  expect(declared.filter((one) => !seen.has(one))).toEqual([]);
});
