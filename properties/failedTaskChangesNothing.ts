import type { Blocker } from '../model/index.ts';
import type { Invariant } from './property.ts';
import { ends, isHeld, lingering, uses } from './seen.ts';

/** What a failed deletion means. */
export const failedTaskChangesNothing: Invariant = {
  name: 'failed-task-changes-nothing',
  sentence:
    'A step in which a task fails leaves the role as it was; something held the role at that moment, and the task names only what did, each in its Region.',
  rules: [
    'task-failure-leaves-role',
    'failure-names-usage',
    'task-succeeds-when-free',
    'task-progress',
  ],
  holds: (step) => {
    const { before, after, choices } = step;
    if (!ends(step, 'FAILED')) return true;
    const held = ({ what, region, id }: Blocker): boolean => {
      if (what === 'session') return before.session;
      if (what === 'resource')
        return before.resources.some(
          (one) => one.id === id && one.region === region && uses(one, choices),
        );
      const holds = choices['lingering-interface'] === 'holds' && id.startsWith(`${region}/`);
      return holds && lingering(before, choices).includes(id);
    };
    return (
      before.roleId === after.roleId &&
      before.status === after.status &&
      isHeld(before, choices) &&
      after.task.usage.every(held)
    );
  },
};
