import type { Account } from '../account.ts';
import { symbol } from '../account.ts';
import { policyFacts } from '../documents.ts';
import type { Model } from '../model.ts';
import {
  answer,
  type Context,
  isRoleName,
  list,
  meetsRole,
  misnamedPolicy,
  missing,
  move,
  type Operation,
  type Result,
  refuse,
  roleArn,
  text,
  unjudged,
} from './operation.ts';

const { freeze } = Object;

/** The role as CreateServiceLinkedRole and ListRoles show it. */
function shownInList(account: Account, model: Model): Record<string, unknown> {
  const { role, core, beside } = account;
  return {
    Path: `/aws-service-role/${role.principal}/`,
    RoleName: role.name,
    RoleId: symbol('RoleId', core.rolesMade),
    Arn: roleArn(account),
    CreateDate: unjudged,
    AssumeRolePolicyDocument: model.documents.trust(role.principal),
    PermissionsBoundary: missing,
    ...(beside.description === undefined ? {} : { Description: beside.description }),
  };
}

/** The role as GetRole shows it. */
const shown = (account: Account, model: Model): Record<string, unknown> => ({
  ...shownInList(account, model),
  Description: account.beside.description ?? missing,
  MaxSessionDuration: 3600,
  RoleLastUsed: unjudged,
  Tags: tagList(account.beside.tags, missing),
});

const tagList = (tags: Readonly<Record<string, string>>, none: unknown): unknown => {
  const rows = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return rows.length === 0 ? none : rows;
};

const shownOrdinary = (account: Account, name: string): Record<string, unknown> => {
  const role = account.beside.roles[name];
  return {
    Path: role?.path,
    RoleName: name,
    RoleId: role?.id,
    Arn: `arn:aws:iam::${account.id}:role${role?.path}${name}`,
    CreateDate: unjudged,
    AssumeRolePolicyDocument: role?.trust,
  };
};

/** Runs `onRole` on the service-linked role, `onOrdinary` on another, and answers that there is none otherwise. */
const onRoleNamed =
  (onRole: (context: Context) => Result, onOrdinary: (context: Context) => Result = onRole) =>
  (context: Context): Result => {
    const name = text(context.call, 'RoleName');
    if (meetsRole(context.account, name)) return onRole(context);
    if (Object.hasOwn(context.account.beside.roles, name)) return onOrdinary(context);
    return refuse(context, 'NoSuchEntity', 'role-absent-read', { role: name });
  };

/** Refuses callers who lack the right to edit; asked only where the call names the service-linked role. */
const editing =
  (run: (context: Context) => Result) =>
  (context: Context): Result =>
    isRoleName(context.account, text(context.call, 'RoleName')) && !context.call.caller.mayEdit
      ? refuse(context, 'AccessDenied', 'edit-needs-right')
      : run(context);

const describe = ({ account, call }: Context): Account => ({
  ...account,
  beside: { ...account.beside, description: text(call, 'Description') },
});

const create = (context: Context): Result => {
  const { account, call } = context;
  const { role, choices } = account;
  const principal = text(call, 'AWSServiceName');
  const made = move(
    context,
    { machine: 'role', type: 'CreateServiceLinkedRole', mayCreate: call.caller.mayCreate },
    (after) => {
      const description = text(call, 'Description') || role.description;
      const described = { ...after, beside: { ...after.beside, description } };
      const { Description: _, ...withoutDescription } = shownInList(described, context.model);
      return answer(described, { Role: withoutDescription });
    },
  );
  const failure = made.outcome.ok === false ? made.outcome.failure : undefined;
  if (failure === 'AccessDenied') return made;
  if (principal !== role.principal)
    return principal.endsWith('.amazonaws.com')
      ? refuse(context, 'NoTemplate', 'no-template', { principal })
      : refuse(context, 'NotAPrincipal', 'not-a-principal', { principal });
  const suffixRefused = text(call, 'CustomSuffix') !== '' && !role.suffixAllowed;
  if (suffixRefused && (choices['suffix-check'] === 'before-name' || failure === undefined))
    return refuse(context, 'SuffixNotAllowed', 'suffix-refused');
  return made;
};

