import { type Blocker, blockers } from './blockers.ts';
import type { Choices } from './choices.ts';
import { findById, replaced } from './lists.ts';
import {
  type Arc,
  type Chart,
  chartOf,
  type Given,
  type Reaction,
  type RefusingArc,
} from './machines/chart.ts';
import { type InterfaceState, interfaceMachine } from './machines/interface.ts';
import {
  type NetworkMode,
  type ResourceKind,
  type ResourceState,
  resourceMachines,
} from './machines/resource.ts';
import { type RoleState, roleMachine } from './machines/role.ts';
import { type SessionState, sessionMachine } from './machines/session.ts';
import type { RequirementId } from './requirements.ts';
import { worldOf } from './world.ts';

/** A resource of the lifecycle: where it is, which interfaces it shares, and its state. */
export interface Resource {
  readonly id: string;
  readonly kind: ResourceKind;
  readonly region: string;
  /** The interfaces that it shares: one name for each subnet with its security groups. */
  readonly networks: readonly string[];
  readonly state: ResourceState;
}

/** The part of an account that decides the fate of the role. */
export interface Core {
  readonly role: RoleState;
  readonly session: SessionState;
  readonly resources: readonly Resource[];
  /** Interfaces that exist, by the network that they are in. */
  readonly interfaces: Readonly<Record<string, InterfaceState>>;
  /** How often the role was made: the newest RoleId is that of this count. */
  readonly rolesMade: number;
  /** How many deletion tasks were opened: the newest one has this number. */
  readonly tasksOpened: number;
  /** What held the role when the newest task failed. */
  readonly usage: readonly Blocker[];
}

/** Something that happens to one machine: asked for by a call, or unasked. */
export type CoreEvent =
  | {
      readonly machine: 'role';
      readonly type: 'CreateServiceLinkedRole';
      readonly mayCreate: boolean;
    }
  | {
      readonly machine: 'role';
      readonly type: 'DeleteServiceLinkedRole';
      readonly mayDelete: boolean;
    }
  | { readonly machine: 'role'; readonly type: 'task.starts' | 'task.ends' }
  | { readonly machine: 'session'; readonly type: 'begin' | 'end' }
  | { readonly machine: 'interface'; readonly type: 'attach' | 'release'; readonly network: string }
  | {
      readonly machine: 'resource';
      readonly type: 'create';
      readonly resource: Omit<Resource, 'state'>;
      readonly mode: NetworkMode;
      readonly mayCreate: boolean;
    }
  | {
      readonly machine: 'resource';
      readonly type: 'update';
      readonly id: string;
      readonly kind: ResourceKind;
      readonly mode: NetworkMode;
      readonly networks: readonly string[];
      readonly mayCreate: boolean;
    }
  | {
      readonly machine: 'resource';
      readonly type: 'delete';
      readonly id: string;
      readonly kind: ResourceKind;
    }
  | {
      readonly machine: 'resource';
      readonly type: 'succeed' | 'fail' | 'forget';
      readonly id: string;
    };

/** What came of an event: the core afterwards, the arcs that were taken, or the arc that refused. */
export interface Advance {
  readonly core: Core;
  readonly arcs: readonly Arc[];
  readonly refusal: RefusingArc | undefined;
}

/** The statecharts, and the one rule about the account that no single chart can see. */
export interface Lifecycle {
  readonly charts: {
    readonly role: Chart<RoleState>;
    readonly session: Chart<SessionState>;
    readonly interface: Chart<InterfaceState>;
    readonly resource: Readonly<Record<ResourceKind, Chart<ResourceState>>>;
  };
  /** Whether a resource uses the role, in any Region, once `subject` has let go. */
  stillUsed(resources: readonly Resource[], subject: Resource): boolean;
}

/** Which facts of one machine are told to which other; each must be accepted there, or nothing happens. @source The requirement that each row names @category Rules */
export const joins: readonly {
  readonly fact: string;
  readonly tells: readonly ('role' | 'interface')[];
  readonly rule: RequirementId;
}[] = [
  { fact: 'resource.startsToHold', tells: ['role'], rule: 'resource-uses-role' },
  { fact: 'resource.becomesReady', tells: ['role', 'interface'], rule: 'becomes-ready' },
  { fact: 'resource.letsGo', tells: ['role', 'interface'], rule: 'last-release-frees-role' },
  { fact: 'session.begins', tells: ['role'], rule: 'session-needs-role' },
  { fact: 'interface.isReleased', tells: ['role'], rule: 'interface-removal-needs-role' },
];

const tellsRole: ReadonlySet<string> = new Set(joins.map((join) => join.fact));
const tellsInterfaces: ReadonlySet<string> = new Set(
  joins.filter(({ tells }) => tells.includes('interface')).map((join) => join.fact),
);

