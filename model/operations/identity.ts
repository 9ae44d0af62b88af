import { type OrdinaryRole, symbol } from '../account.ts';
import type { FailureName } from '../failures.ts';
import { roleExists } from '../lifecycle.ts';
import type { RequirementId } from '../requirements.ts';
import {
  answer,
  type Context,
  changeRole,
  isSameName,
  meetsRole,
  mint,
  misnamedPolicy,
  type Operation,
  onRoleNamed,
  type Result,
  refuse,
  roleArn,
  shownOrdinary,
  tagsGiven,
  text,
  unjudged,
} from './operation.ts';
import {
  notAttachable,
  unattachedPolicy,
  unfitPolicy,
  userAndGroupOperations,
} from './usersAndGroups.ts';

const isOwnPolicy = ({ account, call }: Context): boolean =>
  text(call, 'PolicyArn') === `arn:aws:iam::aws:policy/aws-service-role/${account.role.policyName}`;

/** What only AWS may change: refused on the role, whoever asks, and done to any other. */
const protectedChange = (
  extra: readonly string[] = [],
  onOrdinary: (context: Context, role: OrdinaryRole) => Result = ({ account }) => answer(account),
  rule: RequirementId = 'role-protected',
): Operation => ({
  service: 'iam',
  required: ['RoleName', ...extra],
  failures: ['ValidationError', 'NoSuchEntity', 'UnmodifiableEntity'],
  reads: ['role-name-case'],
  run: onRoleNamed((context) => refuse(context, 'UnmodifiableEntity', rule), onOrdinary),
});

const attach = changeRole(({ attached }, call) => ({
  attached: [...new Set([...attached, text(call, 'PolicyArn')])],
}));

const attachToRole = protectedChange(
  ['PolicyArn'],
  (context, role) => unfitPolicy(context, 'a Customer Role.') ?? attach(context, role),
);

const detach = changeRole(({ attached }, call) => ({
  attached: attached.filter((arn) => arn !== text(call, 'PolicyArn')),
}));

const detachFromRole = protectedChange(
  ['PolicyArn'],
  (context, role) => unattachedPolicy(context, role.attached) ?? detach(context, role),
);

const withoutInline = changeRole(({ inline }, call) => ({
  inline: inline.filter((name) => name !== text(call, 'PolicyName')),
}));

const deleteInline = protectedChange(['PolicyName'], (context, role) => {
  const entity = text(context.call, 'PolicyName');
  return role.inline.includes(entity)
    ? withoutInline(context, role)
    : refuse(context, 'NoSuchOther', 'bystander-absent', { entity });
});

/** Its own policy on the role itself, where it is looked first whether a policy can be attached. */
const ownPolicyFirst = (context: Context): Result | undefined =>
  context.account.choices['attach-check'] === 'attachability-first' &&
  isOwnPolicy(context) &&
  meetsRole(context.account, text(context.call, 'RoleName'))
    ? notAttachable(context, 'a Customer Role.')
    : undefined;

const removeRole = (context: Context, { name, attached, inline }: OrdinaryRole): Result => {
  if (attached.length + inline.length > 0)
    return refuse(context, 'DeleteConflict', 'bystander-with-policies');
  const { [name]: _, ...roles } = context.account.beside.roles;
  return answer(context.account, {}, { roles });
};

/** Whether a call reads a job of the caller's own. */
const isOwnJob = ({ account, call }: Context): boolean => {
  const [, number = ''] = /^\{\{Job:(\d+)\}\}$/.exec(text(call, 'JobId')) ?? [];
  const job = account.beside.jobs.find(({ id }) => String(id) === number);
  return job?.caller === call.caller.arn;
};

const readJob = (extra: readonly string[], member: string): Operation => ({
  service: 'iam',
  required: ['JobId', ...extra],
  failures: ['ValidationError', 'NoSuchOther'],
  run: (context) =>
    isOwnJob(context)
      ? answer(context.account, {
          JobStatus: unjudged,
          JobCreationDate: unjudged,
          JobCompletionDate: unjudged,
          [member]: unjudged,
        })
      : refuse(context, 'NoSuchOther', 'access-advisor-job', {
          entity: text(context.call, 'JobId'),
        }),
});

const denied: readonly FailureName[] = ['ValidationError', 'AssumeDenied'];

