import type { RoleStatus } from '../model/index.ts';
import type { Invariant } from './property.ts';
import { isUsed, type Step, uses } from './seen.ts';

/** The state that the facts of a step ask for, worked out from what a client could have noted. */
function expected({ before, after, choices, event }: Step): RoleStatus {
  if (after.roleId === undefined) return after.rolesSeen === 0 ? 'absent' : 'deleted';
  if (!isUsed(after, choices)) return 'deletable';
  if (before.roleId === undefined && event.machine === 'resource')
    return before.rolesSeen === 0 ? 'auto-created' : 'recreated';
  const stillNew = before.status === 'auto-created' || before.status === 'recreated';
  const becameReady = after.resources.some(
    (resource) =>
      uses(resource, choices) &&
      resource.mode === 'VPC' &&
      resource.status === 'READY' &&
      before.resources.find(({ id }) => id === resource.id)?.status !== 'READY',
  );
  return stillNew && !becameReady ? before.status : 'in-use';
}

/** The six states are no more than names for facts. */
export const statesAgreeWithFacts: Invariant = {
  name: 'states-agree-with-facts',
  sentence: 'The six states of the role and the facts that they stand for agree, both ways.',
  rules: [
    'role-made-by-vpc-create',
    'role-remade-by-vpc-create',
    'role-made-by-hand',
    'becomes-ready',
    'last-release-frees-role',
    'no-right-needed-when-role-exists',
  ],
  holds: (step) => step.after.status === expected(step),
};
