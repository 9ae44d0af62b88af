import type { FailureName } from '../failures.ts';
import type { RequirementId } from '../requirements.ts';
import {
  answer,
  type Context,
  isRoleName,
  meetsRole,
  mint,
  misnamedPolicy,
  type Operation,
  type Result,
  refuse,
  roleArn,
  text,
  unjudged,
} from './operation.ts';

const isOwnPolicy = ({ account, call }: Context): boolean =>
  text(call, 'PolicyArn') === `arn:aws:iam::aws:policy/aws-service-role/${account.role.policyName}`;

/** What only AWS may change: refused on the role, whoever asks, and done to any other. */
const protectedChange = (
  extra: readonly string[] = [],
  onOrdinary: (context: Context) => Result = ({ account }) => answer(account),
  rule: RequirementId = 'role-protected',
): Operation => ({
  service: 'iam',
  required: ['RoleName', ...extra],
  failures: ['ValidationError', 'NoSuchEntity', 'UnmodifiableEntity'],
  reads: ['role-name-case'],
  run: (context) => {
    const name = text(context.call, 'RoleName');
    if (meetsRole(context.account, name)) return refuse(context, 'UnmodifiableEntity', rule);
    if (Object.hasOwn(context.account.beside.roles, name)) return onOrdinary(context);
    return refuse(context, 'NoSuchEntity', 'role-absent-read', { role: name });
  },
});

const notAttachable = (context: Context, target: string): Result =>
  refuse(context, 'PolicyNotAttachable', 'policy-not-attachable', { target });

const attachToRole = protectedChange(['PolicyArn'], (context) => {
  const { account, call } = context;
  const policy = text(call, 'PolicyArn');
  if (policy.startsWith('arn:aws:iam::aws:policy/aws-service-role/'))
    return notAttachable(context, 'a Customer Role.');
  if (!policy.startsWith('arn:aws:iam::aws:policy/'))
    return refuse(context, 'NotAttachable', 'bystander-absent', { policy });
  return changeRole(account, text(call, 'RoleName'), (attached) => [
    ...new Set([...attached, policy]),
  ]);
});

/** Its own policy on the role itself, where it is looked first whether a policy can be attached. */
const ownPolicyFirst = (context: Context): Result | undefined =>
  context.account.choices['attach-check'] === 'attachability-first' &&
  isOwnPolicy(context) &&
  meetsRole(context.account, text(context.call, 'RoleName'))
    ? notAttachable(context, 'a Customer Role.')
    : undefined;

const changeRole = (
  account: Context['account'],
  name: string,
  change: (attached: readonly string[]) => readonly string[],
): Result => {
  const { roles } = account.beside;
  const role = roles[name];
  return role === undefined
    ? answer(account)
    : answer(
        account,
        {},
        {
          roles: { ...roles, [name]: { ...role, attached: change(role.attached) } },
        },
      );
};

const entity = (kind: 'users' | 'groups', member: string): Operation => ({
  service: 'iam',
  required: [member],
  failures: ['ValidationError', 'EntityAlreadyExists'],
  run: (context) => {
    const { account, call } = context;
    const name = text(call, member);
    if (account.beside[kind].includes(name))
      return refuse(context, 'EntityAlreadyExists', 'bystander-made-once', { entity: name });
    const shown = member.replace('Name', '');
    return answer(
      account,
      {
        [shown]: {
          [member]: name,
          Arn: `arn:aws:iam::${account.id}:${shown.toLowerCase()}/${name}`,
        },
      },
      { [kind]: [...account.beside[kind], name] },
    );
  },
});

const attachTo = (kind: 'users' | 'groups', member: string, target: string): Operation => ({
  service: 'iam',
  required: [member, 'PolicyArn'],
  failures: ['ValidationError', 'NoSuchOther', 'PolicyNotAttachable'],
  run: (context) => {
    const name = text(context.call, member);
    if (!context.account.beside[kind].includes(name))
      return refuse(context, 'NoSuchOther', 'bystander-absent', { entity: name });
    return isOwnPolicy(context) ? notAttachable(context, target) : answer(context.account);
  },
});

