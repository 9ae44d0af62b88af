import { expect, test } from 'vitest';
import { type FaultName, faultNames, faulty } from '../../model/faults/index.ts';
import { type Case, cases } from '../../src/conformance/cases.ts';
import { performedOn } from '../support/performed.ts';

const scenarios = new Map(
  cases
    .filter(({ id }) => id.startsWith('scenario/'))
    .map((one): [string, Case] => [one.id.replace('scenario/', ''), one]),
);

test('there is one for every wrong model that a client could tell from the right one', () => {
  expect(faultNames.filter((name) => !scenarios.has(name))).toMatchInlineSnapshot();
});

test.each([...scenarios])(
  '%s is found by its case, and the right model passes it',
  async (name, one) => {
    expect((await performedOn(one, { model: faulty(name as FaultName) })).verdict).toBe('fail');
    expect((await performedOn(one, {})).verdict).toBe('pass');
  },
);
