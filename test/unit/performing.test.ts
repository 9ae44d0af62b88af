import { describe, expect, test } from 'vitest';
import { cases } from '../../src/conformance/cases.ts';
import type { RunOptions } from '../../src/conformance/run.ts';
import { countsOf, failureGroups } from '../../src/conformance/verdicts.ts';
import { TargetError } from '../../src/target/errors.ts';
import { type Implementation, inProcess, modelImplementation } from '../../src/target/inProcess.ts';
import { emptyReply } from '../../src/target/target.ts';
import { runOn } from '../support/runOn.ts';
import { wrongImplementation } from '../support/wrongTargets.ts';

const only = (...ids: readonly string[]) => cases.filter(({ id }) => ids.includes(id));
const none = { runs: 0, raceTimes: 0 };
const noSuchRole = { ok: false, code: 'NoSuchEntity', status: 404 } as const;

/** The model, with a clock that goes on by itself from call to call, and a role that nobody ever sees. */
function hiding(msEach: number): Implementation {
  const model = modelImplementation({ timeScale: 'instant' });
  let now = 0;
  return {
    name: 'one that never shows the role',
    callers: model.callers,
    reset: () => model.reset?.(),
    standingTime: () => {
      now += msEach / 2;
      return now;
    },
    answer: (call) => (call.operation === 'GetRole' ? noSuchRole : model.answer(call)),
  };
}

/** The model, in which everything happens at once, but the update of a runtime never ends. */
function updating(): Implementation {
  const { advance: _, ...model } = modelImplementation({ timeScale: 'instant' });
  const begun = new Set<unknown>();
  return {
    ...model,
    name: 'one whose updates never end',
    reset: () => {
      begun.clear();
      return model.reset?.();
    },
    answer: async (call) => {
      const { agentRuntimeId } = call.input;
      const seen = await model.answer(call);
      if (!('ok' in seen) || seen.ok !== true) return seen;
      if (call.operation === 'UpdateAgentRuntime') begun.add(agentRuntimeId);
      return call.operation === 'GetAgentRuntime' && begun.has(agentRuntimeId)
        ? { ok: true, output: { ...seen.output, status: 'UPDATING' } }
        : seen;
    },
  };
}

describe('looks', () => {
  const looked = async ({ advance, ...model }: Implementation) => {
    const target = advance === undefined ? model : { ...model, advance };
    const { results } = await runOn(inProcess(target), only('absent/GetRole/NoSuchEntity'), none);
    return results[0]?.story.map(({ call }) => call.operation);
  };

  test('where time stands, nothing is looked at twice while nothing can have happened', async () => {
    expect(await looked(modelImplementation())).toEqual(['GetRole']);
  });

  test('where it goes on, what a case has come to is looked at', async () => {
    const { advance: _, ...going } = modelImplementation();
    expect(await looked(going)).toEqual(['GetRole', 'GetRole']);
  });
});

describe('what takes time', () => {
  const some = cases.filter(({ id }) => /^in-use\/(Attach|Detach)/.test(id));
  const made = only('absent/CreateServiceLinkedRole/ok', 'rule/role-made-by-hand');

  test('a role that is not shown in time is a failure, found out once', async () => {
    const { results, statistics } = await runOn(inProcess(hiding(3000)), made, none);
    const { calls } = statistics;
    expect(results.map(({ verdict }) => verdict)).toContain('fail');
    expect(results.find(({ verdict }) => verdict === 'fail')?.deviation?.what).toBe(
      'GetRole answers NoSuchEntity 404 where success is permitted',
    );
    expect(calls).toBeLessThan(40);
  });

  test('what needs a role that never comes into being shows nothing, and is not waited for', async () => {
    const users = cases.filter(({ id }) => /^auto-created\/(Create|Delete)User\//.test(id));
    const { results, statistics } = await runOn(inProcess(hiding(3000)), users, none);
    const [first, ...others] = results;
    expect(first).toMatchObject({ verdict: 'fail', waitedFor: 'iam role.becomesVisible' });
    expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(['vacuous']));
    expect(statistics.calls).toBeLessThan(60);
  });

  test('a role that is never shown is found by a case that is sure of its rule, and names it', async () => {
    const some = only(
      'auto-created/DeleteServiceLinkedRole/NoSuchEntity',
      'auto-created/AttachGroupPolicy/InvalidArn',
      'rule/role-made-by-vpc-create',
    );
    const done = await runOn(inProcess(hiding(3000)), some, none);
    expect(done.results.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['auto-created/DeleteServiceLinkedRole/NoSuchEntity', 'vacuous'],
      ['rule/role-made-by-vpc-create', 'fail'],
      ['auto-created/AttachGroupPolicy/InvalidArn', 'vacuous'],
    ]);
    expect(
      failureGroups({ ...done }).map(({ what, requirements }) => [what, requirements[0]]),
    ).toEqual([
      ['GetRole answers NoSuchEntity 404 where success is permitted', 'role-made-by-vpc-create'],
    ]);
  });

  test('an update that never ends is found out once, and is nothing against what is made', async () => {
    const { results } = await runOn(inProcess(updating()), some, {
      ...none,
      patience: { forMs: 20, firstMs: 1, mostMs: 5 },
    });
    const stuck = results.filter(({ verdict }) => verdict === 'inconclusive');
    const waited = stuck.filter(({ story }) => story.length > 0);
    expect(stuck.length).toBeGreaterThan(1);
    expect(waited.map(({ waitedFor }) => waitedFor)).toEqual([
      'AgentRuntime succeed when UPDATING',
    ]);
    expect(new Set(results.map(({ verdict }) => verdict))).toEqual(
      new Set(['pass', 'inconclusive']),
    );
  });

  test('one that is not shown yet is none', async () => {
    const { results } = await runOn(inProcess(hiding(0.001)), made.slice(0, 1), {
      ...none,
      patience: { forMs: 20, firstMs: 1, mostMs: 5 },
    });
    expect(results.map(({ verdict }) => verdict)).not.toContain('fail');
  });
});

