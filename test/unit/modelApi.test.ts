import { beforeAll, describe, expect, test } from 'vitest';
import { emptyCore, lifecycle } from '../../model/index.ts';
import { ownStates } from '../../src/server/given.ts';
import { namesOf } from '../../src/server/names.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../src/server/server.ts';
import { ask, model, started, unsigned } from '../support/server.ts';
import { filledAccount } from '../support/someAccount.ts';

const manual = { timeScale: 'manual', seed: '3' } as const;

/** A server with something of everything in it. */
async function filled(): Promise<RunningServer> {
  const server = await started(manual);
  await filledAccount(server);
  return server;
}

describe('PUT /_model/account', () => {
  test('what GET shows can be put, and is shown again', async () => {
    const server = await filled();
    const { value: first } = await model(server, 'GET', 'account');
    for (const given of [first, first.account]) {
      const { status, value } = await model(server, 'PUT', 'account', given);
      expect([status, value.message]).toEqual([200, undefined]);
      const { unasked: _, ...rest } = value;
      const { unasked: __, ...before } = first;
      expect(rest).toEqual(before);
      expect(value.unasked.map(({ event }) => event)).toEqual(
        expect.arrayContaining(first.unasked.map(({ event }) => event)),
      );
    }
    // Also in another account, and at the start of another server.
    const other = await model(server, 'PUT', 'account?account=111111111111', { core: {} });
    expect(other.value.id).toBe('111111111111');
    const next = await started({ ...manual, account: first });
    expect((await model(next, 'GET', 'account')).value.account).toEqual(first.account);
  });

  test('GET changes nothing', async () => {
    const server = await filled();
    const { value } = await model(server, 'GET', 'account');
    expect((await model(server, 'GET', 'account')).value).toEqual(value);
  });
});

describe('POST /_model/advance', () => {
  test('goes on by seconds, by a step, or by an event', async () => {
    const server = await filled();
    const { value: at } = await model(server, 'GET', 'account');
    const { value: later } = await model(server, 'POST', 'advance', { seconds: 0.25 });
    expect(Date.parse(later.time) - Date.parse(at.time)).toBe(250);
    const [next] = later.unasked;
    const { value: stepped } = await model(server, 'POST', 'advance', { step: 'next' });
    expect(stepped.time).toBe(next?.at);
    const never = stepped.unasked.find((due) => due.at === null);
    const { value: begun } = await model(server, 'POST', 'advance', { event: never?.event });
    expect(begun.time).toBe(stepped.time);
    expect(begun.account).not.toEqual(stepped.account);
    expect((await model(server, 'POST', 'advance', { event: never?.event })).status).toBe(409);
  });

  test('comes to an end where time does', async () => {
    const server = await started(manual);
    const years = 365 * 24 * 60 * 60 * 7900;
    expect((await model(server, 'POST', 'advance', { seconds: years })).status).toBe(200);
    expect((await model(server, 'POST', 'advance', { seconds: years })).status).toBe(400);
    expect((await model(server, 'GET', 'account')).value.time).toMatch(/^99/);
  });
});

test('POST /_model/reset makes an account anew, and no other', async () => {
  const server = await filled();
  await ask(server, 'CreateUser', { UserName: 'other' }, 'us-east-1', '111111111111');
  const { value } = await model(server, 'POST', 'reset');
  expect(value.account).toEqual(
    (await model(await started(manual), 'GET', 'account')).value.account,
  );
  const { value: other } = await model(server, 'GET', 'account?account=111111111111');
  expect(JSON.stringify(other.account)).toContain('other');
});

