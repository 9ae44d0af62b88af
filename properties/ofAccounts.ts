import {
  type Account,
  type Call,
  callers,
  failures,
  type Model,
  type OperationName,
  type Outcome,
  operations,
  roleExists,
  step,
} from '../model/index.ts';
import type { Stated } from './property.ts';

/** One call, and the account before and after it. */
export interface AccountStep {
  readonly before: Account;
  readonly call: Call;
  readonly outcome: Outcome;
  readonly after: Account;
  /** The model that answered: what is read again is read from it. */
  readonly model: Model;
}

/** What must hold at every call: over what an administrator reads before and after it. */
export interface AccountInvariant extends Stated {
  /** Whether the call keeps the invariant. Pure. */
  readonly holds: (step: AccountStep) => boolean;
}

type Output = Readonly<Record<string, unknown>>;
type Read = (operation: string, input: Call['input']) => Outcome;

/** Reads an account as an administrator. */
const reading =
  (model: Model, account: Account): Read =>
  (operation, input) =>
    step(account, { operation, caller: callers.administrator, region: 'us-east-1', input }, model)
      .outcome;

const outputOf = (outcome: Outcome): Output | undefined =>
  outcome.ok === true ? outcome.output : undefined;

const roleName = 'AWSServiceRoleForBedrockAgentCoreNetwork';

const roleOf = (model: Model, account: Account): Output | undefined =>
  outputOf(reading(model, account)('GetRole', { RoleName: roleName }))?.Role as Output | undefined;

const policiesOf = (model: Model, account: Account, RoleName: string): string => {
  const read = reading(model, account);
  return JSON.stringify([
    read('ListAttachedRolePolicies', { RoleName }),
    read('ListRolePolicies', { RoleName }),
  ]);
};

const isRead = ({ operation }: Call): boolean => /^(Get|List|Describe)/.test(operation);