/** The lifecycle as the documents have it. @source The requirement that each arc names @category Rules */
export const lifecycle: Lifecycle = {
  charts: {
    role: chartOf<RoleState>(roleMachine),
    session: chartOf<SessionState>(sessionMachine),
    interface: chartOf<InterfaceState>(interfaceMachine),
    resource: {
      AgentRuntime: chartOf<ResourceState>(resourceMachines.AgentRuntime),
      CodeInterpreter: chartOf<ResourceState>(resourceMachines.CodeInterpreter),
      Browser: chartOf<ResourceState>(resourceMachines.Browser),
    },
  },
  stillUsed: (resources) => resources.some(isUsing),
};

/** An account's lifecycle before anything has happened. @category Semantics */
export const emptyCore: Core = {
  role: lifecycle.charts.role.initial,
  session: lifecycle.charts.session.initial,
  resources: [],
  interfaces: {},
  rolesMade: 0,
  tasksOpened: 0,
  usage: [],
};

/** Whether the role exists. @category Semantics */
export const roleExists = ({ role: { role } }: Core): boolean =>
  role !== 'absent' && role !== 'deleted';

/** Whether a deletion task has not ended. @category Semantics */
export const taskIsOpen = ({ role: { deletion } }: Core): boolean =>
  deletion === 'NOT_STARTED' || deletion === 'IN_PROGRESS';

/**
 * What happens when an event meets the lifecycle: one step of all the machines that it concerns, or none.
 *
 * The event's machine moves first; each fact that it brings about is told on (`joins`), and if one machine
 * refuses, nothing moves but what the refusing arc itself does.
 *
 * @returns The step, or undefined where the event cannot happen now. Never throws.
 * @category Semantics
 */
export function advance(
  model: Lifecycle,
  choices: Choices,
  core: Core,
  event: CoreEvent,
): Advance | undefined {
  const { charts } = model;
  const lingering = Object.values(core.interfaces).includes('lingering');
  const world = worldOf(core.session, lingering, event, choices);
  switch (event.machine) {
    case 'role':
      return moveRole(model, core, [], event.type, world, choices);
    case 'session': {
      const moved = charts.session.react(core.session, event.type, world);
      if (moved === undefined) return undefined;
      const next = { ...core, session: moved.state };
      return tellRole(model, next, moved.arcs, moved.did, world, choices);
    }
    case 'interface': {
      const { network } = event;
      const before = core.interfaces[network] ?? 'absent';
      const wanted = isWanted(core, network);
      const moved = charts.interface.react(before, event.type, { wanted, ...world });
      if (moved === undefined) return undefined;
      const next = { ...core, interfaces: setInterface(core.interfaces, network, moved.state) };
      return tellRole(model, next, moved.arcs, moved.did, world, choices);
    }
    case 'resource':
      return moveResource(model, core, event, world, choices);
  }
}

/** Something that happens to one resource. */
export type ResourceEvent = Extract<CoreEvent, { machine: 'resource' }>;

/** What an event finds where there is no resource of that id: the initial state, which knows what to answer. */
function unborn({ charts }: Lifecycle, event: ResourceEvent): Resource | undefined {
  if (event.type === 'create')
    return { ...event.resource, state: charts.resource[event.resource.kind].initial };
  if (!('kind' in event)) return undefined;
  const { id, kind } = event;
  return { id, kind, region: '', networks: [], state: charts.resource[kind].initial };
}

/** What a resource's own statechart makes of an event, before anything is told. */
export interface OwnMove {
  readonly before: Resource;
  /** The resource afterwards; with the status `none` it is gone. */
  readonly after: Resource;
  readonly reaction: Reaction<ResourceState>;
  /** What the guards of others may ask, too. */
  readonly given: Given;
}

/**
 * The first half of a step of a resource: its own.
 *
 * @param known - The resource, if it exists.
 * @returns The move, or undefined where the event cannot happen.
 */
export function ownMove(
  model: Lifecycle,
  known: Resource | undefined,
  event: ResourceEvent,
  world: Given,
): OwnMove | undefined {
  const before = known ?? unborn(model, event);
  if (before === undefined) return undefined;
  const given = 'mode' in event ? { mode: event.mode, ...world } : world;
  const reaction = model.charts.resource[before.kind].react(before.state, event.type, given);
  if (reaction === undefined) return undefined;
  if (reaction.refusal !== undefined) return { before, after: before, reaction, given };
  const asked = event.type === 'update' ? event.networks : [];
  const uses = reaction.state.use === 'using';
  const networks = uses ? [...new Set([...before.networks, ...asked])] : [];
  return { before, after: { ...before, networks, state: reaction.state }, reaction, given };
}

