import { symbol } from '../model/account.ts';
import {
  type Account,
  type Call,
  callers,
  type Model,
  type OperationName,
  type Outcome,
  roleExists,
  type Statement,
  step,
} from '../model/index.ts';
import { resourceArn } from '../model/operations/role.ts';
import { isDeclared } from './declared.ts';
import { isBound } from './policy.ts';
import type { Stated } from './property.ts';
import { see } from './seen.ts';

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
  /** The answers, as `operation:ok` or `operation:Failure`, that put it to the test: without one, it was not tried. */
  readonly triedBy: RegExp;
  /** Whether the call keeps the invariant. Pure. */
  readonly holds: (step: AccountStep) => boolean;
}

type Output = Readonly<Record<string, unknown>>;
type Usage = Readonly<{ Region: string; Resources: readonly string[] }>;
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
const policyName = 'BedrockAgentCoreNetworkServiceRolePolicy';
const policyArn = `arn:aws:iam::aws:policy/aws-service-role/${policyName}`;

/** What is read of an account, read once. */
function once<T>(read: (model: Model, account: Account) => T): typeof read {
  const known = new WeakMap<Account, { readonly model: Model; readonly was: T }>();
  return (model, account) => {
    const found = known.get(account);
    if (found?.model === model) return found.was;
    const was = read(model, account);
    known.set(account, { model, was });
    return was;
  };
}

const roleNamed = (model: Model, account: Account, RoleName: unknown): Output | undefined =>
  outputOf(reading(model, account)('GetRole', { RoleName }))?.Role as Output | undefined;
const roleOf = once((model, account) => roleNamed(model, account, roleName));

/** Whether a call names the role, and the role is there. */
const namesRole = ({ model, before, call }: AccountStep): boolean =>
  roleNamed(model, before, call.input.RoleName)?.RoleName === roleName;

const policiesOf = (model: Model, account: Account, RoleName: string): string => {
  const read = reading(model, account);
  return JSON.stringify([
    read('ListAttachedRolePolicies', { RoleName }),
    read('ListRolePolicies', { RoleName }),
  ]);
};

const ownPoliciesOf = once((model, account) => policiesOf(model, account, roleName));

/** What only AWS may do to the role. */
const protects =
  /^(UpdateAssumeRolePolicy|(Attach|Detach|Put|Delete)RolePolicy|(Put|Delete)RolePermissionsBoundary|DeleteRole)$/;

const isRead = ({ operation }: Call): boolean => /^(Get|List|Describe)/.test(operation);