/** IAM and STS beside the role: what a protected role refuses, ordinary identities, Access Advisor, sessions. */
export const identityOperations = Object.freeze({
  UpdateAssumeRolePolicy: protectedChange(
    ['PolicyDocument'],
    changeRole((_, { input }) => ({ trust: input.PolicyDocument })),
  ),
  AttachRolePolicy: {
    ...attachToRole,
    failures: [
      'ValidationError',
      'InvalidArn',
      'NoSuchEntity',
      'UnmodifiableEntity',
      'PolicyNotAttachable',
      'NotAttachable',
    ],
    reads: ['attach-check', 'role-name-case'],
    run: (context) =>
      misnamedPolicy(context) ?? ownPolicyFirst(context) ?? attachToRole.run(context),
  },
  DetachRolePolicy: {
    ...detachFromRole,
    failures: [
      'ValidationError',
      'InvalidArn',
      'NoSuchEntity',
      'UnmodifiableEntity',
      'NoSuchPolicy',
    ],
    run: (context) => misnamedPolicy(context) ?? detachFromRole.run(context),
  },
  PutRolePolicy: protectedChange(
    ['PolicyName', 'PolicyDocument'],
    changeRole(({ inline }, call) => ({
      inline: [...new Set([...inline, text(call, 'PolicyName')])],
    })),
    'session-not-revocable',
  ),
  DeleteRolePolicy: {
    ...deleteInline,
    failures: ['ValidationError', 'NoSuchEntity', 'UnmodifiableEntity', 'NoSuchOther'],
  },
  PutRolePermissionsBoundary: protectedChange(
    ['PermissionsBoundary'],
    undefined,
    'boundary-refused',
  ),
  DeleteRolePermissionsBoundary: protectedChange([], undefined, 'boundary-refused'),
  DeleteRole: {
    ...protectedChange([], removeRole),
    failures: ['ValidationError', 'NoSuchEntity', 'UnmodifiableEntity', 'DeleteConflict'],
  },
  CreateRole: {
    service: 'iam',
    required: ['RoleName', 'AssumeRolePolicyDocument'],
    failures: ['ValidationError', 'ReservedPath', 'EntityAlreadyExists'],
    run: (context) => {
      const { call } = context;
      const { beside, core, role } = context.account;
      const name = text(call, 'RoleName');
      const path = text(call, 'Path') || '/';
      if (path.startsWith('/aws-service-role/'))
        return refuse(context, 'ReservedPath', 'reserved-path');
      const taken = [...Object.keys(beside.roles), ...(roleExists(core) ? [role.name] : [])];
      if (taken.some((other) => isSameName(other, name)))
        return refuse(context, 'EntityAlreadyExists', 'role-names-without-case', { entity: name });
      const { name: id, account } = mint(context.account, 'OrdinaryRoleId');
      const made: OrdinaryRole = {
        name,
        id,
        path,
        trust: call.input.AssumeRolePolicyDocument,
        tags: tagsGiven(call),
        attached: [],
        inline: [],
      };
      return answer(
        account,
        { Role: shownOrdinary(account, made) },
        { roles: { ...account.beside.roles, [name]: made } },
      );
    },
  },
  ...userAndGroupOperations,
  GenerateServiceLastAccessedDetails: {
    service: 'iam',
    required: ['Arn'],
    failures: ['ValidationError', 'NoSuchOther'],
    run: (context) => {
      const { account, call } = context;
      const arn = text(call, 'Arn');
      if (arn !== roleArn(account) || !meetsRole(account, account.role.name))
        return refuse(context, 'NoSuchOther', 'access-advisor-job', { entity: arn });
      const id = (account.beside.jobs.at(-1)?.id ?? 0) + 1;
      const jobs = [...account.beside.jobs, { id, caller: call.caller.arn }];
      return answer(account, { JobId: symbol('Job', id) }, { jobs });
    },
  },
  GetServiceLastAccessedDetails: readJob([], 'ServicesLastAccessed'),
  GetServiceLastAccessedDetailsWithEntities: readJob(['ServiceNamespace'], 'EntityDetailsList'),
  AssumeRole: {
    service: 'sts',
    required: ['RoleArn', 'RoleSessionName'],
    failures: denied,
    run: (context) =>
      refuse(context, 'AssumeDenied', 'assume-refused', {
        resource: text(context.call, 'RoleArn'),
      }),
  },
  GetCallerIdentity: {
    service: 'sts',
    required: [],
    failures: [],
    run: ({ account, call }) =>
      answer(account, { Account: account.id, Arn: call.caller.arn, UserId: unjudged }),
  },
} satisfies Record<string, Operation>);
