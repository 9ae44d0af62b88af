import { moved } from '../../model/account.ts';
import {
  type Account,
  advance,
  blockers,
  type ChoiceName,
  type Choices,
  type CoreEvent,
  combinations,
  defaultChoices,
  emptyCore,
  type InterfaceState,
  lifecycleChoices,
  type Model,
  newAccount,
  type Resource,
  type ResourceState,
  type RoleState,
  type RoleStatus,
  roleExists,
  type SessionState,
} from '../../model/index.ts';
import { answers } from '../../model/world.ts';
import { onceForEach } from '../once.ts';
import { onlyOne } from './numbers.ts';

/**
 * The states of the role that stand for all that there are: what it is beside being there or not, and used or not, no
 * outcome ever tells. `test/property/observeFactored.test.ts` shows that it is so.
 */
export const roleStatus = (exists: boolean, isUsed: boolean): RoleStatus =>
  exists ? (isUsed ? 'in-use' : 'deletable') : 'deleted';

/** What an unasked event makes of a resource and of the interfaces that it shares. */
export interface ResourceStep {
  readonly type: string;
  /** Undefined: it is gone. */
  readonly state: ResourceState | undefined;
  readonly networks: readonly string[];
  readonly interfaces: readonly InterfaceState[];
}

/** What an unasked event makes of an interface. */
export interface LinkStep {
  readonly type: string;
  readonly state: InterfaceState;
}

/** What an unasked event makes of the role, its task and its sessions. */
export interface RoleStep {
  readonly machine: string;
  readonly type: string;
  readonly role: RoleState;
  readonly session: SessionState;
  /** Whether what holds the role is written down. */
  readonly fails: boolean;
}

/** What of the rest of the account a resource meets: the others, and whether there is a role at all. */
export interface Surroundings {
  readonly exists: boolean;
  readonly choices: Choices;
  /** The interfaces that the resource shares, in the order of its networks. */
  readonly interfaces: readonly InterfaceState[];
  /** Whether another uses the role, and which of the resource's networks others use. */
  readonly othersUse: boolean;
  readonly othersWant: readonly string[];
}

/** An interface as it comes to be. */
export type Made = Account['beside']['interfaces'][string];

/** Whether a step leaves the role and its session as they are: one of a session that may be or not. */
export const isStill = ({ machine, session }: RoleStep, before: SessionState): boolean =>
  machine === 'session' && session === before;

/** Whether two states of the role are one. */
export const isSameRole = (one: RoleState, other: RoleState): boolean =>
  one.role === other.role && one.deletion === other.deletion;

/** All that may happen unasked, in part after part of an account: asked of the statecharts once each. */
export interface Rules {
  readonly model: Model;
  resourceSteps(resource: Resource, around: Surroundings): readonly ResourceStep[];
  linkSteps(
    state: InterfaceState,
    exists: boolean,
    isWanted: boolean,
    choices: Choices,
  ): readonly LinkStep[];
  /** Where a session may be or not, it is none: then these are the steps from either. */
  roleSteps(
    role: RoleState,
    session: SessionState,
    isUsed: boolean,
    lingers: boolean,
    choices: Choices,
  ): readonly RoleStep[];
  /** Whether a session may be or not: it begins and ends unasked whenever it likes to, and no call asks for it. */
  isEither(role: RoleState, choices: Choices): boolean;
  /** The choices on which it hangs what a resource becomes by itself. */
  choicesOf(resource: Resource): readonly ChoiceName[];
  /** Whether a resource is among what holds the role. */
  holds(resource: Resource): boolean;
  /** An interface that comes to be, its id with this number. */
  made(network: string, number: number): Made;
  /** The choices that the statecharts read, as one text. */
  choicesKey(choices: Choices): string;
}

/** What happens to a resource unasked. */
export const resourceEvents = ['succeed', 'fail', 'forget'] as const;
/** What happens to a deletion task unasked. */
export const taskEvents = ['task.starts', 'task.ends'] as const;
const linkEvents = ['attach', 'release'] as const;
const roleEvents: readonly CoreEvent[] = [
  ...taskEvents.map((type) => ({ machine: 'role', type }) as const),
  { machine: 'session', type: 'begin' },
  { machine: 'session', type: 'end' },
];
const either = [false, true] as const;
const sessions = ['none', 'active'] as const;
/** What the role hears unasked, of itself and of others. */
const roleHears: ReadonlySet<string> = new Set([...taskEvents, 'session.begins']);
const someNetwork = 'some/network/here';

/** Some resource that uses the role, and these networks. */
const another = (kind: Resource['kind'], networks: readonly string[]): Resource => ({
  id: 'another',
  kind,
  region: '',
  networks,
  state: { status: 'READY', network: 'VPC', use: 'using' },
});

