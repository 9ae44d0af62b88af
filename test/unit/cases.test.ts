import { describe, expect, test } from 'vitest';
import { type Account, newAccount, requirementIds } from '../../model/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { waitingEarly } from '../../src/conformance/derive.ts';
import { type Taken, take } from '../../src/conformance/goals.ts';
import { notShown } from '../../src/conformance/situations.ts';

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
