import { describe, expect, test } from 'vitest';
import type { OperationName } from '../../model/index.ts';
import { always, asks, nasty, wire } from '../support/nasty.ts';

const roleName = { RoleName: 'some' };
const page = '<!DOCTYPE html><html><body>Sign in</body></html>';
const error = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>No.</Message></Error></ErrorResponse>`;
const ec2Error = (code: string) =>
  `<Response><Errors><Error><Code>${code}</Code><Message>No.</Message></Error></Errors></Response>`;
const json = JSON.stringify;

interface Row {
  readonly when: string;
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly operation: OperationName;
  readonly input?: Readonly<Record<string, unknown>>;
}

const row = (
  when: string,
  operation: OperationName,
  status: number,
  type: string,
  body: string,
): Row => ({
  when,
  status,
  type,
  body,
  operation,
  input:
    operation === 'GetBrowser'
      ? { browserId: 'some-0000000000' }
      : operation === 'GetRole'
        ? roleName
        : {},
});

const notThere: readonly Row[] = [
  row('501', 'GetRole', 501, 'text/xml', error('Whatever')),
  row('501 of JSON', 'GetBrowser', 501, 'application/json', json({ message: 'no' })),
  row('InvalidAction', 'GetRole', 400, 'text/xml', error('InvalidAction')),
  row('InvalidAction of EC2', 'DescribeVpcs', 400, 'text/xml', ec2Error('InvalidAction')),
  row(
    'UnknownOperationException',
    'GetBrowser',
    404,
    'application/json',
    json({ __type: 'UnknownOperationException' }),
  ),
  row('a web page', 'GetRole', 200, 'text/html', page),
  row('a web page for JSON', 'GetBrowser', 404, 'text/html', page),
  row('a web page of a crash', 'DescribeVpcs', 500, 'text/html', page),
  row('XML for JSON', 'GetBrowser', 404, 'application/xml', error('NoSuchBucket')),
  row('JSON for XML', 'GetRole', 404, 'application/json', json({ message: 'Not Found' })),
  row('a plain 404', 'GetBrowser', 404, 'text/plain', 'Not Found'),
  row('a plain 404 of IAM', 'GetRole', 404, 'text/plain', 'Not Found'),
  row('an empty 404', 'GetBrowser', 404, 'application/json', ''),
  row('405', 'GetBrowser', 405, 'application/json', json({ message: 'Method Not Allowed' })),
  row(
    '404 with an error that the service does not have',
    'GetBrowser',
    404,
    'application/json',
    json({ __type: 'NoSuchBucket', message: 'no' }),
  ),
  row('a redirection', 'GetRole', 302, 'text/plain', ''),
];

describe('target: what is not implemented is not taken for a refusal', () => {
  test.each(notThere)('$when', async ({ status, type, body, operation, input }) => {
    const target = await wire(await always(status, type, body));
    const reply = await asks(target, operation, input);
    expect(reply.unsupported).toBeTypeOf('string');
    expect(reply).toMatchObject({ seen: { ok: 'unknown' }, malformed: undefined, lost: undefined });
    expect(reply.raw?.status).toBe(status);
  });
});

const refusals: readonly (Row & { readonly code: string })[] = [
  { ...row('of IAM', 'GetRole', 404, 'text/xml', error('NoSuchEntity')), code: 'NoSuchEntity' },
  {
    ...row('of EC2', 'DescribeVpcs', 400, 'text/xml', ec2Error('InvalidVpcID.NotFound')),
    code: 'InvalidVpcID.NotFound',
  },
  {
    ...row(
      'of AgentCore, by its body',
      'GetBrowser',
      404,
      'application/json',
      json({ __type: 'com.amazonaws#ResourceNotFoundException', message: 'No.' }),
    ),
    code: 'ResourceNotFoundException',
  },
  {
    ...row('as plain text, so it says', 'GetRole', 404, 'text/plain', error('NoSuchEntity')),
    code: 'NoSuchEntity',
  },
];

describe('target: a refusal has the code that is on the wire', () => {
  test.each(refusals)('$when', async ({ status, type, body, operation, input, code }) => {
    const target = await wire(await always(status, type, body));
    const reply = await asks(target, operation, input);
    expect(reply.seen).toEqual({ ok: false, code, status, message: 'No.' });
    expect(reply).toMatchObject({ unsupported: undefined, lost: undefined, malformed: undefined });
  });
});

const browser = {
  browserId: 'some-0000000000',
  browserArn: 'arn:aws:bedrock-agentcore:us-east-1:123456789012:browser-custom/some-0000000000',
  name: 'some',
  status: 'READY',
  networkConfiguration: { networkMode: 'PUBLIC' },
};

describe('target: an answer that is wrong in form only', () => {
  test('a number for a date: read all the same, and said', async () => {
    const body = json({ ...browser, createdAt: 1_767_225_600, lastUpdatedAt: 1_767_225_600.5 });
    const target = await wire(await always(200, 'application/json', body));
    const reply = await asks(target, 'GetBrowser', { browserId: browser.browserId });
    expect(reply.seen).toEqual({
      ok: true,
      output: {
        ...browser,
        createdAt: '2026-01-01T00:00:00.000Z',
        lastUpdatedAt: '2026-01-01T00:00:00.500Z',
      },
    });
    expect(reply.malformed).toMatch(/^the SDK cannot read the answer/);
  });

  test('a status of which nobody knows is what it is', async () => {
    const body = json({ ...browser, createdAt: '2026-01-01T00:00:00Z', status: 'NEW' });
    const target = await wire(await always(200, 'text/plain', body));
    const reply = await asks(target, 'GetBrowser', { browserId: browser.browserId });
    expect(reply).toMatchObject({
      seen: { ok: true, output: { status: 'NEW' } },
      malformed: undefined,
    });
  });

  test.each([
    ['GetRole', 'text/xml', '<GetRoleResponse><GetRoleResult><Role>'],
    ['GetBrowser', 'application/json', '{"browserId":'],
    ['GetBrowser', 'application/json', 'null and void'],
  ] as const)('garbage: %s, %s, %s', async (operation, type, body) => {
    const target = await wire(await always(200, type, body));
    const reply = await asks(target, operation, { ...roleName, browserId: browser.browserId });
    expect(reply.malformed).toBeTypeOf('string');
    expect(reply).toMatchObject({ seen: { ok: 'unknown' }, lost: undefined });
  });

  test('a refusal without a code', async () => {
    const target = await wire(await always(400, 'application/json', json({ message: 'no' })));
    const reply = await asks(target, 'GetBrowser', { browserId: browser.browserId });
    expect(reply).toMatchObject({
      seen: { ok: 'unknown' },
      malformed: 'an answer of HTTP 400 has no error that can be read',
    });
  });
});

describe('target: nothing comes back, and the outcome is unknown', () => {
  const lost = async (endpoint: string, why: RegExp, callMs = 5000) => {
    const target = await wire(endpoint, { callMs });
    const reply = await asks(target, 'GetRole', roleName);
    expect(reply).toMatchObject({ seen: { ok: 'unknown' }, unsupported: undefined });
    expect(reply.lost).toMatch(why);
  };

  test('nobody listens', () => lost('http://127.0.0.1:1', /refused/));

  test('it hangs', async () => {
    const endpoint = await nasty((request) => request.resume());
    await lost(endpoint, /no answer within 0.2 s/, 200);
  });

  test('it hangs within an answer', async () => {
    const endpoint = await nasty((request, response) => {
      request.resume();
      response.writeHead(200).write('<GetRole');
    });
    await lost(endpoint, /no answer within 0.2 s/, 200);
  });

  test('it resets', async () => {
    await lost(await nasty((request) => request.socket.resetAndDestroy()), /reset/);
  });

  test('it ends within an answer', async () => {
    const endpoint = await nasty((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-length': 100 }).write('<GetRole');
      setTimeout(() => response.destroy(), 20);
    });
    await lost(endpoint, /ended within|reset|aborted/);
  });

  test('it sends a gigabyte', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(2 ** 16, ' ');
    const endpoint = await nasty((request, response) => {
      request.resume();
      const more = (): void => {
        for (; sent < 2 ** 30 && !response.destroyed; sent += chunk.length)
          if (!response.write(chunk)) return void response.once('drain', more);
      };
      more();
    });
    await lost(endpoint, /longer than 8388608 bytes/);
    expect(sent).toBeLessThan(2 ** 26);
  });

  test('a gateway finds nobody behind it', async () => {
    await lost(await always(502, 'text/html', page), /a gateway answers HTTP 502/);
  });
});
