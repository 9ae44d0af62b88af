import { and, not, or, raise, setup } from 'xstate';
import { type ArcMeta, type ChartEvent, inState } from './chart.ts';

/** The six states of the role. */
export type RoleStatus =
  | 'absent'
  | 'auto-created'
  | 'in-use'
  | 'deletable'
  | 'deleted'
  | 'recreated';

/** The state of the newest deletion task, as GetServiceLinkedRoleDeletionStatus spells it. */
export type TaskStatus = 'none' | 'NOT_STARTED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';

/** The role and its deletion, side by side. */
export interface RoleState {
  readonly role: RoleStatus;
  readonly deletion: TaskStatus;
}

const given = ({ event }: { event: ChartEvent }) => event.given;

const vocabulary = setup({
  types: { events: {} as ChartEvent, meta: {} as ArcMeta },
  guards: {
    callerMayNotCreate: (args) => given(args).mayCreate === false,
    callerMayNotDelete: (args) => given(args).mayDelete === false,
    stillUsed: (args) => given(args).stillUsed === true,
    sessionIsActive: (args) => given(args).session === true,
    interfaceLingers: (args) => given(args).lingering === true,
    lingeringHolds: (args) => given(args)['lingering-interface'] === 'holds',
    checkedAtStart: (args) => given(args)['usage-check'] !== 'at-end',
    useRefusedWhileOpen: (args) => given(args)['usage-check'] === 'at-start',
    unused: inState('role', 'deletable'),
    neverMade: inState('role', 'absent'),
    removed: inState('role', 'deleted'),
    notStarted: inState('deletion', 'NOT_STARTED'),
    inProgress: inState('deletion', 'IN_PROGRESS'),
    roleIsAbsent: or(['neverMade', 'removed']),
    held: or([not('unused'), 'sessionIsActive', and(['interfaceLingers', 'lingeringHolds'])]),
    heldAtStart: and(['checkedAtStart', 'held']),
    closedToUse: and(['useRefusedWhileOpen', or(['notStarted', 'inProgress'])]),
    openToUse: not('closedToUse'),
  },
  actions: {
    makesRole: () => undefined,
    removesRole: () => undefined,
    opensTask: () => undefined,
    failsTask: () => undefined,
    tellsRemoval: raise(({ event }) => ({ type: 'role.isRemoved', given: event.given })),
  },
});

const createDenied = {
  guard: 'callerMayNotCreate',
  meta: { rule: 'creation-needs-right', refuses: 'AccessDenied' },
} as const;
const deleteDenied = {
  guard: 'callerMayNotDelete',
  meta: { rule: 'deletion-needs-right', refuses: 'AccessDenied' },
} as const;
const useDenied = {
  guard: 'callerMayNotCreate',
  meta: { rule: 'vpc-create-needs-role', refuses: 'ServiceLinkedRoleCreationDenied' },
} as const;
const nameTaken = [
  createDenied,
  { meta: { rule: 'role-name-taken', refuses: 'RoleNameTaken' } },
] as const;
const useClosed = {
  guard: 'closedToUse',
  meta: { rule: 'usage-check-closes-use', refuses: 'DeletionInProgress' },
} as const;

const whilePresent = {
  CreateServiceLinkedRole: nameTaken,
  'session.begins': { guard: 'openToUse', meta: { rule: 'session-needs-role' } },
  'interface.isReleased': { meta: { rule: 'interface-removal-needs-role' } },
} as const;
const whileUsed = {
  ...whilePresent,
  'resource.startsToHold': [useClosed, { meta: { rule: 'no-right-needed-when-role-exists' } }],
  'resource.letsGo': [
    { guard: 'stillUsed', meta: { rule: 'any-region-holds-role' } },
    { target: 'deletable', meta: { rule: 'last-release-frees-role' } },
  ],
} as const;
const requestOpens = [
  deleteDenied,
  { guard: 'roleIsAbsent', meta: { rule: 'deletion-absent-role', refuses: 'NoSuchEntity' } },
  { target: 'NOT_STARTED', actions: 'opensTask', meta: { rule: 'deletion-task-accepted' } },
] as const;
const opensAgain = {
  target: 'NOT_STARTED',
  actions: 'opensTask',
  meta: { rule: 'deletion-new-task-after-failure' },
} as const;
const requestRepeats = [deleteDenied, { meta: { rule: 'deletion-same-task' } }] as const;

/** The life of the role, and of its deletion beside it. */
export const roleMachine = vocabulary.createMachine({
  id: 'role',
  type: 'parallel',
  states: {
    role: {
      initial: 'absent',
      states: {
        absent: {
          on: {
            CreateServiceLinkedRole: [
              createDenied,
              { target: 'deletable', actions: 'makesRole', meta: { rule: 'role-made-by-hand' } },
            ],
            'resource.startsToHold': [
              useDenied,
              {
                target: 'auto-created',
                actions: 'makesRole',
                meta: { rule: 'role-made-by-vpc-create' },
              },
            ],
          },
        },
        'auto-created': {
          on: {
            ...whileUsed,
            'resource.becomesReady': { target: 'in-use', meta: { rule: 'becomes-ready' } },
          },
        },
        'in-use': {
          on: { ...whileUsed, 'resource.becomesReady': { meta: { rule: 'becomes-ready' } } },
        },
        deletable: {
          on: {
            ...whilePresent,
            'resource.startsToHold': [
              useClosed,
              { target: 'in-use', meta: { rule: 'no-right-needed-when-role-exists' } },
            ],
            'role.isRemoved': {
              target: 'deleted',
              actions: 'removesRole',
              meta: { rule: 'success-means-gone' },
            },
          },
        },
        deleted: {
          on: {
            CreateServiceLinkedRole: [
              createDenied,
              { target: 'deletable', actions: 'makesRole', meta: { rule: 'role-made-by-hand' } },
            ],
            'resource.startsToHold': [
              useDenied,
              {
                target: 'recreated',
                actions: 'makesRole',
                meta: { rule: 'role-remade-by-vpc-create' },
              },
            ],
          },
        },
        recreated: {
          on: {
            ...whileUsed,
            'resource.becomesReady': { target: 'in-use', meta: { rule: 'becomes-ready' } },
          },
        },
      },
    },
    deletion: {
      initial: 'none',
      states: {
        none: { on: { DeleteServiceLinkedRole: requestOpens } },
        NOT_STARTED: {
          on: {
            DeleteServiceLinkedRole: requestRepeats,
            'task.starts': [
              {
                guard: 'heldAtStart',
                target: 'FAILED',
                actions: 'failsTask',
                meta: { rule: 'task-fails-while-used' },
              },
              { target: 'IN_PROGRESS', meta: { rule: 'task-progress' } },
            ],
          },
        },
        IN_PROGRESS: {
          on: {
            DeleteServiceLinkedRole: requestRepeats,
            'task.ends': [
              {
                guard: 'held',
                target: 'FAILED',
                actions: 'failsTask',
                meta: { rule: 'task-fails-while-used' },
              },
              {
                target: 'SUCCEEDED',
                actions: 'tellsRemoval',
                meta: { rule: 'task-succeeds-when-free' },
              },
            ],
          },
        },
        SUCCEEDED: { on: { DeleteServiceLinkedRole: requestOpens } },
        FAILED: { on: { DeleteServiceLinkedRole: [deleteDenied, opensAgain] } },
      },
    },
  },
});
