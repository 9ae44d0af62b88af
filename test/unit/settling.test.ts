import { describe, expect, test } from 'vitest';
import type { ChoiceName } from '../../model/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { performingOn } from '../../src/conformance/onModel.ts';
import { perform } from '../../src/conformance/perform.ts';
import { everyAlternative } from '../../src/conformance/performance.ts';
import { settling, settlingFirst } from '../../src/conformance/settling.ts';
import { inProcess } from '../../src/target/inProcess.ts';

describe('a case that settles a choice', () => {
  test.each(Object.entries(settling) as [ChoiceName, string][])('%s: %s', async (name, id) => {
    const one = cases.find((each) => each.id === id);
    if (one === undefined) throw new Error(`there is no case ${id}`);
    const { choices = {} } = await perform(one, {
      ...performingOn(inProcess()),
      taken: everyAlternative,
    });
    expect(everyAlternative[name]?.length).toBeGreaterThan(1);
    expect(choices[name]).toHaveLength(1);
  });
});

test('those cases come first, then those about a rule, and then all others, each as they were and once', () => {
  const order = settlingFirst(cases).map(({ id }) => id);
  const ids = cases.map(({ id }) => id);
  const settles = new Set(Object.values(settling));
  const isFirst = (id: string) => settles.has(id);
  const isOfRule = (id: string) => !isFirst(id) && id.startsWith('rule/');
  expect(settles.size).toBeGreaterThan(0);
  expect(order).toEqual([
    ...ids.filter(isFirst),
    ...ids.filter(isOfRule),
    ...ids.filter((id) => !isFirst(id) && !isOfRule(id)),
  ]);
});
