import type { Invariant } from './property.ts';
import { ends, isUsed } from './seen.ts';

/** The first of all: the role is never deleted while VPC resources exist. */
export const roleOutlivesItsUse: Invariant = {
  name: 'role-outlives-its-use',
  sentence:
    'The role never ceases to exist while a VPC resource uses it, in any Region and any status; a task ends SUCCEEDED exactly when the role ceases to exist.',
  rules: [
    'any-region-holds-role',
    'task-fails-while-used',
    'success-means-gone',
    'create-failed-uses-role',
    'update-failed-uses-role',
    'deleting-uses-role',
    'delete-failed-uses-role',
    'resource-uses-role',
  ],
  holds: (step) => {
    const { before, after, choices } = step;
    const ceased = before.roleId !== undefined && after.roleId === undefined;
    const neverUnderUse = after.roleId !== undefined || !isUsed(after, choices);
    return neverUnderUse && ceased === ends(step, 'SUCCEEDED');
  },
};