describe('choices', () => {
  const about = only('scenario/used-role-not-found', 'rule/client-token-repeats');

  test('a run says which alternatives explain it', async () => {
    const choices = { 'client-token-mismatch': 'refused' } as const;
    const target = inProcess(modelImplementation({ choices }));
    const all = cases.filter(({ id }) => /client-?token|CreateBrowser/i.test(id));
    const done = await runOn(target, [...about, ...all], none);
    expect(countsOf(done.results).fail).toBe(0);
    expect(done.choices['client-token-mismatch']).toMatch(/refused|undetermined/);
    expect(done.choices['usage-check']).toBeDefined();
  });

  test('one that is otherwise from case to case is a failure of its own', async () => {
    let ended = 0;
    const models = (['protection-first', 'attachability-first'] as const).map((alternative) =>
      modelImplementation({ choices: { 'attach-check': alternative } }),
    );
    const current = () => models[ended % 2] as Implementation;
    const wavering: Implementation = {
      ...current(),
      answer: (call) => current().answer(call),
      advance: () => current().advance?.() ?? false,
      reset: () => current().reset?.(),
      standingTime: () => current().standingTime?.() ?? 0,
    };
    const which = only('rule/attach-own-policy-refused').flatMap((one) => [one, one]);
    const { results, choices } = await runOn(inProcess(wavering), which, {
      ...none,
      told: () => {
        ended += 1;
      },
    });
    expect(results.map((one) => [one.id, one.verdict])).toContainEqual([
      'choice/attach-check',
      'fail',
    ]);
    expect(choices['attach-check']).toBe('undetermined');
  });

  test('a rule that is only assumed is never failed, and it is said what the target does', async () => {
    const assumed = cases.filter(({ level }) => level === 'CHOICE').slice(0, 3);
    const refusing: Implementation = {
      ...modelImplementation(),
      answer: () => ({ ok: false, code: 'Strange', status: 400 }),
    };
    const { results, choices } = await runOn(inProcess(refusing), assumed, none);
    expect(results.map(({ verdict }) => verdict)).not.toContain('fail');
    const rules = new Set(assumed.map(({ requirements: [rule = ''] }) => rule));
    for (const rule of rules) expect(choices[rule]).toMatch(/^(otherwise: |undetermined)/);
  });
});

describe('a target that goes away', () => {
  const some = cases.slice(0, 20);

  async function goingAway(left?: RunOptions['left']) {
    const target = inProcess();
    let calls = 0;
    const gone = async () => {
      throw new TargetError('environment', 'It is gone.');
    };
    const isGone = () => calls++ > 25;
    return runOn({ ...target, ask: (call) => (isGone() ? gone() : target.ask(call)) }, some, {
      ...none,
      ...(left && { left, tidy: gone }),
    });
  }

  test('leaves what was found, and errors', async () => {
    const { results, complete } = await goingAway();
    expect(complete).toBe(false);
    expect(results.map(({ id }) => id)).toEqual(some.map(({ id }) => id));
    const at = results.findIndex(({ verdict }) => verdict === 'error');
    expect(at).toBeGreaterThan(3);
    expect(results.slice(at).every(({ reason }) => reason === 'It is gone')).toBe(true);
  });

  test('leaves what cannot be taken down any more', async () => {
    const one = { kind: 'vpc', region: 'us-east-1', id: 'vpc-1' } as const;
    const { remains } = await goingAway((reason) => [{ ...one, reason }]);
    expect(remains).toEqual([{ ...one, reason: 'It is gone' }]);
  });

  test('is asked whether it is there after a call that was lost', async () => {
    const target = inProcess();
    let calls = 0;
    const { results, statistics } = await runOn(
      {
        ...target,
        ask: async (call) =>
          calls++ > 25 ? { ...emptyReply, lost: 'ECONNREFUSED', from: 0, to: 0 } : target.ask(call),
      },
      cases.slice(0, 100),
      none,
    );
    expect(results).toHaveLength(100);
    expect(results.at(-1)).toMatchObject({ verdict: 'error', story: [] });
    expect(statistics.calls).toBeLessThan(60);
  });
});

describe('one thing wrong', () => {
  const some = cases.filter(({ id }, index) => /^rule\/role-/.test(id) || index % 100 === 0);

  test.each(['another name of the role', 'another code of a refusal'] as const)(
    'reads as one failure: %s',
    async (name) => {
      const done = await runOn(inProcess(wrongImplementation(name)), some, none);
      expect(failureGroups(done)).toHaveLength(1);
      expect(countsOf(done.results).fail).toBeGreaterThan(1);
    },
  );
});