/** The rules of a model. */
export function rulesOf(model: Model): Rules {
  const keptResource = onlyOne<readonly ResourceStep[]>();
  const keptLink = onlyOne<readonly LinkStep[]>();
  const keptRole = onlyOne<readonly RoleStep[]>();
  const keptEither = onlyOne<boolean>();
  const keptMade = onlyOne<Made>();
  const keptChoices = onlyOne<readonly ChoiceName[]>();
  const choicesKey = onceForEach((choices: Choices): string =>
    lifecycleChoices.map((name) => choices[name]).join(),
  );
  const coreOf = (exists: boolean, isUsed: boolean, deletion: RoleState['deletion'] = 'none') => ({
    ...emptyCore,
    role: { role: roleStatus(exists, isUsed), deletion },
  });

  const resourceSteps: Rules['resourceSteps'] = (resource, around) => {
    const { exists, choices, interfaces, othersUse, othersWant } = around;
    const { kind, networks, state } = resource;
    const { status, network, use } = state;
    const key = `${kind} ${status} ${network} ${use} ${networks.join()} ${interfaces.join()} ${exists} ${othersUse} ${othersWant.join()} ${choicesKey(choices)}`;
    return keptResource(key, () => {
      const others = othersUse ? [another(kind, othersWant)] : [];
      const core = {
        ...coreOf(exists, use === 'using' || othersUse),
        resources: [resource, ...others],
        interfaces: Object.fromEntries(
          networks.flatMap((name, at) =>
            interfaces[at] === 'absent' ? [] : [[name, interfaces[at] as InterfaceState]],
          ),
        ),
      };
      return resourceEvents.flatMap((type) => {
        const made = advance(model, choices, core, { machine: 'resource', type, id: resource.id });
        if (made === undefined) return [];
        const after = made.core.resources.find(({ id }) => id === resource.id);
        return {
          type,
          state: after?.state,
          networks: after?.networks ?? [],
          interfaces: networks.map((name) => made.core.interfaces[name] ?? 'absent'),
        };
      });
    });
  };

  const stepsIn = (
    role: RoleState,
    session: SessionState,
    isUsed: boolean,
    lingers: boolean,
    choices: Choices,
  ): readonly RoleStep[] => {
    const core = {
      ...coreOf(roleExists({ ...emptyCore, role }), isUsed, role.deletion),
      session,
      resources: isUsed ? [another('Browser', [])] : [],
      interfaces: lingers ? { [someNetwork]: 'lingering' as const } : {},
    };
    return roleEvents.flatMap((event): readonly RoleStep[] => {
      const made = advance(model, choices, core, event);
      if (made === undefined) return [];
      const { machine, type } = event;
      const is = roleStatus(roleExists(made.core), false);
      const fails = made.arcs.some(({ does }) => does.includes('failsTask'));
      const after = { ...made.core.role, role: is };
      return [{ machine, type, session: made.core.session, role: after, fails }];
    });
  };

  const isEither: Rules['isEither'] = (role, choices) =>
    keptEither(`${role.role} ${role.deletion} ${choicesKey(choices)}`, () => {
      const { charts } = model;
      const calls = charts.role.events.filter((type) => !roleHears.has(type));
      return either.every((isUsed) => {
        const is = { ...role, role: roleStatus(roleExists({ ...emptyCore, role }), isUsed) };
        const isAsked = calls.some((type) =>
          charts.role.reactions(is, type, answers).some(({ given }) => 'session' in given),
        );
        const changes = (from: SessionState, to: SessionState): boolean =>
          either.every((lingers) =>
            stepsIn(role, from, isUsed, lingers, choices).some(
              (step) => step.session === to && isSameRole(step.role, role),
            ),
          );
        return !isAsked && changes('none', 'active') && changes('active', 'none');
      });
    });

  return {
    model,
    choicesKey,
    resourceSteps,
    isEither,
    linkSteps: (state, exists, isWanted, choices) =>
      keptLink(`${state} ${exists} ${isWanted} ${choicesKey(choices)}`, () => {
        const core = {
          ...coreOf(exists, isWanted),
          resources: isWanted ? [another('Browser', [someNetwork])] : [],
          interfaces: state === 'absent' ? {} : { [someNetwork]: state },
        };
        return linkEvents.flatMap((type) => {
          const network = someNetwork;
          const made = advance(model, choices, core, { machine: 'interface', type, network });
          return made === undefined
            ? []
            : { type, state: made.core.interfaces[network] ?? 'absent' };
        });
      }),
    roleSteps: (role, session, isUsed, lingers, choices) =>
      keptRole(
        `${role.role} ${role.deletion} ${session} ${isUsed} ${lingers} ${choicesKey(choices)}`,
        () => {
          const from = isEither(role, choices) ? sessions : [session];
          return from.flatMap((one) =>
            stepsIn(role, one, isUsed, lingers, choices).map((step) =>
              isEither(step.role, choices) ? { ...step, session: 'none' as const } : step,
            ),
          );
        },
      ),
    choicesOf: ({ kind, state, networks }) =>
      keptChoices(`${kind} ${state.status} ${state.network} ${state.use}`, () => {
        const resource = { id: 'one', kind, region: '', networks, state };
        const told = (choices: Choices): string =>
          JSON.stringify(
            resourceSteps(resource, {
              exists: true,
              choices,
              interfaces: networks.map(() => 'in-use'),
              othersUse: false,
              othersWant: [],
            }),
          );
        return lifecycleChoices.filter((name) =>
          combinations(lifecycleChoices).some(
            (choices) =>
              told(choices) !== told({ ...choices, [name]: defaultChoices[name] } as Choices),
          ),
        );
      }),
    holds: (resource) =>
      blockers({ ...emptyCore, resources: [resource] }, defaultChoices).length > 0,
    made: (network, number) =>
      keptMade(`${network} ${number}`, () => {
        const account = newAccount();
        const beside = { ...account.beside, minted: number - 1 };
        const core = { ...account.core, interfaces: { [network]: 'in-use' as const } };
        const { interfaces } = moved({ ...account, beside }, core).beside;
        return interfaces[network] as Made;
      }),
  };
}
