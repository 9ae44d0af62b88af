import { expect, test } from 'vitest';
import { changedLifecycle, lifecycleFaults } from '../../model/faults/lifecycle.ts';
import {
  type Choices,
  choiceNames,
  choices,
  defaultChoices,
  type Lifecycle,
  type OperationName,
  operations,
  type Resource,
  reference,
} from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import { check } from '../../src/check/check.ts';
import { cases } from '../../src/conformance/cases.ts';
import { proveAnyNumber } from '../../src/explore/anyNumber.ts';
import { sampleEvents } from '../../src/sample/events.ts';
import { sample } from '../../src/sample/sample.ts';
import { expectReplays } from '../support/replays.ts';

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
  // What no random sequence comes to is shown by a case.
  const shown = new Set(cases.map(({ id }) => id.split('/').slice(1).join(':')));
  expect(declared.filter((one) => !seen.has(one) && !shown.has(one))).toEqual([]);
});

const faults = Object.keys(lifecycleFaults) as (keyof typeof lifecycleFaults)[];

test.each(faults)('random events break something where %s exactly if that can be', (fault) => {
  const model = changedLifecycle(fault);
  const options = { model, choices: defaultChoices, invariants };
  const { broken } = proveAnyNumber({ ...options, regions: 'any', untilBroken: true });
  const scope = { resources: 8, regions: 3, choices: defaultChoices };
  const { violation } = sampleEvents({ model, scope, invariants, runs: 5_000, seed: 1 });
  expect(violation === undefined).toBe(broken.length === 0);
  if (violation !== undefined) expectReplays(model, defaultChoices, violation);
});

/** The role is freed where one READY and one other resource are left in the Region, and something in another one. */
const freedAmongFour: Lifecycle['stillUsed'] = (resources, subject) => {
  const used = resources.filter(({ state }) => state.use === 'using');
  const here = used.filter(({ region }) => region === subject.region);
  const isReady = ({ state }: Resource): boolean => state.status === 'READY';
  const isMixed = here.some(isReady) && !here.every(isReady);
  return used.length > 0 && !(isMixed && here.length < used.length);
};

test('what only four resources show is found by random events', async () => {
  const { properties } = await check({
    model: { ...reference, stillUsed: freedAmongFour },
    sizes: () => [],
    anyNumber: 'any',
    choices: {},
    allChoices: false,
    runs: 0,
    seed: 1,
    untilBroken: true,
  });
  const violated = properties.filter(({ verdict }) => verdict === 'violated');
  expect(violated.length).toBeGreaterThan(0);
  for (const { counterexample } of violated) expect(counterexample?.found).toBe('sampled');
  expect(properties.map(({ verdict }) => verdict)).not.toContain('not proved');
});