describe('a wrong use', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(manual);
    return () => server.close();
  });

  test.each<readonly [string, string, string | undefined, number, RegExp]>([
    ['GET', 'x', undefined, 404, /^There are GET \/_model\/account, /],
    ['DELETE', 'account', undefined, 404, /^There are/],
    ['POST', 'account', '{}', 404, /^There are/],
    ['GET', 'reset', undefined, 404, /^There are/],
    ['GET', 'account/', undefined, 404, /^There are/],
    ['GET', 'account?account=1', undefined, 400, /^account must be 12 digits\.$/],
    ['GET', 'account?account=', undefined, 400, /^account must be 12 digits\.$/],
    ['PUT', 'account', undefined, 400, /^The body is no JSON: /],
    ['PUT', 'account', '[]', 400, /^The body must be a JSON object\.$/],
    ['PUT', 'account', 'null', 400, /^The body must be a JSON object\.$/],
    [
      'PUT',
      'account',
      `{"core":${'['.repeat(99)}${']'.repeat(99)}}`,
      400,
      /^The body is nested too deeply\.$/,
    ],
    [
      'PUT',
      'account',
      '{"rolle":1}',
      400,
      /^That is no account: \/ must NOT have additional properties \(rolle\)\.$/,
    ],
    [
      'PUT',
      'account',
      '{"account":{"x":1}}',
      400,
      /^That is no account: \/ must NOT have .* \(x\)\.$/,
    ],
    ['PUT', 'account', '{"account":1}', 400, /^That is no account: \/ must be object\.$/],
    [
      'PUT',
      'account',
      '{"core":{"role":{"role":"used","deletion":"none"}}}',
      400,
      /^That is no account: \/core\/role\/role must be equal to one of/,
    ],
    [
      'PUT',
      'account',
      '{"core":{"interfaces":{"us-east-1/subnet-1/":"attached"}}}',
      400,
      /^That is no account: \/core.*/,
    ],
    ['POST', 'advance', '', 400, /^The body is no JSON/],
    ['POST', 'advance', '{}', 400, /^Give one of /],
    ['POST', 'advance', '{"minutes":1}', 400, /^Give one of /],
    ['POST', 'advance', '{"__proto__":1}', 400, /^Give one of /],
    ['POST', 'advance', '{"seconds":1,"step":"next"}', 400, /^Give one of /],
    ['POST', 'advance', '{"seconds":-1}', 400, /^seconds must be a number from 0, and time/],
    ['POST', 'advance', '{"seconds":"1"}', 400, /^seconds must be a number/],
    ['POST', 'advance', '{"seconds":1e999}', 400, /^seconds must be a number/],
    ['POST', 'advance', '{"step":"last"}', 400, /^step must be "next"\.$/],
    ['POST', 'advance', '{"step":"next"}', 409, /^Nothing is under way\.$/],
    ['POST', 'advance', '{"event":null}', 409, /^That event cannot happen now: see unasked/],
    [
      'POST',
      'advance',
      '{"event":{"machine":"role","type":"task.ends"}}',
      409,
      /^That event cannot/,
    ],
  ])('%s /_model/%s %s is refused with %i', async (method, path, body, status, sentence) => {
    const before = (await model(server, 'GET', 'account')).value;
    const response = await fetch(`${server.url}/_model/${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(((await response.json()) as { message: string }).message).toMatch(sentence);
    expect((await model(server, 'GET', 'account')).value).toEqual(before);
  });
});

describe('the same seed and the same calls', () => {
  /** Every byte that some calls give, but for the port that each names. */
  async function bytes(options: ServerOptions): Promise<readonly string[]> {
    const server = await startServer(options);
    const came: string[] = [];
    const get = globalThis.fetch;
    globalThis.fetch = async (...asked) => {
      const response = await get(...asked);
      const { status, headers } = response;
      came.push(JSON.stringify([status, ...headers, await response.clone().text()]));
      return response;
    };
    try {
      await filledAccount(server);
      await get(server.url, { method: 'DELETE', headers: { authorization: unsigned('iam', 'a') } });
    } finally {
      globalThis.fetch = get;
      await server.close();
    }
    return came;
  }

  test.each([
    { timeScale: 'manual' },
    { timeScale: 'instant' },
    { timeScale: 'manual', behaviour: 'adversarial' },
  ] as const)('give the same bytes, and another seed gives others: %j', async (options) => {
    const first = await bytes({ ...options, seed: 'a' });
    expect(first.length).toBeGreaterThan(10);
    expect(await bytes({ ...options, seed: 'a' })).toEqual(first);
    const other = await bytes({ ...options, seed: 'b' });
    expect(other).not.toEqual(first);
    const ids = (came: readonly string[]) =>
      came.map((text) => /"x-amzn-requestid","([\w-]{36})"/.exec(text)?.[1]).filter(Boolean);
    expect(new Set([...ids(first), ...ids(other)]).size).toBe(
      ids(first).length + ids(other).length,
    );
  });
});

test('names are those of the seed, and each gives its number back', () => {
  const [one, other] = [namesOf('a', '123456789012'), namesOf('b', '123456789012')];
  const symbols = { id: '{{Task:3}} vpc-{{Vpc:1}} alpha-{{Resource:9}}' };
  expect(one.given(symbols)).not.toEqual(other.given(symbols));
  expect(one.taken(one.given(symbols))).toEqual(symbols);
  expect(one.taken(other.given(symbols))).not.toEqual(symbols);
});

test('a state that was read is the object that stands for it in its statechart', () => {
  const { role, deletion } = emptyCore.role;
  const read = { ...emptyCore, role: { deletion, role } };
  expect(ownStates(lifecycle, read).role).toBe(emptyCore.role);
});
