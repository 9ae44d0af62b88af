import type { Invariant } from './property.ts';
import { isOpen } from './seen.ts';

/** Identity of role and task. */
export const oneRoleOneTask: Invariant = {
  name: 'one-role-one-task',
  sentence:
    'There is one role of the name and one open task for it, opened by a request; a role made again has a new RoleId.',
  rules: [
    'role-name-taken',
    'role-id-fresh',
    'deletion-same-task',
    'deletion-new-task-after-failure',
  ],
  holds: ({ before, after, event, refused }) => {
    const remade = before.roleId === undefined && after.roleId !== undefined;
    const freshId = !remade || (after.roleId ?? 0) > before.rolesSeen;
    const sameId =
      before.roleId === undefined || after.roleId === undefined || before.roleId === after.roleId;
    const asked = event.type === 'DeleteServiceLinkedRole' && refused === undefined;
    const oneTask = isOpen(before) || !asked ? before.task.id : before.task.id + 1;
    const takenRefused =
      event.type !== 'CreateServiceLinkedRole' ||
      before.roleId === undefined ||
      refused !== undefined;
    return freshId && sameId && after.task.id === oneTask && takenRefused;
  },
};
