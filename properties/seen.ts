import {
  type Blocker,
  type Choices,
  type Core,
  type CoreEvent,
  type NetworkMode,
  type ResourceKind,
  type ResourceNetwork,
  type ResourceStatus,
  type RoleStatus,
  roleExists,
  type TaskStatus,
} from '../model/index.ts';

/** A resource as its Get shows it, with the mode it had before an update that has not finished. */
export interface SeenResource {
  readonly id: string;
  readonly kind: ResourceKind;
  readonly region: string;
  readonly networks: readonly string[];
  readonly status: ResourceStatus;
  readonly mode: NetworkMode | undefined;
  readonly formerMode: NetworkMode | undefined;
  /** Its creation in a VPC, or its update into one, was seen to fail and nothing has become of it since. */
  readonly entryFailed: boolean;
}

/** What a client with every right could see of an account, and what it could have noted before. */
export interface Seen {
  /** The state of the role by its name in the design; judged against the other members. */
  readonly status: RoleStatus;
  /** The number of the RoleId, or undefined where there is no role. */
  readonly roleId: number | undefined;
  /** How many RoleIds there have been. */
  readonly rolesSeen: number;
  readonly task: {
    readonly id: number;
    readonly status: TaskStatus;
    readonly usage: readonly Blocker[];
  };
  readonly session: boolean;
  readonly resources: readonly SeenResource[];
  readonly interfaces: readonly string[];
}

/** One step of the lifecycle as a client could see it. */
export interface Step {
  readonly before: Seen;
  readonly event: CoreEvent;
  readonly refused: string | undefined;
  readonly after: Seen;
  readonly choices: Choices;
}

const modes: Readonly<
  Record<ResourceNetwork, { mode?: NetworkMode; formerMode?: NetworkMode; entryFailed?: true }>
> = {
  none: {},
  PUBLIC: { mode: 'PUBLIC' },
  SANDBOX: { mode: 'SANDBOX' },
  VPC: { mode: 'VPC' },
  enteringVpc: { mode: 'VPC', formerMode: 'PUBLIC' },
  leavingVpc: { mode: 'PUBLIC', formerMode: 'VPC' },
  failedEntry: { mode: 'VPC', entryFailed: true },
};

/** What a client sees of a lifecycle. @category Properties */
export function see(core: Core): Seen {
  return {
    status: core.role.role,
    roleId: roleExists(core) ? core.rolesMade : undefined,
    rolesSeen: core.rolesMade,
    task: { id: core.tasksOpened, status: core.role.deletion, usage: core.usage },
    session: core.session === 'active',
    resources: core.resources.map(({ state, id, kind, region, networks }) => {
      const { mode, formerMode, entryFailed = false } = modes[state.network];
      return { id, kind, region, networks, status: state.status, mode, formerMode, entryFailed };
    }),
    interfaces: Object.keys(core.interfaces),
  };
}

/** Whether a resource uses the role, by what a client sees: its status, its mode and its former mode. */
export function uses(resource: SeenResource, choices: Choices): boolean {
  if (resource.status === 'none' || resource.status === 'DELETED') return false;
  if (resource.mode === 'VPC') return !(resource.entryFailed && choices['failed-entry'] === 'free');
  return (
    resource.formerMode === 'VPC' &&
    (resource.status !== 'READY' || choices['old-versions'] === 'use')
  );
}

/** Whether any resource uses the role. */
export const isUsed = (seen: Seen, choices: Choices): boolean =>
  seen.resources.some((resource) => uses(resource, choices));

/** The interfaces that no resource uses any more. */
export const lingering = (seen: Seen, choices: Choices): readonly string[] =>
  seen.interfaces.filter(
    (network) =>
      !seen.resources.some(
        (resource) => uses(resource, choices) && resource.networks.includes(network),
      ),
  );

/** Whether anything holds the role: a resource, a session, or an interface where that choice was made. */
export const isHeld = (seen: Seen, choices: Choices): boolean =>
  isUsed(seen, choices) ||
  seen.session ||
  (choices['lingering-interface'] === 'holds' && lingering(seen, choices).length > 0);

/** Whether a deletion task has not ended. */
export const isOpen = (seen: Seen): boolean =>
  seen.task.status === 'NOT_STARTED' || seen.task.status === 'IN_PROGRESS';

/** Whether the newest task ended so in this step, be it one that the step itself has opened. */
export const ends = ({ before, after }: Step, status: 'SUCCEEDED' | 'FAILED'): boolean =>
  after.task.status === status &&
  (before.task.status !== status || before.task.id !== after.task.id);

/**
 * All that an invariant may ask of a resource while something else is acted on: those with equal answers are
 * interchangeable, and those with none need not be there. The explorer relies on it; a test compares.
 */
export function asBystander(resource: SeenResource, choices: Choices): string | undefined {
  if (!uses(resource, choices)) return undefined;
  const { region, networks, status, mode } = resource;
  return `${region} ${networks.join()} ${status === 'READY' && mode === 'VPC'}`;
}

/**
 * All that an invariant may ask of a resource that is acted on, beside what the rules can tell of it; the explorer
 * relies on it, too.
 */
export function asSubject(resource: SeenResource, choices: Choices): string {
  const { status, mode, formerMode } = resource;
  return `${uses(resource, choices)} ${status === 'READY'} ${mode === 'VPC'} ${formerMode === 'VPC'}`;
}

/**
 * All that an invariant may ask of the things in other Regions, each by itself, its interfaces last: what happens in one
 * Region is the same among others with equal things, be they in the same Region or not; the explorer relies on it, too.
 */
export function asElsewhere(seen: Seen, choices: Choices): readonly string[] {
  const idle = lingering(seen, choices);
  return [
    ...seen.resources.map((resource) => {
      const { status, mode, networks } = resource;
      const isReady = status === 'READY' && mode === 'VPC';
      const lacks = isReady && !networks.every((network) => seen.interfaces.includes(network));
      return `${uses(resource, choices)} ${lacks}`;
    }),
    ...seen.interfaces.map((network) => `${idle.includes(network)}`),
  ];
}