const jobOf = (context: Context): string | undefined => {
  const match = /^\{\{Job:(\d+)\}\}$/.exec(text(context.call, 'JobId'));
  return match === null ? undefined : context.account.beside.jobs[Number(match[1]) - 1];
};

const readJob = (extra: readonly string[], member: string): Operation => ({
  service: 'iam',
  required: ['JobId', ...extra],
  failures: ['ValidationError', 'NoSuchOther'],
  run: (context) =>
    jobOf(context) === undefined
      ? refuse(context, 'NoSuchOther', 'access-advisor-job', {
          entity: text(context.call, 'JobId'),
        })
      : answer(context.account, {
          JobStatus: unjudged,
          JobCreationDate: unjudged,
          JobCompletionDate: unjudged,
          [member]: unjudged,
        }),
});

const denied: readonly FailureName[] = ['ValidationError', 'AssumeDenied'];

/** IAM and STS beside the role: what a protected role refuses, ordinary identities, Access Advisor, sessions. */
export const identityOperations = Object.freeze({
  UpdateAssumeRolePolicy: protectedChange(['PolicyDocument']),
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
  DetachRolePolicy: protectedChange(['PolicyArn'], ({ account, call }) =>
    changeRole(account, text(call, 'RoleName'), (attached) =>
      attached.filter((arn) => arn !== text(call, 'PolicyArn')),
    ),
  ),
  PutRolePolicy: protectedChange(
    ['PolicyName', 'PolicyDocument'],
    undefined,
    'session-not-revocable',
  ),
  DeleteRolePolicy: protectedChange(['PolicyName']),
  PutRolePermissionsBoundary: protectedChange(
    ['PermissionsBoundary'],
    undefined,
    'boundary-refused',
  ),
  DeleteRolePermissionsBoundary: protectedChange([], undefined, 'boundary-refused'),
  DeleteRole: protectedChange([], ({ account, call }) => {
    const { [text(call, 'RoleName')]: _, ...roles } = account.beside.roles;
    return answer(account, {}, { roles });
  }),
  CreateRole: {
    service: 'iam',
    required: ['RoleName', 'AssumeRolePolicyDocument'],
    failures: ['ValidationError', 'ReservedPath', 'EntityAlreadyExists'],
    run: (context) => {
      const { call } = context;
      const name = text(call, 'RoleName');
      const path = text(call, 'Path') || '/';
      const reserved = isRoleName(context.account, name) && !meetsRole(context.account, name);
      if (path.startsWith('/aws-service-role/') || reserved)
        return refuse(context, 'ReservedPath', 'reserved-path');
      const sameName = (other: string) => other.toLowerCase() === name.toLowerCase();
      const { beside, role } = context.account;
      if (
        Object.keys(beside.roles).some(sameName) ||
        (sameName(role.name) && meetsRole(context.account, role.name))
      )
        return refuse(context, 'EntityAlreadyExists', 'bystander-made-once', { entity: name });
      const { name: id, account } = mint(context.account, 'RoleId');
      const trust = call.input.AssumeRolePolicyDocument;
      const roles = { ...account.beside.roles, [name]: { id, path, trust, attached: [] } };
      return answer(
        account,
        {
          Role: {
            Path: path,
            RoleName: name,
            RoleId: id,
            Arn: `arn:aws:iam::${account.id}:role${path}${name}`,
            CreateDate: unjudged,
          },
        },
        { roles },
      );
    },
  },
  CreateUser: entity('users', 'UserName'),
  CreateGroup: entity('groups', 'GroupName'),
  AttachUserPolicy: attachTo('users', 'UserName', 'an IAM user'),
  AttachGroupPolicy: attachTo('groups', 'GroupName', 'an IAM group'),
  GenerateServiceLastAccessedDetails: {
    service: 'iam',
    required: ['Arn'],
    failures: ['ValidationError', 'NoSuchOther'],
    run: (context) => {
      const { account, call } = context;
      const arn = text(call, 'Arn');
      if (arn !== roleArn(account) || !meetsRole(account, account.role.name))
        return refuse(context, 'NoSuchOther', 'access-advisor-job', { entity: arn });
      const jobs = [...account.beside.jobs, arn];
      return answer(account, { JobId: `{{Job:${jobs.length}}}` }, { jobs });
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
