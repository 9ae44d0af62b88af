import {
  type Account,
  advance,
  type Blocker,
  blockers,
  type Call,
  type Choices,
  type Core,
  emptyCore,
  type Lifecycle,
  newAccount,
  type Unasked,
} from '../../model/index.ts';
import { see, uses } from '../../properties/index.ts';
import type { TraceStep } from '../explore/explore.ts';
import type { WalkStep } from '../walk/steps.ts';
import { awsCommand, type Command, callOf, script } from './awsCli.ts';

/** One step of a counterexample or a way, ready to be shown. */
export interface ShownStep {
  /** What happened, in one line. */
  readonly what: string;
  /** The call as a shell line, or undefined for what happens unasked. */
  readonly command: string | undefined;
  /** What came back: `ok`, or how it was refused. */
  readonly outcome: string;
  /** What is different afterwards. */
  readonly changes: readonly string[];
  /** The requirements of the arcs that were taken. */
  readonly rules: readonly string[];
}

/** What differs between two states of the lifecycle, a line each. */
export function changesBetween(before: Core, after: Core): readonly string[] {
  const changes: string[] = [];
  const differ = (what: string, from: string, to: string): void => {
    if (from !== to) changes.push(`${what}: ${from} -> ${to}`);
  };
  differ('role', before.role.role, after.role.role);
  differ('deletion', before.role.deletion, after.role.deletion);
  differ('session', before.session, after.session);
  if (before.rolesMade !== after.rolesMade) changes.push('RoleId: a new one');
  const ids = new Set([...before.resources, ...after.resources].map(({ id }) => id));
  const shown = (core: Core, id: string): string => {
    const found = core.resources.find((resource) => resource.id === id);
    return found === undefined ? 'not there' : `${found.state.status}, ${found.state.network}`;
  };
  for (const id of ids) differ(id, shown(before, id), shown(after, id));
  const networks = new Set([...Object.keys(before.interfaces), ...Object.keys(after.interfaces)]);
  for (const network of networks)
    differ(
      `interface in ${network}`,
      before.interfaces[network] ?? 'absent',
      after.interfaces[network] ?? 'absent',
    );
  return changes;
}

const unaskedPhrases: Readonly<Record<string, string>> = {
  'task.starts': 'the deletion task starts',
  'task.ends': 'the deletion task ends',
  begin: 'a session of the role begins',
  end: 'the session ends',
  attach: 'an interface is attached',
  release: 'the lingering interface is removed',
  succeed: 'what was under way succeeds',
  fail: 'what was under way fails',
  forget: 'the deleted resource is not found any more',
  'role.becomesVisible': 'the new role becomes visible to reads',
};

/** What happened unasked, in words. */
const unaskedText = (event: Unasked): string => {
  const subject = 'id' in event ? `${event.id}: ` : 'network' in event ? `${event.network}: ` : '';
  return `unasked: ${subject}${unaskedPhrases[event.type] ?? event.type}`;
};

const lacking = (event: object): string => {
  const right =
    'mayCreate' in event && !event.mayCreate
      ? 'create'
      : 'mayDelete' in event && !event.mayDelete
        ? 'delete'
        : '';
  return right === '' ? '' : `, by a caller who may not ${right} the role`;
};

type Unscripted = Omit<ShownStep, 'command'> & { readonly command: Command | undefined };

function withCommands(steps: readonly Unscripted[]): readonly ShownStep[] {
  const lines = script(steps.map(({ command }) => command));
  return steps.map((step, place) => ({ ...step, command: lines[place] }));
}

/** The steps of a way through the explored accounts. */
export function shownTrace(trace: readonly TraceStep[]): readonly ShownStep[] {
  let before = emptyCore;
  return withCommands(
    trace.map(({ event, advance }) => {
      const { core, refusal, arcs } = advance;
      const regionOf = (id: string) =>
        before.resources.find((one) => one.id === id)?.region ?? 'us-east-1';
      const call = callOf(event, regionOf);
      const subject =
        'id' in event ? ` ${event.id}` : 'network' in event ? ` in ${event.network}` : '';
      const what =
        call === undefined
          ? unaskedText(event)
          : `${call.operation}${'resource' in event ? ` ${event.resource.id} ${event.mode} in ${call.region}` : subject}${lacking(event)}`;
      const shown = {
        what,
        command: call && awsCommand(call, call.output),
        outcome: refusal?.refuses ?? 'ok',
        changes: changesBetween(before, core),
        rules: arcs.map(({ rule }) => rule),
      };
      before = core;
      return shown;
    }),
  );
}

