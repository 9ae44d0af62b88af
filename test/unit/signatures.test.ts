import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Logged } from '../../src/server/log.ts';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { temporary } from '../support/cli.ts';
import {
  amzDate,
  type Came,
  callersFile,
  codeOf,
  known,
  modelToken,
  type Ready,
  sent,
  signed,
} from '../support/signed.ts';

const minute = 60_000;
const form = 'application/x-www-form-urlencoded';

describe('with callers', () => {
  let server: RunningServer;
  const logged: Logged[] = [];
  const journal = temporary('journal');
  beforeAll(async () => {
    server = await startServer({
      callers: callersFile(),
      journal,
      log: (line) => logged.push(line),
    });
    return () => server.close();
  });

  const host = () => `127.0.0.1:${server.port}`;
  const iam = (form_: string): Ready => ({
    method: 'POST',
    path: '/',
    headers: { host: host(), 'content-type': form },
    body: `Version=2010-05-08&Action=${form_}`,
  });
  const agentcore = (): Ready => ({
    method: 'POST',
    path: '/browsers?maxResults=5&type=CUSTOM',
    headers: { host: host(), 'content-type': 'application/json' },
    body: '{}',
  });
  const ec2 = (): Ready => ({
    ...iam('DescribeVpcs'),
    body: 'Version=2016-11-15&Action=DescribeVpcs',
  });
  const requests = {
    iam: () => iam('ListRoles&MaxItems=5'),
    ec2,
    'bedrock-agentcore': agentcore,
  };
  type Signing = keyof typeof requests;

  const by = (
    service: string,
    {
      accessKeyId,
      secretAccessKey,
    }: { accessKeyId: string; secretAccessKey: string } = known.admin,
    time = Date.now(),
  ) => ({
    key: accessKeyId,
    secret: secretAccessKey,
    region: 'us-east-1',
    service,
    time,
  });
  const asked = (request: Ready, ...who: Parameters<typeof by>): Promise<Came> =>
    sent(server.port, signed(request, by(...who)));
  const withHeader = (request: Ready, name: string, value: string): Ready => ({
    ...request,
    headers: { ...request.headers, [name]: value },
  });
  const without = ({ headers, ...request }: Ready, name: string): Ready => ({
    ...request,
    headers: Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name)),
  });
  const authorized = (request: Ready, change: (text: string) => string): Ready =>
    withHeader(request, 'authorization', change(request.headers.authorization ?? ''));

  /** What comes of a request that was changed after it was signed, or signed in another way. */
  type Changed = (service: Signing, request: Ready) => Ready;
  const again: (time: number) => Changed = (time) => (service) =>
    signed(requests[service](), by(service, known.admin, Date.now() + time));

  const rows: readonly (readonly [
    string,
    'mismatch' | 'expired' | 'incomplete' | 'unknown' | 'unsigned',
    Changed,
  ])[] = [
    [
      'a wrong secret',
      'mismatch',
      (service) =>
        signed(requests[service](), by(service, { ...known.admin, secretAccessKey: 'another' })),
    ],
    [
      'the secret of another',
      'mismatch',
      (service) =>
        signed(
          requests[service](),
          by(service, { ...known.admin, secretAccessKey: known.other.secretAccessKey }),
        ),
    ],
    ['a changed body', 'mismatch', (_, request) => ({ ...request, body: `${request.body} ` })],
    ['a changed method', 'mismatch', (_, request) => ({ ...request, method: 'PUT' })],
    [
      'a changed path',
      'mismatch',
      (_, request) => ({ ...request, path: request.path.replace('/', '/x') }),
    ],
    [
      'a path with a part that is passed over',
      'mismatch',
      (_, request) => ({ ...request, path: `/x/..${request.path}` }),
    ],
    ['a slash more', 'mismatch', (_, request) => ({ ...request, path: `/${request.path}` })],
    [
      'another query',
      'mismatch',
      (_, request) => ({
        ...request,
        path: `${request.path}${request.path.includes('?') ? '&' : '?'}x=1`,
      }),
    ],
    [
      'another query after a second question mark',
      'mismatch',
      (_, request) => ({
        ...request,
        path: `${request.path}${request.path.includes('?') ? '?' : '??'}x=1`,
      }),
    ],
    [
      'a query that is not encoded as it has to be',
      'mismatch',
      (_, request) => ({ ...request, path: `${request.path}?%zz` }),
    ],
    [
      'a changed header',
      'mismatch',
      (_, request) => withHeader(request, 'content-type', `${request.headers['content-type']};a=b`),
    ],
    [
      'a header of AWS that is not signed',
      'mismatch',
      (_, request) => withHeader(request, 'x-amz-security-token', 'x'),
    ],
    [
      'a signed header that is missing',
      'mismatch',
      (_, request) => without(request, 'content-type'),
    ],
    [
      'another hash of the body',
      'mismatch',
      (service) =>
        signed(
          withHeader(requests[service](), 'x-amz-content-sha256', '0'.repeat(64)),
          by(service),
        ),
    ],
    [
      'an unsigned payload',
      'mismatch',
      (service) =>
        signed(
          withHeader(requests[service](), 'x-amz-content-sha256', 'UNSIGNED-PAYLOAD'),
          by(service),
        ),
    ],
    [
      'another day of the credential',
      'mismatch',
      (_, request) => authorized(request, (text) => text.replace(/\/\d{8}\//, '/20200101/')),
    ],
    [
      'another Region',
      'mismatch',
      (_, request) => authorized(request, (text) => text.replace('us-east-1', 'eu-west-1')),
    ],
    [
      'another order of headers',
      'mismatch',
      (_, request) =>
        authorized(request, (text) =>
          text.replace(/SignedHeaders=[^,]*/, 'SignedHeaders=host;x-amz-date;content-type'),
        ),
    ],
    ['16 minutes ago', 'expired', again(-16 * minute)],
    ['in 16 minutes', 'expired', again(16 * minute)],
    [
      'a date that was moved',
      'mismatch',
      (_, request) => withHeader(request, 'x-amz-date', amzDate(Date.now() - 2 * minute)),
    ],
    [
      'an unknown key',
      'unknown',
      (service) =>
        signed(
          requests[service](),
          by(service, { ...known.admin, accessKeyId: 'AKIA000000000000' }),
        ),
    ],
    ['no signature', 'unsigned', (_, request) => without(request, 'authorization')],
    ['no date', 'incomplete', (_, request) => without(request, 'x-amz-date')],
    [
      'a date that is none',
      'incomplete',
      (_, request) => withHeader(request, 'x-amz-date', '20269999T999999Z'),
    ],
    ['a date in words', 'incomplete', (_, request) => withHeader(request, 'x-amz-date', 'today')],
    [
      'a host that is not signed',
      'incomplete',
      (_, request) =>
        authorized(request, (text) =>
          text.replace(/SignedHeaders=[^,]*/, 'SignedHeaders=x-amz-date'),
        ),
    ],
    ...[
      (text: string) => text.replace('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA1'),
      (text: string) => text.replace('AWS4-HMAC-SHA256 ', ''),
      (text: string) => text.replace(/, Signature=.*/, ''),
      (text: string) => text.replace(/.$/, ''),
      (text: string) => text.replace(/.$/, 'g'),
      (text: string) => `${text}0`,
      (text: string) => `${text}, Signature=${'0'.repeat(64)}`,
      (text: string) => text.replace(/SignedHeaders=[^,]*, /, ''),
      (text: string) => text.replace('aws4_request', 'aws5_request'),
      (text: string) => text.replace(/Credential=[^/]*/, 'Credential='),
      (text: string) => text.replace(/Credential=[^,]*/, 'Credential='),
      (text: string) => text.replace(', ', '; '),
      () => 'Bearer x',
      () => `Bearer ${modelToken}`,
      () => 'AWS4-HMAC-SHA256',
    ].map(
      (change, index) =>
        [
          `a malformed Authorization ${index}`,
          'incomplete',
          (_: Signing, request: Ready) => authorized(request, change),
        ] as const,
    ),
  ];
  const codes: Readonly<
    Record<Signing, Readonly<Record<(typeof rows)[number][1], readonly [string, number]>>>
  > = {
    iam: {
      mismatch: ['SignatureDoesNotMatch', 403],
      expired: ['SignatureDoesNotMatch', 403],
      incomplete: ['IncompleteSignature', 400],
      unknown: ['InvalidClientTokenId', 403],
      unsigned: ['MissingAuthenticationToken', 403],
    },
    ec2: {
      mismatch: ['SignatureDoesNotMatch', 403],
      expired: ['RequestExpired', 400],
      incomplete: ['IncompleteSignature', 400],
      unknown: ['InvalidClientTokenId', 403],
      unsigned: ['MissingAuthenticationToken', 403],
    },
    'bedrock-agentcore': {
      mismatch: ['InvalidSignatureException', 403],
      expired: ['InvalidSignatureException', 403],
      incomplete: ['IncompleteSignatureException', 400],
      unknown: ['UnrecognizedClientException', 403],
      unsigned: ['MissingAuthenticationTokenException', 403],
    },
  };

  test.each(Object.keys(requests) as Signing[])(
    '%s: what is signed rightly passes, up to 15 minutes off',
    async (service) => {
      for (const time of [-14.9 * minute, 0, 14.9 * minute]) {
        const came = await sent(server.port, again(time)(service, requests[service]()));
        expect(came.status, came.body).toBe(200);
      }
    },
  );

  test.each(rows)('%s is refused: %s', async (_, fault, change) => {
    for (const service of Object.keys(requests) as Signing[]) {
      const request = change(service, signed(requests[service](), by(service)));
      const came = await sent(server.port, request);
      // A request that does not say for which service it is signed is one of IAM, or of AgentCore if it has a path.
      const isTold = request.headers.authorization?.includes(`/${service}/aws4_request`);
      const told = isTold
        ? service
        : request.path.startsWith('/?') || request.path === '/'
          ? service === 'ec2'
            ? 'ec2'
            : 'iam'
          : 'bedrock-agentcore';
      expect([codeOf(came), came.status], `${service}: ${came.body}`).toEqual(codes[told][fault]);
    }
  });

  test('a signature in the query is refused', async () => {
    const { headers } = signed(requests.iam(), by('iam'));
    const [, credential, signature] =
      /Credential=([^,]*).*Signature=(\w+)/.exec(headers.authorization ?? '') ?? [];
    const path = `/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(credential ?? '')}&X-Amz-Signature=${signature}&Action=ListRoles&Version=2010-05-08`;
    const came = await sent(server.port, {
      method: 'GET',
      path,
      headers: { host: host() },
      body: '',
    });
    expect([codeOf(came), came.status]).toEqual(['MissingAuthenticationToken', 403]);
  });

  test('what is signed for a service of which there is none here is refused', async () => {
    for (const service of ['s3', 'constructor', '__proto__', 'toString']) {
      const came = await asked(requests.iam(), service);
      expect([codeOf(came), came.status]).toEqual(['SignatureDoesNotMatch', 403]);
    }
  });

  test('accounts do not see each other, and rights reach the model', async () => {
    const trust = encodeURIComponent(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}',
    );
    const make = iam(`CreateRole&RoleName=mine&AssumeRolePolicyDocument=${trust}`);
    const look = iam('GetRole&RoleName=mine');
    const create = iam(
      'CreateServiceLinkedRole&AWSServiceName=network.bedrock-agentcore.amazonaws.com',
    );
    const remove = iam('DeleteServiceLinkedRole&RoleName=AWSServiceRoleForBedrockAgentCoreNetwork');
    expect(codeOf(await asked(create, 'iam', known.reader))).toBe('AccessDenied');
    expect((await asked(create, 'iam', known.full)).status).toBe(200);
    expect(codeOf(await asked(remove, 'iam', known.full))).toBe('AccessDenied');
    expect(codeOf(await asked(remove, 'iam', known.other))).toBe('NoSuchEntity');
    expect((await asked(remove, 'iam', known.admin)).status).toBe(200);
    expect((await asked(make, 'iam', known.admin)).status).toBe(200);
    expect((await asked(look, 'iam', known.reader)).body).toContain(
      'arn:aws:iam::123456789012:role/mine',
    );
    expect(codeOf(await asked(look, 'iam', known.other))).toBe('NoSuchEntity');
    const who = { ...iam('x'), body: 'Version=2011-06-15&Action=GetCallerIdentity' };
    for (const caller of [known.full, known.other])
      expect((await asked(who, 'sts', caller)).body).toContain(
        `arn:aws:iam::${caller.account}:user/${caller.name}`,
      );
  });

  test('/_model asks for its token', async () => {
    const look = (authorization?: string) =>
      sent(server.port, {
        method: 'GET',
        path: '/_model/account',
        headers: { host: host(), ...(authorization === undefined ? {} : { authorization }) },
        body: '',
      });
    for (const wrong of [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      `Bearer ${modelToken}x`,
      modelToken,
      `bearer ${modelToken}`,
    ])
      expect(await look(wrong)).toMatchObject({
        status: 403,
        body: expect.stringMatching(/^\{\s*"message":/),
      });
    expect((await look(`Bearer ${modelToken}`)).status).toBe(200);
  });

  test('neither secrets nor signatures are in the log or the journal', async () => {
    const kept = `${readFileSync(journal, 'utf8')}${JSON.stringify(logged)}`;
    expect(kept).toContain('mine');
    expect(logged.length).toBeGreaterThan(50);
    for (const secret of [
      ...Object.values(known).map(({ secretAccessKey }) => secretAccessKey),
      modelToken,
      'Signature=',
      'AWS4-HMAC',
      'AKIA0',
    ])
      expect(kept).not.toContain(secret);
    expect(kept).not.toMatch(/[0-9a-f]{64}"(?!,"settings")/);
  });
});
