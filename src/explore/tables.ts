import {
  type Advance,
  type Arc,
  advance,
  type Core,
  type CoreEvent,
  emptyCore,
  type InterfaceState,
  type Lifecycle,
  type Resource,
  type RoleState,
  type SessionState,
} from '../../model/index.ts';
import { asBystander, type Invariant, type Step, see } from '../../properties/index.ts';
import {
  bystanding,
  callsOnNothing,
  creates,
  networkOf,
  regionNames,
  resourceEvents,
  roleCalls,
  type Scope,
} from './scope.ts';

/** What an event leads to, told by what it changes; counted each time it is taken. */
export interface Outcome {
  readonly event: CoreEvent;
  /** The role's and the session's part afterwards. */
  readonly role: number;
  /** The interfaces' part afterwards. */
  readonly interfaces: number;
  /** The resource acted on afterwards: its code, or -1 where there is none. */
  readonly resource: number;
  readonly arcs: readonly Arc[];
  readonly refused: string | undefined;
  readonly broken: readonly Invariant[];
  /** How often an exploration took it. */
  taken: number;
}

/** The lifecycle in a scope as numbers: every answer is worked out once by `advance` and kept. */
export interface Tables {
  readonly roles: number;
  readonly interfaces: number;
  readonly codes: number;
  /** The role's part at the start. */
  readonly start: number;
  /** The bit that a resource of this code adds to what others can tell of it. */
  readonly bits: Int32Array;
  /** What can happen to the resource with a code, given what else there is. */
  ofResource(role: number, interfaces: number, code: number, others: number): readonly Outcome[];
  /** What can happen to no resource in particular. */
  ofAccount(role: number, interfaces: number, others: number): readonly Outcome[];
  /** What a create can lead to. */
  ofCreate(role: number, interfaces: number, others: number): readonly Outcome[];
  /** The outcomes that were ever asked for. */
  all(): Iterable<readonly Outcome[]>;
  /** An account with the given parts, its resources named r1, r2, … */
  account(role: number, interfaces: number, codes: readonly number[]): Core;
  /** The code of a resource. */
  codeOf(resource: Resource): number;
}

const subjectId = 'subject';
const interfaceStates: readonly InterfaceState[] = ['absent', 'in-use', 'lingering'];
const rolesMax = 128;
const bitsMax = 30;
/** More than the kinds of resources, in their states and Regions, of the largest scope. */
const codesMax = 512;

function numbering<Value>(nameOf: (value: Value) => string) {
  const numbers = new Map<string, number>();
  const values: Value[] = [];
  return {
    values,
    number(value: Value): number {
      const name = nameOf(value);
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, values.length);
      return values.push(value) - 1;
    },
  };
}

/**
 * The tables of a scope.
 *
 * The outcome of an event hangs on the role, the sessions, the interfaces, the resource acted on, and on which
 * *kinds of other resources* there are, never on how many: `advance` and the invariants are therefore asked once
 * for each such setting, with one resource standing for all of its kind. Resources are of one kind if no rule and
 * no invariant can tell them apart while something else is acted on: by Region, interfaces and use, and by what
 * `asBystander` says of them.
 */
