import {
  type Choices,
  type Core,
  emptyCore,
  type InterfaceState,
  type Lifecycle,
  type Resource,
  type RoleState,
  type SessionState,
} from '../../model/index.ts';
import { asBystander, type SeenResource, see } from '../../properties/index.ts';
import { type Numbering, numbering } from './numbering.ts';
import { networkOf, regionNames } from './scope.ts';

/** The role with its task, and its sessions. */
export interface RolePart {
  readonly role: RoleState;
  readonly session: SessionState;
}

/** All that others can tell of a Region: its interface, and which kinds of resources there are, by their bits. */
export interface View {
  readonly interface: number;
  readonly kinds: number;
}

/** All that there is in a Region: its interface, and its resources by their codes. */
export interface Column {
  readonly interface: number;
  readonly codes: readonly number[];
}

/** The parts of accounts by numbers, given in the order in which they are met. */
export interface Parts {
  /** The states of a Region's interface; the first is that of none. */
  readonly interfaces: readonly InterfaceState[];
  readonly roles: Numbering<RolePart>;
  /** Resources, wherever they are: what they are and in what state. */
  readonly codes: Numbering<Resource>;
  readonly views: Numbering<View>;
  /** The bit that a resource of this code adds to the kinds of its Region. */
  bitOf(code: number): number;
  /** What others can tell of a resource, or undefined where it might as well not be there. */
  kindOf(resource: Resource): string | undefined;
  seenOf(resource: Resource): SeenResource | undefined;
  roleOf(core: Core): number;
  codeOf(resource: Resource): number;
  /** The number of the interface of a Region. */
  interfaceOf(core: Core, region: string): number;
  /** The account with some columns, its resources named r1, r2, … */
  account(role: number, columns: readonly Column[]): Core;
  /** The account as it looks from the first Region, with one thing standing for all that are like it. */
  situation(role: number, own: number, others: number, subject: Resource | undefined): Core;
}

/** The most that there may be of each, so that they fit into the numbers of accounts and edges. */
export const rolesMax = 64;
export const codesMax = 64;
export const viewsMax = 20;
const kindsMax = 6;

const names = regionNames(viewsMax + 1);

/** The Region that is looked at. */
export const here = names[0] as string;
/** The name of what is acted on. */
export const subjectId = 'subject';
/** The views that a number of others stands for: the bit 1 << (n - 1) for view n; the empty one, 0, has none. */
export const bitOfView = (view: number): number => (view === 0 ? 0 : 1 << (view - 1));

/** The parts that accounts of a lifecycle are made of. */
export function partsOf(model: Lifecycle, choices: Choices): Parts {
  const interfaces = (model.charts.interface.regions[0]?.states ?? []) as readonly InterfaceState[];
  const none = interfaces[0] as InterfaceState;
  const roles = numbering<RolePart>(
    'states of the role',
    rolesMax,
    ({ role, session }) => `${role.role} ${role.deletion} ${session}`,
  );
  const codes = numbering<Resource>(
    'states of a resource',
    codesMax,
    ({ kind, networks, state }) => `${kind} ${networks.length} ${JSON.stringify(state)}`,
  );
  const views = numbering<View>(
    'views of a Region',
    viewsMax,
    (view) => `${view.interface} ${view.kinds}`,
  );
  const kinds = numbering<Resource>('kinds of resources', kindsMax, (one) => String(kindOf(one)));
  const bits: number[] = [];
  roles.number({ role: emptyCore.role, session: emptyCore.session });
  views.number({ interface: 0, kinds: 0 });

  const seenOf: Parts['seenOf'] = (resource) =>
    see({ ...emptyCore, resources: [resource] }).resources[0];

  function kindOf(resource: Resource): string | undefined {
    const seen = seenOf(resource);
    const told = seen && asBystander(seen, choices);
    const { networks, state } = resource;
    return told === undefined && state.use === 'unused'
      ? undefined
      : `${networks.length} ${state.use} ${told}`;
  }

  /** A resource moved to a Region, with its network. */
  const placed = (resource: Resource, place: number, id: string): Resource => {
    const region = names[place] as string;
    const networks = resource.networks.map(() => networkOf(region));
    return { ...resource, id, region, networks };
  };

  const coreOf = (
    role: number,
    columns: readonly { readonly interface: number; readonly resources: readonly Resource[] }[],
  ): Core => {
    const part = roles.values[role] as RolePart;
    return {
      ...emptyCore,
      ...part,
      interfaces: Object.fromEntries(
        columns
          .map((column, place) => [
            networkOf(names[place] as string),
            interfaces[column.interface] as InterfaceState,
          ])
          .filter(([, state]) => state !== none),
      ),
      resources: columns.flatMap(({ resources }) => resources),
      rolesMade: part.role.role === 'absent' ? 0 : 1,
      tasksOpened: part.role.deletion === 'none' ? 0 : 1,
    };
  };

  return {
    interfaces,
    roles,
    codes,
    views,
    bitOf: (code) => bits[code] ?? 0,
    kindOf,
    seenOf,
    roleOf: ({ role, session }) => roles.number({ role, session }),
    codeOf(resource) {
      const like = placed(resource, 0, '');
      const code = codes.number(like);
      bits[code] ??= kindOf(like) === undefined ? 0 : 1 << kinds.number(like);
      return code;
    },
    interfaceOf: (core, region) => interfaces.indexOf(core.interfaces[networkOf(region)] ?? none),
    account(role, columns) {
      let named = 0;
      return coreOf(
        role,
        columns.map((column, place) => ({
          interface: column.interface,
          resources: column.codes.map((code) =>
            placed(codes.values[code] as Resource, place, `r${++named}`),
          ),
        })),
      );
    },
    situation(role, own, others, subject) {
      const seen = [own, ...views.values.keys()].filter(
        (view, place) => place === 0 || (others & bitOfView(view)) !== 0,
      );
      return coreOf(
        role,
        seen.map((number, place) => {
          const view = views.values[number] as View;
          const standIns = kinds.values
            .filter((_, bit) => (view.kinds & (1 << bit)) !== 0)
            .map((one, bit) => placed(one, place, `other-${place}-${bit}`));
          return {
            interface: view.interface,
            resources:
              place === 0 && subject !== undefined
                ? [placed(subject, 0, subjectId), ...standIns]
                : standIns,
          };
        }),
      );
    },
  };
}
