import { describe, expect, test } from 'vitest';
import { type Call, callers } from '../../model/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { performingOn, performOnModel } from '../../src/conformance/onModel.ts';
import { atTheStart, Performance } from '../../src/conformance/performance.ts';
import { type Beliefs, observe } from '../../src/observe/observe.ts';
import { observeOnce, remembered } from '../../src/observe/remembering.ts';
import { defaultAccount } from '../../src/server/admission.ts';
import { inProcess } from '../../src/target/inProcess.ts';
import { withoutTimes } from '../../src/target/times.ts';

const start = atTheStart(defaultAccount);
const noSuchRole = { ok: false, code: 'NoSuchEntity', status: 404 } as const;
const call = (operation: string, input: Call['input']): Call => ({
  operation,
  caller: callers.administrator,
  region: 'us-east-1',
  input,
});
const readingRole = call('GetRole', { RoleName: 'AWSServiceRoleForBedrockAgentCoreNetwork' });
const makeRole = call('CreateServiceLinkedRole', {
  AWSServiceName: 'network.bedrock-agentcore.amazonaws.com',
});
const readRole = (beliefs: Beliefs, at: number) =>
  observeOnce(beliefs, readingRole, noSuchRole, { from: at, to: at });

const textOf = ({ rectangles }: Beliefs): string =>
  JSON.stringify(rectangles, (_, value) => (value === Number.POSITIVE_INFINITY ? 'never' : value));

describe('observeOnce', () => {
  const every = 60;
  test.each(cases.filter((_, at) => at % every === 0))(
    '$id: it leaves what observe leaves',
    async (one) => {
      const { story } = await performOnModel(one, {});
      const began = story[0]?.reply.from ?? 0;
      let [plain, once] = [start, start];
      for (const { call: made, reply } of story) {
        const when = { from: reply.from - began, to: reply.to - began };
        plain = observe(plain, made, reply.seen, when);
        once = observeOnce(once, made, reply.seen, when);
        expect(textOf(once)).toBe(textOf(plain));
        expect(once.size).toBe(plain.size);
      }
    },
  );

  test('beliefs that are the same are one object, whatever led to them', () => {
    const once = readRole(start, 0);
    expect(readRole(start, 0)).toBe(once);
    expect(readRole(once, 0)).toBe(once);
    expect(readRole(once, 1000)).toBe(once);
  });

  test('beliefs that differ in an instant alone are two', () => {
    const made = (at: number): Beliefs =>
      observeOnce(start, makeRole, { ok: 'unknown' }, { from: at, to: at });
    expect(made(1000)).not.toBe(made(0));
    expect(made(1000)).toBe(made(1000));
  });
});

test('a case that goes alike at another time is judged by the same, and comes to the same object', async () => {
  const target = inProcess();
  const performed = async (): Promise<Performance> => {
    const performance = new Performance(performingOn(target));
    for (const one of [makeRole, readingRole]) await performance.ask(one);
    return performance;
  };
  const first = await performed();
  await target.reset?.();
  await target.pass?.(3600);
  const second = await performed();
  expect(second.story).not.toEqual(first.story);
  expect(second.asked).toEqual(first.asked);
  expect(second.beliefs).toBe(first.beliefs);
});

test('remembered: a thing is worked out once, and once more when too many others have come after it', () => {
  let made = 0;
  const ask = (): number =>
    remembered(start, ['one'], () => {
      made += 1;
      return made;
    });
  expect([ask(), ask()]).toEqual([1, 1]);
  for (let other = 0; other < 20_000; other++) remembered(start, [other], () => other);
  expect(ask()).toBe(2);
});

test('withoutTimes: times are one text, and all else is as it came', () => {
  const role = { RoleName: 'a', Description: '2026-01-01T00:00:00.000Z' };
  const seenAt = (CreateDate: string) =>
    withoutTimes('GetRole', { ok: true, output: { Role: { ...role, CreateDate } } });
  expect(seenAt('2026-01-01T00:00:00.000Z')).toEqual(seenAt('2027-01-01T00:00:00.000Z'));
  expect(seenAt('2026-01-01T00:00:00.000Z')).toMatchObject({ output: { Role: role } });
  expect(withoutTimes('GetRole', { ok: true, output: { Role: role } })).toEqual({
    ok: true,
    output: { Role: role },
  });
  expect(withoutTimes('GetRole', noSuchRole)).toBe(noSuchRole);
});
