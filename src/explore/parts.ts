import {
  type Choices,
  type Core,
  emptyCore,
  type InterfaceState,
  type Lifecycle,
  type Resource,
  type ResourceState,
  type RoleState,
  type SessionState,
} from '../../model/index.ts';
import { asBystander, asElsewhere, type SeenResource, see } from '../../properties/index.ts';
import { codesMax, kindsMax, rolesMax, viewsMax } from './limits.ts';
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
  /** The views that other Regions have, each once and in rising order; the empty one is left out. */
  readonly others: Numbering<readonly number[]>;
  /** What others can tell of resources; those that might as well not be there are of no kind. */
  readonly kinds: Numbering<Resource>;
  /** The bit that a resource of this code adds to the kinds of its Region. */
  bitOf(code: number): number;
  /** What others can tell of a resource, or undefined where it might as well not be there. */
  kindOf(resource: Resource): string | undefined;
  seenOf(resource: Resource): SeenResource | undefined;
  roleOf(core: Core): number;
  codeOf(resource: Resource): number;
  interfaceOf(core: Core, region: string): number;
  /** All that there is in a Region, and what others can tell of it. */
  columnOf(core: Core, region: string): Column;
  viewOf(core: Core, region: string): number;
  /** The account with some columns, its resources named r1, r2, … */
  account(role: number, columns: readonly Column[]): Core;
  /** The number of the views of some other Regions. */
  othersOf(views: readonly number[]): number;
  /** The first of the views of other Regions that nobody can tell from these. */
  alike(others: number): number;
  /** The account as it looks from the first Region, with one thing standing for all that are like it. */
  situation(role: number, own: number, others: number, subject: Resource | undefined): Core;
}

const names = regionNames(viewsMax + 1);

/** The Region that is looked at. */
export const here = names[0] as string;
/** The name of what is acted on. */
export const subjectId = 'subject';

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
  const others = numbering<readonly number[]>('others', Number.POSITIVE_INFINITY, String);
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

  const interfacesIn = (states: readonly number[]): Core['interfaces'] =>
    Object.fromEntries(
      states.flatMap((state, place) =>
        state === 0 ? [] : [[networkOf(names[place] as string), interfaces[state] ?? none]],
      ),
    );
  const coreOf = (
    number: number,
    existing: Core['interfaces'],
    resources: readonly Resource[],
  ): Core => {
    const { role, session } = roles.values[number] as RolePart;
    return {
      role,
      session,
      interfaces: existing,
      resources,
      rolesMade: role.role === 'absent' ? 0 : 1,
      tasksOpened: role.deletion === 'none' ? 0 : 1,
      usage: emptyCore.usage,
    };
  };

  /** One thing for each kind that can be told of some Regions. */
  const standIns = (seen: readonly View[]): readonly Resource[] =>
    seen.flatMap((view, place) =>
      kinds.values
        .filter((_, bit) => (view.kinds & (1 << bit)) !== 0)
        .map((one, bit) => placed(one, place, `other-${place}-${bit}`)),
    );
  /** What can be told of the things in a Region from another, by the rules and by the invariants. */
  const thingsIn = (view: View): readonly string[] => {
    const core = coreOf(0, interfacesIn([view.interface]), standIns([view]));
    const uses = core.resources.map(({ state }) => state.use);
    const states = Object.values(core.interfaces);
    const byRules = [...uses, ...states.map((state) => `${state} ${[...new Set(uses)].sort()}`)];
    const byInvariants = asElsewhere(see(core), choices);
    return byRules.map((told, thing) => `${told} ${byInvariants[thing]}`);
  };
  const firstAlike = new Map<string, number>();
  const firstOf: number[] = [];
  const alike = (around: number): number => {
    const known = firstOf[around];
    if (known !== undefined) return known;
    const list = others.values[around] as readonly number[];
    const things = new Set(list.flatMap((view) => thingsIn(views.values[view] as View)));
    const name = [...things].sort().join();
    const first = firstAlike.get(name) ?? around;
    firstAlike.set(name, first);
    firstOf[around] = first;
    return first;
  };

  const surroundings = new Map<number, Pick<Core, 'interfaces' | 'resources'>>();
  const surroundingOf = (own: number, around: number) => {
    const key = around * viewsMax + own;
    let found = surroundings.get(key);
    if (found === undefined) {
      const seen = [own, ...(others.values[around] as readonly number[])].map(
        (view) => views.values[view] as View,
      );
      const states = seen.map((view) => view.interface);
      found = { interfaces: interfacesIn(states), resources: standIns(seen) };
      surroundings.set(key, found);
    }
    return found;
  };

  /** The statecharts have one object for each state: the codes of those met, by how many networks there are. */
  const known = new WeakMap<ResourceState, number[]>();
  const codeOf = (resource: Resource): number => {
    const { state, networks } = resource;
    const codesThere = known.get(state) ?? [];
    const met = codesThere[networks.length];
    if (met !== undefined) return met;
    const like = placed(resource, 0, '');
    const code = codes.number(like);
    bits[code] = kindOf(like) === undefined ? 0 : 1 << kinds.number(like);
    codesThere[networks.length] = code;
    known.set(state, codesThere);
    return code;
  };
  const interfaceOf: Parts['interfaceOf'] = (core, region) =>
    interfaces.indexOf(core.interfaces[networkOf(region)] ?? none);
  const columnOf: Parts['columnOf'] = (core, region) => ({
    interface: interfaceOf(core, region),
    codes: core.resources.filter((resource) => resource.region === region).map(codeOf),
  });

  return {
    interfaces,
    roles,
    codes,
    views,
    others,
    kinds,
    bitOf: (code) => bits[code] ?? 0,
    kindOf,
    seenOf,
    roleOf: ({ role, session }) => roles.number({ role, session }),
    codeOf,
    interfaceOf,
    columnOf,
    viewOf(core, region) {
      const column = columnOf(core, region);
      const kindsThere = column.codes.reduce((all, code) => all | (bits[code] ?? 0), 0);
      return views.number({ interface: column.interface, kinds: kindsThere });
    },
    account(role, columns) {
      const resources: Resource[] = [];
      for (const [place, column] of columns.entries())
        for (const code of column.codes)
          resources.push(placed(codes.values[code] as Resource, place, `r${resources.length + 1}`));
      return coreOf(role, interfacesIn(columns.map((column) => column.interface)), resources);
    },
    othersOf: (list) =>
      others.number([...new Set(list)].filter((view) => view !== 0).sort((a, b) => a - b)),
    alike,
    situation(role, own, around, subject) {
      const { interfaces: existing, resources } = surroundingOf(own, around);
      return coreOf(role, existing, subject === undefined ? resources : [subject, ...resources]);
    },
  };
}