function moveResource(
  model: Lifecycle,
  core: Core,
  event: ResourceEvent,
  world: Given,
  choices: Choices,
): Advance | undefined {
  const known = 'id' in event ? findById(core.resources, event.id) : undefined;
  const own = ownMove(model, known, event, world);
  return own && settle(model, core, known, own, choices);
}

/** The second half: what everything else makes of it. */
export function settle(
  model: Lifecycle,
  core: Core,
  known: Resource | undefined,
  { before, after, given, reaction }: OwnMove,
  choices: Choices,
): Advance | undefined {
  const { arcs, did, refusal } = reaction;
  if (refusal !== undefined) return { core, arcs, refusal };
  const isGone = after.state.status === 'none';
  const resources = replaced(core.resources, known, isGone ? undefined : after);
  const next = { ...core, resources };
  const isTold = did.some((fact) => tellsRole.has(fact));
  const stillUsed = isTold && (isUsing(after) || model.stillUsed(resources, before));
  const told = tellRole(model, next, arcs, did, { stillUsed, ...given }, choices);
  if (told === undefined) return undefined;
  if (told.refusal !== undefined)
    return told.core === next
      ? { ...told, core }
      : { ...told, core: { ...told.core, resources: core.resources } };
  return tellInterfaces(model, told, before, did);
}

function tellRole(
  model: Lifecycle,
  core: Core,
  arcs: readonly Arc[],
  facts: readonly string[],
  world: Given,
  choices: Choices,
): Advance | undefined {
  const fact = facts.find((did) => tellsRole.has(did));
  return fact === undefined
    ? { core, arcs, refusal: undefined }
    : moveRole(model, core, arcs, fact, world, choices);
}

function moveRole(
  model: Lifecycle,
  core: Core,
  arcs: readonly Arc[],
  type: string,
  world: Given,
  choices: Choices,
): Advance | undefined {
  const moved = model.charts.role.react(core.role, type, world);
  if (moved === undefined) return undefined;
  if (moved.refusal !== undefined && moved.arcs.every(({ target }) => target === undefined))
    return { core, arcs: [...arcs, ...moved.arcs], refusal: moved.refusal };
  const next: Core = {
    ...core,
    role: moved.state,
    rolesMade: core.rolesMade + (moved.did.includes('makesRole') ? 1 : 0),
    tasksOpened: core.tasksOpened + (moved.did.includes('opensTask') ? 1 : 0),
    usage: moved.did.includes('failsTask')
      ? blockers(core, choices)
      : moved.did.includes('opensTask')
        ? []
        : core.usage,
  };
  return { core: next, arcs: [...arcs, ...moved.arcs], refusal: moved.refusal };
}

function tellInterfaces(
  model: Lifecycle,
  told: Advance,
  subject: Resource,
  facts: readonly string[],
): Advance {
  let { interfaces } = told.core;
  const arcs = [...told.arcs];
  for (const fact of facts.filter((did) => tellsInterfaces.has(did))) {
    for (const network of subject.networks) {
      const wanted = isWanted(told.core, network);
      const moved = model.charts.interface.react(interfaces[network] ?? 'absent', fact, { wanted });
      if (moved === undefined) continue;
      interfaces = setInterface(interfaces, network, moved.state);
      arcs.push(...moved.arcs);
    }
  }
  return { ...told, arcs, core: { ...told.core, interfaces } };
}

const isUsing = ({ state }: Resource): boolean => state.use === 'using';

/** Whether a resource uses the role through a network; the newest are asked first, for most happens to them. */
const isWanted = ({ resources }: Core, network: string): boolean =>
  resources.findLast((one) => isUsing(one) && one.networks.includes(network)) !== undefined;

function setInterface(
  interfaces: Core['interfaces'],
  network: string,
  state: InterfaceState,
): Core['interfaces'] {
  if (interfaces[network] === state) return interfaces;
  const { [network]: _, ...others } = interfaces;
  return state === 'absent' ? others : { ...others, [network]: state };
}

/** Every event that may happen unasked, possible now or not: `advance` says which are. @category Semantics */
export function unasked(core: Core): readonly CoreEvent[] {
  const networks = new Set([
    ...Object.keys(core.interfaces),
    ...core.resources.flatMap((resource) => resource.networks),
  ]);
  return [
    { machine: 'role', type: 'task.starts' },
    { machine: 'role', type: 'task.ends' },
    { machine: 'session', type: 'begin' },
    { machine: 'session', type: 'end' },
    ...core.resources.flatMap(({ id }) =>
      (['succeed', 'fail', 'forget'] as const).map(
        (type): CoreEvent => ({ machine: 'resource', type, id }),
      ),
    ),
    ...[...networks].flatMap((network) =>
      (['attach', 'release'] as const).map(
        (type): CoreEvent => ({ machine: 'interface', type, network }),
      ),
    ),
  ];
}
