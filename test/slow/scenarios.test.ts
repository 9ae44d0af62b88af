import { expect, test } from 'vitest';
import { type FaultName, faultNames, faulty } from '../../model/faults/index.ts';
import { type Case, cases } from '../../src/conformance/cases.ts';
import { performOnModel } from '../../src/conformance/onModel.ts';

const scenarios = new Map(
  cases
    .filter(({ id }) => id.startsWith('scenario/'))
    .map((one): [string, Case] => [one.id.replace('scenario/', ''), one]),
);

test('there is one for every wrong model that a client could tell from the right one', () => {
  expect(faultNames.filter((name) => !scenarios.has(name))).toMatchInlineSnapshot(`
    [
      "never-freed",
      "failed-create-not-counted",
      "failed-delete-not-counted",
      "mode-change-frees-early",
      "mode-change-never-frees",
      "checked-at-start-only",
      "removal-without-success",
      "second-task",
      "request-fails-at-once",
      "failed-task-succeeds",
      "failed-task-goes-on",
      "session-not-waited-for",
      "session-without-role",
      "interface-freed-while-shared",
      "interface-in-use-orphaned",
      "interface-removed-without-role",
      "role-id-reused",
      "recreated-forgotten",
      "ready-missed",
      "hand-made-counts-as-used",
      "task-always-fails",
      "task-never-ends",
      "deletion-of-resource-never-ends",
      "list-hides-role",
      "request-wipes-role",
    ]
  `);
});

test.each([...scenarios])(
  '%s is found by its case, and the right model passes it',
  async (name, one) => {
    expect((await performOnModel(one, { model: faulty(name as FaultName) })).verdict).toBe('fail');
    expect((await performOnModel(one, {})).verdict).toBe('pass');
  },
);
