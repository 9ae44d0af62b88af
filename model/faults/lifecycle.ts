import { type Lifecycle, lifecycle } from '../lifecycle.ts';
import {
  all,
  always,
  amend,
  derived,
  type Edit,
  type LifecycleFault,
  type MachineName,
  machines,
  never,
  on,
  rule,
} from './edits.ts';

const letsGo = { target: 'unused', actions: 'resource.letsGo' } as const;
const inVpc = { guard: 'toVpc', target: 'using', actions: 'resource.startsToHold' } as const;
const removed = { target: 'deleted', actions: 'removesRole' } as const;
const used = ['auto-created', 'in-use', 'recreated'] as const;
const kinds = ['AgentRuntime', 'CodeInterpreter', 'Browser'] as const;

const everyKind = (edit: Edit): NonNullable<LifecycleFault['edits']> =>
  Object.fromEntries(kinds.map((kind) => [kind, edit]));

/** The role goes when a task says so, in whatever state it is. */
const removableInUse = all(...used.map((state) => on(`role.${state}`, 'role.isRemoved', removed)));

/** Lets every kind stop using the role as soon as its status moves to where it should still use it. */
const letsGoWhen = (place: string, event: string): Edit =>
  all(
    amend(place, event, 0, { actions: 'tellsGone' }),
    on('network.VPC', 'isGone'),
    on('network.failedEntry', 'isGone'),
  );

