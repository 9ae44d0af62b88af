import { describe, expect, test } from 'vitest';
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
import { shownSample } from '../../src/report/steps.ts';
import { sample } from '../../src/sample/sample.ts';

describe('random sequences', async () => {
  const lastAlternatives = Object.fromEntries(
    choiceNames.map((name) => [name, choices[name].alternatives.at(-1)]),
  ) as unknown as Choices;
  const sampled = (taken: Choices) =>
    sample({
      model: reference,
      choices: taken,
      invariants,
      accountInvariants,
      runs: 300,
      seed: 2,
    });
  const made = await sampled(defaultChoices);
  const others = await sampled(lastAlternatives);
  const seen = new Set([...made.seen.keys(), ...others.seen.keys()]);
  test.each([
    ['default', made],
    ['last', others],
  ])('under the %s alternatives the model breaks nothing', (_, { failure }) => {
    expect(
      failure && { broke: failure.broke, steps: shownSample(failure.steps, failure.model) },
    ).toBeUndefined();
    expect(made.steps).toBeGreaterThan(2_000);
  });
  test('no operation answers a failure that it does not declare', () => {
    const undeclared = [...seen].filter((one) => {
      const [name, failure] = one.split(':') as [OperationName, never];
      return failure !== 'ok' && !operations[name].failures.includes(failure);
    });
    expect(undeclared).toEqual([]);
  });
});
