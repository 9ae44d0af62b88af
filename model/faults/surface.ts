import { failures } from '../failures.ts';
import type { Context, Outcome, Result } from '../operations/operation.ts';

/** A wrong answer to a right state. */
export interface SurfaceFault {
  readonly sentence: string;
  readonly surface: (context: Context, result: Result) => Result;
}

/** Changes the output of one operation. */
const output =
  (
    operation: string,
    change: (output: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
  ): SurfaceFault['surface'] =>
  ({ call }, result) =>
    call.operation === operation && result.outcome.ok === true
      ? { ...result, outcome: { ok: true, output: change(result.outcome.output) } }
      : result;

/** Changes the answer to one operation where it is refused in one way. */
const refusal =
  (operation: string, failure: string, outcome: Outcome): SurfaceFault['surface'] =>
  ({ call }, result) =>
    call.operation === operation &&
    result.outcome.ok === false &&
    result.outcome.failure === failure
      ? { ...result, outcome }
      : result;

const refused = (failure: keyof typeof failures, code: string, status: number): Outcome => ({
  ok: false,
  failure,
  code,
  status,
  message: failures[failure].text,
  rule: 'declared-errors',
});

const isRefusedAs = ({ outcome }: Result, failure: string): boolean =>
  outcome.ok === false && outcome.failure === failure;

const inRole =
  (change: Readonly<Record<string, unknown>>) => (given: Readonly<Record<string, unknown>>) => ({
    Role: { ...(given.Role as object), ...change },
  });

/** Wrong models whose lifecycle is right and whose answers are not. */
export const surfaceFaults = {
  'duplicate-conflict': {
    sentence: 'A second CreateServiceLinkedRole is refused as EntityAlreadyExists.',
    surface: refusal(
      'CreateServiceLinkedRole',
      'RoleNameTaken',
      refused('RoleNameTaken', 'EntityAlreadyExists', 409),
    ),
  },
  'wrong-role-name': {
    sentence: 'The role is shown under a name made from its principal.',
    surface: output('GetRole', inRole({ RoleName: 'AWSServiceRoleForNetwork' })),
  },
  'wrong-path': {
    sentence: 'The role is shown under the path of ordinary roles.',
    surface: output('GetRole', inRole({ Path: '/' })),
  },
  'long-sessions': {
    sentence: 'The role allows sessions of twelve hours.',
    surface: output('GetRole', inRole({ MaxSessionDuration: 43200 })),
  },
  'unknown-task-succeeded': {
    sentence: 'The status of a deletion task that was never opened is SUCCEEDED.',
    surface: refusal('GetServiceLinkedRoleDeletionStatus', 'NoSuchOther', {
      ok: true,
      output: { Status: 'SUCCEEDED' },
    }),
  },
  'task-without-reason': {
    sentence: 'A failed deletion task gives no reason.',
    surface: output('GetServiceLinkedRoleDeletionStatus', ({ Status }) => ({ Status })),
  },
  'list-hides-role': {
    sentence: 'ListRoles leaves service-linked roles out.',
    surface: output('ListRoles', (given) => ({
      ...given,
      Roles: (given.Roles as { Path: string }[]).filter(({ Path }) => Path === '/'),
    })),
  },
  'description-refused': {
    sentence: 'The description of the role cannot be edited.',
    surface: ({ call, account }, result) =>
      call.operation === 'UpdateRole' && result.outcome.ok === true
        ? { account, outcome: refused('UnmodifiableEntity', 'UnmodifiableEntity', 400) }
        : result,
  },
  'tags-refused': {
    sentence: 'The role cannot be tagged.',
    surface: ({ call, account }, result) =>
      call.operation === 'TagRole' && result.outcome.ok === true
        ? { account, outcome: refused('UnmodifiableEntity', 'UnmodifiableEntity', 400) }
        : result,
  },
  'anybody-assumes': {
    sentence: 'Anybody may assume the role.',
    surface: refusal('AssumeRole', 'AssumeDenied', { ok: true, output: { Credentials: {} } }),
  },
  'policy-shown-elsewhere': {
    sentence: "Every role shows the role's policy as attached.",
    surface: ({ call, account }, result) =>
      call.operation === 'ListAttachedRolePolicies' && result.outcome.ok === true
        ? {
            ...result,
            outcome: {
              ok: true,
              output: { AttachedPolicies: [{ PolicyName: account.role.policyName }] },
            },
          }
        : result,
  },
  'attach-replaces-policy': {
    sentence: "AttachRolePolicy on the role is accepted and replaces the role's policy.",
    surface: ({ call, account }, result) =>
      call.operation === 'AttachRolePolicy' && isRefusedAs(result, 'UnmodifiableEntity')
        ? {
            account: { ...account, role: { ...account.role, policyName: 'Another' } },
            outcome: { ok: true, output: {} },
          }
        : result,
  },
  'anybody-edits': {
    sentence: 'A caller without the right to edit the role changes its description.',
    surface: ({ call, account }, result) =>
      call.operation === 'UpdateRole' && isRefusedAs(result, 'AccessDenied')
        ? {
            account: { ...account, beside: { ...account.beside, description: 'by anybody' } },
            outcome: { ok: true, output: {} },
          }
        : result,
  },
  'reading-tags': {
    sentence: 'Reading the role leaves a tag on it.',
    surface: ({ call, account }, result) =>
      call.operation === 'ListRoleTags' && result.outcome.ok === true
        ? {
            ...result,
            account: { ...account, beside: { ...account.beside, tags: { read: 'yes' } } },
          }
        : result,
  },
} as const satisfies Readonly<Record<string, SurfaceFault>>;
