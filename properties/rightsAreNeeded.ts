import type { Invariant } from './property.ts';

/** The ways to be refused for want of a right. */
const wantOfRight = ['AccessDenied', 'ServiceLinkedRoleCreationDenied'];

/** What callers without a right cannot bring about. */
export const rightsAreNeeded: Invariant = {
  name: 'rights-are-needed',
  sentence:
    'A caller who may not create the role never causes it to exist, and a create refused for that reason leaves nothing behind; a caller who may not delete it opens no task. Nobody is refused for want of a right that the caller has, and nobody who creates or updates a resource for want of the right to create a role that exists.',
  rules: [
    'creation-needs-right',
    'vpc-create-needs-role',
    'deletion-needs-right',
    'no-right-needed-when-role-exists',
  ],
  holds: ({ before, after, event, refused }) => {
    const isNeeded = before.roleId === undefined || event.machine === 'role';
    const lacksRight =
      ('mayCreate' in event && !event.mayCreate && isNeeded) ||
      ('mayDelete' in event && !event.mayDelete);
    if (wantOfRight.some((refusal) => refusal === refused) && !lacksRight) return false;
    if ('mayCreate' in event && !event.mayCreate && before.roleId === undefined) {
      const nothingMade = after.roleId === undefined && after.rolesSeen === before.rolesSeen;
      const nothingLeft = refused === undefined || sameResources(before, after);
      const refusedInVpc = event.machine !== 'resource' || event.mode !== 'VPC' || refused;
      if (!nothingMade || !nothingLeft || !(refusedInVpc || usedBefore(before, event)))
        return false;
    }
    if ('mayDelete' in event && !event.mayDelete)
      return refused !== undefined && after.task.id === before.task.id;
    return refused === undefined || sameResources(before, after);
  },
};

type Seen = Parameters<Invariant['holds']>[0]['before'];
const sameResources = (before: Seen, after: Seen): boolean =>
  before.resources.length === after.resources.length &&
  before.resources.every((resource, index) => {
    const other = after.resources[index];
    return (
      other?.id === resource.id && other.status === resource.status && other.mode === resource.mode
    );
  });
const usedBefore = (before: Seen, event: object): boolean =>
  'id' in event &&
  before.resources.some(
    ({ id, mode, formerMode }) => id === event.id && (mode ?? formerMode) === 'VPC',
  );
