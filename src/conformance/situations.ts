import { agentCoreRole, type RequirementId, roleExists } from '../../model/index.ts';
import type { Taken } from './goals.ts';

/** A call that was taken, or something unasked, with what a situation asks of it. */
type Situation = (taken: Taken) => boolean;

const ok =
  (operation: RegExp, more: Situation = () => true): Situation =>
  (taken) =>
    taken.call !== undefined &&
    operation.test(taken.call.operation) &&
    taken.outcome?.ok === true &&
    more(taken);
const onRole: Situation = ({ call, before }) =>
  call?.input.RoleName === agentCoreRole.name && roleExists(before.core);
const failsTask =
  (because: (usage: Taken['after']['core']['usage']) => boolean): Situation =>
  ({ before, after }) =>
    after.core.role.deletion === 'FAILED' &&
    before.core.role.deletion !== 'FAILED' &&
    because(after.core.usage);
const hasFailed: Situation = ({ before }) => before.core.role.deletion === 'FAILED';
const isRemade: Situation = ({ before }) => before.core.rolesMade > 1 && roleExists(before.core);

/** What shows a requirement that no single transition or refusal bears. */
export const situations: Readonly<Partial<Record<RequirementId, Situation>>> = {
  'case-sensitive-principal': ({ call, outcome }) =>
    outcome?.ok === false &&
    outcome.failure === 'NoTemplate' &&
    String(call?.input.AWSServiceName).toLowerCase() === agentCoreRole.principal,
  'deleting-uses-role': failsTask((usage) => usage.some(({ why }) => why.endsWith('DELETING'))),
  'delete-failed-uses-role': failsTask((usage) =>
    usage.some(({ why }) => why.endsWith('DELETE_FAILED')),
  ),
  'any-region-holds-role': failsTask((usage) => usage.some(({ region }) => region !== 'us-east-1')),
  'task-failure-leaves-role': ok(/^GetRole$/, (taken) => onRole(taken) && hasFailed(taken)),
  'failure-names-usage': ok(/^GetServiceLinkedRoleDeletionStatus$/, hasFailed),
  'role-id-fresh': ok(/^GetRole$/, (taken) => onRole(taken) && isRemade(taken)),
  'same-arn-when-remade': ok(/^GetRole$/, (taken) => onRole(taken) && isRemade(taken)),
  'client-token-repeats': ok(
    /^Create(AgentRuntime|CodeInterpreter|Browser)$/,
    ({ call, before, after }) =>
      call?.input.clientToken !== undefined && before.core === after.core,
  ),
  'interface-tag': ok(
    /^DescribeNetworkInterfaces$/,
    ({ before, call }) =>
      ((call?.input.NetworkInterfaceIds ?? []) as readonly unknown[]).length === 0 &&
      Object.keys(before.beside.interfaces).some((network) =>
        network.startsWith(call?.region ?? ''),
      ),
  ),
  'role-read': ok(
    /^(GetRole|ListRoles)$/,
    (taken) =>
      onRole(taken) || (taken.call?.operation === 'ListRoles' && roleExists(taken.before.core)),
  ),
  'trust-policy': ok(/^GetRole$/, onRole),
  'one-attached-policy': ok(/^ListAttachedRolePolicies$/, onRole),
  'no-inline-policy': ok(/^ListRolePolicies$/, onRole),
  'permissions-policy': ok(/^GetPolicyVersion$/, ({ call }) =>
    String(call?.input.PolicyArn).endsWith(`/${agentCoreRole.policyName}`),
  ),
  'attach-own-policy-refused': ({ call, outcome, before }) =>
    call?.operation === 'AttachRolePolicy' &&
    call.input.RoleName === agentCoreRole.name &&
    roleExists(before.core) &&
    String(call.input.PolicyArn).endsWith(`/${agentCoreRole.policyName}`) &&
    outcome?.ok === false &&
    outcome.failure !== 'ValidationError',
  'description-editable': ok(
    /^UpdateRole/,
    (taken) => onRole(taken) && taken.before !== taken.after,
  ),
  'tags-editable': ok(/^((Un)?[Tt]agRole|ListRoleTags)$/, onRole),
  'declared-errors': ({ outcome }) => outcome?.ok === false,
};

/** Why no case shows a requirement. */
export const notShown: Readonly<Partial<Record<RequirementId, string>>> = {
  'full-access-cannot-delete':
    'The suite has two callers, one with every right and one with none; what BedrockAgentCoreFullAccess allows is not the target’s business.',
  'create-failed-uses-role': 'No call makes a creation fail for reasons outside this model.',
  'update-failed-uses-role': 'No call makes an update fail for reasons outside this model.',
  'resource-create-failed': 'No call makes a creation fail for reasons outside this model.',
  'resource-update-failed': 'No call makes an update fail for reasons outside this model.',
  'resource-delete-failed': 'No call makes a deletion fail for reasons outside this model.',
  'task-fails-in-session': 'No call begins a session, and none shows one.',
  'session-needs-role': 'No call begins a session, and none shows one.',
  'session-ends-by-itself': 'No call begins a session, and none shows one.',
  'usage-check-closes-use': 'It says what must be so under one alternative of a choice.',
  'access-advisor-lags': 'That something is not shown yet cannot be told from its not being so.',
  'tool-has-no-update': 'There is no operation to try.',
  'name-not-editable': 'There is no operation to try.',
  'policy-evaluation':
    'Policies are evaluated inside the service; documents are compared by what they mean.',
};