/** What must hold at every call of any operation. @category Properties */
export const accountInvariants: readonly AccountInvariant[] = [
  {
    name: 'no-call-edits-the-role',
    sentence:
      'No call changes name, path, ARN, trust or permissions of the role; description and tags may change.',
    rules: [
      'role-protected',
      'name-not-editable',
      'boundary-refused',
      'session-duration-fixed',
      'description-editable',
      'tags-editable',
      'one-attached-policy',
      'no-inline-policy',
      'same-arn-when-remade',
      'trust-policy',
      'role-read',
      'attach-own-policy-refused',
    ],
    holds: ({ before, after, model }) => {
      const was = roleOf(model, before);
      const is = roleOf(model, after);
      if (was === undefined || is === undefined) return true;
      const kept = ['RoleName', 'Path', 'Arn', 'AssumeRolePolicyDocument', 'MaxSessionDuration'];
      return (
        kept.every((member) => JSON.stringify(was[member]) === JSON.stringify(is[member])) &&
        policiesOf(model, before, roleName) === policiesOf(model, after, roleName)
      );
    },
  },
  {
    name: 'policy-attaches-nowhere-else',
    sentence: "The role's policy is attached to nothing but the role.",
    rules: ['policy-not-attachable', 'reserved-path'],
    holds: ({ after, model }) =>
      Object.entries(after.beside.roles).every(
        ([name, { path }]) =>
          !path.startsWith('/aws-service-role/') &&
          !policiesOf(model, after, name).includes('BedrockAgentCoreNetworkServiceRolePolicy'),
      ),
  },
  {
    name: 'editing-needs-the-right',
    sentence: 'A caller who may not edit the role never changes its description or its tags.',
    rules: ['edit-needs-right', 'full-access-cannot-delete'],
    holds: ({ before, after, call, model }) => {
      if (call.caller.mayEdit) return true;
      const was = roleOf(model, before);
      const is = roleOf(model, after);
      if (was === undefined || is === undefined || was.RoleId !== is.RoleId) return true;
      return (
        was.Description === is.Description && JSON.stringify(was.Tags) === JSON.stringify(is.Tags)
      );
    },
  },
  {
    name: 'reading-changes-nothing',
    sentence: 'Reading changes nothing, and neither does a call that is refused.',
    rules: ['role-absent-read', 'resource-not-found', 'input-constraints', 'status-needs-right'],
    holds: ({ before, after, call, outcome }) =>
      (!isRead(call) && outcome.ok !== false) || before === after,
  },
  {
    name: 'nobody-else-assumes-the-role',
    sentence: 'Nobody but the service assumes the role.',
    rules: ['assume-refused'],
    holds: ({ call, outcome }) => call.operation !== 'AssumeRole' || outcome.ok === false,
  },
  {
    name: 'refusals-are-declared',
    sentence: 'An operation refuses with the codes that it declares and no others.',
    rules: ['declared-errors', 'role-absent-read', 'role-name-taken', 'name-conflict'],
    holds: ({ call, outcome }) =>
      outcome.ok !== false ||
      operations[call.operation as OperationName].failures.some((name) => {
        const { code, status } = failures[name];
        return code === '{code}' || (code === outcome.code && status === outcome.status);
      }) ||
      outcome.failure === 'ServiceLinkedRoleCreationDenied',
  },
  {
    name: 'the-role-is-what-it-is',
    sentence:
      'The role that exists has its documented name, path and ARN and trusts only its service; what does not exist is not shown.',
    rules: ['role-read', 'trust-policy', 'role-made-by-hand', 'name-not-editable'],
    holds: ({ after, model }) => {
      if (!after.beside.visible || after.role.name !== roleName) return true;
      const role = roleOf(model, after);
      if (role === undefined || !roleExists(after.core)) return !role && !roleExists(after.core);
      const path = '/aws-service-role/network.bedrock-agentcore.amazonaws.com/';
      const trust = [
        {
          Effect: 'Allow',
          Principal: { Service: 'network.bedrock-agentcore.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ];
      const shown = role.AssumeRolePolicyDocument as { Statement: unknown };
      return (
        role.RoleName === roleName &&
        role.Path === path &&
        role.Arn === `arn:aws:iam::${after.id}:role${path}${roleName}` &&
        role.MaxSessionDuration === 3600 &&
        sameValue(shown.Statement, trust)
      );
    },
  },
  {
    name: 'lists-show-what-get-shows',
    sentence: 'ListRoles shows the role exactly when GetRole does, with the same RoleId.',
    rules: ['role-read'],
    holds: ({ after, model }) => {
      const listed = outputOf(reading(model, after)('ListRoles', {}))?.Roles as Output[];
      const row = listed.find(({ RoleName }) => RoleName === roleName);
      return row?.RoleId === roleOf(model, after)?.RoleId;
    },
  },
  {
    name: 'editors-edit-the-description',
    sentence: 'A caller who may edit the role changes its description and its tags.',
    rules: ['description-editable', 'tags-editable'],
    holds: ({ after, model }) => {
      if (roleOf(model, after) === undefined) return true;
      const caller = callers.administrator;
      const edit = (operation: string, input: Call['input']) =>
        step(after, { operation, caller, region: 'us-east-1', input }, model);
      const RoleName = roleName;
      const described = edit('UpdateRole', { RoleName, Description: 'seen' });
      const tagged = edit('TagRole', { RoleName, Tags: [{ Key: 'k', Value: 'v' }] });
      return (
        roleOf(model, described.account)?.Description === 'seen' &&
        JSON.stringify(roleOf(model, tagged.account)?.Tags).includes('"k"')
      );
    },
  },
  {
    name: 'tasks-are-known-by-their-id',
    sentence:
      'The status of a task that was never opened is not found; that of the newest one is, as soon as tasks can be seen, and has a reason exactly when it failed.',
    rules: ['status-unknown-task', 'status-malformed-task', 'failure-names-usage'],
    holds: ({ call, outcome, after, model }) => {
      const read = reading(model, after);
      const never = read('GetServiceLinkedRoleDeletionStatus', {
        DeletionTaskId: `task/aws-service-role/${after.role.principal}/${roleName}/never`,
      });
      if (never.ok !== false || never.code !== 'NoSuchEntity') return false;
      if (outcome.ok !== true) return true;
      if (call.operation === 'GetServiceLinkedRoleDeletionStatus')
        return (outcome.output.Status === 'FAILED') === hasReason(outcome.output);
      if (call.operation !== 'DeleteServiceLinkedRole') return true;
      if (after.choices['new-task-visibility'] === 'later') return true;
      return read('GetServiceLinkedRoleDeletionStatus', outcome.output).ok === true;
    },
  },
  {
    name: 'the-policy-bounds-the-role',
    sentence:
      'The policy changes only interfaces that carry the tag, and can put the tag on only at creation.',
    rules: ['permissions-policy', 'interface-tag', 'policy-read'],
    holds: ({ after, model }) => {
      if (after.role.name !== roleName) return true;
      const PolicyArn = `arn:aws:iam::aws:policy/aws-service-role/${after.role.policyName}`;
      const read = reading(model, after)('GetPolicyVersion', { PolicyArn, VersionId: 'v1' });
      const shown = outputOf(read)?.PolicyVersion as { Document: { Statement: Bound[] } };
      return shown.Document.Statement.every(isBound);
    },
  },
];

const hasReason = ({ Reason }: Output): boolean => typeof Reason === 'object';

interface Bound {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The condition keys without which an action on an interface would reach beyond the service's own. */
const bounds: Readonly<Record<string, readonly string[]>> = {
  'ec2:CreateNetworkInterface': ['aws:RequestTag/AmazonBedrockAgentCoreManaged', 'aws:TagKeys'],
  'ec2:CreateTags': ['ec2:CreateAction'],
};
const changesOne = 'aws:ResourceTag/AmazonBedrockAgentCoreManaged';

function isBound({ Action, Resource, Condition = {} }: Bound): boolean {
  const onInterface = [Resource].flat().some((arn) => /network-interface|^\*$/.test(arn));
  const keys = Object.values(Condition).flatMap((block) => Object.keys(block));
  return [Action].flat().every((action) => {
    if (!onInterface || /^ec2:(Describe|GetSecurityGroupsFor)/.test(action)) return true;
    return (bounds[action] ?? [changesOne]).every((key) => keys.includes(key));
  });
}

const sameValue = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const sorted = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? Array.isArray(value)
      ? value.map(sorted)
      : value
    : Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, item]) => [name, sorted(item)]),
      );
