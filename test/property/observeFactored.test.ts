import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ChoiceName,
  combinations,
  lifecycleChoices,
  type RoleStatus,
  reference,
} from '../../model/index.ts';
import { compare, nothingCompared, opened, turnsOf } from '../support/compare.ts';

const [runs, turnsMax, possibleMax] = [5, 20, 250];

test.each(['any', 'lifecycle', 'tasks', 'network'] as const)(
  'the factored judge loses no account that the exact one keeps: %s',
  (kind) => {
    const compared = nothingCompared();
    fc.assert(
      fc.property(turnsOf(turnsMax, kind), opened, (sequence, choices) =>
        compare(sequence, choices, compared, { possibleMax }),
      ),
      { numRuns: runs, seed: 1 },
    );
    expect(compared.calls).toBeGreaterThan(runs * 4);
    // Nothing asks for it to be as sharp as the exact one; that it is, as far as this looks, is worth keeping.
    expect(compared.missed).toBe(0);
  },
);

/** What is taken for one: the states of the role that differ in what was before, not in what may come. */
const alike: readonly (readonly [RoleStatus, RoleStatus])[] = [
  ['auto-created', 'in-use'],
  ['recreated', 'in-use'],
  ['absent', 'deleted'],
];
const domains = {
  ...Object.fromEntries(
    ['mayCreate', 'mayDelete', 'stillUsed', 'session', 'lingering'].map((name) => [
      name,
      [true, false],
    ]),
  ),
  ...Object.fromEntries(
    lifecycleChoices.map((name: ChoiceName) => [
      name,
      [...new Set(combinations([name]).map((choices) => choices[name]))],
    ]),
  ),
};

describe('no outcome tells apart what the factored judge takes for one', () => {
  const { role: chart } = reference.charts;
  const deletions = chart.regions.find(({ name }) => name === 'deletion')?.states ?? [];
  const one = (status: string): string => alike.find(([other]) => other === status)?.[1] ?? status;
  /** Every reaction to an event, with the states that are alike taken for one, and no arcs but the refusing one's end. */
  const told = (role: RoleStatus, deletion: string, event: string) =>
    chart
      .reactions({ role, deletion } as typeof chart.initial, event, domains)
      .map(({ given, reaction }) => [
        given,
        reaction && { role: one(reaction.state.role), deletion: reaction.state.deletion },
        reaction?.refusal?.refuses,
        reaction?.did,
      ]);
  test.each(alike)('%s and %s', (role, other) => {
    for (const deletion of deletions)
      for (const event of chart.events)
        expect(told(role, deletion, event), `${deletion} ${event}`).toEqual(
          told(other, deletion, event),
        );
  });
});
