import { hasBound, never, withinMs } from './bounds.ts';
import { contextOf, type Judge, madeIn } from './judge.ts';
import { type Context, within } from './moves.ts';
import { type Component, type Part, prune, withDue, withParts } from './parts.ts';
import type { Rectangle } from './rectangles.ts';
import { isStill } from './rules.ts';

/** The instants by which the role's own events have happened, if what they follow from was at the latest at `base`. */
export function duesFrom(
  judge: Judge,
  rectangle: Rectangle,
  base: Rectangle['dues'],
): Rectangle['dues'] {
  const { rules, bounds } = judge;
  const { core, beside, choices } = rectangle.account;
  const due = (machine: string, from: number): number =>
    from === never || !hasBound(bounds, machine)
      ? never
      : from +
        withinMs(
          bounds,
          machine,
          rules
            .roleSteps(core.role, core.session, false, false, choices)
            .filter((step) => step.machine === machine && !isStill(step, core.session))
            .map(({ type }) => type),
        );
  return {
    visible: beside.visible
      ? never
      : base.visible + withinMs(bounds, 'iam', ['role.becomesVisible']),
    task: due('role', base.task),
    session: due('session', base.session),
  };
}

/** The part with nothing left in it that was due before an instant. */
function ontime(component: Component, part: Part, instant: number): Part | undefined {
  if (part.links.some(({ due }) => due < instant)) return undefined;
  const sets = part.sets.map((set) =>
    set.some(({ due }) => due < instant) ? set.filter(({ due }) => due >= instant) : set,
  );
  return prune(component, { ...part, sets });
}

/** What is left of a rectangle at an instant: whatever was due before has happened. */
export function at(rectangle: Rectangle, instant: number): Rectangle | undefined {
  const { visible, task, session } = rectangle.dues;
  if (Math.min(visible, task, session) < instant) return undefined;
  if (rectangle.components.every(({ due }) => due >= instant)) return rectangle;
  const components = rectangle.components.flatMap(
    (one) =>
      withParts(
        one,
        one.parts.map((part) => ontime(one, part, instant)),
      ) ?? [],
  );
  return components.length < rectangle.components.length ? undefined : { ...rectangle, components };
}

/** The component, known to be so at an instant: what is under way in it has its cause before. */
function cappedComponent(context: Context, component: Component, instant: number): Component {
  const { bounds } = context;
  if (!hasBound(bounds, 'interface') && !hasBound(bounds, 'resource')) return component;
  const parts = component.parts.map((part) => {
    const links = part.links.map((link, place) => {
      const most = within(context, component, part, place);
      const due = most === never ? never : Math.min(link.due, instant + most);
      return due === link.due ? link : { ...link, due };
    });
    const sets = part.sets.map((set) =>
      set.map((element) => {
        const most = within(context, component, part, element);
        const due = most === never ? never : Math.min(element.due, instant + most);
        return withDue(element, due);
      }),
    );
    const isSame =
      links.every((link, place) => link === part.links[place]) &&
      sets.every((set, place) => set.every((one, n) => one === part.sets[place]?.[n]));
    return isSame ? part : { ...part, links, sets };
  });
  return withParts(component, parts) as Component;
}

/**
 * The rectangle, known to be so at an instant.
 *
 * @param isAnew - Whether what may happen in components is not what it was: then all of them are looked at.
 * @param touched - The components to look at otherwise.
 */
export function capped(
  judge: Judge,
  rectangle: Rectangle,
  instant: number,
  isAnew: boolean,
  touched: ReadonlySet<Component> = new Set(),
): Rectangle {
  const context = contextOf(judge, rectangle);
  const components = rectangle.components.map((one) =>
    isAnew || touched.has(one)
      ? madeIn(judge, 'capped', one, context, instant, () => cappedComponent(context, one, instant))
      : one,
  );
  const base = duesFrom(judge, rectangle, { visible: instant, task: instant, session: instant });
  const { visible, task, session } = rectangle.dues;
  const dues = {
    visible: base.visible === never ? never : Math.min(visible, base.visible),
    task: base.task === never ? never : Math.min(task, base.task),
    session: base.session === never ? never : Math.min(session, base.session),
  };
  return { ...rectangle, components, dues: instant === never ? rectangle.dues : dues };
}
