import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Call, type OperationName, operations } from '../../model/index.ts';
import { credentialOf } from '../../src/wire/credential.ts';
import type {
  Answer,
  Service,
  WireRefusal,
  WireRequest,
  WireResponse,
} from '../../src/wire/message.ts';
import { route } from '../../src/wire/routes.ts';
import { routes } from '../../src/wire/shapes.ts';
import {
  decodeRequest,
  decodeResponse,
  encodeOutcome,
  encodeRequest,
  type ReadResponse,
  serviceOf,
} from '../../src/wire/wire.ts';

interface Case {
  readonly id: string;
  readonly description: string;
  readonly operation: OperationName;
  readonly input: Call['input'];
  readonly request: WireRequest;
  readonly writes?: false;
  readonly outcome?: Answer;
  readonly response?: WireResponse;
  readonly seen?: ReadResponse;
}

interface Refusal {
  readonly id: string;
  readonly description: string;
  readonly request: WireRequest;
  readonly operation?: string;
  readonly refusal: WireRefusal;
  readonly response: WireResponse;
}

interface File {
  readonly service: Service;
  readonly requestId: string;
  readonly cases: readonly Case[];
  readonly refusals: readonly Refusal[];
}

const folder = new URL('../vectors/wire/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as File);

/** Signed for a service, whatever the request says. */
const signed = (request: WireRequest, scope: string): WireRequest => ({
  ...request,
  headers: {
    ...request.headers,
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-east-1/${scope}/aws4_request, SignedHeaders=host, Signature=0`,
  },
});

describe.each(files)('$service', ({ service, requestId, cases, refusals }) => {
  test.each(cases)('$id: $description', (one) => {
    const { operation, input, request, outcome, response } = one;
    expect(decodeRequest(request, service)).toEqual({ service, operation, input });
    if (one.writes !== false) expect(encodeRequest(service, operation, input)).toEqual(request);
    if (outcome === undefined || response === undefined) return;
    expect(encodeOutcome(service, operation, outcome, requestId)).toEqual(response);
    expect(decodeResponse(service, operation, response)).toEqual(one.seen ?? outcome);
  });

  test.each(refusals)('is refused, $id: $description', (one) => {
    const { operation, request, refusal, response } = one;
    const decoded = decodeRequest(request, service);
    expect(decoded).toEqual({ service, operation, refusal });
    expect(encodeOutcome(service, operation, { ok: false, ...refusal }, requestId)).toEqual(
      response,
    );
  });

  test('each operation has a request, an answer and the bytes of both', () => {
    const whole = cases.filter((one) => one.writes !== false && one.response !== undefined);
    const names = Object.keys(operations) as OperationName[];
    const expected = names.filter((name) => operations[name].service === service);
    expect(new Set(whole.map(({ operation }) => operation))).toEqual(new Set(expected));
    for (const name of expected)
      expect(
        whole.some(({ operation, outcome }) => operation === name && outcome?.ok === true),
        name,
      ).toBe(true);
  });

  test('ids are given once', () => {
    for (const rows of [cases, refusals])
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test('the service is found without being told, by path, Version or Action', () => {
    for (const { request } of cases) expect(serviceOf(request)).toBe(service);
  });
});

describe('the service of a request', () => {
  const get = { method: 'GET', path: '/', headers: {}, body: '' };

  test.each([
    ['iam', 'iam'],
    ['sts', 'sts'],
    ['ec2', 'ec2'],
    ['bedrock-agentcore', 'agentcore'],
  ])('is that of its signature: %s', (scope, service) => {
    expect(serviceOf(signed({ ...get, path: '/runtimes/?Version=2010-05-08' }, scope))).toBe(
      service,
    );
    expect(serviceOf(signed(get, scope))).toBe(service);
  });

  test.each([
    ['iam', 'a signature for another service', signed(get, 's3')],
    ['iam', 'nothing', get],
    ['sts', 'an Action alone', { ...get, path: '/?Action=GetCallerIdentity' }],
    [
      'ec2',
      'a Version with an Action that is not known',
      { ...get, body: 'Action=X&Version=2016-11-15' },
    ],
    ['agentcore', 'a path', { ...get, path: '/nothing' }],
  ])('is %s by %s', (service, _, request) => {
    expect(serviceOf(request)).toBe(service);
  });
});

describe('what is beyond all bounds', () => {
  const post = (body: string, path = '/') =>
    decodeRequest({ method: 'POST', path, headers: {}, body }, 'iam');

  test.each([
    [
      'parameters',
      `Action=GetRole&RoleName=a${Array.from({ length: 10_000 }, (_, at) => `&p${at}=`).join('')}`,
    ],
    ['parts of a name', `Action=GetRole&RoleName=a&${'a.'.repeat(40)}b=1`],
  ])('is refused, though it would be left out otherwise: %s', (_, body) => {
    expect(post(body)).toMatchObject({ refusal: { code: 'MalformedInput', status: 400 } });
  });

  test('what is named in a refusal is cut', () => {
    const path = `/${'a'.repeat(10_000)}`;
    const decoded = decodeRequest({ method: 'GET', path, headers: {}, body: '' });
    const message = 'refusal' in decoded ? decoded.refusal.message : '';
    expect(message).toContain('GET /aaa');
    expect(message.length).toBeLessThan(400);
  });
});

test.each(routes.trim().split('\n'))('%s: its own URI finds it, and no other', (row) => {
  const [method = '', uri = '', operation = ''] = row.split(' ');
  expect(route(method, uri)?.operation).toBe(operation);
  expect(route(method, uri.replaceAll(/[{}]/g, ''))?.operation).toBe(operation);
});

describe('a credential', () => {
  const credential = {
    accessKeyId: 'AKIDEXAMPLE',
    date: '20260102',
    region: 'eu-west-1',
    service: 'iam',
  };
  const scope = 'AKIDEXAMPLE/20260102/eu-west-1/iam/aws4_request';
  const of = (authorization: string, path = '/') =>
    credentialOf({ method: 'GET', path, headers: { authorization }, body: '' });

  test.each([
    ['a header', `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`, '/'],
    [
      'one without blanks',
      `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=host,Signature=0`,
      '/',
    ],
    ['the query string', '', `/?a=b&X-Amz-Credential=${encodeURIComponent(scope)}&c=d`],
  ])('is read from %s', (_, authorization, path) => {
    expect(of(authorization, path)).toEqual(credential);
  });

  test.each([
    ['', '/'],
    ['Bearer abc', '/'],
    ['AWS4-HMAC-SHA256', '/'],
    ['AWS4-HMAC-SHA256 Credential=', '/'],
    ['AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request', '/'],
    ['AWS4-HMAC-SHA256 Credential=a/20260102/c/d/aws4', '/'],
    [`AWS3 Credential=${scope}`, '/'],
    ['', '/?X-Amz-Credential=%zz'],
    ['', '/?X-Amz-Credential'],
  ])('is none if it is malformed: %s %s', (authorization, path) => {
    expect(of(authorization, path)).toBeUndefined();
  });
});

describe('what is written has its shape', () => {
  const role = { Path: '/', RoleName: 'a' };
  const write = (output: Call['input']) => () =>
    encodeOutcome('iam', 'GetRole', { ok: true, output }, 'id');

  test.each([
    ['a whole member that was not filled in', { Role: '{{unjudged}}' }],
    ['a member that the shape does not have', { Role: { ...role, Nothing: 1 } }],
    ['a number for a text', { Role: { Path: 1 } }],
    ['a text for a number', { Role: { MaxSessionDuration: '3600' } }],
    ['a text for a list', { Role: { Tags: 'a' } }],
    ['a day for a time', { Role: { CreateDate: '2026-01-02' } }],
    ['a time that is none', { Role: { CreateDate: new Date(Number.NaN) } }],
  ])('%s is a mistake of ours', (_, output) => {
    expect(write(output)).toThrow(TypeError);
  });

  test('what was never filled in is a mistake of ours, also where a text would fit', () => {
    const unfilled = [{ Role: { RoleId: '{{unjudged}}' } }, { Role: { Tags: ['{{unjudged}}'] } }];
    for (const output of unfilled) expect(write(output)).toThrow('was never filled in');
    const browser = { browserId: '{{unjudged}}' };
    expect(() =>
      encodeOutcome('agentcore', 'CreateBrowser', { ok: true, output: browser }, 'id'),
    ).toThrow('was never filled in');
  });

  test('an operation that the service does not have has no output and no request', () => {
    const write = () => encodeOutcome('iam', 'CreateVpc', { ok: true, output: {} }, 'id');
    expect(write).toThrow(TypeError);
    expect(() => encodeRequest('iam', 'CreateVpc', {})).toThrow(TypeError);
  });

  test('a time is a Date or a text, to the second with IAM', () => {
    const times = [new Date('2026-01-02T03:04:05.678Z'), '2026-01-02T04:04:05.678+01:00'];
    for (const CreateDate of times)
      expect(write({ Role: { CreateDate } })().body).toContain(
        '<CreateDate>2026-01-02T03:04:05Z</CreateDate>',
      );
  });

  test('a character that XML cannot hold is replaced', () => {
    expect(write({ Role: { Description: 'a\0b\uD800c\u001f' } })().body).toContain(
      '<Description>a\uFFFDb\uFFFDc\uFFFD</Description>',
    );
  });
});

describe('a response that cannot be read', () => {
  const ok = (result: string) =>
    `<GetRoleResponse><GetRoleResult>${result}</GetRoleResult></GetRoleResponse>`;
  const read = (body: string, status = 200) =>
    decodeResponse('iam', 'GetRole', { status, headers: {}, body });

  test.each([
    ['', 'it is no well-formed XML'],
    ['<html><body>not <b>found</body></html>', 'it is no well-formed XML'],
    ['<html/>', 'the answer is html, not GetRoleResponse'],
    ['<GetRoleResponse/>', 'there is no GetRoleResult'],
    [ok('<Role>text</Role>'), 'GetRole.Role is not one structure'],
    [ok('<Role/><Role/>'), 'GetRole.Role is not one structure'],
    [ok('<Role><Path><a/></Path></Role>'), 'GetRole.Role.Path is not one text'],
    [
      ok('<Role><CreateDate>today</CreateDate></Role>'),
      'GetRole.Role.CreateDate is not a time in ISO 8601',
    ],
    [
      ok('<Role><MaxSessionDuration>1h</MaxSessionDuration></Role>'),
      'GetRole.Role.MaxSessionDuration is not a whole number',
    ],
    [ok('<Role><Tags>a</Tags></Role>'), 'GetRole.Role.Tags is not one list'],
    [`<!DOCTYPE a [<!ENTITY b "c">]>${ok('&b;')}`, 'the XML has a document type'],
    ['<a>'.repeat(100) + '</a>'.repeat(100), 'the XML cannot be read'],
    [ok('<__proto__><a/></__proto__>'), 'the XML cannot be read'],
  ])('says why: %s', (body, unreadable) => {
    expect(read(body)).toEqual({ unreadable });
  });

  test('leaves it unknown what happened, if the server failed', () => {
    expect(read('<html/>', 503)).toEqual({ ok: 'unknown' });
    expect(read('<html/>', 403)).toEqual({ unreadable: 'the error has no code' });
  });

  test.each([
    ['{', 'the body is not a JSON object'],
    ['[]', 'the body is not a JSON object'],
    ['{"browserId":1}', 'The value of browserId is not a text'],
    ['{"createdAt":1767323045}', 'The value of createdAt is not a time in ISO 8601'],
  ])('says why: %s', (body, unreadable) => {
    expect(decodeResponse('agentcore', 'GetBrowser', { status: 200, headers: {}, body })).toEqual({
      unreadable,
    });
  });

  test.each([
    [{ 'x-amzn-errortype': 'ConflictException:http://internal.amazon.com/' }, '{}'],
    [{ 'x-amzn-errortype': 'com.amazon#ConflictException' }, ''],
    [{}, '{"__type":"com.amazon#ConflictException"}'],
    [{}, '{"code":"ConflictException"}'],
  ])('unless its code is said in another way: %o %s', (headers, body) => {
    expect(decodeResponse('agentcore', 'GetBrowser', { status: 409, headers, body })).toEqual({
      ok: false,
      code: 'ConflictException',
      status: 409,
    });
  });

  test('white space between elements and elements of other names do no harm', () => {
    const body =
      '<?xml version="1.0"?>\n<GetRoleResponse xmlns="a">\n <GetRoleResult>\n  <Role>\n   <Path>/</Path>\n' +
      '   <Other><a/></Other>\n   <Tags>\n   </Tags>\n   <RoleLastUsed>\n </RoleLastUsed></Role>\n </GetRoleResult>\n</GetRoleResponse>\n';
    expect(read(body)).toEqual({
      ok: true,
      output: { Role: { Path: '/', Tags: [], RoleLastUsed: {} } },
    });
  });
});
