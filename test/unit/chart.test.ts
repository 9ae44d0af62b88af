import { describe, expect, test } from 'vitest';
import {
  advance,
  type ChoiceName,
  choices,
  defaultChoices,
  emptyCore,
  lifecycle,
  lifecycleChoices,
  type RoleState,
} from '../../model/index.ts';
import {
  type ArcConfig,
  type Chart,
  changed,
  chartOf,
  type Given,
  inState,
  type Reaction,
  type StateConfig,
} from '../../model/machines/chart.ts';
import { interfaceMachine } from '../../model/machines/interface.ts';
import { resourceMachines } from '../../model/machines/resource.ts';
import { roleMachine } from '../../model/machines/role.ts';
import { sessionMachine } from '../../model/machines/session.ts';

type State = string | object;
type Domains = Readonly<Record<string, readonly (string | boolean)[]>>;

const { AgentRuntime, CodeInterpreter, Browser } = resourceMachines;
const either = [true, false];
const mode = ['PUBLIC', 'SANDBOX', 'VPC'];
const choiceDomains = (...names: ChoiceName[]): Domains =>
  Object.fromEntries(names.map((name) => [name, choices[name].alternatives]));
const ofRole: Domains = {
  ...choiceDomains('usage-check', 'lingering-interface'),
  ...{ session: either, lingering: either, stillUsed: either },
  ...{ mayCreate: either, mayDelete: either },
};
const ofTool: Domains = { ...choiceDomains('failed-entry'), mode };
const ofRuntime: Domains = { ...ofTool, ...choiceDomains('old-versions') };

/** Every machine, what its guards ask with every answer, and the calls that it answers in every state. */
const machines = [
  ['role', roleMachine, ofRole, ['CreateServiceLinkedRole', 'DeleteServiceLinkedRole']],
  ['session', sessionMachine, {}, []],
  ['interface', interfaceMachine, { wanted: either }, []],
  ['AgentRuntime', AgentRuntime, ofRuntime, ['update', 'delete']],
  ['CodeInterpreter', CodeInterpreter, ofTool, ['delete']],
  ['Browser', Browser, ofTool, ['delete']],
] as const;

const allAnswers = (domains: Domains): readonly Given[] =>
  Object.entries(domains).reduce<readonly Given[]>(
    (soFar, [name, domain]) =>
      soFar.flatMap((given) => domain.map((answer) => ({ ...given, [name]: answer }))),
    [{}],
  );

interface Case {
  readonly event: string;
  readonly given: Given;
  readonly reaction: Reaction<State> | undefined;
}

/** What every state that can be reached does on every event, each time worked out anew. */
function walk(chart: Chart<State>, domains: Domains): ReadonlyMap<State, readonly Case[]> {
  const found = new Map<State, Case[]>([[chart.initial, []]]);
  for (const [state, cases] of found)
    for (const event of chart.events)
      for (const { given, reaction } of chart.reactions(state, event, domains)) {
        cases.push({ event, given, reaction });
        if (reaction !== undefined && !found.has(reaction.state)) found.set(reaction.state, []);
      }
  return found;
}

const textOf = (reaction: Reaction<State> | undefined): string =>
  JSON.stringify(reaction && { ...reaction, arcs: reaction.arcs.map(({ id }) => id) }) ?? 'nothing';

