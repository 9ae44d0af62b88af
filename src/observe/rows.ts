import type { Call, Outcome, Seen } from '../../model/index.ts';
import { step } from '../../model/index.ts';
import { explains } from '../../model/observe.ts';
import type { Asking } from './asking.ts';
import type { Judge } from './judge.ts';
import { type Component, type Element, type Link, prune, type Slot, withParts } from './parts.ts';
import type { Reads } from './reads.ts';
import type { Names, Rectangle } from './rectangles.ts';
import { capped } from './time.ts';
import { type Picked, together } from './whole.ts';

type Output = Readonly<Record<string, unknown>>;

/** Something that may be listed: what it may be, by key, and the row that shows it. */
interface Listed {
  readonly component: Component;
  readonly at: number;
  readonly options: ReadonlyMap<string, { readonly id: string; readonly row: unknown }>;
}

/** A way to read some of the rows: what that teaches, and what is left of what was read. */
interface Way {
  readonly names: Names;
  readonly taken: ReadonlySet<number>;
  readonly allowed: readonly ReadonlySet<string>[];
}

/** The member of an output that is a list of rows. */
const listIn = (output: Output): string | undefined =>
  Object.keys(output).find((member) => Array.isArray(output[member]));

const nothing: Picked = { elements: [], links: [] };

/** Everything that a call may list in a rectangle. */
function everythingListed(
  judge: Judge,
  rectangle: Rectangle,
  call: Call,
  kind: Reads['rows'],
  bare: Output,
  member: string,
): readonly Listed[] {
  const base = new Set((bare[member] as readonly unknown[]).map((row) => JSON.stringify(row)));
  const asked = `${rectangle.account.id} ${call.operation} ${call.region}`;
  const rowOf = (key: string, picked: Picked): unknown => {
    const place = `${asked} ${key}`;
    if (judge.rows.has(place)) return judge.rows.get(place);
    const { outcome } = step(together(rectangle, picked), call, judge.rules.model);
    const rows = outcome.ok === true ? (outcome.output[member] as readonly unknown[]) : [];
    const row = rows.find((one) => !base.has(JSON.stringify(one)));
    judge.rows.set(place, row);
    return row;
  };
  const optionsOf = <Thing extends Element | Link>(
    things: Iterable<Thing>,
    keyOf: (thing: Thing) => string,
    idOf: (thing: Thing) => string,
    pick: (thing: Thing) => Picked,
  ) => {
    const options = new Map<string, { id: string; row: unknown }>();
    for (const thing of things) {
      const key = keyOf(thing);
      if (options.has(key)) continue;
      options.set(key, { id: idOf(thing), row: rowOf(`${idOf(thing)} ${key}`, pick(thing)) });
    }
    return options;
  };
  const slotListed = (component: Component, slot: Slot, at: number): Listed => ({
    component,
    at,
    options: optionsOf(
      component.parts.flatMap(({ sets }) => sets[at] ?? []),
      ({ shape }) => shape,
      () => slot.id,
      (element) => ({ ...nothing, elements: [[slot, element]] }),
    ),
  });
  const linkListed = (component: Component, network: string, at: number): Listed => ({
    component,
    at,
    options: optionsOf(
      component.parts.flatMap(({ links }) => links[at] ?? []),
      ({ key }) => key,
      ({ id }) => `${network} ${id}`,
      (link) => ({ ...nothing, links: [[network, link]] }),
    ),
  });
  const isListed = ({ options }: Listed): boolean =>
    [...options.values()].some(({ row }) => row !== undefined);
  return rectangle.components.flatMap((one) =>
    judge.kept(one, `listed ${asked}`, () =>
      (kind === 'resources'
        ? one.slots.map((slot, at) => slotListed(one, slot, at))
        : one.networks.map((network, at) => linkListed(one, network, at))
      ).filter(isListed),
    ),
  );
}

