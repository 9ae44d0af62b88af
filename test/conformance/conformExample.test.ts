import { afterAll, beforeAll, expect, test } from 'vitest';
import { conform, conformText, type Implementation } from '../../src/conformance/index.ts';
import { type RunningServer, startServer } from '../../src/index.ts';

const me = { Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/me', UserId: 'ME' };

/** No role, and nothing else: what a first version of an emulator may have. */
const myEmulator: Implementation = {
  name: 'my emulator',
  callers: ['main'],
  reset: () => undefined,
  answer({ operation, input }) {
    if (operation === 'GetCallerIdentity') return { ok: true, output: me };
    if (operation !== 'GetRole') return { unsupported: 'it is not there yet' };
    const name = String(input.RoleName);
    return /^[\w+=,.@-]{1,64}$/.test(name)
      ? { ok: false, code: 'NoSuchEntity', status: 404, message: `There is no role ${name}.` }
      : { ok: false, code: 'ValidationError', status: 400, message: 'The name is none.' };
  },
};

test('my emulator answers as the documents say', async () => {
  const record = await conform(myEmulator, {
    profiles: ['role'],
    implementation: { name: 'my emulator', version: '0.1' },
    baseline: { deviations: [{ profile: 'role', reason: 'Only GetRole is there so far.' }] },
  });
  expect(record.unexpected, conformText(record)).toEqual([]);
});

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ timeScale: 'manual' });
});
afterAll(() => server.close());

test('an endpoint answers as the documents say', async () => {
  const record = await conform(server.url, { only: ['deletable/GetRole/ok', 'role-made-by-hand'] });
  expect(record.unexpected, conformText(record)).toEqual([]);
  expect(record.verdict).toBe('conformant');
});
