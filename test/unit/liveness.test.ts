import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedLifecycle, type lifecycleFaults } from '../../model/faults/lifecycle.ts';
import {
  type Choices,
  type Core,
  type CoreEvent,
  combinations,
  defaultChoices,
  emptyCore,
  type Lifecycle,
  lifecycle,
  lifecycleChoices,
} from '../../model/index.ts';
import { liveness } from '../../properties/liveness.ts';
import { actionsOf } from '../../src/explore/actions.ts';
import { explore } from '../../src/explore/explore.ts';
import type { Graph } from '../../src/explore/graph.ts';
import { canAlwaysReach, deletionSucceedsEventually } from '../../src/explore/liveness.ts';

const free: Core = { ...emptyCore, role: { role: 'deletable', deletion: 'none' }, rolesMade: 1 };
const places = {
  free,
  lingers: { ...free, interfaces: { network: 'lingering' } },
  held: { ...free, session: 'active' },
  gone: { ...free, role: { role: 'deleted', deletion: 'SUCCEEDED' } },
} as const satisfies Record<string, Core>;
type Place = keyof typeof places;

const causes = {
  asks: { machine: 'role', type: 'DeleteServiceLinkedRole', mayDelete: true },
  asksDenied: { machine: 'role', type: 'DeleteServiceLinkedRole', mayDelete: false },
  makes: { machine: 'role', type: 'CreateServiceLinkedRole', mayCreate: true },
  makesDenied: { machine: 'role', type: 'CreateServiceLinkedRole', mayCreate: false },
  starts: { machine: 'role', type: 'task.starts' },
  ends: { machine: 'role', type: 'task.ends' },
  begins: { machine: 'session', type: 'begin' },
  stops: { machine: 'session', type: 'end' },
} as const satisfies Record<string, CoreEvent>;
type Cause = keyof typeof causes;
type Edge = readonly [from: number, cause: Cause, to: number];

const causeNames = Object.keys(causes) as Cause[];

function graphOf(accounts: readonly Place[], edges: readonly Edge[]): Graph {
  const flat = edges.toSorted(([a], [b]) => a - b);
  const before = (number: number) => flat.filter(([from]) => from < number).length;
  return {
    size: accounts.length,
    first: Int32Array.from([...accounts.keys(), accounts.length], before),
    targets: Int32Array.from(flat, ([, , to]) => to),
    actions: Uint8Array.from(flat, ([, cause]) => actionsOf(causes[cause])),
    account: (number) => places[accounts[number] as Place],
  };
}

/** A graph of arrows such as `free asks asked`: accounts are named by their place, all others are free. */
function drawn(lines = '') {
  const steps = lines
    .replace('straight', 'free asks asked, asked starts running, running ends gone')
    .split(', ')
    .map((line) => line.split(' ') as [string, Cause, string]);
  const names = [...new Set(steps.flatMap(([from, , to]) => [from, to]))];
  const edges = steps.map(
    ([from, cause, to]): Edge => [names.indexOf(from), cause, names.indexOf(to)],
  );
  const accounts = names.map((name) => (name in places ? name : 'free') as Place);
  const nameOf = (number: number | undefined) => (number === undefined ? 'none' : names[number]);
  return { graph: graphOf(accounts, edges), nameOf };
}

const isGone = ({ role }: Core): boolean => role.role === 'deleted';
const decide = {
  reach: (graph: Graph) => canAlwaysReach(graph, isGone),
  succeed: (graph: Graph) => deletionSucceedsEventually(graph, defaultChoices),
  succeedWithout: (graph: Graph) =>
    deletionSucceedsEventually(graph, { ...defaultChoices, 'lingering-interface': 'holds' }),
};

test.each(
  `
  reach   | at once                          | free asks gone                                            | none
  reach   | and again after it was left      | free asks gone, gone makes free                           | none
  reach   | a long way round                 | straight                                                  | none
  reach   | through what holds the role      | free begins held, held stops free2, free2 asks gone       | none
  reach   | by one of two callers            | free asksDenied gone, free asks gone                      | none
  reach   | only from where it lies          | gone makes free                                           | free
  reach   | not from a dead end              | free asks gone, free begins held                          | held
  reach   | not from a ring                  | free asks gone, free begins held, held asks asked, asked ends held | held
  reach   | not by one who may not delete    | free asksDenied gone                                      | free
  reach   | not by one who may not create    | free makesDenied gone                                     | free
  succeed | straight on                      | straight                                                  | none
  succeed | after one failure                | free begins failed, failed asks asked, straight           | none
  succeed | though asking is put off         | straight, free makes free2, free2 stops free, free2 asks asked | none
  succeed | though ending is put off         | straight, running makes running2, running2 makes running, running2 ends gone | none
  succeed | though not while something holds | straight, running begins held                             | none
  succeed | not where it always fails        | straight, running ends failed, failed asks asked          | asked
  succeed | not where it never starts        | free asks asked, gone makes free                          | asked
  succeed | not where it never ends          | free asks asked, asked starts running, gone makes free    | running
  succeed | not where nobody asks            | gone makes free                                           | free
  succeed | not where only others ask        | free asksDenied gone                                      | free
  succeed | not where asking comes and goes  | straight, free makes free2, free2 makes free              | free
  succeed | not where ending comes and goes  | straight, running makes running2, running2 makes running  | running
  succeed | not in a ring behind a ring      | free makes free2, free2 makes free, free2 asks asked, straight, running ends failed, failed asks asked | asked
  succeed | not where an interface lingers   | gone makes lingers                                        | lingers
  succeedWithout | what holds the role by choice | gone makes lingers                                     | none
`
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim())),
)('%s %s: %s', (goal, _, lines, expected) => {
  const { graph, nameOf } = drawn(lines);
  expect(nameOf(decide[goal as keyof typeof decide](graph))).toBe(expected);
});

