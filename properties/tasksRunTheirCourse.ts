import type { TaskStatus } from '../model/index.ts';
import type { Invariant } from './property.ts';

/** What a task may become next. */
const course: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  none: [],
  NOT_STARTED: ['IN_PROGRESS', 'FAILED'],
  IN_PROGRESS: ['SUCCEEDED', 'FAILED'],
  SUCCEEDED: [],
  FAILED: [],
};

/** From the request to the end of a task. */
export const tasksRunTheirCourse: Invariant = {
  name: 'tasks-run-their-course',
  sentence:
    'A request of a caller who may delete is accepted exactly where the role exists. A task begins NOT_STARTED, goes on to IN_PROGRESS, ends SUCCEEDED or FAILED, and never changes after that; it may fail before it is IN_PROGRESS.',
  rules: ['deletion-task-accepted', 'deletion-absent-role', 'deletion-same-task', 'task-progress'],
  holds: ({ before, after, event, refused }) => {
    const [was, is] = [before.task, after.task];
    const isRequest = event.type === 'DeleteServiceLinkedRole' && event.mayDelete;
    const answered = !isRequest || (refused === undefined) === (before.roleId !== undefined);
    if (was.id !== is.id) return answered && is.status === 'NOT_STARTED';
    const unchanged =
      was.status === is.status &&
      (was.usage === is.usage || JSON.stringify(was.usage) === JSON.stringify(is.usage));
    return answered && (unchanged || course[was.status].includes(is.status));
  },
};
