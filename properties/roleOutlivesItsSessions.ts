import type { Invariant } from './property.ts';

/** A session holds the role too, and nobody can end it. */
export const roleOutlivesItsSessions: Invariant = {
  name: 'role-outlives-its-sessions',
  sentence: 'The role never ceases to exist during an active session, and no call ends a session.',
  rules: [
    'task-fails-in-session',
    'session-needs-role',
    'session-not-revocable',
    'session-ends-by-itself',
  ],
  holds: ({ before, after, event }) => {
    const ended = before.session && !after.session;
    const endedByItself = event.machine === 'session' && event.type === 'end';
    return (after.roleId !== undefined || !after.session) && (!ended || endedByItself);
  },
};