/** What must hold at every call of any operation. @category Properties */
export const accountInvariants: readonly AccountInvariant[] = [
  {
    name: 'no-call-edits-the-role',
    sentence:
      'No call changes what a reader sees of the role and its policies: RoleId, name, path, ARN, trust, permissions; description and tags may change.',
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
    triedBy: /:UnmodifiableEntity$/,
    holds: ({ before, after, model }) => {
      const was = roleOf(model, before);
      const is = roleOf(model, after);
      if (was === undefined || is === undefined) return true;
      const kept = (role: Output): string =>
        JSON.stringify({ ...role, Description: '', Tags: '', RoleLastUsed: '' });
      return kept(was) === kept(is) && ownPoliciesOf(model, before) === ownPoliciesOf(model, after);
    },
  },
  {
    name: 'only-aws-changes-the-role',
    sentence:
      'A request for what only AWS may do to the role is refused: another trust policy, session duration or boundary, a policy more or less, DeleteRole.',
    rules: ['role-protected', 'boundary-refused', 'session-duration-fixed'],
    triedBy: /:UnmodifiableEntity$/,
    holds: (given) => {
      const { operation, input } = given.call;
      const longer =
        operation === 'UpdateRole' && Number(input.MaxSessionDuration ?? 3600) !== 3600;
      const refused = given.outcome.ok === false || !(longer || protects.test(operation));
      return refused || !namesRole(given);
    },
  },
  {
    name: 'policy-attaches-nowhere-else',
    sentence:
      "The role's policy is attached to nothing but the role, and a request to attach it is refused.",
    rules: ['policy-not-attachable', 'reserved-path'],
    triedBy: /^Attach\w+Policy:PolicyNotAttachable$/,
    holds: ({ call, outcome, after, model }) =>
      (outcome.ok === false ||
        !/^Attach(Role|User|Group)Policy$/.test(call.operation) ||
        call.input.PolicyArn !== policyArn) &&
      Object.entries(after.beside.roles).every(
        ([name, { path }]) =>
          !path.startsWith('/aws-service-role/') &&
          !policiesOf(model, after, name).includes(policyName),
      ),
  },
  {
    name: 'reading-changes-nothing',
    sentence: 'Reading changes nothing, and neither does a call that is refused.',
    rules: ['role-absent-read', 'resource-not-found', 'input-constraints', 'status-needs-right'],
    triedBy: /^(Get|List|Describe)\w*:ok$/,
    holds: ({ before, after, call, outcome }) =>
      (!isRead(call) && outcome.ok !== false) || before === after,
  },
  {
    name: 'editing-needs-the-right',
    sentence:
      'The description of the role changes only by an update of it, and its tags only by tagging and untagging it, of a caller who may edit the role.',
    rules: ['edit-needs-right', 'full-access-cannot-delete'],
    triedBy: /^(UpdateRole|UpdateRoleDescription|TagRole|UntagRole):AccessDenied$/,
    holds: (given) => {
      const { before, after, call, model } = given;
      const was = roleOf(model, before);
      const is = roleOf(model, after);
      if (was === undefined || is === undefined) return true;
      const may = (edits: RegExp): boolean =>
        edits.test(call.operation) && call.caller.mayEdit && namesRole(given);
      return (
        (was.Description === is.Description || may(/^UpdateRole(Description)?$/)) &&
        (JSON.stringify(was.Tags) === JSON.stringify(is.Tags) || may(/^(Tag|Untag)Role$/))
      );
    },
  },
  {
    name: 'nobody-else-assumes-the-role',
    sentence: 'Nobody but the service assumes the role.',
    rules: ['assume-refused'],
    triedBy: /^AssumeRole:/,
    holds: ({ call, outcome }) => call.operation !== 'AssumeRole' || outcome.ok === false,
  },
  {
    name: 'refusals-are-declared',
    sentence:
      'An operation refuses with a code and a status of the catalogue of failures that it declares, and an operation of IAM with a code that IAM declares for it.',
    rules: ['declared-errors', 'role-absent-read', 'role-name-taken', 'name-conflict'],
    triedBy: /:(?!ok$)/,
    holds: ({ call, outcome, before }) =>
      outcome.ok !== false || isDeclared(call.operation as OperationName, outcome, before.choices),
  },
  {
    name: 'the-role-is-what-it-is',
    sentence:
      'The role that exists has its documented name, path and ARN and trusts only its service; what does not exist is not shown.',
    rules: ['role-read', 'trust-policy', 'role-made-by-hand', 'name-not-editable'],
    triedBy: /^(CreateServiceLinkedRole|GetRole):ok$/,
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
    triedBy: /^(CreateServiceLinkedRole|GetRole):ok$/,
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
    triedBy: /^(CreateServiceLinkedRole|GetRole):ok$/,
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
    triedBy: /^(DeleteServiceLinkedRole|GetServiceLinkedRoleDeletionStatus):ok$/,
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
    name: 'failed-tasks-show-what-held',
    sentence:
      'The usage that the status of a failed task shows names only Regions and resources that held the role when the task failed.',
    rules: ['failure-names-usage', 'any-region-holds-role'],
    triedBy: /^GetServiceLinkedRoleDeletionStatus:ok$/,
    holds: ({ call, outcome, after }) => {
      if (call.operation !== 'GetServiceLinkedRoleDeletionStatus' || outcome.ok !== true)
        return true;
      const { RoleUsageList } = (outcome.output.Reason ?? {}) as Output;
      if (!Array.isArray(RoleUsageList)) return true;
      const tasks = [see(after.core).task, ...after.beside.pastTasks];
      const asked = String(call.input.DeletionTaskId);
      const task = tasks.find(({ id }) => asked.endsWith(`/${symbol('Task', id)}`));
      const held = (task?.usage ?? []).map(({ region: Region = '', id, why }) => {
        const [kind = ''] = why.split(' ');
        return { Region, Resources: [resourceArn(after.id, Region, kind, id)] };
      });
      return namesOf(RoleUsageList).every((name) => namesOf(held).includes(name));
    },
  },
  {
    name: 'the-policy-bounds-the-role',
    sentence:
      'The policy changes nothing but interfaces that carry the tag, creates only such as get it and no other, and puts it on only at creation.',
    rules: ['permissions-policy', 'interface-tag', 'policy-read'],
    triedBy: /^/,
    holds: ({ after, model }) => {
      if (after.role.name !== roleName) return true;
      const PolicyArn = `arn:aws:iam::aws:policy/aws-service-role/${after.role.policyName}`;
      const read = reading(model, after)('GetPolicyVersion', { PolicyArn, VersionId: 'v1' });
      const shown = outputOf(read)?.PolicyVersion as { Document: { Statement: Statement[] } };
      return shown.Document.Statement.every(isBound);
    },
  },
];

const hasReason = ({ Reason }: Output): boolean => typeof Reason === 'object';

/** The Regions and the resources that a list of usage names, each resource with its Region. */
const namesOf = (usage: readonly Usage[]): readonly string[] =>
  usage.flatMap(({ Region, Resources }) => [Region, ...Resources.map((arn) => `${Region} ${arn}`)]);

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
