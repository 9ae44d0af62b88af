import { describe, expect, test } from 'vitest';
import { TargetError } from '../../src/target/errors.ts';
import {
  getRole,
  read,
  role,
  says,
  shellHarness as started,
  starts,
  untilItsEnd,
} from '../support/shellHarness.ts';

const nothing = { ok: 'unknown' };

test('what a harness answers is what is seen', async () => {
  const target = await started([
    starts,
    role,
    says("'error':{'code':'NoSuchEntity','status':404,'message':'m'}"),
    says("'unsupported':'not yet'"),
    says("'lost':'no idea'"),
    says("'advanced':true,'time':1000"),
    says("'output':{'Role':{'CreateDate':null}},'time':3000"),
    says("'advanced':false"),
    says("'time':5"),
    role,
    untilItsEnd,
  ]);
  expect(target).toMatchObject({ name: 'n', callers: ['main'] });
  const fine = { malformed: undefined, unsupported: undefined, lost: undefined };
  expect(await getRole(target)).toMatchObject({
    ...fine,
    seen: { ok: true, output: { Role: {} } },
  });
  expect(await getRole(target)).toMatchObject({
    ...fine,
    seen: { ok: false, code: 'NoSuchEntity', status: 404, message: 'm' },
  });
  expect(await getRole(target)).toMatchObject({ ...fine, seen: nothing, unsupported: 'not yet' });
  expect(await getRole(target)).toMatchObject({ ...fine, seen: nothing, lost: 'no idea' });
  expect(await target.advance?.()).toBe(true);
  expect(await getRole(target)).toMatchObject({
    ...fine,
    seen: { ok: true, output: { Role: {} } },
    from: 1000,
    to: 3000,
  });
  expect(await target.advance?.()).toBe(false);
  await target.reset?.();
  expect(await getRole(target)).toMatchObject({ ...fine, from: 5, to: 5 });
  await target.close();
});

test('an operation that is not among its features is not called', async () => {
  const target = await started([starts, untilItsEnd]);
  const asked = { operation: 'ListRoles', region: 'us-east-1', input: {}, caller: 'main' } as const;
  expect(await target.ask(asked)).toMatchObject({
    seen: nothing,
    unsupported: 'the harness does not list it among its operations',
  });
});

test('calls that are made at once are asked one after the other', async () => {
  const target = await started([starts, says("'output':{'at':1}"), says("'output':{'at':2}")]);
  const replies = await Promise.all([getRole(target), getRole(target)]);
  expect(replies.map(({ seen }) => seen)).toEqual([
    { ok: true, output: { at: 1 } },
    { ok: true, output: { at: 2 } },
  ]);
});

/** What a child does in place of an answer, and what is said of it. */
const breaches: Readonly<Record<string, readonly [script: string, RegExp]>> = {
  garbage: [
    `${read}; echo garbage`,
    /^The harness answers with a line that is no JSON object: "garbage"\.$/,
  ],
  'no object': [`${read}; echo 7`, /no JSON object: "7"/],
  'too deep': [says(`'output':{'a':${'['.repeat(70)}${']'.repeat(70)}}`), /no JSON object/],
  'another id': [
    `${read}; echo '{"id":7,"output":{}}'`,
    /^The harness answers with the id "7" where \d was asked\.$/,
  ],
  'no id': [`${read}; echo '{"output":{}}'`, /answers with the id "of nothing" where \d was asked/],
  'a member that is not known': [
    says("'result':{}"),
    /does not fit the schema: \/ must have required property 'output'\.$/,
  ],
  'a refusal without its code': [says("'error':{'status':404}"), /'code'/],
  'two answers': [
    `${role}; echo '{"id":2}'; ${read}`,
    /writes a line that nothing asked for|the id/,
  ],
  'its end': [
    `${read}; echo 'Traceback'  >&2; echo 'KeyError: 7' >&2; exit 3`,
    /^The harness ended with code 3 \(KeyError: 7\)\.$/,
  ],
  'a signal': [`${read}; kill -9 $$`, /^The harness ended by SIGKILL\.$/],
  'a flood of lines': [
    `${read}; yes`,
    /^The harness (writes more than 50000 bytes|answers with a line)/,
  ],
  'a flood without a line': [
    `${read}; head -c 200000 /dev/zero; ${untilItsEnd}`,
    /^The harness writes more than 50000 bytes in place of one line\.$/,
  ],
  'a time that goes back': [
    `${says("'output':{},'time':9")}; ${says("'output':{},'time':8")}`,
    /^The harness says a time that goes back from 9 to 8\.$/,
  ],
};

describe('in place of an answer comes', () => {
  test.each(Object.entries(breaches))('%s', async (_, [script, what]) => {
    const target = await started([starts, script, untilItsEnd], { bodyMax: 50_000 });
    let reply = await getRole(target);
    if (reply.malformed === undefined) reply = await getRole(target);
    expect(reply).toMatchObject({ seen: nothing, lost: undefined });
    expect(reply.malformed).toMatch(what);
    expect(await target.advance?.()).toBe(false);
    expect((await getRole(target)).malformed).toBe(reply.malformed);
    await target.reset?.();
    expect((await getRole(target)).malformed ?? (await getRole(target)).malformed).toMatch(what);
  });
});

const refused = async (script: readonly string[]) => {
  const error = await started(script).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TargetError);
  return (error as TargetError).message;
};

test('a harness that cannot be run says why', async () => {
  expect(await refused(['no-such-command --at-all'])).toMatch(
    /^The harness "no-such-command --at-all" ended with code 127 \(.*not found\), asked to start\.$/,
  );
  expect(
    await refused([says("'version':2,'name':'n','features':{'operations':[]}"), untilItsEnd]),
  ).toMatch(/speaks version 2 of the protocol, and 1 is known here\.$/);
  expect(await refused([says("'version':1,'name':'n'"), untilItsEnd])).toMatch(
    /answers start with what does not fit the schema: .*'features', asked to start\.$/,
  );
});

test('a reset that is not answered ends the run', async () => {
  const target = await started([starts, role]);
  await getRole(target);
  await expect(target.reset?.()).rejects.toThrow(/ended with code 0, asked to reset\.$/);
});