const caller = ({ caller: { arn } }: Call): string => arn.split('/').at(-1) ?? arn;

/** What is shown of what stands beside the lifecycle: how it is called, and whether its values are short. */
const besideShown: Readonly<
  Partial<Record<keyof Account['beside'], readonly [called: string, isShort: boolean]>>
> = {
  description: ['description of the role', true],
  tags: ['tags of the role', true],
  visible: ['the role is visible', true],
  roles: ['ordinary roles', false],
  users: ['users', false],
  groups: ['groups', false],
  network: ['things in a VPC', false],
  jobs: ['Access Advisor jobs', false],
};

/** What differs beside the lifecycle, a line each. */
const changesBeside = (before: Account, after: Account): readonly string[] =>
  Object.entries(besideShown).flatMap(([member, [called, isShort]]) => {
    const [from, to] = [before, after].map(
      ({ beside }) => JSON.stringify(beside[member as keyof Account['beside']]) ?? 'none',
    );
    if (from === to) return [];
    return `${called}: ${isShort ? `${from} -> ${to}` : 'changed'}`;
  });

const refusalOf = (made: WalkStep) =>
  'call' in made && made.outcome.ok === false ? made.outcome : undefined;

const answerOf = (made: WalkStep): string => {
  const refusal = refusalOf(made);
  if (refusal !== undefined) return `${refusal.code}: ${refusal.message}`;
  return 'call' in made && made.outcome.ok === 'unknown' ? 'unknown' : 'ok';
};

/**
 * A step of a walk.
 *
 * @param before - The account before it.
 */
export function shownStep(
  before: Account,
  made: WalkStep,
  model: Lifecycle,
): Omit<ShownStep, 'command'> {
  const after = made.account;
  const event = 'unasked' in made ? made.unasked : made.event;
  const taken =
    event === undefined || event.machine === 'iam'
      ? undefined
      : advance(model, before.choices, before.core, event);
  const refusal = refusalOf(made);
  return {
    what:
      'unasked' in made
        ? unaskedText(made.unasked)
        : `${made.call.operation}, by ${caller(made.call)}`,
    outcome: answerOf(made),
    changes: [...changesBetween(before.core, after.core), ...changesBeside(before, after)],
    rules: refusal === undefined ? (taken?.arcs ?? []).map(({ rule }) => rule) : [refusal.rule],
  };
}

/** The calls of a walk as shell lines; undefined for what happens unasked. */
export const commandsOf = (steps: readonly WalkStep[]): readonly (string | undefined)[] =>
  script(
    steps.map((made) =>
      'call' in made
        ? awsCommand(made.call, made.outcome.ok === true ? made.outcome.output : undefined)
        : undefined,
    ),
  );

/** The steps of a random sequence, which a model has answered. */
export function shownSample(steps: readonly WalkStep[], model: Lifecycle): readonly ShownStep[] {
  const commands = commandsOf(steps);
  return steps.map((made, place) => {
    const before = steps[place - 1]?.account ?? newAccount(made.account.choices);
    return { ...shownStep(before, made, model), command: commands[place] };
  });
}

/** What uses the role by what a client sees, a line each. */
export const shownUse = (core: Core, choices: Choices): readonly string[] =>
  see(core)
    .resources.filter((resource) => uses(resource, choices))
    .map(({ region, id, kind, status, mode }) => `${region}: ${id}, ${kind}, ${status}, ${mode}`);

/** What holds the role, a line each. */
export const shownBlockers = (core: Core, choices: Choices): readonly string[] =>
  blockers(core, choices).map(
    ({ region, id, why }: Blocker) => `${region ?? 'no Region'}: ${id}, ${why}`,
  );
