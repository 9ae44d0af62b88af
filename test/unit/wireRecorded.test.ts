import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OperationName } from '../../model/index.ts';
import { decodeResponse, encodeOutcome } from '../../src/wire/wire.ts';
import { sdkAnswer } from '../support/sdk.ts';

/** An answer of the real service, as its client read it. */
interface Recorded {
  readonly Error?: { readonly Code: string; readonly Message: string };
  readonly ResponseMetadata: { readonly HTTPStatusCode: number };
  readonly [member: string]: unknown;
}

const operationOf: Readonly<Record<string, OperationName>> = {
  'describe-response': 'GetRole',
  'inline-role-policies': 'ListRolePolicies',
  'attached-role-policies': 'ListAttachedRolePolicies',
  'custom-suffix-not-allowed': 'CreateServiceLinkedRole',
  'role-already-exists-error': 'CreateServiceLinkedRole',
  'service-linked-role-deletion-response': 'DeleteServiceLinkedRole',
  'service-linked-role-deletion-status-response': 'GetServiceLinkedRoleDeletionStatus',
};
const date = '2025-03-13T10:11:12.000Z';
const file = new URL('../vectors/recorded/iam-service-linked-roles.json', import.meta.url);
const { source: _, ...parts } = JSON.parse(
  readFileSync(file, 'utf8').replaceAll('<datetime>', date),
) as Record<string, Record<string, Record<string, Recorded>>>;

/** Policy documents are objects where they were recorded and text where they are read. */
const withText = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (member, item) =>
      member === 'AssumeRolePolicyDocument' ? JSON.stringify(item) : item,
    ),
  );

const roles = Object.entries(parts).flatMap(([part, answersByRole]) =>
  Object.entries(answersByRole).map(([role, answers]) => ({ part, role, answers })),
);

describe('what was recorded of the real service survives the wire', () => {
  test('of every role that was recorded', () => {
    expect(roles.length).toBeGreaterThan(140);
  });

  test.each(roles)('$part of $role', async ({ answers }) => {
    for (const [name, recorded] of Object.entries(answers)) {
      const { ResponseMetadata, Error: error, ...output } = recorded;
      const operation = operationOf[name];
      if (operation === undefined) throw new Error(`${name} is an answer of no operation`);
      const outcome =
        error === undefined
          ? ({ ok: true, output } as const)
          : ({
              ok: false,
              code: error.Code,
              status: ResponseMetadata.HTTPStatusCode,
              message: error.Message,
            } as const);
      const response = encodeOutcome('iam', operation, outcome, 'id');
      expect(response.status).toBe(ResponseMetadata.HTTPStatusCode);
      const read = withText(outcome);
      expect(await sdkAnswer('iam', operation, {}, response)).toEqual(read);
      expect(decodeResponse('iam', operation, response)).toEqual(read);
    }
  });
});