export function tablesOf(model: Lifecycle, scope: Scope, invariants: readonly Invariant[]): Tables {
  const { choices } = scope;
  const regions = regionNames.slice(0, scope.regions);
  const resources = numbering<Resource>(
    ({ kind, region, networks, state }) =>
      `${kind} ${region} ${networks.join()} ${JSON.stringify(state)}`,
  );
  const roles = numbering<{ role: RoleState; session: SessionState }>(
    ({ role, session }) => `${role.role} ${role.deletion} ${session}`,
  );
  const tellings = numbering<Resource>((resource) => telling(resource) as string);
  const partOf = (core: Core): number => roles.number({ role: core.role, session: core.session });
  const interfacesOf = (core: Core): number =>
    regions.reduce(
      (sum, region) =>
        sum * 3 + interfaceStates.indexOf(core.interfaces[networkOf(region)] ?? 'absent'),
      0,
    );

  function telling(resource: Resource): string | undefined {
    const [seen] = see({ ...emptyCore, resources: [resource] }).resources;
    const told = seen && asBystander(seen, choices);
    const { region, networks, state } = resource;
    return told === undefined && state.use === 'unused'
      ? undefined
      : `${region} ${networks.join()} ${state.use} ${told}`;
  }

  const account = (role: number, interfaces: number, list: readonly Resource[]): Core => {
    const part = roles.values[role] as { role: RoleState; session: SessionState };
    const existing: Record<string, InterfaceState> = {};
    let rest = interfaces;
    for (const region of [...regions].reverse()) {
      const state = interfaceStates[rest % 3] as InterfaceState;
      if (state !== 'absent') existing[networkOf(region)] = state;
      rest = Math.floor(rest / 3);
    }
    return {
      ...emptyCore,
      ...part,
      interfaces: existing,
      resources: list,
      rolesMade: part.role.role === 'absent' ? 0 : 1,
      tasksOpened: part.role.deletion === 'none' ? 0 : 1,
    };
  };

  const outcomeOf = (before: Core, event: CoreEvent, made: Advance): Outcome => {
    const { core, arcs, refusal } = made;
    const refused = refusal?.refuses;
    const shown: Step = { before: see(before), event, refused, after: see(core), choices };
    const subject = core.resources.find(({ id }) => id === subjectId);
    return {
      event,
      role: partOf(core),
      interfaces: interfacesOf(core),
      resource: subject === undefined ? -1 : codeOf(subject),
      arcs,
      refused,
      broken: invariants.filter((invariant) => !invariant.holds(shown)),
      taken: 0,
    };
  };

  const outcomes = (before: Core, events: readonly CoreEvent[]): readonly Outcome[] =>
    events.flatMap((event) => {
      const made = advance(model, choices, before, event);
      return made === undefined ? [] : [outcomeOf(before, event, made)];
    });

  const standIns = (others: number): readonly Resource[] =>
    tellings.values
      .filter((_, bit) => (others & (1 << bit)) !== 0)
      .map((resource, index) => ({ ...resource, id: `other-${index}` }));

  const start = partOf(emptyCore);
  const memory = new Map<number, readonly Outcome[]>();
  const masks = new Map<number, number>();
  const maskNumber = (others: number): number => {
    let number = masks.get(others);
    if (number === undefined) {
      number = masks.size;
      masks.set(others, number);
    }
    return number;
  };
  const bits = new Int32Array(codesMax);
  /** The code of a resource; a new one's bit is worked out once. */
  const codeOf = (resource: Resource): number => {
    const known = resources.values.length;
    const code = resources.number({ ...resource, id: '' });
    if (code < known) return code;
    if (code >= codesMax) throw new Error('too many kinds of resources');
    if (telling(resource) !== undefined) {
      const bit = tellings.number(resource);
      if (bit >= bitsMax) throw new Error('too many kinds of resources to tell apart');
      bits[code] = 1 << bit;
    }
    return code;
  };
  const interfaces = 3 ** regions.length;
  const remembered = (
    role: number,
    at: number,
    slot: number,
    others: number,
    work: () => readonly Outcome[],
  ): readonly Outcome[] => {
    const key = ((maskNumber(others) * rolesMax + role) * interfaces + at) * (codesMax + 2) + slot;
    let found = memory.get(key);
    if (found === undefined) {
      found = work();
      memory.set(key, found);
    }
    return found;
  };
  const accountEvents = [...roleCalls, ...callsOnNothing, ...bystanding(scope)];
  const createEvents = creates(scope, subjectId);

  return {
    roles: rolesMax,
    interfaces,
    codes: codesMax,
    start,
    bits,
    ofResource: (role, at, code, others) =>
      remembered(role, at, code, others, () => {
        const subject = { ...(resources.values[code] as Resource), id: subjectId };
        const before = account(role, at, [subject, ...standIns(others)]);
        return outcomes(before, resourceEvents(subject));
      }),
    ofAccount: (role, at, others) =>
      remembered(role, at, codesMax, others, () =>
        outcomes(account(role, at, standIns(others)), accountEvents),
      ),
    ofCreate: (role, at, others) =>
      remembered(role, at, codesMax + 1, others, () =>
        outcomes(account(role, at, standIns(others)), createEvents),
      ),
    all: () => memory.values(),
    account: (role, at, list) =>
      account(
        role,
        at,
        list.map((code, index) => ({
          ...(resources.values[code] as Resource),
          id: `r${index + 1}`,
        })),
      ),
    codeOf,
  };
}
