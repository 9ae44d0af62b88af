import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isKnownHost, isLoopback } from '../../src/server/admission.ts';
import { readCallers } from '../../src/server/callers.ts';
import { startServer } from '../../src/server/server.ts';
import { temporary } from '../support/cli.ts';
import { started } from '../support/server.ts';
import { codeOf, known, modelToken, sent, signed } from '../support/signed.ts';

const form = 'application/x-www-form-urlencoded';

describe('without callers', () => {
  test('a key of 12 digits names the account, and any other is that of the first', async () => {
    const server = await started();
    const who = async (key: string) => {
      const came = await sent(
        server.port,
        signed(
          {
            method: 'POST',
            path: '/',
            headers: { host: `127.0.0.1:${server.port}`, 'content-type': form },
            body: 'Version=2011-06-15&Action=GetCallerIdentity',
          },
          { key, secret: 'x', region: 'us-east-1', service: 'sts' },
        ),
      );
      return /<Account>(\d+)/.exec(came.body)?.[1];
    };
    expect(await who('111111111111')).toBe('111111111111');
    expect(await who('AKIA000000000000')).toBe('123456789012');
    expect(await who('1111111111110')).toBe('123456789012');
  });

  test.each(['0.0.0.0', '::', '192.0.2.1', 'example.com', '', '127.0.0.1.example.com'])(
    '%j is refused',
    async (host) => {
      await expect(startServer({ host })).rejects.toThrow(
        /^Anybody could call a server at .*\. Give --callers FILE, or leave --host out\.$/,
      );
    },
  );

  test.each([
    ['127.0.0.1', true],
    ['127.0.0.2', true],
    ['localhost', true],
    ['::1', true],
    ['1127.0.0.1', false],
    ['127.0.0.1x', false],
    ['localhost.example.com', false],
  ])('%s is this machine alone: %s', (host, is) => {
    expect(isLoopback(host)).toBe(is);
  });
});

describe('what a web page could send', () => {
  const allowed = ['agentcore', '0.0.0.0'];
  test.each([
    ['127.0.0.1:4510', true],
    ['localhost', true],
    ['LOCALHOST:1', true],
    ['[::1]:4510', true],
    ['agentcore:4510', true],
    ['AgentCore', true],
    ['127.0.0.1.example.com:4510', false],
    ['example.com', false],
    ['localhost.', false],
    ['x@localhost', false],
    ['localhost:4510:1', false],
    ['agentcore.example.com', false],
    ['', false],
    [undefined, false],
    ['127.0.0.1, example.com', false],
  ])('the host %s is known: %s', (host, is) => {
    expect(isKnownHost(host, allowed)).toBe(is);
  });

  test('is refused in the shape of the protocol, and changes nothing', async () => {
    const server = await started({ allowHosts: ['agentcore'] });
    const host = `127.0.0.1:${server.port}`;
    const make = (headers: Record<string, string>, path = '/') =>
      sent(server.port, {
        method: 'POST',
        path,
        headers: { 'content-type': form, ...headers },
        body: 'Version=2010-05-08&Action=CreateUser&UserName=a',
      });
    for (const headers of [
      { host: 'rebound.example.com' },
      { host, origin: 'http://example.com' },
      { host, origin: 'null' },
    ]) {
      const came = await make(headers);
      expect([codeOf(came), came.status]).toEqual(['AccessDenied', 403]);
      expect(Object.keys(came.headers).filter((name) => name.startsWith('access-control'))).toEqual(
        [],
      );
      const model = await make(headers, '/_model/reset');
      expect(model).toMatchObject({ status: 403, body: expect.stringMatching(/^\{\s*"message":/) });
      expect(codeOf(await make(headers, '/browsers'))).toBe('AccessDeniedException');
    }
    expect((await make({ host: 'agentcore:80' })).status).toBe(200);
  });
});

describe('a callers file', () => {
  const file = temporary('callers.json');
  const secret = 'a-secret-that-is-shown-to-nobody';
  const one = { ...known.admin, secretAccessKey: secret };
  test.each<readonly [string, unknown, RegExp]>([
    ['that is not JSON', `{"modelToken": "${secret}" "callers"`, / is not JSON.*\. Mend it/],
    ['that is not JSON at all', secret, / is not JSON.*\. Mend it/],
    ['without callers', { modelToken }, /: \/ must have required property 'callers'/],
    ['with none', { modelToken, callers: [] }, /: \/callers must NOT have fewer than 1 items/],
    [
      'with a short token',
      { modelToken: 'x', callers: [one] },
      /: \/modelToken must NOT have fewer than 16/,
    ],
    [
      'with a wrong account',
      { modelToken, callers: [{ ...one, account: '1' }] },
      /: \/callers\/0\/account must match/,
    ],
    [
      'with other rights',
      { modelToken, callers: [{ ...one, rights: 'root' }] },
      /: \/callers\/0\/rights must be equal to one of the allowed values \["administrator"/,
    ],
    [
      'with more',
      { modelToken, callers: [{ ...one, more: secret }] },
      /: \/callers\/0 must NOT have additional properties \(more\)/,
    ],
    [
      'with a key twice',
      { modelToken, callers: [one, { ...known.other, accessKeyId: one.accessKeyId }] },
      /: \/callers\/1\/accessKeyId is that of another caller, too/,
    ],
  ])('%s is refused, the place is said, and no secret', (_, value, sentence) => {
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
    let message = '';
    try {
      readCallers(file);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(sentence);
    expect(message).not.toContain(secret);
    expect(message).not.toContain(secret.slice(0, 8));
  });

  test('that is not there is said', () => {
    expect(() => readCallers(`${file}.none`)).toThrow(/ cannot be read: ENOENT/);
  });
});
