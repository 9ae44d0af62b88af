import { expect, test } from 'vitest';
import * as conformance from '../../src/conformance/index.ts';
import * as library from '../../src/index.ts';

test('the library exports these names and no others', () => {
  expect(Object.keys(library).sort()).toMatchInlineSnapshot(`
    [
      "ServerError",
      "accountInvariants",
      "accountSchema",
      "advance",
      "agentCoreRole",
      "blockers",
      "callers",
      "callersSchema",
      "certain",
      "check",
      "choiceNames",
      "choices",
      "close",
      "combinations",
      "creatorStatement",
      "defaultChoices",
      "defaultLimits",
      "durationNames",
      "durations",
      "ec2Steps",
      "emptyCore",
      "estimate",
      "explore",
      "exploring",
      "failures",
      "faultNames",
      "faults",
      "faulty",
      "fullAccessStatement",
      "happen",
      "invariants",
      "joins",
      "knownPage",
      "knownPolicy",
      "leftOut",
      "lifecycle",
      "lifecycleChoices",
      "liveness",
      "newAccount",
      "noChoices",
      "observe",
      "operations",
      "permissionsPolicy",
      "proveAnyNumber",
      "provingAnyNumber",
      "reference",
      "requirementIds",
      "requirements",
      "roleExists",
      "sample",
      "see",
      "standingStart",
      "startServer",
      "step",
      "taskIsOpen",
      "trustPolicy",
      "unasked",
      "unfold",
    ]
  `);
});

test('agentcore-slr/conformance exports these names and no others', () => {
  expect(Object.keys(conformance).sort()).toMatchInlineSnapshot();
});
