import { describe, expect, test } from 'vitest';
import { changedLifecycle } from '../../model/faults/lifecycle.ts';
import {
  type Choices,
  choiceNames,
  choices,
  defaultChoices,
  lifecycle,
  type OperationName,
  operations,
  reference,
} from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import { shownSample } from '../../src/report/steps.ts';
import { sampleEvents } from '../../src/sample/events.ts';
import { sample } from '../../src/sample/sample.ts';
import { expectReplays } from '../support/replays.ts';

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

describe('random events', () => {
  const options = { invariants, runs: 2_000, seed: 1 };
  const scope = { resources: 8, regions: 3, choices: defaultChoices };

  test('break nothing in the model', () => {
    const { events, violation } = sampleEvents({ ...options, model: lifecycle, scope });
    expect(violation).toBeUndefined();
    expect(events).toBeGreaterThan(200_000);
  });

  test.each([
    ['one-region', 'states-agree-with-facts', 6],
    ['session-not-waited-for', 'role-outlives-its-sessions', 11],
    ['interface-freed-while-shared', 'interface-outlives-role-only-lingering', 8],
  ] as const)('where %s break %s, in %i steps that can be walked', (fault, broken, steps) => {
    const model = changedLifecycle(fault);
    const { violation } = sampleEvents({ ...options, model, scope });
    expect(violation?.invariant.name).toBe(broken);
    expect(violation?.trace).toHaveLength(steps);
    if (violation !== undefined) expectReplays(model, defaultChoices, violation);
  });
});