const requestDeletion = (context: Context): Result => {
  const { account, call } = context;
  const name = text(call, 'RoleName');
  if (!isRoleName(account, name)) {
    if (!call.caller.mayDelete) return refuse(context, 'AccessDenied', 'deletion-needs-right');
    return name in account.beside.roles &&
      account.choices['ordinary-role-deletion'] === 'InvalidInput'
      ? refuse(context, 'NotServiceLinked', 'ordinary-role-not-slr', { role: name })
      : refuse(context, 'NoSuchEntity', 'ordinary-role-not-slr', { role: name });
  }
  const { mayDelete } = call.caller;
  return move(context, { machine: 'role', type: 'DeleteServiceLinkedRole', mayDelete }, (after) => {
    const { core, beside } = after;
    const past = account.core;
    const opened = core.tasksOpened > past.tasksOpened;
    const status = past.role.deletion;
    const ended = opened && (status === 'SUCCEEDED' || status === 'FAILED');
    const pastTasks = ended
      ? [...beside.pastTasks, { id: past.tasksOpened, status, usage: past.usage }]
      : beside.pastTasks;
    return answer(after, { DeletionTaskId: taskId(after, core.tasksOpened) }, { pastTasks });
  });
};

const taskId = ({ role }: Account, number: number): string =>
  `task/aws-service-role/${role.principal}/${role.name}/${symbol('Task', number)}`;

const deletionStatus = (context: Context): Result => {
  const { account, call } = context;
  const { core, beside, choices } = account;
  if (!call.caller.mayDelete) return refuse(context, 'AccessDenied', 'status-needs-right');
  const id = text(call, 'DeletionTaskId');
  if (!/^task\/aws-service-role\/[^/]+\/[^/]+\/[^/]+$/.test(id))
    return refuse(context, 'MalformedTaskId', 'status-malformed-task');
  const newest = { id: core.tasksOpened, status: core.role.deletion, usage: core.usage };
  const task = [newest, ...beside.pastTasks].find(
    (one) => one.id > 0 && taskId(account, one.id) === id,
  );
  const ended = task?.status === 'SUCCEEDED' || task?.status === 'FAILED';
  const hidden = ended
    ? choices['task-record'] === 'purged'
    : choices['new-task-visibility'] === 'later';
  if (task === undefined || hidden)
    return refuse(context, 'NoSuchOther', 'status-unknown-task', { entity: id });
  const Reason = task.status === 'FAILED' ? failureReason(account, task.usage) : missing;
  return answer(account, { Status: task.status, Reason });
};

/** Why a task failed, with as much of the usage as the choice lets the service tell. */
function failureReason({ id: owner, choices }: Account, usage: Account['core']['usage']): unknown {
  const told = choices['failure-usage'];
  const resources = usage.filter(({ what }) => what === 'resource');
  const named = told === 'all' ? resources : told === 'some' ? resources.slice(0, 1) : [];
  const regions = [...new Set(named.map(({ region }) => region))];
  return {
    Reason: unjudged,
    RoleUsageList:
      regions.length === 0
        ? missing
        : regions.map((Region) => ({
            Region,
            Resources: named
              .filter(({ region }) => region === Region)
              .map(({ id, why }) =>
                resourceArn(owner, String(Region), why.split(' ')[0] ?? '', id),
              ),
          })),
  };
}

const arnPaths: Readonly<Record<string, string>> = {
  AgentRuntime: 'runtime',
  CodeInterpreter: 'code-interpreter-custom',
  Browser: 'browser-custom',
};

/** The ARN of an AgentCore resource. */
export const resourceArn = (account: string, region: string, kind: string, id: string): string =>
  `arn:aws:bedrock-agentcore:${region}:${account}:${arnPaths[kind]}/${id}`;

