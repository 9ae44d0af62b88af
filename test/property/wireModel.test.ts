import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Account,
  type Call,
  newAccount,
  type OperationName,
  operations,
  step,
} from '../../model/index.ts';
import { missing, unjudged } from '../../model/operations/operation.ts';
import { callFrom } from '../../properties/calls.ts';
import {
  decodeRequest,
  decodeResponse,
  encodeOutcome,
  encodeRequest,
} from '../../src/wire/wire.ts';

const draw = fc.record({
  operation: fc.nat(),
  caller: fc.nat(),
  region: fc.nat(),
  detail: fc.nat(),
});

/** What only a server can fill in is left out here, and so is what is not there. */
function withoutUnjudged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUnjudged);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== unjudged && item !== missing && item !== undefined)
      .map(([name, item]) => [name, withoutUnjudged(item)]),
  );
}

/** Policy documents are read as text. */
const parsedDocuments = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (member, item) =>
    ['AssumeRolePolicyDocument', 'Document'].includes(member) && String(item).startsWith('{')
      ? JSON.parse(item)
      : item,
  );

/** A call that no client can make is none: an empty part of a path, a text for a list. */
function requestOf(operation: OperationName, input: Readonly<Record<string, unknown>>) {
  try {
    return encodeRequest(operations[operation].service, operation, input);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** A client cannot say an empty list to EC2: it is as if it were not there. */
const sayable = (call: Call): Call =>
  operations[call.operation as OperationName].service === 'ec2'
    ? {
        ...call,
        input: Object.fromEntries(
          Object.entries(call.input).filter(
            ([, value]) => !(Array.isArray(value) && value.length === 0),
          ),
        ),
      }
    : call;

test('a call of the model means the same once it has been on the wire, and so does its outcome', () => {
  const met = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(draw, { minLength: 10, maxLength: 60 }), (draws) => {
      let account: Account = newAccount();
      for (const one of draws) {
        const call = sayable(callFrom(account, one));
        const operation = call.operation as OperationName;
        const { service } = operations[operation];
        const before = account;
        const made = step(before, call);
        account = made.account;
        const request = requestOf(operation, call.input);
        if (request === undefined) continue;
        const decoded = decodeRequest(request);
        if ('refusal' in decoded) throw new Error(decoded.refusal.message);
        expect(step(before, { ...call, ...decoded })).toEqual(made);
        const { outcome } = made;
        if (outcome.ok === 'unknown') throw new Error('step knows what happened');
        met.set(operation, (met.get(operation) ?? 0) + 1);
        const answer = outcome.ok
          ? { ok: true as const, output: withoutUnjudged(outcome.output) as typeof outcome.output }
          : outcome;
        const read = decodeResponse(
          service,
          operation,
          encodeOutcome(service, operation, answer, 'id'),
        );
        if (!answer.ok) {
          const { code, status, message } = answer;
          expect(read).toEqual({ ok: false, code, status, message });
        } else expect(parsedDocuments(read)).toMatchObject(parsedDocuments(answer) as object);
      }
    }),
    { numRuns: 150, seed: 4 },
  );
  const names = Object.keys(operations);
  expect(names.filter((name) => (met.get(name) ?? 0) < 3)).toEqual([]);
});
