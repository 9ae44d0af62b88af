import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { changedLifecycle } from '../../model/faults/lifecycle.ts';
import {
  type ChoiceName,
  type Choices,
  choiceNames,
  choices,
  combinations,
  defaultChoices,
  type Lifecycle,
  lifecycle,
  lifecycleChoices,
  type Model,
  reference,
} from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import { explore } from '../../src/explore/explore.ts';
import { shownSample, shownTrace } from '../../src/report/steps.ts';
import { sample } from '../../src/sample/sample.ts';

const isExplored = (name: ChoiceName): boolean => lifecycleChoices.some((one) => one === name);

/** Every alternative that is no default, alone. */
const alternatives = choiceNames.flatMap((name) =>
  choices[name].alternatives
    .slice(1)
    .map((taken) => [name, taken, { ...defaultChoices, [name]: taken } as Choices] as const),
);
const everyCombination = combinations(lifecycleChoices).map(
  (taken) => [lifecycleChoices.map((name) => taken[name]).join(), taken] as const,
);

const explored = (model: Lifecycle, resources: number, taken: Choices) => {
  const scope = { resources, regions: 1, choices: taken };
  const { complete, accounts, visits, violations } = explore({ model, scope, invariants });
  return {
    complete,
    accounts,
    visits: [...visits].map(([{ id }, count]) => `${id} ${count}`).sort(),
    violations: violations.map(({ invariant, trace }) => [invariant.name, shownTrace(trace)]),
  };
};

describe('with one resource nothing breaks', () => {
  test.each(everyCombination)('choosing %s', (_, taken) => {
    const { complete, violations, visits } = explored(lifecycle, 1, taken);
    expect(violations).toEqual([]);
    expect(complete).toBe(true);
    const failsAtItsEnd = visits.some((arc) =>
      arc.startsWith('role:deletion:IN_PROGRESS:task.ends:0 '),
    );
    expect(failsAtItsEnd).toBe(taken['usage-check'] !== 'at-start');
  });

  const wrong = changedLifecycle('session-not-waited-for');
  test.each(combinations(['usage-check', 'lingering-interface']))(
    'but something does in a wrong model, %#',
    (taken) => {
      expect(explored(wrong, 1, taken).violations.map(([name]) => name)).toContain(
        'role-outlives-its-sessions',
      );
    },
  );
});

describe('with two resources nothing breaks', () => {
  const byDefault = explored(lifecycle, 2, defaultChoices);
  test.each(alternatives.filter(([name]) => isExplored(name)))('choosing %s: %s', (...chosen) => {
    const [, , taken] = chosen;
    const { complete, violations, visits, accounts } = explored(lifecycle, 2, taken);
    expect(violations).toEqual([]);
    expect(complete).toBe(true);
    expect(accounts).not.toBe(byDefault.accounts);
    expect(visits).not.toEqual(byDefault.visits);
  });
});

describe('random sequences break nothing', () => {
  const runs = 40;
  const seedsMax = 12;
  /** Seldom met by so few; single calls show the difference (`test/unit/step.test.ts`). */
  const seldomMet = [
    'update-without-network resets',
    'failure-usage some',
    'session-duration-edit default-accepted',
  ];

  async function sampled(model: Model, taken: Choices, seed: number) {
    const said = createHash('sha256');
    const listening: Model = {
      ...model,
      surface: (context, result) => {
        const shown = model.surface(context, result);
        said.update(JSON.stringify(shown.outcome));
        return shown;
      },
    };
    const options = { model: listening, choices: taken, invariants, accountInvariants, runs, seed };
    const { failure, runs: made } = await sample(options);
    return {
      said: said.digest('hex'),
      runs: made,
      failure: failure && [failure.broke, shownSample(failure.steps, failure.model)],
    };
  }
  const byDefault = new Map<number, Promise<{ readonly said: string }>>();
  const saidByDefault = async (seed: number): Promise<string> => {
    const known = byDefault.get(seed) ?? sampled(reference, defaultChoices, seed);
    byDefault.set(seed, known);
    return (await known).said;
  };

  test.each(alternatives.filter(([name]) => !isExplored(name)))(
    'choosing %s: %s',
    async (...chosen) => {
      const [name, alternative, taken] = chosen;
      let isMet = seldomMet.includes(`${name} ${alternative}`);
      for (let seed = 1; seed === 1 || (!isMet && seed <= seedsMax); seed++) {
        const { said, failure, runs: made } = await sampled(reference, taken, seed);
        expect(failure).toBeUndefined();
        expect(made).toBe(runs);
        isMet ||= said !== (await saidByDefault(seed));
      }
      expect(isMet, 'the alternative was never taken').toBe(true);
    },
  );

  test('but something does in a wrong model', async () => {
    const surface: Model['surface'] = ({ call }, result) =>
      call.operation === 'GetRole' && result.outcome.ok === true
        ? { ...result, outcome: { ok: true, output: { Role: {} } } }
        : result;
    const { failure } = await sampled({ ...reference, surface }, defaultChoices, 1);
    expect(failure).toBeDefined();
  });
});
