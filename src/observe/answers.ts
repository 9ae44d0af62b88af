import type { Account, Seen } from '../../model/index.ts';
import { findById } from '../../model/lists.ts';
import type { Asking, Left } from './asking.ts';
import { never } from './bounds.ts';
import { marked } from './closure.ts';
import { exists, type Judge } from './judge.ts';
import { exchanged } from './moves.ts';
import { type Done, maybeHeld, outcomesIn } from './outcomes.ts';
import {
  type Component,
  componentOf,
  elementOf,
  linkOf,
  partOf,
  slotOf,
  withParts,
} from './parts.ts';
import { keyOf, type Names, type Rectangle } from './rectangles.ts';
import { sessionsAfter } from './sessions.ts';
import { capped } from './time.ts';
import { coreAfter, inOrder, joinedBy, withSlot } from './whole.ts';

/** What became of the resources that a call read, of their interfaces, and of those that it made. */
function changedComponents(judge: Judge, { sighted, asked, after }: Done): readonly Component[] {
  let { components } = sighted.rectangle;
  if (after === asked) return components;
  const resources = new Map(after.core.resources.map((one) => [one.id, one]));
  const { elements, links } = sighted.picked;
  const replace = (before: Component, now: Component): void => {
    components = components.map((one) => (one === before ? now : one));
  };
  for (const [slot, before] of elements) {
    const resource = resources.get(slot.id);
    const details = findById(after.beside.resources, slot.id);
    resources.delete(slot.id);
    if (resource === before.resource && details === before.details) continue;
    const home = components.find(({ slots }) => slots.includes(slot)) as Component;
    const { together, others } = joinedBy(
      components,
      resource?.networks ?? [],
      judge.possibleMax,
      home,
    );
    const at = together.slots.indexOf(slot);
    const parts = together.parts.flatMap((part) =>
      (part.sets[at] ?? []).flatMap((one) =>
        exchanged(together, part, at, one, elementOf(resource, details, one.held, never)),
      ),
    );
    const now = componentOf(together.slots, together.networks, parts);
    components = now === undefined ? [] : [...others, now];
  }
  for (const resource of resources.values()) {
    const details = findById(after.beside.resources, resource.id);
    const { together, others } = joinedBy(components, resource.networks, judge.possibleMax);
    const slot = slotOf(resource, details?.name ?? '');
    components = [...others, withSlot(together, slot, elementOf(resource, details, false, never))];
  }
  for (const [network, { id, tags }] of links) {
    const now = after.beside.interfaces[network]?.tags;
    if (now === undefined || now === tags || asked.beside.interfaces[network]?.tags === now)
      continue;
    const home = components.find(({ networks }) => networks.includes(network)) as Component;
    const place = home.networks.indexOf(network);
    const parts = home.parts.map(({ wanted, links: all, sets }) =>
      partOf(
        wanted,
        all.map((link, at) =>
          at === place && link.id === id ? linkOf(link.state, id, now, link.due) : link,
        ),
        sets,
      ),
    );
    replace(home, componentOf(home.slots, home.networks, parts) as Component);
  }
  return components;
}

/** A rectangle after a call. */
function rectangleAfter(judge: Judge, before: Rectangle, done: Done, names: Names): Left {
  const { sighted, asked, after } = done;
  const account = coreAfter(sighted.rectangle, asked, after);
  let components = changedComponents(judge, done);
  if (after.core.tasksOpened > asked.core.tasksOpened)
    components = components.map((one) => marked(judge, one, false));
  const same = new Set(before.components);
  const touched = components.filter((one) => !same.has(one));
  return { rectangle: { ...sighted.rectangle, account, names, components }, touched };
}

/** Of a list of usage: the resources that are named in it held the role, where nothing else explains it. */
function withUsageSeen(judge: Judge, rectangle: Rectangle, asking: Asking, text: string) {
  const slots = maybeHeld(rectangle);
  if (slots.length === 0) return rectangle;
  const isExplained = (without: readonly Done[]): boolean =>
    without.some(({ outcome }) => asking.explain(outcome).length > 0);
  const bare = outcomesIn(judge, rectangle, asking, slots);
  if (isExplained(bare)) return rectangle;
  const toldAnyway = JSON.stringify(bare.map(({ outcome }) => outcome));
  let { components } = rectangle;
  for (const slot of slots) {
    const name = rectangle.names[slot.id];
    if (name === undefined || !text.includes(name)) continue;
    const isPlain = text.includes(`/${name}"`) && !toldAnyway.includes(slot.id);
    if (!isPlain && isExplained(outcomesIn(judge, rectangle, asking, [slot]))) continue;
    components = components.map((one) => {
      const at = one.slots.findIndex(({ id }) => id === slot.id);
      if (at < 0) return one;
      const parts = one.parts.map((part) => {
        const set = (part.sets[at] ?? []).filter(({ held }) => held);
        if (set.length === part.sets[at]?.length) return part;
        return set.length === 0 ? undefined : { ...part, sets: part.sets.with(at, set) };
      });
      return withParts(one, parts) ?? one;
    });
  }
  return { ...rectangle, components };
}

/** What remains of what a call met of a rectangle. */
function leftOf(judge: Judge, met: Rectangle, asking: Asking, seen: Seen): readonly Left[] {
  const listsUsage = asking.reads.usage && seen.ok === true && 'Reason' in seen.output;
  const start = listsUsage ? withUsageSeen(judge, met, asking, JSON.stringify(seen.output)) : met;
  return outcomesIn(judge, start, asking).flatMap((done) =>
    asking.explain(done.outcome).flatMap((known) => {
      const { rectangle, touched } = rectangleAfter(judge, met, done, known);
      return sessionsAfter(judge, met, rectangle).map((one) => ({ rectangle: one, touched }));
    }),
  );
}

/** What a call has begun anew is due from now on. */
function duesAfter({ account, dues }: Rectangle, after: Account): Rectangle['dues'] {
  const [was, is] = [account.core, after.core];
  const isSameTask = was.tasksOpened === is.tasksOpened && was.role.deletion === is.role.deletion;
  return {
    visible: was.rolesMade === is.rolesMade ? dues.visible : never,
    task: isSameTask ? dues.task : never,
    session: was.session === is.session ? dues.session : never,
  };
}

/**
 * What remains of a rectangle after a call that had come back at an instant, by what was seen; where that is lost, all
 * that it may have done.
 */
export function remaining(
  judge: Judge,
  rectangle: Rectangle,
  asking: Asking,
  seen: Seen,
  to: number,
): readonly Rectangle[] {
  const isMet = rectangle.components.map(asking.reads.isMet);
  const others = rectangle.components.filter((_, at) => !isMet[at]);
  const met = { ...rectangle, components: rectangle.components.filter((_, at) => isMet[at]) };
  const key = keyOf(met);
  const left = asking.left.get(key) ?? leftOf(judge, met, asking, seen);
  asking.left.set(key, left);
  return left.map(({ rectangle: one, touched }) => {
    const components = inOrder([...one.components, ...others]);
    const next = { ...one, components, dues: duesAfter(rectangle, one.account) };
    return capped(judge, next, to, exists(next) !== exists(rectangle), new Set(touched));
  });
}
