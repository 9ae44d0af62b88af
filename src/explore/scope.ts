import {
  type Choices,
  type Core,
  type CoreEvent,
  emptyCore,
  lifecycle,
  type NetworkMode,
  type Resource,
  type ResourceKind,
  unasked,
} from '../../model/index.ts';

/** How much of the world is explored: resources at the same time, Regions to put them in, one set of choices. */
export interface Scope {
  readonly resources: number;
  readonly regions: number;
  readonly choices: Choices;
}

const names = ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'us-west-2'];

/** The most Regions of a scope. */
export const regionsMax = names.length;

/** The names of so many Regions, in the order in which they are used; there are as many as it takes. */
export const regionNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, place) => names[place] ?? `region-${place + 1}`);

/** The modes that each kind of resource can be created in. */
export const modesByKind: Readonly<Record<ResourceKind, readonly NetworkMode[]>> = {
  AgentRuntime: ['PUBLIC', 'VPC'],
  CodeInterpreter: ['PUBLIC', 'SANDBOX', 'VPC'],
  Browser: ['PUBLIC', 'VPC'],
};

const kinds = Object.keys(modesByKind) as readonly ResourceKind[];
const both = [true, false] as const;
const noState = lifecycle.charts.resource.AgentRuntime.initial;

/** The rights worth telling apart: only a call that may make the role asks for the right to. */
const rights = (mode: NetworkMode): readonly boolean[] => (mode === 'VPC' ? both : [true]);

/** The one network of a Region that resources of a scope share. */
export const networkOf = (region: string): string => `${region}/subnet`;

/** The calls on the role, by callers with and without the right that they need. */
export const roleCalls: readonly CoreEvent[] = both.flatMap((may): CoreEvent[] => [
  { machine: 'role', type: 'CreateServiceLinkedRole', mayCreate: may },
  { machine: 'role', type: 'DeleteServiceLinkedRole', mayDelete: may },
]);

/** Every way to create a resource in some Regions. */
export const creates = (regions: readonly string[], id: string): readonly CoreEvent[] =>
  regions.flatMap((region) =>
    kinds.flatMap((kind) =>
      modesByKind[kind].flatMap((mode) =>
        rights(mode).map((mayCreate): CoreEvent => {
          const networks = mode === 'VPC' ? [networkOf(region)] : [];
          return {
            machine: 'resource',
            type: 'create',
            resource: { id, kind, region, networks },
            mode,
            mayCreate,
          };
        }),
      ),
    ),
  );

/** Every call on a resource that exists, and everything that may become of it unasked. */
export const resourceEvents = ({ id, kind, region }: Resource): readonly CoreEvent[] => [
  { machine: 'resource', type: 'delete', id, kind },
  ...(kind === 'AgentRuntime' ? modesByKind[kind] : []).flatMap((mode) =>
    rights(mode).map((mayCreate): CoreEvent => {
      const networks = mode === 'VPC' ? [networkOf(region)] : [];
      return { machine: 'resource', type: 'update', id, kind, mode, networks, mayCreate };
    }),
  ),
  ...unasked({
    ...emptyCore,
    resources: [{ id, kind, region, networks: [], state: noState }],
  }).filter((event) => event.machine === 'resource'),
];

/** Calls on a resource that is not there. */
export const callsOnNothing: readonly CoreEvent[] = kinds.flatMap((kind): CoreEvent[] => [
  { machine: 'resource', type: 'delete', id: 'nothing', kind },
  ...(kind === 'AgentRuntime'
    ? [
        {
          machine: 'resource' as const,
          type: 'update' as const,
          id: 'nothing',
          kind,
          mode: 'PUBLIC' as const,
          networks: [],
          mayCreate: true,
        },
      ]
    : []),
]);

/** Everything that may happen unasked to the role, its sessions and the interfaces of some Regions. */
export const bystanding = (regions: readonly string[]): readonly CoreEvent[] =>
  unasked({
    ...emptyCore,
    interfaces: Object.fromEntries(regions.map((region) => [networkOf(region), 'in-use'])),
  });

/**
 * Every event of the scope that is worth trying on an account.
 *
 * @param name - The name of a resource that is created.
 */
export function eventsOf(
  scope: Scope,
  core: Core,
  distinct: readonly Resource[],
  name: string = freeName(core),
): readonly CoreEvent[] {
  const regions = regionNames(scope.regions);
  return [
    ...roleCalls,
    ...callsOnNothing,
    ...(core.resources.length < scope.resources ? creates(regions, name) : []),
    ...distinct.flatMap(resourceEvents),
    ...bystanding(regions),
  ];
}

/** The first of r1, r2, … that no resource has. */
function freeName({ resources }: Core): string {
  const taken = new Set(resources.map(({ id }) => id));
  let number = 1;
  while (taken.has(`r${number}`)) number += 1;
  return `r${number}`;
}
