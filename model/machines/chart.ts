import {
  type AnyStateMachine,
  createMachine,
  initialTransition,
  stateIn,
  transition,
} from 'xstate';
import type { FailureName } from '../failures.ts';
import type { Rule } from '../requirements.ts';

/** What a guard may ask about the world outside its machine: a choice, a right, a fact of the account. */
export type Given = Readonly<Record<string, string | boolean>>;

/** The event that every machine here understands: a type, and what guards may ask. */
export interface ChartEvent {
  readonly type: string;
  readonly given: Given;
}

/** One arrow of a statechart, as it is drawn, counted and pointed at. */
export interface Arc {
  readonly id: string;
  readonly region: string;
  readonly from: string;
  readonly event: string;
  readonly guard: string | undefined;
  readonly target: string | undefined;
  readonly does: readonly string[];
  readonly rule: Rule;
  readonly refuses: FailureName | undefined;
}

/** An arc that refuses the event. */
export type RefusingArc = Arc & { readonly refuses: FailureName };

/** What a machine does with one event: the next state, the arcs taken, and what they did. */
export interface Reaction<State> {
  readonly state: State;
  readonly arcs: readonly Arc[];
  readonly did: readonly string[];
  /** The arc that refuses the event, if one does. */
  readonly refusal: RefusingArc | undefined;
}

/** A statechart that can be asked: pure, total, and remembering every answer it has worked out. */
export interface Chart<State> {
  readonly name: string;
  readonly initial: State;
  readonly arcs: readonly Arc[];
  readonly regions: readonly { readonly name: string; readonly states: readonly string[] }[];
  /** The states met so far: all that can be brought about, once every event was tried in each. */
  readonly states: readonly State[];
  readonly events: readonly string[];
  /** The guards by name, each with what it is made of, or undefined where it asks about the world itself. */
  readonly guards: ReadonlyMap<string, string | undefined>;
  /** What the guards have asked so far. */
  readonly asked: ReadonlySet<string>;
  /** The one object that stands for a state here, for one that was read from elsewhere. */
  stateOf(value: State): State;
  /** The reaction to an event, or undefined where the state does not know it: then it cannot happen. */
  react(state: State, type: string, given: Given): Reaction<State> | undefined;
  /** Every distinct reaction to an event, each with the answers that its guards were given. */
  reactions(
    state: State,
    type: string,
    domains: Readonly<Record<string, readonly (string | boolean)[]>>,
  ): readonly { readonly given: Given; readonly reaction: Reaction<State> | undefined }[];
}

type Node<State> =
  | { readonly asks: string; readonly answers: Map<string | boolean, Node<State>> }
  | { readonly reaction: Reaction<State> | undefined };

/** What every arc says of itself: the rule it stands for, and the failure that it answers with, if it refuses. */
export interface ArcMeta {
  readonly rule: Rule;
  readonly refuses?: FailureName;
}

/** An arc in a machine's plain configuration. */
export interface ArcConfig {
  target?: string;
  guard?: string;
  actions?: unknown;
  meta?: ArcMeta;
}

/** A state in a machine's plain configuration. */
export interface StateConfig {
  initial?: string;
  states?: Record<string, StateConfig>;
  on?: Record<string, ArcConfig | ArcConfig[]>;
}

