import { describe, expect, test } from 'vitest';
import { faulty } from '../../model/faults/index.ts';
import {
  callers,
  defaultChoices,
  newAccount,
  type OperationName,
  operations,
  reference,
} from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { explore } from '../../src/explore/explore.ts';
import { inProcess, modelImplementation } from '../../src/target/inProcess.ts';
import { keysOf, linkText, openLink } from '../../src/walk/link.ts';
import { callsOffered, unaskedOffered } from '../../src/walk/offers.ts';
import { movesOfStory, type Told } from '../../src/walk/ofStory.ts';
import { movesOfTrace } from '../../src/walk/ofTrace.ts';
import { moveOf } from '../../src/walk/steps.ts';

/** The life of the role: whoever changes what this link opens must change the version of links. */
const life =
  '1.right.CreateBrowser-VPC.succeed-r1.CreateAgentRuntime-VPC-eu-west-1.succeed-r2.UpdateAgentRuntime-r2-PUBLIC-eu-west-1.succeed-r2.DeleteServiceLinkedRole.task_starts.task_ends.GetServiceLinkedRoleDeletionStatus.DeleteBrowser-r1.succeed-r1.release.DeleteServiceLinkedRole.task_starts.task_ends.end';

const opened = (text: string) => {
  const found = openLink(text);
  if (!('played' in found)) throw new Error(found.problem);
  return found;
};
const statesOf = (text: string) =>
  opened(text).played.map(({ step }) => {
    const { role, deletion } = step.account.core.role;
    return `${role} ${deletion}`;
  });

describe('a link', () => {
  test('opens the account that it was made of', () => {
    const { played, problem, world, at } = opened(life);
    expect(problem).toBeUndefined();
    expect(at).toBe(16);
    expect(statesOf(life).at(9)).toBe('in-use FAILED');
    expect(statesOf(life).at(-1)).toBe('deleted SUCCEEDED');
    const keys = keysOf(
      played.map(({ step }) => moveOf(step)),
      reference,
      {},
    );
    expect(linkText(world, keys)).toBe(life);
    expect(played.flatMap(({ broke }) => broke)).toEqual([]);
  });

  test('of which only some steps are made says so', () => {
    expect(opened(life.replace(/end$/, 'end3'))).toMatchObject({ at: 3, problem: undefined });
  });

  test('that was cut off anywhere opens as far as it goes and says so', () => {
    for (let length = '1.right'.length; length < life.length; length += 13) {
      const { played, problem } = opened(life.slice(0, length));
      expect(problem).toContain('cut off');
      expect(statesOf(life).slice(0, played.length)).toEqual(
        played.map(({ step: { account } }) =>
          [account.core.role.role, account.core.role.deletion].join(' '),
        ),
      );
    }
    expect(opened(life.slice(0, -1)).played).toHaveLength(16);
  });

  test.each([
    ['', 'version'],
    ['2.right.end', 'version'],
    ['1.no-such-model.end', 'model'],
    ['1.right,usage-check=never.end', 'model'],
    ['1.right,__proto__=x.end', 'model'],
  ])('%s is not opened: %s', (text, says) => {
    expect(openLink(text)).toEqual({ problem: expect.stringContaining(says) });
  });

  test.each([
    '~',
    '~!!!',
    '~bnVsbA',
    '~WyJ0b1N0cmluZyIsInJlYWRlciIsIiIse31d',
    '~WyJHZXRSb2xlIiwibm9ib2R5IiwiIix7fV0',
    'toString',
  ])('with the step %s is open up to there', (step) => {
    const { played, problem } = opened(`1.right.CreateVpc.${step}.CreateVpc.end`);
    expect(played).toHaveLength(1);
    expect(problem).toContain('Step 2');
  });

  test('names choices and carries calls that nobody offers', () => {
    const call = {
      operation: 'CreateRole',
      caller: callers.reader,
      region: 'us-east-1',
      input: { RoleName: '<b>ünique</b>' },
    };
    const keys = keysOf([{ call }], reference, {});
    const link = linkText(
      { fault: undefined, choices: { ...defaultChoices, 'usage-check': 'at-start' } },
      keys,
    );
    expect(link).toMatch(/^1\.right,usage-check=at-start\.~[\w-]+\.end$/);
    expect(opened(link).played[0]?.step).toMatchObject({ call });
  });
});

