import type { Call, OperationName } from '../../model/index.ts';
import { operations } from '../../model/index.ts';
import type { Component, Slot } from './parts.ts';

/** What a call may read of the account beside its core. All else may be anything, and the outcome is the same. */
export interface Reads {
  /** What is listed row by row: resources, or interfaces. */
  readonly rows: 'resources' | 'interfaces' | undefined;
  /** Whether it reads what held the role when tasks failed. */
  readonly usage: boolean;
  isRead(slot: Slot): boolean;
  isNetworkRead(component: Component, place: number): boolean;
  /** Whether it may read or change something of a component; where not, that is the same whatever it does. */
  isMet(component: Component): boolean;
}

/** Operations that show many things, each in a row that hangs on nothing but it. */
const lists: Readonly<Partial<Record<OperationName, 'resources' | 'interfaces'>>> = {
  ListAgentRuntimes: 'resources',
  ListCodeInterpreters: 'resources',
  ListBrowsers: 'resources',
  DescribeNetworkInterfaces: 'interfaces',
};

/** Operations after which a resource may use networks that its details alone name. */
const updates: ReadonlySet<string> = new Set<OperationName>(['UpdateAgentRuntime']);

/** Operations on deletion tasks. */
const tasks: ReadonlySet<string> = new Set<OperationName>([
  'DeleteServiceLinkedRole',
  'GetServiceLinkedRoleDeletionStatus',
]);

function textsIn(value: unknown, into: Set<string> = new Set()): ReadonlySet<string> {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) textsIn(item, into);
  return into;
}

/** Whether something of a component may have held the role when the newest task failed. */
const mayHaveHeld = ({ parts }: Component): boolean =>
  parts.some(({ sets }) => sets.some((set) => set.some(({ held }) => held)));

/** What a call may read: the things of its kind and Region whose names are in its input, and all where it lists them. */
export function readsOf({ operation, region, input }: Call): Reads {
  const name = operation as OperationName;
  const service = operations[name]?.service;
  const texts = textsIn(input);
  const asked = Array.isArray(input.NetworkInterfaceIds) && input.NetworkInterfaceIds.length > 0;
  const usage = tasks.has(operation);
  const isRead = (slot: Slot): boolean =>
    service === 'agentcore' &&
    slot.region === region &&
    operation.endsWith(slot.kind) &&
    (texts.has(slot.id) || texts.has(slot.name));
  const isNetworkNamed = ({ networks, parts }: Component, place: number): boolean => {
    const [where, subnet = '', groups = ''] = (networks[place] as string).split('/');
    return (
      where === region &&
      (texts.has(subnet) ||
        groups.split('+').some((group) => texts.has(group)) ||
        parts.some(({ links }) => texts.has(links[place]?.id ?? '')))
    );
  };
  return {
    rows: asked ? undefined : lists[name],
    usage,
    isRead,
    isNetworkRead: (component, place) => service === 'ec2' && isNetworkNamed(component, place),
    isMet: (component) =>
      (usage && mayHaveHeld(component)) ||
      component.slots.some(isRead) ||
      component.networks.some(
        (network, place) =>
          (updates.has(operation) && network.startsWith(`${region}/`)) ||
          isNetworkNamed(component, place),
      ),
  };
}
