import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { credentialOf } from '../../src/wire/credential.ts';
import {
  decodeRequest,
  decodeResponse,
  encodeOutcome,
  encodeRequest,
} from '../../src/wire/wire.ts';
import { asReadFromXml, sdkAnswer, sdkRequest } from '../support/sdk.ts';
import { everyOperation, inputsOf, outputsOf } from '../support/wireDraws.ts';

const runs = { numRuns: 60, seed: 4 };
const sdkRuns = { numRuns: 15, seed: 4 };
const requestId = '00000000-0000-4000-8000-000000000000';

describe.each(everyOperation)('$service $operation', ({ service, operation }) => {
  const inputs = inputsOf(service, operation);
  const outputs = outputsOf(service, operation);

  test('a request says its input, signed or not', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const request = encodeRequest(service, operation, input);
        expect(decodeRequest(request)).toEqual({ service, operation, input });
      }),
      runs,
    );
  });

  test('a response says its output', () => {
    fc.assert(
      fc.property(outputs, (output) => {
        const response = encodeOutcome(service, operation, { ok: true, output }, requestId);
        expect(decodeResponse(service, operation, response)).toEqual({ ok: true, output });
      }),
      runs,
    );
  });

  test('what the SDK asks is what is read', async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        const request = await sdkRequest(service, operation, input);
        expect(decodeRequest(request)).toEqual({ service, operation, input });
        expect(credentialOf(request)).toMatchObject({ accessKeyId: '123456789012' });
      }),
      sdkRuns,
    );
  });

  test('what is written is what the SDK reads', async () => {
    const [input = {}] = fc.sample(inputs, { numRuns: 1, seed: 4 });
    await fc.assert(
      fc.asyncProperty(outputs, async (output) => {
        const response = encodeOutcome(service, operation, { ok: true, output }, requestId);
        expect(await sdkAnswer(service, operation, input, response)).toEqual({
          ok: true,
          output: service === 'agentcore' ? output : asReadFromXml(output),
        });
      }),
      sdkRuns,
    );
  });
});

/** Pieces of what requests are made of, so that what is drawn is nearly one. */
const pieces = fc.constantFrom(
  ...['Action=GetRole', 'Action=TagRole', 'Action=CreateTags', 'Action=', 'Version=2010-05-08'],
  ...[
    '&',
    '=',
    '.',
    '%',
    '%zz',
    '%C3',
    '+',
    '{',
    '}',
    '"',
    ':',
    ',',
    '[',
    '\\u',
    '\\',
    '\0',
    '/',
    '?',
  ],
  ...['Tags.member.1.Key', 'Tags.member.999999999', 'Tags.member.0', 'Tag.1.Key', 'MaxItems=abc'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'RoleName=a', 'ResourceId.1'],
  ...['runtimes/', 'browsers', 'code-interpreters/a-1', '{"name":"a","networkConfiguration":'],
);
const arbitraryText = fc.oneof(
  fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 30 }),
  fc.array(fc.constantFrom('{"name":', '[', '"a"', '1', '}', ']'), { maxLength: 200 }),
);
const joined = arbitraryText.map((parts) => parts.join(''));
const arbitraryRequest = fc.record({
  method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'), fc.string()),
  path: joined.map((text) => `/${text}`),
  headers: fc.record(
    {
      authorization: fc.oneof(
        fc.constantFrom('iam', 'sts', 'ec2', 'bedrock-agentcore', 's3').map(signedFor),
        fc.string(),
      ),
      'content-type': fc.oneof(fc.constantFrom('application/json', 'text/plain'), fc.string()),
    },
    { requiredKeys: [] },
  ),
  body: joined,
});

function signedFor(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=123456789012/20250101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

const failure = { ok: false, code: 'Code', status: 400, message: 'a <b> & "c"\r\n' } as const;

describe('any request whatever', () => {
  test('is a call or is refused with a 4xx or as not implemented, in the shape of its protocol', () => {
    fc.assert(
      fc.property(arbitraryRequest, (request) => {
        const decoded = decodeRequest(request);
        if (!('refusal' in decoded)) return;
        const { service, operation, refusal } = decoded;
        expect(refusal.status === 501 || (refusal.status >= 400 && refusal.status < 500)).toBe(
          true,
        );
        const response = encodeOutcome(service, operation, { ok: false, ...refusal }, requestId);
        expect(response.status).toBe(refusal.status);
        expect(response.body).not.toBe('');
      }),
      { numRuns: 2_000, seed: 4 },
    );
    expect(Object.prototype).not.toHaveProperty('Key');
  });

  test('any response whatever is seen or unreadable', () => {
    const operation = fc.constantFrom(...everyOperation);
    const response = fc.record({
      status: fc.integer({ min: 100, max: 599 }),
      headers: fc.constant({}),
      body: fc.oneof(
        joined,
        fc
          .array(
            fc.constantFrom('<', '>', '/', 'a', '&', ';', '<Error>', '<Code>', '</', '#', 'x', '!'),
          )
          .map((parts) => parts.join('')),
      ),
    });
    fc.assert(
      fc.property(operation, response, ({ service, operation: name }, one) => {
        const read = decodeResponse(service, name, one);
        expect('ok' in read || 'unreadable' in read).toBe(true);
      }),
      { numRuns: 2_000, seed: 4 },
    );
  });
});

test.each(everyOperation)(
  '$service $operation: a refusal is what the SDK throws and what is read',
  async ({ service, operation }) => {
    const [input = {}] = fc.sample(inputsOf(service, operation), { numRuns: 1, seed: 4 });
    const response = encodeOutcome(service, operation, failure, requestId);
    expect(await sdkAnswer(service, operation, input, response)).toEqual(failure);
    expect(decodeResponse(service, operation, response)).toEqual(failure);
  },
);

const mega = 2 ** 20;
const json = { 'content-type': 'application/json' };
test.each([
  ['one long name', { path: '/', body: `Action=GetRole&${'a.'.repeat(mega / 2)}=1` }],
  ['many names', { path: '/', body: `Action=GetRole&${'a&'.repeat(mega / 2)}` }],
  ['many numbers', { path: '/', body: `Action=TagRole${'&Tags.member.9.Key=a'.repeat(9_000)}` }],
  ['a far number', { path: '/', body: 'Action=TagRole&Tags.member.999999999.Key=a' }],
  ['percents', { path: '/', body: `Action=GetRole&RoleName=${'%'.repeat(mega)}` }],
  ['slashes', { path: '/'.repeat(mega), body: '' }],
  ['brackets', { method: 'PUT', path: '/browsers', headers: json, body: '['.repeat(mega) }],
  [
    'structures',
    { method: 'PUT', path: '/browsers', headers: json, body: '{"a":'.repeat(mega / 5) },
  ],
  [
    'spaces',
    { path: '/', headers: { authorization: `AWS4-HMAC-SHA256${' '.repeat(mega)}` }, body: '' },
  ],
])('a request of a megabyte takes no more than a moment: %s', (_, request) => {
  const start = performance.now();
  decodeRequest({ method: 'POST', headers: {}, ...request });
  expect(performance.now() - start).toBeLessThan(5_000);
});
