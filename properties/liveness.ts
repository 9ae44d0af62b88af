import type { Stated } from './property.ts';
import type { Seen } from './seen.ts';

/** What must come about in the end; decided on the explored accounts. */
export interface Liveness extends Stated {
  /** What can be reached again from everywhere; where it is left out, the end of a deletion is meant. */
  readonly goal?: (seen: Seen) => boolean;
}

const isDeleted = ({ status }: Seen): boolean => status === 'deleted';

/** The liveness statements. @category Properties */
export const liveness: readonly Liveness[] = [
  {
    name: 'deleted-is-always-reachable',
    sentence:
      'From every account a deleted role can be reached again by a caller who may create and delete.',
    rules: ['task-succeeds-when-free', 'resource-gone', 'session-ends-by-itself'],
    goal: isDeleted,
  },
  {
    name: 'everything-can-be-cleaned-up',
    sentence:
      'From every account one can be reached again that has no role, no resource and no interface.',
    rules: ['interface-released', 'resource-gone', 'interface-removal-needs-role'],
    goal: (seen) => isDeleted(seen) && seen.resources.length === 0 && seen.interfaces.length === 0,
  },
  {
    name: 'deletion-succeeds-in-the-end',
    sentence:
      'If from some point on nothing holds the role and no session begins, and the client asks again after each FAILED, some task succeeds.',
    rules: ['task-succeeds-when-free', 'deletion-new-task-after-failure', 'task-progress'],
  },
];
