import { and, not, raise, setup } from 'xstate';
import { type ArcMeta, type ChartEvent, inState } from './chart.ts';

/** The kinds of resource that AgentCore puts into a VPC with this role. */
export type ResourceKind = 'AgentRuntime' | 'CodeInterpreter' | 'Browser';

/** The network modes, as `networkMode` spells them. */
export type NetworkMode = 'PUBLIC' | 'SANDBOX' | 'VPC';

/** A resource's status as Get spells it; `none`: not found. */
export type ResourceStatus =
  | 'none'
  | 'CREATING'
  | 'CREATE_FAILED'
  | 'READY'
  | 'UPDATING'
  | 'UPDATE_FAILED'
  | 'DELETING'
  | 'DELETE_FAILED'
  | 'DELETED';

/** Where a resource runs, with where it comes from while a change of mode has not finished. */
export type ResourceNetwork = 'none' | NetworkMode | 'enteringVpc' | 'leavingVpc' | 'failedEntry';

/** A resource's status, network, and whether the service counts it as using the role. */
export interface ResourceState {
  readonly status: ResourceStatus;
  readonly network: ResourceNetwork;
  readonly use: 'unused' | 'using';
}

const vocabulary = setup({
  types: { events: {} as ChartEvent, meta: {} as ArcMeta },
  guards: {
    toVpc: ({ event }) => event.given.mode === 'VPC',
    failedEntryIsFree: ({ event }) => event.given['failed-entry'] === 'free',
  },
  actions: {
    tellsReady: raise(({ event }) => ({ type: 'isReady', given: event.given })),
    tellsCreateFailed: raise(({ event }) => ({ type: 'createFailed', given: event.given })),
    tellsGone: raise(({ event }) => ({ type: 'isGone', given: event.given })),
    'resource.startsToHold': () => undefined,
    'resource.becomesReady': () => undefined,
    'resource.letsGo': () => undefined,
  },
});

const runtimeVocabulary = vocabulary.extend({
  guards: {
    toPublic: ({ event }) => event.given.mode === 'PUBLIC',
    oldVersionsUse: ({ event }) => event.given['old-versions'] === 'use',
    entering: inState('network', 'enteringVpc'),
    leaving: inState('network', 'leavingVpc'),
    left: and(['leaving', not('oldVersionsUse')]),
    stays: not('leaving'),
    entryFailedFree: and(['entering', 'failedEntryIsFree']),
  },
  actions: {
    tellsChange: raise(({ event }) => ({ type: 'changesMode', given: event.given })),
    tellsUpdateFailed: raise(({ event }) => ({ type: 'updateFailed', given: event.given })),
  },
});

const interpreterVocabulary = vocabulary.extend({
  guards: { toSandbox: ({ event }) => event.given.mode === 'SANDBOX' },
});

const conflict = {
  meta: { rule: 'resource-conflict-in-transition', refuses: 'ConflictInTransition' },
} as const;
const notFound = { meta: { rule: 'resource-not-found', refuses: 'ResourceNotFound' } } as const;
const deletes = { target: 'DELETING', meta: { rule: 'resource-deleting' } } as const;
const creates = { target: 'CREATING', meta: { rule: 'resource-creating' } } as const;
const fails = { target: 'DELETE_FAILED', meta: { rule: 'resource-delete-failed' } } as const;
const updates = {
  target: 'UPDATING',
  actions: 'tellsChange',
  meta: { rule: 'resource-updating' },
} as const;
const ready = { target: 'READY', actions: 'tellsReady', meta: { rule: 'resource-ready' } } as const;
const createFails = {
  target: 'CREATE_FAILED',
  actions: 'tellsCreateFailed',
  meta: { rule: 'resource-create-failed' },
} as const;

const runtimeStatus = {
  initial: 'none',
  states: {
    none: { on: { create: creates, update: notFound, delete: notFound } },
    CREATING: { on: { succeed: ready, fail: createFails, update: conflict, delete: conflict } },
    CREATE_FAILED: { on: { update: conflict, delete: deletes } },
    READY: { on: { update: updates, delete: deletes } },
    UPDATING: {
      on: {
        succeed: ready,
        fail: {
          target: 'UPDATE_FAILED',
          actions: 'tellsUpdateFailed',
          meta: { rule: 'resource-update-failed' },
        },
        update: conflict,
        delete: conflict,
      },
    },
    UPDATE_FAILED: { on: { update: updates, delete: deletes } },
    DELETING: {
      on: {
        succeed: { target: 'none', actions: 'tellsGone', meta: { rule: 'resource-gone' } },
        fail: fails,
        update: conflict,
        delete: conflict,
      },
    },
    DELETE_FAILED: { on: { update: conflict, delete: deletes } },
  },
} as const;

const toolStatus = {
  initial: 'none',
  states: {
    none: { on: { create: creates, delete: notFound } },
    CREATING: { on: { succeed: ready, fail: createFails, delete: conflict } },
    CREATE_FAILED: { on: { delete: deletes } },
    READY: { on: { delete: deletes } },
    DELETING: {
      on: {
        succeed: { target: 'DELETED', actions: 'tellsGone', meta: { rule: 'tool-deleted-status' } },
        fail: fails,
        delete: conflict,
      },
    },
    DELETE_FAILED: { on: { delete: deletes } },
    DELETED: {
      on: { forget: { target: 'none', meta: { rule: 'resource-gone' } }, delete: notFound },
    },
  },
} as const;