/** A guard that is true while a region is in one of the named states; the names are checked at start-up. */
export function inState(region: string, state: string): ReturnType<typeof stateIn> {
  return Object.assign(stateIn({ [region]: state }), { region, state });
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

const actionNames = (actions: unknown): string[] =>
  list(actions).map((action) =>
    typeof action === 'string' ? action : String((action as { type: string }).type),
  );

/** The guards that a guard made with `and`, `or` or `not` is made of. */
const guardNames = (guard: unknown): string[] =>
  typeof guard === 'string'
    ? [guard]
    : ((guard as { guards?: readonly unknown[] }).guards ?? []).flatMap(guardNames);

/** What a guard is made of, in words: those made with `and`, `or`, `not` and `inState` say so. */
function meaning(guard: unknown): string | undefined {
  if (typeof guard === 'string') return guard;
  const { name, guards, region, state } = guard as {
    name: string;
    guards?: readonly unknown[];
    region?: string;
    state?: string;
  };
  if (region !== undefined) return `${region} is ${state}`;
  const [first, ...others] = (guards ?? []).map(meaning);
  if (first === undefined || name === 'not') return first && `not ${first}`;
  return others.length === 0 ? first : `(${[first, ...others].join(` ${name} `)})`;
}

/** A machine's configuration, which is plain data here, with nothing shared between its parts. */
const plainConfig = (machine: AnyStateMachine): unknown =>
  JSON.parse(JSON.stringify(machine.config));

/**
 * A machine with one named change: its plain configuration edited, its guards replaced.
 *
 * @throws Error if a replaced guard does not exist, or the edited machine is not a machine (XState says why).
 */
export function changed(
  machine: AnyStateMachine,
  change: {
    readonly edit?: (config: StateConfig) => void;
    readonly guards?: Readonly<Record<string, (args: { event: ChartEvent }) => boolean>>;
  },
): AnyStateMachine {
  const config = plainConfig(machine) as StateConfig;
  change.edit?.(config);
  const { implementations } = machine;
  for (const name of Object.keys(change.guards ?? {}))
    if (!(name in implementations.guards))
      throw new Error(`a change names an unknown guard ${name} of ${machine.id}`);
  return createMachine(
    config as never,
    { ...implementations, guards: { ...implementations.guards, ...change.guards } } as never,
  );
}

/** Numbers every arc and makes each say that it was taken; refuses arcs without a rule and unknown names. */
function label(machine: AnyStateMachine): {
  machine: AnyStateMachine;
  chart: Omit<Chart<never>, 'react' | 'states' | 'stateOf' | 'initial' | 'reactions' | 'asked'>;
} {
  const config = plainConfig(machine) as StateConfig & { id: string; type?: string };
  const { guards, actions } = machine.implementations as unknown as {
    guards: Record<string, unknown>;
    actions: Record<string, unknown>;
  };
  const arcs: Arc[] = [];
  const regions = config.type === 'parallel' ? (config.states ?? {}) : { [config.id]: config };
  for (const [region, { states = {} }] of Object.entries(regions)) {
    for (const [from, state] of Object.entries(states)) {
      for (const [event, candidates] of Object.entries(state.on ?? {})) {
        const arcsHere = list(candidates).map((arc, index): ArcConfig => {
          const id = `${config.id}:${region}:${from}:${event}:${index}`;
          const does = actionNames(arc.actions);
          const unknown = [
            ...(arc.guard === undefined || arc.guard in guards ? [] : [`guard ${arc.guard}`]),
            ...does.filter((name) => !(name in actions)).map((name) => `action ${name}`),
          ];
          if (unknown.length > 0) throw new Error(`${id} names an unknown ${unknown.join(', ')}`);
          if (arc.meta?.rule === undefined) throw new Error(`${id} names no rule`);
          arcs.push({
            id,
            region,
            from,
            event,
            does,
            guard: arc.guard,
            target: arc.target,
            rule: arc.meta.rule,
            refuses: arc.meta.refuses,
          });
          return { ...arc, actions: [...list(arc.actions), { type: 'taken', params: { id } }] };
        });
        (state.on as Record<string, ArcConfig[]>)[event] = arcsHere;
      }
    }
  }
  for (const [name, guard] of Object.entries(guards)) {
    const unknown = guardNames(guard).filter((part) => !(part in guards));
    if (unknown.length > 0)
      throw new Error(`guard ${name} of ${config.id} names an unknown guard ${unknown.join(', ')}`);
    const { region, state } = guard as { region?: string; state?: string };
    if (region !== undefined && !(state !== undefined && state in (regions[region]?.states ?? {})))
      throw new Error(`guard ${name} of ${config.id} names an unknown state ${region}.${state}`);
  }
  return {
    machine: createMachine(
      { ...config, options: { maxIterations: 100 } } as never,
      { ...machine.implementations, actions: { ...actions, taken: () => undefined } } as never,
    ),
    chart: {
      name: config.id,
      arcs,
      regions: Object.entries(regions).map(([name, { states = {} }]) => ({
        name,
        states: Object.keys(states),
      })),
      events: [...new Set(arcs.map((arc) => arc.event))],
      guards: new Map(Object.entries(guards).map(([name, guard]) => [name, meaning(guard)])),
    },
  };
}

/**
 * The chart of a machine: the only way in to XState.
 *
 * Each answer is worked out once by `transition` and kept in a tree of the questions that the guards asked, so
 * that a chart is as fast as a table and nothing about the machine is written twice.
 *
 * @throws Error if an arc names no rule, or a guard, action or state that does not exist.
 */
export function chartOf<State extends string | object>(source: AnyStateMachine): Chart<State> {
  const { machine, chart } = label(source);
  const arcById = new Map(chart.arcs.map((arc) => [arc.id, arc]));
  const interned = new Map<string, State>();
  const intern = (value: unknown): State => {
    const key = JSON.stringify(value);
    const known = interned.get(key);
    if (known !== undefined) return known;
    const state = (typeof value === 'string' ? value : Object.freeze(value)) as State;
    interned.set(key, state);
    return state;
  };
  const everAsked = new Set<string>();
  const memory = new Map<State, Map<string, Node<State>>>();
  const initial = intern(initialTransition(machine)[0].value);

  const ask = (state: State, type: string, given: Given): Reaction<State> | undefined => {
    const snapshot = machine.resolveState({ value: state } as never);
    const [next, actions] = transition(machine, snapshot, { type, given } as never);
    const arcs = (actions as readonly { type: string; params?: unknown }[])
      .filter((action) => action.type === 'taken')
      .map((action) => arcById.get((action.params as { id: string }).id) as Arc);
    if (arcs.length === 0) return undefined;
    return {
      state: intern(next.value),
      arcs,
      did: arcs.flatMap((arc) => arc.does),
      refusal: arcs.find((arc): arc is RefusingArc => arc.refuses !== undefined),
    };
  };

  const grow = (state: State, type: string, given: Given): Node<State> => {
    const asked: string[] = [];
    const listening = new Proxy(given, {
      get(answers, name: string) {
        if (!asked.includes(name)) asked.push(name);
        return answers[name];
      },
    });
    const leaf: Node<State> = { reaction: ask(state, type, listening) };
    for (const name of asked) everAsked.add(name);
    return asked.reduceRight<Node<State>>(
      (below, name) => ({ asks: name, answers: new Map([[given[name] as string, below]]) }),
      leaf,
    );
  };

  const merge = (into: Node<State>, from: Node<State>): void => {
    if (!('asks' in into) || !('asks' in from)) return;
    for (const [answer, below] of from.answers) {
      const here = into.answers.get(answer);
      if (here === undefined) into.answers.set(answer, below);
      else merge(here, below);
    }
  };

  const react = (state: State, type: string, given: Given): Reaction<State> | undefined => {
    let trees = memory.get(state);
    if (trees === undefined) {
      // A state that was read from somewhere is another object than the same one here.
      const same = intern(state);
      if (same !== state) return react(same, type, given);
      trees = new Map();
      memory.set(state, trees);
    }
    const root = trees.get(type);
    let node = root;
    while (node !== undefined && 'asks' in node)
      node = node.answers.get(given[node.asks] as string);
    if (node !== undefined) return node.reaction;
    const grown = grow(state, type, given);
    if (root === undefined) trees.set(type, grown);
    else merge(root, grown);
    return react(state, type, given);
  };

  const reactions: Chart<State>['reactions'] = (state, type, domains) => {
    const found: { given: Given; reaction: Reaction<State> | undefined }[] = [];
    const branch = (given: Given): void => {
      let open: string | undefined;
      const probing = new Proxy(given, {
        get(answers, name: string) {
          if (!(name in answers)) open ??= name;
          return answers[name] ?? domains[name]?.[0];
        },
      });
      const reaction = ask(state, type, probing);
      if (open === undefined) {
        found.push({ given, reaction });
        return;
      }
      const domain = domains[open];
      if (domain === undefined) throw new Error(`no domain for ${open}, asked by ${chart.name}`);
      for (const answer of domain) branch({ ...given, [open]: answer });
    };
    branch({});
    return found;
  };

  return {
    ...chart,
    initial,
    asked: everAsked,
    get states() {
      return [...interned.values()];
    },
    stateOf: (value) =>
      typeof value === 'string'
        ? value
        : intern(
            Object.fromEntries(
              chart.regions.map(({ name }) => [name, (value as Record<string, string>)[name]]),
            ),
          ),
    react,
    reactions,
  };
}
