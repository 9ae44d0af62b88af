import type { FaultName } from '../../model/faults/index.ts';

/** Why no case finds a wrong model. */
export interface WithoutCase {
  /** Whether a client could see it at all, of a target that does what it may. */
  readonly isVisible: boolean;
  readonly because: string;
}

const session = 'A task may fail for a session that nobody sees begin or end.';
const noBound = 'No document says how long it may take: it may still be to come.';
const inside = 'Only the model tells these states of the role apart; no answer does.';
const takenOver =
  'The other resource takes the interface over again long before the hours have passed in which it would be removed.';
const failure =
  'Something has to fail for reasons of the service first, which no call brings about; random sequences against `serve --behaviour adversarial --fault` may come to it.';

/** The wrong models that no case finds, each with why. */
export const withoutCase = {
  'never-freed': { isVisible: false, because: session },
  'failed-create-not-counted': {
    isVisible: false,
    because: 'It is what the model does under another alternative of `failed-entry`.',
  },
  'failed-delete-not-counted': { isVisible: true, because: failure },
  'mode-change-never-frees': { isVisible: false, because: session },
  'request-fails-at-once': { isVisible: false, because: session },
  'second-task': { isVisible: false, because: session },
  'session-not-waited-for': { isVisible: false, because: 'No answer shows a session.' },
  'session-without-role': { isVisible: false, because: 'No answer shows a session.' },
  'interface-freed-while-shared': { isVisible: true, because: takenOver },
  'recreated-forgotten': { isVisible: false, because: inside },
  'ready-missed': { isVisible: false, because: inside },
  'hand-made-counts-as-used': { isVisible: false, because: session },
  'task-always-fails': { isVisible: false, because: session },
  'task-never-ends': { isVisible: false, because: noBound },
  'deletion-of-resource-never-ends': { isVisible: false, because: noBound },
} as const satisfies Partial<Record<FaultName, WithoutCase>>;