/** Wrong lifecycles, each with one thing changed. */
export const lifecycleFaults = {
  'browser-not-counted': {
    sentence: 'A browser stops counting as soon as it is READY, so the role is deleted under it.',
    edits: { Browser: on('use.using', 'isReady', letsGo) },
  },
  'one-region': {
    sentence: 'Whether the role is still used is looked up in one Region only.',
    stillUsed: (resources, subject) =>
      lifecycle.stillUsed(
        resources.filter(({ region }) => region === subject.region),
        subject,
      ),
  },
  'last-one-not-looked-for': {
    sentence: 'The first resource to go frees the role, whatever else is left.',
    guards: { role: { stillUsed: never } },
  },
  'never-freed': {
    sentence: 'The last resource to go does not free the role.',
    guards: { role: { stillUsed: always } },
  },
  'deleting-not-counted': {
    sentence: 'A resource stops counting when its deletion begins.',
    edits: everyKind(letsGoWhen('status.READY', 'delete')),
  },
  'failed-create-not-counted': {
    sentence: 'A resource that failed to be created does not count, though it should.',
    guards: Object.fromEntries(kinds.map((kind) => [kind, { failedEntryIsFree: always }])),
  },
  'failed-delete-not-counted': {
    sentence: 'A resource that failed to be deleted does not count.',
    edits: everyKind(
      all(
        amend('status.DELETING', 'fail', 0, { actions: 'tellsGone' }),
        on('network.VPC', 'isGone'),
      ),
    ),
  },
  'mode-change-missed': {
    sentence: 'A runtime that is moved into a VPC does not count.',
    edits: { AgentRuntime: on('use.unused', 'changesMode') },
  },
  'mode-change-frees-early': {
    sentence: 'A runtime that is being moved out of the VPC stops counting at once.',
    edits: {
      AgentRuntime: on('use.using', 'changesMode', { guard: 'toPublic', ...letsGo }),
    },
  },
  'mode-change-never-frees': {
    sentence: 'A runtime that was moved out of the VPC goes on counting.',
    guards: { AgentRuntime: { oldVersionsUse: always } },
  },
  'checked-at-start-only': {
    sentence: 'A task looks for usage at its start only, while resources may still be created.',
    edits: {
      role: all(
        amend('deletion.NOT_STARTED', 'task.starts', 0, { guard: 'held' }),
        on('deletion.IN_PROGRESS', 'task.ends', { target: 'SUCCEEDED', actions: 'tellsRemoval' }),
        removableInUse,
      ),
    },
  },
  'usage-ignored': {
    sentence: 'A task removes the role whatever uses it.',
    edits: {
      role: all(
        on('deletion.IN_PROGRESS', 'task.ends', { target: 'SUCCEEDED', actions: 'tellsRemoval' }),
        removableInUse,
      ),
    },
  },
  'success-without-removal': {
    sentence: 'A task says SUCCEEDED and the role stays.',
    edits: { role: amend('deletion.IN_PROGRESS', 'task.ends', 1, { actions: [] }) },
  },
  'removal-without-success': {
    sentence: 'A task says FAILED and the role is gone.',
    edits: {
      role: amend('deletion.IN_PROGRESS', 'task.ends', 1, {
        target: 'FAILED',
        actions: ['tellsRemoval', 'failsTask'],
      }),
    },
  },
  'second-task': {
    sentence: 'A deletion request while a task is open opens another.',
    edits: {
      role: amend('deletion.IN_PROGRESS', 'DeleteServiceLinkedRole', 1, {
        target: 'NOT_STARTED',
        actions: 'opensTask',
      }),
    },
  },
  'request-needs-no-role': {
    sentence: 'A deletion request is accepted where there is no role.',
    edits: {
      role: amend('deletion.none', 'DeleteServiceLinkedRole', 1, {
        target: 'NOT_STARTED',
        actions: 'opensTask',
        meta: rule,
      }),
    },
  },
  'request-succeeds-at-once': {
    sentence: 'The task is SUCCEEDED as soon as a deletion is asked for, and the role stays.',
    edits: { role: amend('deletion.none', 'DeleteServiceLinkedRole', 2, { target: 'SUCCEEDED' }) },
  },
  'request-fails-at-once': {
    sentence:
      'The task is FAILED as soon as a deletion is asked for, though nothing holds the role.',
    edits: {
      role: amend('deletion.none', 'DeleteServiceLinkedRole', 2, {
        target: 'FAILED',
        actions: ['opensTask', 'failsTask'],
      }),
    },
  },
  'failed-task-succeeds': {
    sentence: 'A task that has FAILED becomes SUCCEEDED, and the role stays.',
    edits: { role: on('deletion.FAILED', 'task.ends', { target: 'SUCCEEDED' }) },
  },
  'failed-task-goes-on': {
    sentence: 'A task that has FAILED goes on without a request.',
    edits: { role: on('deletion.FAILED', 'task.starts', { target: 'IN_PROGRESS' }) },
  },
  'used-role-not-found': {
    sentence: 'The deletion of a role that something holds is refused as if there were no role.',
    edits: { role: amend('deletion.none', 'DeleteServiceLinkedRole', 1, { guard: 'held' }) },
  },
  'repeat-not-found': {
    sentence: 'A deletion request while a task is open is refused as if there were no role.',
    edits: {
      role: all(
        ...['NOT_STARTED', 'IN_PROGRESS'].map((status) =>
          amend(`deletion.${status}`, 'DeleteServiceLinkedRole', 1, {
            meta: { ...rule, refuses: 'NoSuchEntity' },
          }),
        ),
      ),
    },
  },
  'right-always-asked': {
    sentence: 'Whoever creates a resource in a VPC needs the right to create the role that exists.',
    edits: {
      role: all(
        ...[...used, 'deletable'].map((state) =>
          amend(`role.${state}`, 'resource.startsToHold', 0, {
            guard: 'callerMayNotCreate',
            meta: { ...rule, refuses: 'ServiceLinkedRoleCreationDenied' },
          }),
        ),
      ),
    },
  },
  'session-not-waited-for': {
    sentence: 'A task removes the role during a session.',
    guards: { role: { sessionIsActive: never } },
  },
  'session-without-role': {
    sentence: 'A session begins where there is no role.',
    edits: {
      role: all(on('role.absent', 'session.begins', {}), on('role.deleted', 'session.begins', {})),
    },
  },
  'public-makes-role': {
    sentence: 'A PUBLIC runtime makes the role.',
    edits: {
      AgentRuntime: on('use.unused', 'create', {
        target: 'using',
        actions: 'resource.startsToHold',
      }),
    },
  },
  'sandbox-holds-role': {
    sentence: 'A SANDBOX code interpreter makes and holds the role.',
    edits: {
      CodeInterpreter: on('use.unused', 'create', inVpc, {
        guard: 'toSandbox',
        target: 'using',
        actions: 'resource.startsToHold',
      }),
    },
  },
  'refused-create-leaves-role': {
    sentence: 'A create that is refused for want of the right leaves the role behind.',
    edits: {
      role: amend('role.absent', 'resource.startsToHold', 0, {
        target: 'deletable',
        actions: 'makesRole',
      }),
    },
  },
  'create-right-not-needed': {
    sentence: 'Whoever creates a resource in a VPC makes the role, with the right or without.',
    edits: {
      role: on('role.absent', 'resource.startsToHold', {
        target: 'auto-created',
        actions: 'makesRole',
      }),
    },
  },
  'delete-right-not-needed': {
    sentence: 'Anybody may ask for the role to be deleted.',
    guards: { role: { callerMayNotDelete: never } },
  },
  'role-not-made': {
    sentence: 'Creating a resource in a VPC does not make the role.',
    edits: { role: on('role.absent', 'resource.startsToHold', {}) },
  },
  'interface-freed-while-shared': {
    sentence: 'An interface lingers, and is removed, although another resource uses it.',
    edits: {
      interface: on('in-use', 'resource.letsGo', { target: 'lingering' }),
    },
  },
  'interface-in-use-orphaned': {
    sentence: 'An interface stays in use after its last resource, for ever.',
    edits: { interface: on('in-use', 'resource.letsGo', {}) },
  },
  'interface-removed-without-role': {
    sentence: 'A lingering interface is removed although there is no role.',
    edits: {
      role: all(
        on('role.absent', 'interface.isReleased', {}),
        on('role.deleted', 'interface.isReleased', {}),
      ),
    },
  },
  'ready-without-interface': {
    sentence: 'A resource in a VPC becomes READY without its interface.',
    edits: { interface: on('absent', 'resource.becomesReady', {}) },
  },
  'role-id-reused': {
    sentence: 'A role that is made again has the RoleId of the one before.',
    edits: { role: amend('role.deleted', 'resource.startsToHold', 1, { actions: [] }) },
  },
  'duplicate-replaces-role': {
    sentence: 'CreateServiceLinkedRole replaces the role that exists.',
    edits: {
      role: amend('role.deletable', 'CreateServiceLinkedRole', 1, {
        actions: 'makesRole',
        meta: rule,
      }),
    },
  },
  'recreated-forgotten': {
    sentence: 'A role that is made again is taken for the first one.',
    edits: { role: amend('role.deleted', 'resource.startsToHold', 1, { target: 'auto-created' }) },
  },
  'ready-missed': {
    sentence: 'A role made by AgentCore never counts as in use.',
    edits: { role: on('role.auto-created', 'resource.becomesReady', {}) },
  },
  'hand-made-counts-as-used': {
    sentence: 'A role made by hand counts as used though nothing uses it.',
    edits: { role: amend('role.absent', 'CreateServiceLinkedRole', 1, { target: 'in-use' }) },
  },
  'task-always-fails': {
    sentence: 'Every deletion task fails.',
    guards: { role: { unused: never } },
  },
  'task-never-ends': {
    sentence: 'A deletion task never ends.',
    edits: { role: on('deletion.IN_PROGRESS', 'task.ends') },
  },
  'deletion-of-resource-never-ends': {
    sentence: 'A browser that is being deleted never is.',
    edits: { Browser: on('status.DELETING', 'succeed') },
  },
} as const satisfies Readonly<Record<string, LifecycleFault>>;

/** The lifecycle with one fault. */
export const changedLifecycle = (name: keyof typeof lifecycleFaults): Lifecycle =>
  derived(lifecycleFaults[name]);

/** A guard of a statechart. */
export interface GuardName {
  readonly machine: MachineName;
  readonly guard: string;
}

/** Every guard of the statecharts. */
export const guardNames: readonly GuardName[] = Object.entries(machines).flatMap(
  ([machine, { implementations }]) =>
    Object.keys(implementations.guards).map((guard) => ({
      machine: machine as MachineName,
      guard,
    })),
);

/** The lifecycle with a guard that always gives the same answer. */
export const guardedLifecycle = ({ machine, guard }: GuardName, answer: boolean): Lifecycle =>
  derived({ guards: { [machine]: { [guard]: answer ? always : never } } });
