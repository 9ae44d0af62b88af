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

const accepted: Outcome = { ok: true, output: {} };

/** Shows this as the usage of every failed task. */
const usage = (shown: object): SurfaceFault['surface'] =>
  output('GetServiceLinkedRoleDeletionStatus', (given) =>
    given.Status === 'FAILED'
      ? { ...given, Reason: { Reason: 'in use', RoleUsageList: [shown] } }
      : given,
  );

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
  'request-wipes-role': {
    sentence: 'A deletion request wipes the description and the tags of the role.',
    surface: ({ call }, result) =>
      call.operation === 'DeleteServiceLinkedRole' && result.outcome.ok === true
        ? {
            ...result,
            account: {
              ...result.account,
              beside: { ...result.account.beside, description: undefined, tags: {} },
            },
          }
        : result,
  },
  'user-gets-policy': {
    sentence: "The role's policy can be attached to a user.",
    surface: refusal('AttachUserPolicy', 'PolicyNotAttachable', accepted),
  },
  'group-gets-policy': {
    sentence: "The role's policy can be attached to a group.",
    surface: refusal('AttachGroupPolicy', 'PolicyNotAttachable', accepted),
  },
  'detach-accepted': {
    sentence: 'DetachRolePolicy on the role is accepted, and does nothing.',
    surface: refusal('DetachRolePolicy', 'UnmodifiableEntity', accepted),
  },
  'delete-role-accepted': {
    sentence: 'DeleteRole on the role is accepted, and does nothing.',
    surface: refusal('DeleteRole', 'UnmodifiableEntity', accepted),
  },
  'usage-in-another-region': {
    sentence: 'A failed deletion task names usage in a Region that had none.',
    surface: usage({ Region: 'sa-east-1', Resources: [] }),
  },
  'usage-of-another-resource': {
    sentence: 'A failed deletion task names a resource that never was.',
    surface: usage({
      Region: 'us-east-1',
      Resources: ['arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/another'],
    }),
  },
  'code-of-no-service': {
    sentence: 'The deletion of a subnet that is needed is refused with a code of its own.',
    surface: refusal(
      'DeleteSubnet',
      'DependencyViolation',
      refused('DependencyViolation', 'SubnetIsNeeded', 400),
    ),
  },
  'another-thing-not-found': {
    sentence: 'A subnet that does not exist is refused as a VPC that does not.',
    surface: refusal(
      'DeleteSubnet',
      'NotFoundInEc2',
      refused('NotFoundInEc2', 'InvalidVpcID.NotFound', 400),
    ),
  },
  'status-of-no-service': {
    sentence: 'A second CreateServiceLinkedRole is refused with the status 418.',
    surface: refusal(
      'CreateServiceLinkedRole',
      'RoleNameTaken',
      refused('RoleNameTaken', 'InvalidInput', 418),
    ),
  },
  'code-not-declared': {
    sentence: 'DeleteServiceLinkedRole answers InvalidInput where there is no role.',
    surface: refusal(
      'DeleteServiceLinkedRole',
      'NoSuchEntity',
      refused('NotServiceLinked', 'InvalidInput', 400),
    ),
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