describe('on random graphs both agree with their definitions', () => {
  const number = fc.nat({ max: 6 });
  const place = fc.constantFrom(...(Object.keys(places) as Place[]));
  const drawnAccounts = fc.array(place, { minLength: 2, maxLength: 7 });
  const cause = fc.constantFrom(...causeNames);
  const drawnArrows = fc.array(fc.tuple(number, cause, number), { maxLength: 24 });

  /** Every account that some edges lead to from one, itself included. */
  const reach = (from: number, edges: readonly Edge[]): ReadonlySet<number> => {
    const found = new Set([from]);
    for (const here of found) for (const [a, , b] of edges) if (a === here) found.add(b);
    return found;
  };
  type Definition = (accounts: readonly Place[], edges: readonly Edge[]) => (at: number) => boolean;
  const cannotReach: Definition = (accounts, edges) => {
    const entitled = edges.filter(([, cause]) => !cause.endsWith('Denied'));
    return (at) => ![...reach(at, entitled)].some((to) => accounts[to] === 'gone');
  };
  const maySucceedNever: Definition = (accounts, edges) => {
    const isFree = (at: number) => accounts[at] !== 'gone' && accounts[at] !== 'held';
    const inside = edges.filter(([from, , to]) => isFree(from) && isFree(to));
    return (start) => {
      const ring = [...reach(start, inside)].filter((at) => reach(at, inside).has(start));
      const within = inside.filter(([from, , to]) => ring.includes(from) && ring.includes(to));
      const isFair = (action: Cause) =>
        within.some(([, cause]) => cause === action) ||
        ring.some((at) => !edges.some(([from, cause]) => from === at && cause === action));
      return isFree(start) && (['asks', 'starts', 'ends'] as const).every(isFair);
    };
  };

  test.each([
    ['reach', cannotReach],
    ['succeed', maySucceedNever],
  ] as const)('%s', (goal, definition) => {
    const seen = { right: 0, wrong: 0 };
    const property = fc.property(drawnAccounts, drawnArrows, (accounts, arrows) => {
      const edges = arrows
        .map(([from, cause, to]): Edge => [from % accounts.length, cause, to % accounts.length])
        .filter(([from, , to]) => from !== to);
      const wrong = [...accounts.keys()].filter(definition(accounts, edges));
      seen[wrong.length === 0 ? 'right' : 'wrong'] += 1;
      const found = decide[goal](graphOf(accounts, edges));
      expect(wrong.length === 0 ? [undefined] : wrong).toContain(found);
    });
    fc.assert(property, { seed: 7, numRuns: 2_000 });
    expect(Math.min(seen.right, seen.wrong)).toBeGreaterThan(50);
  });
});

describe('what must come about with one resource in one Region', () => {
  const [reachable, cleanedUp, succeeds] = liveness.map(({ name }) => name);
  const isCleanedUp = (core: Core): boolean =>
    isGone(core) && core.resources.length === 0 && Object.keys(core.interfaces).length === 0;
  const missed = (model: Lifecycle, choices: Choices) => {
    const scope = { resources: 1, regions: 1, choices };
    const graph = explore({ model, scope, invariants: [] }).graph();
    const found: Readonly<Record<string, number | undefined>> = {
      'deleted-is-always-reachable': canAlwaysReach(graph, isGone),
      'everything-can-be-cleaned-up': canAlwaysReach(graph, isCleanedUp),
      'deletion-succeeds-in-the-end': deletionSucceedsEventually(graph, choices),
    };
    return Object.keys(found).filter((name) => found[name] !== undefined);
  };

  test.each(combinations(lifecycleChoices))('comes about in the right model, %#', (choices) => {
    expect(missed(lifecycle, choices)).toEqual([]);
  });

  test.each<readonly [keyof typeof lifecycleFaults, readonly unknown[]]>([
    ['task-always-fails', [reachable, cleanedUp, succeeds]],
    ['task-never-ends', [reachable, cleanedUp, succeeds]],
    ['never-freed', [reachable, cleanedUp, succeeds]],
    ['success-without-removal', [reachable, cleanedUp, succeeds]],
    ['deletion-of-resource-never-ends', [reachable, cleanedUp]],
    ['interface-in-use-orphaned', [cleanedUp]],
    ['mode-change-never-frees', [succeeds]],
    ['second-task', [succeeds]],
  ])('%s misses %j', (name, statements) => {
    expect(missed(changedLifecycle(name), defaultChoices)).toEqual(statements);
  });
});
