import { describe, expect, test } from 'vitest';
import {
  type Account,
  newAccount,
  type OperationName,
  operations,
  reference,
  requirementIds,
} from '../../model/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { waitingEarly } from '../../src/conformance/derive.ts';
import { type Taken, take } from '../../src/conformance/goals.ts';
import { reasonNotRefused } from '../../src/conformance/notRefused.ts';
import { notShown } from '../../src/conformance/situations.ts';
import { chartsOf } from '../../src/explore/reached.ts';

const operationNames = Object.keys(operations) as readonly OperationName[];

const roleStates = chartsOf(reference)[0]?.regions[0]?.states ?? [];

/** What the steps of a case come to in the model, as many as it takes. */
function takenBy(steps: (typeof cases)[number]['steps']): readonly Taken[] {
  let account: Account = newAccount();
  const all: Taken[] = [];
  for (const one of steps) {
    const taken = take(account, one);
    if (taken === undefined) break;
    all.push(taken);
    account = taken.after;
  }
  return all;
}

describe('cases', () => {
  test('each has an id of its own', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  test('there is one for every state of the role and every operation', () => {
    const cells = new Set(cases.map(({ id }) => id.split('/').slice(0, 2).join('/')));
    const wanted = roleStates.flatMap((state) => operationNames.map((name) => `${state}/${name}`));
    expect(wanted.filter((cell) => !cells.has(cell))).toEqual([]);
  });

  test('there is one for every failure of every operation, but those that no client brings about', () => {
    const refused = new Set(cases.map(({ id }) => id.split('/').slice(1).join('/')));
    const declared = operationNames.flatMap((name) =>
      operations[name].failures.map((failure) => ({ name, failure })),
    );
    const missing = declared.filter(({ name, failure }) => !refused.has(`${name}/${failure}`));
    const excused = declared.filter(({ name, failure }) => reasonNotRefused(name, failure));
    expect(missing).toEqual(excused);
    expect(missing.length).toBeGreaterThan(0);
  });

  test('each of a wrong model names a requirement', () => {
    const silent = cases.filter(
      ({ id, requirements }) => id.startsWith('scenario/') && requirements.length === 0,
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  test('each leads to what it shows', () => {
    const astray = cases.filter(({ id, steps }) => {
      const taken = takenBy(steps);
      const isWhole = taken.length === steps.length;
      return !isWhole || !(id.startsWith('scenario/') || taken.at(-1)?.shows.includes(id));
    });
    expect(astray.map(({ id }) => id)).toEqual([]);
  });

  test('each says what its last step shows', () => {
    const wrong = cases.filter(({ steps, requirements }) => {
      const shows = takenBy(steps).at(-1)?.shows ?? [];
      return requirements.some((id) => !shows.includes(`rule/${id}`));
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test('wait as early as they can, for a target has a clock of its own', () => {
    const derived = cases.filter(
      ({ id, steps }) => !id.startsWith('scenario/') && steps.some((one) => 'wait' in one),
    );
    expect(derived.length).toBeGreaterThan(100);
    const late = derived.filter(({ id, steps }) => waitingEarly(steps, id) !== steps);
    expect(late.map(({ id }) => id)).toEqual([]);
  });

  test('show every requirement but those that are left out for a reason', () => {
    const shown = new Set(cases.flatMap(({ requirements }) => requirements));
    expect(requirementIds.filter((id) => !shown.has(id)).sort()).toEqual(
      Object.keys(notShown).sort(),
    );
  });
});