const policyArn = ({ role }: Account): string =>
  `arn:aws:iam::aws:policy/aws-service-role/${role.policyName}`;

const onPolicy =
  (run: (context: Context) => Result) =>
  (context: Context): Result => {
    const misnamed = misnamedPolicy(context);
    if (misnamed !== undefined) return misnamed;
    const policy = text(context.call, 'PolicyArn');
    return policy === policyArn(context.account)
      ? run(context)
      : refuse(context, 'NoSuchPolicy', 'policy-read', { policy });
  };

/** IAM on the role itself. */
export const roleOperations = freeze({
  CreateServiceLinkedRole: {
    service: 'iam',
    required: ['AWSServiceName'],
    failures: [
      'ValidationError',
      'AccessDenied',
      'NoTemplate',
      'NotAPrincipal',
      'SuffixNotAllowed',
      'RoleNameTaken',
    ],
    reads: ['suffix-check', 'new-role-visibility'],
    run: create,
  },
  DeleteServiceLinkedRole: {
    service: 'iam',
    required: ['RoleName'],
    failures: ['ValidationError', 'AccessDenied', 'NoSuchEntity', 'NotServiceLinked'],
    reads: ['ordinary-role-deletion', 'role-name-case'],
    run: requestDeletion,
  },
  GetServiceLinkedRoleDeletionStatus: {
    service: 'iam',
    required: ['DeletionTaskId'],
    failures: ['ValidationError', 'AccessDenied', 'MalformedTaskId', 'NoSuchOther'],
    reads: ['failure-usage', 'task-record', 'new-task-visibility'],
    run: deletionStatus,
  },
  GetRole: {
    service: 'iam',
    required: ['RoleName'],
    failures: ['ValidationError', 'NoSuchEntity'],
    reads: ['role-name-case'],
    run: onRoleNamed(
      ({ account, model }) => answer(account, { Role: shown(account, model) }),
      ({ account, call }) =>
        answer(account, { Role: shownOrdinary(account, text(call, 'RoleName')) }),
    ),
  },
  ListRoles: {
    service: 'iam',
    required: [],
    failures: ['ValidationError'],
    run: ({ account, call, model }) => {
      const prefix = text(call, 'PathPrefix') || '/';
      const roles = [
        ...(meetsRole(account, account.role.name)
          ? [{ ...shownInList(account, model), RoleLastUsed: missing, Tags: missing }]
          : []),
        ...Object.keys(account.beside.roles).map((name) => shownOrdinary(account, name)),
      ];
      const Roles = roles.filter(({ Path }) => String(Path).startsWith(prefix));
      return answer(account, { Roles, IsTruncated: false });
    },
  },
  UpdateRole: {
    service: 'iam',
    required: ['RoleName'],
    failures: ['ValidationError', 'AccessDenied', 'NoSuchEntity', 'UnmodifiableEntity'],
    reads: ['session-duration-edit', 'role-name-case'],
    run: editing(
      onRoleNamed(
        (context) => {
          const { account, call } = context;
          const duration = call.input.MaxSessionDuration;
          const accepted =
            duration === undefined ||
            (Number(duration) === 3600 &&
              account.choices['session-duration-edit'] === 'default-accepted');
          if (!accepted) return refuse(context, 'UnmodifiableEntity', 'session-duration-fixed');
          return answer(call.input.Description === undefined ? account : describe(context));
        },
        ({ account }) => answer(account),
      ),
    ),
  },
  UpdateRoleDescription: {
    service: 'iam',
    required: ['RoleName', 'Description'],
    failures: ['ValidationError', 'AccessDenied', 'NoSuchEntity'],
    reads: ['role-name-case'],
    run: editing(
      onRoleNamed(
        (context) => {
          const described = describe(context);
          return answer(described, { Role: shownInList(described, context.model) });
        },
        ({ account, call }) =>
          answer(account, { Role: shownOrdinary(account, text(call, 'RoleName')) }),
      ),
    ),
  },
  TagRole: {
    service: 'iam',
    required: ['RoleName', 'Tags'],
    failures: ['ValidationError', 'AccessDenied', 'NoSuchEntity'],
    reads: ['role-name-case'],
    run: editing(
      onRoleNamed(
        ({ account, call }) => {
          const added = list(call, 'Tags').map((tag) => {
            const { Key, Value } = tag as { Key: string; Value: string };
            return [Key, Value];
          });
          return answer(
            account,
            {},
            { tags: { ...account.beside.tags, ...Object.fromEntries(added) } },
          );
        },
        ({ account }) => answer(account),
      ),
    ),
  },
  UntagRole: {
    service: 'iam',
    required: ['RoleName', 'TagKeys'],
    failures: ['ValidationError', 'AccessDenied', 'NoSuchEntity'],
    reads: ['role-name-case'],
    run: editing(
      onRoleNamed(
        ({ account, call }) => {
          const keys = list(call, 'TagKeys');
          const kept = Object.entries(account.beside.tags).filter(([key]) => !keys.includes(key));
          return answer(account, {}, { tags: Object.fromEntries(kept) });
        },
        ({ account }) => answer(account),
      ),
    ),
  },
  ListRoleTags: {
    service: 'iam',
    required: ['RoleName'],
    failures: ['ValidationError', 'NoSuchEntity'],
    reads: ['role-name-case'],
    run: onRoleNamed(
      ({ account }) =>
        answer(account, { Tags: tagList(account.beside.tags, []), IsTruncated: false }),
      ({ account }) => answer(account, { Tags: [], IsTruncated: false }),
    ),
  },
  ListAttachedRolePolicies: {
    service: 'iam',
    required: ['RoleName'],
    failures: ['ValidationError', 'NoSuchEntity'],
    reads: ['role-name-case'],
    run: onRoleNamed(
      ({ account }) =>
        answer(account, {
          AttachedPolicies: [
            { PolicyName: account.role.policyName, PolicyArn: policyArn(account) },
          ],
          IsTruncated: false,
        }),
      ({ account, call }) =>
        answer(account, {
          AttachedPolicies: (account.beside.roles[text(call, 'RoleName')]?.attached ?? []).map(
            (arn) => ({
              PolicyName: arn.split('/').at(-1),
              PolicyArn: arn,
            }),
          ),
          IsTruncated: false,
        }),
    ),
  },
  ListRolePolicies: {
    service: 'iam',
    required: ['RoleName'],
    failures: ['ValidationError', 'NoSuchEntity'],
    reads: ['role-name-case'],
    run: onRoleNamed(({ account }) => answer(account, { PolicyNames: [], IsTruncated: false })),
  },
  GetPolicy: {
    service: 'iam',
    required: ['PolicyArn'],
    failures: ['ValidationError', 'InvalidArn', 'NoSuchPolicy'],
    run: onPolicy(({ account }) =>
      answer(account, {
        Policy: {
          PolicyName: account.role.policyName,
          Arn: policyArn(account),
          Path: '/aws-service-role/',
          DefaultVersionId: policyFacts.defaultVersion,
          Description: policyFacts.description,
          CreateDate: unjudged,
          UpdateDate: unjudged,
        },
      }),
    ),
  },
  GetPolicyVersion: {
    service: 'iam',
    required: ['PolicyArn', 'VersionId'],
    failures: ['ValidationError', 'InvalidArn', 'NoSuchPolicy'],
    run: onPolicy((context) =>
      text(context.call, 'VersionId') === policyFacts.defaultVersion
        ? answer(context.account, {
            PolicyVersion: {
              Document: context.model.documents.permissions,
              VersionId: policyFacts.defaultVersion,
              IsDefaultVersion: true,
              CreateDate: unjudged,
            },
          })
        : refuse(context, 'NoSuchPolicy', 'policy-read', {
            policy: text(context.call, 'VersionId'),
          }),
    ),
  },
} satisfies Record<string, Operation>);
