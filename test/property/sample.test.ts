import { describe, expect, test } from 'vitest';
import { defaultChoices, type OperationName, operations, reference } from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import { sample } from '../../src/sample/sample.ts';

describe('random sequences', () => {
  const made = sample({
    model: reference,
    choices: defaultChoices,
    invariants,
    accountInvariants,
    runs: 200,
    seed: 1,
  });
  test('the model breaks nothing', () => {
    expect(made.failure).toBeUndefined();
    expect(made.steps).toBeGreaterThan(2_000);
  });
  test('every operation is answered, and every failure that it declares under the default choices is met', () => {
    const declared = (Object.keys(operations) as OperationName[]).flatMap((name) => [
      ...(name === 'AssumeRole' ? [] : [`${name}:ok`]),
      ...operations[name].failures.map((failure) => `${name}:${failure}`),
    ]);
    expect(declared.filter((one) => !made.seen.has(one))).toEqual([]);
  });
  test('no operation answers a failure that it does not declare', () => {
    const undeclared = [...made.seen.keys()].filter((one) => {
      const [name, failure] = one.split(':') as [OperationName, never];
      return failure !== 'ok' && !operations[name].failures.includes(failure);
    });
    expect(undeclared).toEqual([]);
  });
});