const gone = { target: 'none', meta: { rule: 'resource-gone' } } as const;
const intoVpc = { guard: 'toVpc', target: 'VPC', meta: { rule: 'resource-creating' } } as const;
const intoPublic = { target: 'PUBLIC', meta: { rule: 'public-leaves-role-alone' } } as const;
const enters = {
  guard: 'toVpc',
  target: 'enteringVpc',
  meta: { rule: 'mode-change-to-vpc' },
} as const;
const leaves = {
  guard: 'toPublic',
  target: 'leavingVpc',
  meta: { rule: 'mode-change-from-vpc' },
} as const;
const entryFails = {
  guard: 'failedEntryIsFree',
  target: 'failedEntry',
  meta: { rule: 'create-failed-uses-role' },
} as const;

const runtimeNetwork = {
  initial: 'none',
  states: {
    none: { on: { create: [intoVpc, intoPublic] } },
    PUBLIC: { on: { changesMode: enters, isGone: gone } },
    VPC: { on: { changesMode: leaves, createFailed: entryFails, isGone: gone } },
    enteringVpc: {
      on: {
        changesMode: leaves,
        isReady: { target: 'VPC', meta: { rule: 'mode-change-to-vpc' } },
        updateFailed: {
          guard: 'failedEntryIsFree',
          target: 'failedEntry',
          meta: { rule: 'update-failed-uses-role' },
        },
        isGone: gone,
      },
    },
    leavingVpc: {
      on: {
        changesMode: { guard: 'toVpc', target: 'VPC', meta: { rule: 'mode-change-to-vpc' } },
        isReady: { guard: 'left', target: 'PUBLIC', meta: { rule: 'mode-change-from-vpc' } },
        isGone: gone,
      },
    },
    failedEntry: {
      on: {
        changesMode: [enters, { target: 'PUBLIC', meta: { rule: 'mode-change-from-vpc' } }],
        isGone: gone,
      },
    },
  },
} as const;

const toolNetwork = {
  none: [intoVpc, intoPublic],
  stays: { on: { isGone: gone } },
  VPC: { on: { createFailed: entryFails, isGone: gone } },
} as const;
const browserNetwork = {
  initial: 'none',
  states: {
    none: { on: { create: toolNetwork.none } },
    PUBLIC: toolNetwork.stays,
    VPC: toolNetwork.VPC,
    failedEntry: toolNetwork.stays,
  },
} as const;
const interpreterNetwork = {
  initial: 'none',
  states: {
    none: {
      on: {
        create: [
          {
            guard: 'toSandbox',
            target: 'SANDBOX',
            meta: { rule: 'public-leaves-role-alone' },
          },
          ...toolNetwork.none,
        ],
      },
    },
    PUBLIC: toolNetwork.stays,
    SANDBOX: toolNetwork.stays,
    VPC: toolNetwork.VPC,
    failedEntry: toolNetwork.stays,
  },
} as const;

const startsToUse = {
  guard: 'toVpc',
  target: 'using',
  actions: 'resource.startsToHold',
} as const;
const letsGo = { target: 'unused', actions: 'resource.letsGo' } as const;
const toolUse = {
  initial: 'unused',
  states: {
    unused: { on: { create: { ...startsToUse, meta: { rule: 'resource-uses-role' } } } },
    using: {
      on: {
        isReady: { actions: 'resource.becomesReady', meta: { rule: 'becomes-ready' } },
        createFailed: {
          ...letsGo,
          guard: 'failedEntryIsFree',
          meta: { rule: 'create-failed-uses-role' },
        },
        isGone: { ...letsGo, meta: { rule: 'resource-gone' } },
      },
    },
  },
} as const;
const runtimeUse = {
  initial: 'unused',
  states: {
    unused: {
      on: {
        ...toolUse.states.unused.on,
        changesMode: { ...startsToUse, meta: { rule: 'mode-change-to-vpc' } },
      },
    },
    using: {
      on: {
        ...toolUse.states.using.on,
        isReady: [
          { ...letsGo, guard: 'left', meta: { rule: 'mode-change-from-vpc' } },
          { guard: 'stays', actions: 'resource.becomesReady', meta: { rule: 'becomes-ready' } },
        ],
        updateFailed: {
          ...letsGo,
          guard: 'entryFailedFree',
          meta: { rule: 'update-failed-uses-role' },
        },
      },
    },
  },
} as const;

/** The statechart of each kind: status, network and use side by side. */
export const resourceMachines = {
  AgentRuntime: runtimeVocabulary.createMachine({
    id: 'AgentRuntime',
    type: 'parallel',
    states: { status: runtimeStatus, network: runtimeNetwork, use: runtimeUse },
  }),
  CodeInterpreter: interpreterVocabulary.createMachine({
    id: 'CodeInterpreter',
    type: 'parallel',
    states: { status: toolStatus, network: interpreterNetwork, use: toolUse },
  }),
  Browser: vocabulary.createMachine({
    id: 'Browser',
    type: 'parallel',
    states: { status: toolStatus, network: browserNetwork, use: toolUse },
  }),
};