describe.each(machines)('the chart of %s', (_, machine, domains, calls) => {
  const walked = walk(chartOf(machine), domains);
  const cases = [...walked].flatMap(([state, list]) => list.map((one) => ({ state, ...one })));

  test.each([
    ['in order', allAnswers(domains)],
    ['backwards', allAnswers(domains).toReversed()],
  ])('remembers what it would work out anew, asked %s', (_, answers) => {
    const chart = chartOf(machine);
    const wrong: unknown[] = [];
    for (const [state, list] of walked)
      for (const event of chart.events)
        for (const given of answers) {
          const anew = list.filter(
            (one) =>
              one.event === event &&
              Object.entries(one.given).every(([question, answer]) => given[question] === answer),
          );
          const remembered = textOf(chart.react(state, event, given));
          if (anew.length !== 1 || textOf(anew[0]?.reaction) !== remembered)
            wrong.push({ state, event, given, remembered });
        }
    expect(wrong).toEqual([]);
    expect([...chart.asked].sort()).toEqual(Object.keys(domains).sort());
  });

  test('says the same each time it is made', () => {
    const again = [...walk(chartOf(machine), domains).values()].flat();
    const texts = (list: readonly Case[]) =>
      list.map(({ event, given, reaction }) => [event, given, textOf(reaction)]);
    expect(texts(again)).toEqual(texts(cases));
  });

  for (const call of calls)
    test(`decides ${call} in every state, whatever its guards are told`, () => {
      const decided = cases.filter(({ event }) => event === call);
      expect(decided.filter(({ reaction }) => reaction === undefined)).toEqual([]);
      expect(new Set(decided.map(({ state }) => state))).toEqual(new Set(walked.keys()));
    });

  test('reaches each of its states and takes each of its arcs; no state can be changed', () => {
    const chart = chartOf(machine);
    const again = walk(chart, domains);
    expect(new Set(chart.states)).toEqual(new Set(again.keys()));
    expect(chart.states.filter((state) => !Object.isFrozen(state))).toEqual([]);
    const taken = new Set(
      cases.flatMap(({ reaction }) => reaction?.arcs.map(({ id }) => id) ?? []),
    );
    expect(taken).toEqual(new Set(chart.arcs.map(({ id }) => id)));
    expect(taken.size).toBe(chart.arcs.length);
    for (const { name, states } of chart.regions)
      for (const state of states)
        expect(chart.states.some((one) => one === state || one[name as never] === state)).toBe(
          true,
        );
  });
});

test('the choices that the charts ask for are those that the explorer varies', () => {
  const asked = machines.flatMap(([, , domains]) => Object.keys(domains));
  expect(new Set(asked.filter((name) => name in choices))).toEqual(new Set(lifecycleChoices));
});

test('a question without a domain is refused', () => {
  const { role } = lifecycle.charts;
  expect(() => role.reactions(role.initial, 'CreateServiceLinkedRole', {})).toThrow(
    'no domain for mayCreate, asked by role',
  );
});

describe('a chart is refused', () => {
  const onAbsent = (arc: ArcConfig) => (config: StateConfig) => {
    const absent = config.states?.role?.states?.absent;
    if (absent?.on !== undefined) absent.on.CreateServiceLinkedRole = arc;
  };
  const meta = { rule: 'fault' } as const;
  test.each([
    ['an unknown guard', { guard: 'nobody', meta }, 'an unknown guard nobody'],
    ['an unknown action', { actions: ['nothing'], meta }, 'an unknown action nothing'],
    ['an unknown target', { target: 'nowhere', meta }, "'nowhere' does not exist"],
    ['no rule', { target: 'deleted' }, 'role:role:absent:CreateServiceLinkedRole:0 names no rule'],
  ])('whose arc names %s', (_, arc, message) => {
    expect(() => chartOf(changed(roleMachine, { edit: onAbsent(arc) }))).toThrow(message);
  });

  test.each([
    ['state', inState('deletion', 'FINISHED'), 'state deletion.FINISHED'],
    ['region', inState('removal', 'FAILED'), 'state removal.FAILED'],
    ['guard', Object.assign(() => true, { guards: ['unused', 'nobody'] }), 'guard nobody'],
  ])('whose guard names an unknown %s', (_, guard, message) => {
    const notStarted = guard as unknown as () => boolean;
    expect(() => chartOf(changed(roleMachine, { guards: { notStarted } }))).toThrow(
      `guard notStarted of role names an unknown ${message}`,
    );
  });

  test('that replaces a guard that does not exist', () => {
    expect(() => changed(roleMachine, { guards: { nobody: () => true } })).toThrow('nobody');
  });

  test('and one that is right is not, nor is the machine that it was made from changed', () => {
    const arc = { target: 'deleted', actions: ['makesRole'], guard: 'unused', meta };
    const arcs = JSON.stringify(chartOf(roleMachine).arcs);
    expect(JSON.stringify(chartOf(changed(roleMachine, {})).arcs)).toBe(arcs);
    expect(JSON.stringify(chartOf(changed(roleMachine, { edit: onAbsent(arc) })).arcs)).not.toBe(
      arcs,
    );
    expect(JSON.stringify(chartOf(roleMachine).arcs)).toBe(arcs);
  });
});

test('a refused call leaves the very same account, in a changed machine too', () => {
  const role = chartOf<RoleState>(changed(roleMachine, {}));
  const model = { ...lifecycle, charts: { ...lifecycle.charts, role } };
  const event = { machine: 'role', type: 'DeleteServiceLinkedRole', mayDelete: true } as const;
  const made = advance(model, defaultChoices, emptyCore, event);
  expect(made?.refusal?.refuses).toBe('NoSuchEntity');
  expect(made?.core).toBe(emptyCore);
});
