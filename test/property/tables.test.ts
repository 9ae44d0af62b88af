import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedLifecycle } from '../../model/faults/lifecycle.ts';
import {
  type Arc,
  advance,
  type Core,
  type CoreEvent,
  combinations,
  defaultChoices,
  emptyCore,
  type Lifecycle,
  lifecycle,
  lifecycleChoices,
} from '../../model/index.ts';
import { type Invariant, invariants, see } from '../../properties/index.ts';
import { subjects } from '../../src/explore/limits.ts';
import {
  bystanding,
  callsOnNothing,
  creates,
  eventsOf,
  networkOf,
  regionNames,
  resourceEvents,
  roleCalls,
} from '../../src/explore/scope.ts';
import { tablesOf } from '../../src/explore/tables.ts';

const size = { resources: 8, regions: 3 };
const regions = regionNames(size.regions);
const draws = fc.array(fc.nat(2 ** 20), { minLength: 40, maxLength: 160 });
const lastChoices = combinations(lifecycleChoices).at(-1) ?? defaultChoices;

/** What came of an event, in words. */
const told = (
  event: CoreEvent,
  numbers: readonly number[],
  refused: string | undefined,
  broken: readonly Invariant[],
  arcs: readonly Arc[],
): string =>
  JSON.stringify([
    event.type,
    numbers,
    refused,
    broken.map(({ name }) => name),
    arcs.map(({ id }) => id),
  ]);

/** Walks at random among many resources and expects of every account on the way that both answer alike. */
function expectSameAnswers(model: Lifecycle, choices = defaultChoices): void {
  const tables = tablesOf(model, choices, invariants);
  const { bitOf, codeOf, columnOf, interfaceOf, othersOf, roleOf, views } = tables;
  const viewOf = (core: Core, region: string, without = -1): number => {
    const column = columnOf(core, region);
    const codes = column.codes.filter((_, slot) => slot !== without);
    const kinds = codes.reduce((all, code) => all | bitOf(code), 0);
    return views.number({ interface: column.interface, kinds });
  };
  const answers = (core: Core, region: string, events: readonly CoreEvent[], id: string) =>
    events.flatMap((event) => {
      const made = advance(model, choices, core, event);
      if (made === undefined) return [];
      const subject = made.core.resources.find((resource) => resource.id === id);
      const numbers = [
        roleOf(made.core),
        interfaceOf(made.core, region),
        subject === undefined ? -1 : codeOf(subject),
      ];
      const refused = made.refusal?.refuses;
      const shown = { before: see(core), event, refused, after: see(made.core), choices };
      const broken = invariants.filter(({ holds }) => !holds(shown));
      return told(event, numbers, refused, broken, made.arcs);
    });
  const expectRow = (
    core: Core,
    region: string,
    subject: number,
    slot: number,
    expected: readonly string[],
  ): void => {
    const others = othersOf(
      regions.filter((one) => one !== region).map((one) => viewOf(core, one)),
    );
    const { outcomes } = tables.row(roleOf(core), viewOf(core, region, slot), others, subject);
    const found = outcomes.map(({ event, role, interface: state, code, refused, broken, arcs }) =>
      told(event, [role, state, code], refused, broken, arcs.flat()),
    );
    expect(found.sort()).toEqual([...expected].sort());
  };
  const expectSame = (core: Core): void => {
    const [first = ''] = regions;
    const unaskedHere = (region: string) => bystanding([region]);
    const account = unaskedHere(first).filter(({ machine }) => machine !== 'interface');
    const calls = [...roleCalls, ...callsOnNothing, ...account];
    expectRow(core, first, subjects.account, -1, answers(core, first, calls, ''));
    for (const region of regions) {
      const own = unaskedHere(region).filter(
        (event) => event.machine === 'interface' && event.network === networkOf(region),
      );
      expectRow(core, region, subjects.interface, -1, answers(core, region, own, ''));
      const made = answers(core, region, creates([region], 'new'), 'new');
      expectRow(core, region, subjects.creation, -1, made);
      const here = core.resources.filter((resource) => resource.region === region);
      for (const [slot, resource] of here.entries()) {
        const expected = answers(core, region, resourceEvents(resource), resource.id);
        expectRow(core, region, codeOf(resource), slot, expected);
      }
    }
  };
  fc.assert(
    fc.property(draws, (sequence) => {
      let core = emptyCore;
      for (const draw of sequence) {
        const events = eventsOf({ ...size, choices }, core, core.resources);
        const event = events[draw % events.length] as CoreEvent;
        core = advance(model, choices, core, event)?.core ?? core;
      }
      expectSame(core);
    }),
    { seed: 1, numRuns: 100, endOnFailure: true },
  );
}

describe('the tables answer what the statecharts answer, among 8 resources in 3 Regions', () => {
  test('by default', () => expectSameAnswers(lifecycle));

  test('with all other choices', () => expectSameAnswers(lifecycle, lastChoices));

  test.each([
    'one-region',
    'interface-in-use-orphaned',
    'mode-change-never-frees',
    'last-one-not-looked-for',
    'usage-ignored',
  ] as const)('where %s', (fault) => expectSameAnswers(changedLifecycle(fault)));
});