/** The part with nothing left in one place but what is allowed there. */
function allowedPart(
  part: Component['parts'][number],
  kind: Reads['rows'],
  at: number,
  allowed: ReadonlySet<string>,
) {
  if (kind === 'interfaces') return allowed.has(part.links[at]?.key ?? '') ? part : undefined;
  const set = part.sets[at] ?? [];
  const left = set.filter(({ shape }) => allowed.has(shape));
  if (left.length === set.length) return part;
  return left.length === 0 ? undefined : { ...part, sets: part.sets.with(at, left) };
}

/** What remains of a rectangle after a list was seen, row by row; undefined where it is not such a list. */
export function remainingOfRows(
  judge: Judge,
  rectangle: Rectangle,
  asking: Asking,
  seen: Seen,
  to: number,
): readonly Rectangle[] | undefined {
  const { call } = asking;
  const kind = asking.reads.rows;
  const { outcome } = step(together(rectangle, nothing), call, judge.rules.model);
  const member = outcome.ok === true ? listIn(outcome.output) : undefined;
  if (outcome.ok !== true || member === undefined || seen.ok !== true) return undefined;
  const actual = seen.output[member];
  if (!Array.isArray(actual)) return [];
  const most = judge.possibleMax;
  const things = everythingListed(judge, rectangle, call, kind, outcome.output, member);
  const places = new Map<string, number[]>();
  for (const [at, row] of actual.entries())
    for (const value of Object.values(row ?? {}))
      if (typeof value === 'string') places.set(value, [...(places.get(value) ?? []), at]);
  let ways: readonly Way[] = [{ names: rectangle.names, taken: new Set(), allowed: [] }];
  for (const { options: may } of things) {
    ways = ways.flatMap((way) => {
      const found: { names: Names; at: number; allowed: Set<string> }[] = [];
      const allow = (names: Names, at: number, key: string): void => {
        const known = found.find((one) => one.names === names && one.at === at);
        if (known === undefined) found.push({ names, at, allowed: new Set([key]) });
        else known.allowed.add(key);
      };
      for (const [key, { id, row }] of may) {
        if (row === undefined) {
          allow(way.names, -1, key);
          continue;
        }
        const name = way.names[id.split(' ').at(-1) ?? ''];
        const candidates = name === undefined ? actual.keys() : (places.get(name) ?? []);
        for (const at of new Set(candidates)) {
          if (way.taken.has(at)) continue;
          for (const names of asking.explainRow(row, actual, at, way.names)) allow(names, at, key);
        }
      }
      return found.map(({ names, at, allowed }) => ({
        names,
        taken: at < 0 ? way.taken : new Set([...way.taken, at]),
        allowed: [...way.allowed, allowed],
      }));
    });
    if (ways.length > most) throw new RangeError(`a list can be read in more than ${most} ways`);
  }
  return ways.flatMap((way) => {
    const left = actual.filter((_, at) => !way.taken.has(at));
    const rest: Seen = { ok: true, output: { ...seen.output, [member]: left } };
    const learnt = explains(outcome as Outcome, rest, way.names, { possibleMax: most }).map(
      judge.namesOf,
    );
    if (learnt.length === 0) return [];
    const touched = new Set<Component>();
    let { components } = rectangle;
    for (const [n, { component, at }] of things.entries()) {
      const now = components.find(({ name }) => name === component.name) as Component;
      const parts = now.parts.map((part) => {
        const allowed = allowedPart(part, kind, at, way.allowed[n] as ReadonlySet<string>);
        return allowed === part || allowed === undefined ? allowed : prune(now, allowed);
      });
      const next = withParts(now, parts);
      if (next === undefined) return [];
      if (next === now) continue;
      touched.add(next);
      components = components.map((one) => (one === now ? next : one));
    }
    return learnt.map((names) =>
      capped(judge, { ...rectangle, components, names }, to, false, touched),
    );
  });
}
