import type { Account, OrdinaryRole } from '../account.ts';
import { symbol } from '../account.ts';
import { isText } from '../constraints.ts';
import { policyFacts } from '../documents.ts';
import type { Model } from '../model.ts';
import {
  answer,
  type Call,
  type Context,
  changeRole,
  isAwsPolicy,
  isNameTaken,
  isRoleName,
  list,
  meetsRole,
  misnamedPolicy,
  missing,
  move,
  type Operation,
  onRoleNamed,
  ordinaryRole,
  type Result,
  refuse,
  roleArn,
  shownOrdinary,
  type Tags,
  tagList,
  tagsGiven,
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

/** An ordinary role as lists show it. */
const ordinaryInList = (account: Account, role: OrdinaryRole) => ({
  ...shownOrdinary(account, role),
  AssumeRolePolicyDocument: role.trust,
});

/** Changes the tags of the role that a call names. */
const retag = (change: (tags: Tags, call: Call) => Tags): Operation['run'] =>
  editing(
    onRoleNamed(
      ({ account, call }) => answer(account, {}, { tags: change(account.beside.tags, call) }),
      changeRole(({ tags }, call) => ({ tags: change(tags, call) })),
    ),
  );

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
  const { mayCreate } = call.caller;
  const principal = text(call, 'AWSServiceName');
  const make = () =>
    move(context, { machine: 'role', type: 'CreateServiceLinkedRole', mayCreate }, (after) => {
      const description = text(call, 'Description') || role.description;
      const described = { ...after, beside: { ...after.beside, description } };
      const { Description: _, ...withoutDescription } = shownInList(described, context.model);
      return answer(described, { Role: withoutDescription });
    });
  const made =
    mayCreate && isNameTaken(account)
      ? refuse(context, 'RoleNameTaken', 'role-names-without-case')
      : make();
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
    return ordinaryRole(account, name) !== undefined &&
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

/** Reads the role's own policy; of another one of AWS's no more is known than that it is there. */
const onPolicy =
  (shownAs: string, run: Operation['run']): Operation['run'] =>
  (context) => {
    const misnamed = misnamedPolicy(context);
    if (misnamed !== undefined) return misnamed;
    const policy = text(context.call, 'PolicyArn');
    if (policy === policyArn(context.account)) return run(context);
    return isAwsPolicy(policy)
      ? answer(context.account, { [shownAs]: unjudged })
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
      ({ account }, role) =>
        answer(account, {
          Role: { ...ordinaryInList(account, role), Tags: tagList(role.tags, missing) },
        }),
    ),
  },
  ListRoles: {
    service: 'iam',
    required: [],
    failures: ['ValidationError'],
    run: ({ account, call, model }) => {
      const prefix = text(call, 'PathPrefix') || '/';
      const roles: readonly Record<string, unknown>[] = [
        ...(meetsRole(account, account.role.name)
          ? [{ ...shownInList(account, model), RoleLastUsed: missing, Tags: missing }]
          : []),
        ...Object.values(account.beside.roles).map((role) => ordinaryInList(account, role)),
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
          const { choices } = account;
          const duration = text(call, 'MaxSessionDuration');
          const accepted =
            duration === '' ||
            (duration === '3600' && choices['session-duration-edit'] === 'default-accepted');
          if (!accepted) return refuse(context, 'UnmodifiableEntity', 'session-duration-fixed');
          return answer(isText(call.input.Description) ? describe(context) : account);
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
        ({ account }, role) => answer(account, { Role: ordinaryInList(account, role) }),
      ),
    ),
  },
  TagRole: {
    service: 'iam',
    required: ['RoleName', 'Tags'],
    failures: ['ValidationError', 'AccessDenied', 'NoSuchEntity'],
    reads: ['role-name-case'],
    run: retag((tags, call) => ({ ...tags, ...tagsGiven(call) })),
  },
  UntagRole: {
    service: 'iam',
    required: ['RoleName', 'TagKeys'],
    failures: ['ValidationError', 'AccessDenied', 'NoSuchEntity'],
    reads: ['role-name-case'],
    run: retag((tags, call) => {
      const removed = list(call, 'TagKeys').map(String);
      return Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.includes(key)));
    }),
  },
  ListRoleTags: {
    service: 'iam',
    required: ['RoleName'],
    failures: ['ValidationError', 'NoSuchEntity'],
    reads: ['role-name-case'],
    run: onRoleNamed(
      ({ account }) => answer(account, { Tags: tagList(account.beside.tags), IsTruncated: false }),
      ({ account }, { tags }) => answer(account, { Tags: tagList(tags), IsTruncated: false }),
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
      ({ account }, { attached }) =>
        answer(account, {
          AttachedPolicies: attached.map((PolicyArn) => ({
            PolicyName: PolicyArn.split('/').at(-1),
            PolicyArn,
          })),
          IsTruncated: false,
        }),
    ),
  },
  ListRolePolicies: {
    service: 'iam',
    required: ['RoleName'],
    failures: ['ValidationError', 'NoSuchEntity'],
    reads: ['role-name-case'],
    run: onRoleNamed(
      ({ account }) => answer(account, { PolicyNames: [], IsTruncated: false }),
      ({ account }, { inline }) => answer(account, { PolicyNames: inline, IsTruncated: false }),
    ),
  },
  GetPolicy: {
    service: 'iam',
    required: ['PolicyArn'],
    failures: ['ValidationError', 'InvalidArn', 'NoSuchPolicy'],
    run: onPolicy('Policy', ({ account }) =>
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
    run: onPolicy('PolicyVersion', (context) =>
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
