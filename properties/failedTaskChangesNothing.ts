import type { Invariant } from './property.ts';
import { isHeld, isOpen, lingering, uses } from './seen.ts';

/** What a failed deletion means. */
export const failedTaskChangesNothing: Invariant = {
  name: 'failed-task-changes-nothing',
  sentence:
    'A step in which a task fails leaves the role as it was; something held the role at that moment, and the task names only what did.',
  rules: [
    'task-failure-leaves-role',
    'failure-names-usage',
    'task-succeeds-when-free',
    'task-progress',
  ],
  holds: ({ before, after, choices }) => {
    const failed = isOpen(before) && after.task.status === 'FAILED';
    if (!failed) return true;
    const held = new Set([
      ...before.resources.filter((resource) => uses(resource, choices)).map(({ id }) => id),
      ...(before.session ? ['session'] : []),
      ...(choices['lingering-interface'] === 'holds' ? lingering(before, choices) : []),
    ]);
    return (
      before.roleId === after.roleId &&
      before.status === after.status &&
      isHeld(before, choices) &&
      after.task.usage.every(({ id }) => held.has(id))
    );
  },
};