describe('what is offered', () => {
  const account =
    opened(life.replace(/\.DeleteBrowser.*/, '.end')).played.at(-1)?.step.account ?? newAccount();
  const regions = ['us-east-1', 'eu-west-1'];
  const calls = callsOffered(account, reference, { regions, caller: 'administrator' });

  test('is known by its key', () => {
    const keys = [...calls, ...unaskedOffered(account, reference)].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(
      expect.arrayContaining(['DeleteBrowser-r1', 'UpdateAgentRuntime-r2-VPC-eu-west-1', 'begin']),
    );
  });

  test('is every operation, where there is something that it can be about', () => {
    const busy = opened(
      '1.right.CreateBrowser-VPC.succeed-r1.CreateAgentRuntime-VPC.CreateCodeInterpreter-VPC.end',
    );
    const there = busy.played.at(-1)?.step.account ?? newAccount();
    const offered = callsOffered(there, reference, { regions, caller: 'administrator' });
    const names = offered.flatMap(({ move }) => ('call' in move ? move.call.operation : []));
    expect([...new Set(names)].sort()).toEqual(Object.keys(operations).sort());
  });

  test('is never refused for its form', () => {
    const rules = calls.flatMap(({ step }) =>
      'call' in step && step.outcome.ok === false ? step.outcome.rule : [],
    );
    expect(rules).not.toContain('input-constraints');
    expect(rules).toContain('role-name-taken');
  });
});

test.each(['browser-not-counted', 'one-region'] as const)(
  'a counterexample of %s breaks the same in whole accounts, at its last step',
  (fault) => {
    const model = faulty(fault);
    const regions = fault === 'one-region' ? 2 : 1;
    const scope = { resources: regions, regions, choices: defaultChoices };
    const { violations } = explore({ model, scope, invariants });
    expect(violations.length).toBeGreaterThan(0);
    for (const { invariant, trace } of violations.slice(0, 1)) {
      const keys = keysOf(movesOfTrace(trace, model, defaultChoices), model, {});
      const { played } = opened(linkText({ fault, choices: {} }, keys));
      expect(played).toHaveLength(trace.length);
      expect(played.at(-1)?.broke).toContain(invariant.name);
    }
  },
);

test('a story of a target becomes a walk, with what must have happened unasked, up to an answer that cannot be', async () => {
  const target = inProcess(modelImplementation({ model: faulty('browser-not-counted') }));
  const story: Told[] = [];
  const ask = async (operation: OperationName, input: Told['input']) => {
    const call = { operation, region: 'us-east-1', input, caller: 'main' } as const;
    const { seen: answer } = await target.ask(call);
    story.push({ ...call, answer });
    return answer.ok === true ? answer.output : {};
  };
  const vpcConfig = { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] };
  const networkConfiguration = { networkMode: 'VPC', vpcConfig };
  const { browserId } = await ask('CreateBrowser', { name: 'shop', networkConfiguration });
  while ((await ask('GetBrowser', { browserId })).status !== 'READY') await target.advance?.();
  const deletion = await ask('DeleteServiceLinkedRole', {
    RoleName: 'AWSServiceRoleForBedrockAgentCoreNetwork',
  });
  while ((await ask('GetServiceLinkedRoleDeletionStatus', deletion)).Status !== 'SUCCEEDED')
    await target.advance?.();
  await ask('GetBrowser', { browserId });

  const moves = movesOfStory(story);
  const unasked = moves.flatMap((move) => ('unasked' in move ? move.unasked.type : []));
  expect(unasked).toEqual(['succeed', 'task.starts']);
  expect(moves.filter((move) => 'call' in move)).toHaveLength(story.length - 1);
  const text = linkText({ fault: undefined, choices: {} }, keysOf(moves, reference, {}));
  expect(opened(text).problem).toBeUndefined();
  expect(opened(text).played.at(-1)?.step).toMatchObject({
    outcome: { ok: true, output: { Status: 'IN_PROGRESS' } },
  });
});
