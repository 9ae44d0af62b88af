import type { FaultName } from '../../model/faults/index.ts';

const session = 'A task may fail for a session that nobody sees begin or end.';
const noBound = 'No document says how long it may take: it may still be to come.';
const inside = 'Only the model tells these states of the role apart; no answer does.';

/** The wrong models that no client can see, and so no case finds, each with why. */
export const withoutCase = {
  'never-freed': session,
  'failed-create-not-counted':
    'It is what the model does under another alternative of `failed-entry`.',
  'mode-change-never-frees': session,
  'request-fails-at-once': session,
  'second-task': session,
  'session-not-waited-for': 'No answer shows a session.',
  'session-without-role': 'No answer shows a session.',
  'recreated-forgotten': inside,
  'ready-missed': inside,
  'hand-made-counts-as-used': session,
  'task-always-fails': session,
  'task-never-ends': noBound,
  'deletion-of-resource-never-ends': noBound,
} as const satisfies Partial<Record<FaultName, string>>;
