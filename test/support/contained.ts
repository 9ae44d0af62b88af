import { placeOf } from '../../model/account.ts';
import type { Account, Possible } from '../../model/index.ts';
import { close } from '../../src/observe/closure.ts';
import type { Beliefs } from '../../src/observe/observe.ts';
import { type Component, elementOf, type Part, touches } from '../../src/observe/parts.ts';
import type { Names, Rectangle } from '../../src/observe/rectangles.ts';
import { sessionsOf } from '../../src/observe/sessions.ts';
import { takenApart } from '../../src/observe/whole.ts';

const idPattern = /([\w-]*)\{\{(\w+):\d+\}\}/g;

/** A value as a text, with names where they are known, and no numbers of the model's own. */
export const renamed = (value: unknown, names: Names): string =>
  (JSON.stringify(value) ?? '').replace(
    idPattern,
    (symbol, prefix: string, kind: string) => names[symbol] ?? `${prefix}?${kind}`,
  );

const sorted = (texts: Iterable<string>): string => [...new Set(texts)].sort().join();

/** All of a core but its choices, its usage and what is gone. */
export function coreText({ account, names }: Rectangle): string {
  const { core, beside } = account;
  const { minted: _, formerNames: __, pastTasks, ...rest } = beside;
  const { usage: ___, ...of } = core;
  const tasks = pastTasks.map(({ id, status }) => [id, status]);
  return [account.id, renamed([of, rest, tasks], names), sorted(Object.values(names))].join('\n');
}

/** A part as a text, element by element, for one pick of each. */
const elementText = (id: string, element: ReturnType<typeof elementOf>, names: Names): string =>
  `${renamed(id, names)} ${element.held} ${renamed([element.resource, element.details], names)}`;

function isPart(
  component: Component,
  part: Part,
  names: Names,
  elements: ReadonlyMap<string, string>,
  links: ReadonlyMap<string, string>,
  wants: ReadonlySet<string>,
): boolean {
  const slotsFit = component.slots.every(({ id }, at) => {
    const name = renamed(id, names);
    const goneText = [false, true].map((held) =>
      elementText(id, elementOf(undefined, undefined, held, 0), names),
    );
    const actual = elements.get(name);
    return part.sets[at]?.some((one) => {
      const text = elementText(id, one, names);
      return actual === undefined ? text === goneText[0] : text === actual;
    });
  });
  const linksFit = component.networks.every(
    (network, place) =>
      renamed([part.links[place]?.state, part.links[place]?.id, part.links[place]?.tags], names) ===
      (links.get(renamed(network, names)) ?? renamed(['absent', '', {}], names)),
  );
  const wantsFit = component.networks.every(
    (network, place) => part.wanted[place + 1] === wants.has(renamed(network, names)),
  );
  return slotsFit && linksFit && wantsFit;
}

function isIn(rectangle: Rectangle, apart: Rectangle, account: Account): boolean {
  const choicesFit = Object.entries(account.choices).every(([name, taken]) => {
    const left = rectangle.open[name as keyof typeof account.choices] ?? [
      rectangle.account.choices[name as keyof typeof account.choices],
    ];
    return left.includes(taken);
  });
  if (!choicesFit) return false;
  const { names } = apart;
  const elements = new Map<string, string>();
  const links = new Map<string, string>();
  const wants = new Set<string>();
  for (const component of apart.components) {
    const part = component.parts[0] as Part;
    for (const [at, { id }] of component.slots.entries()) {
      const [element] = part.sets[at] ?? [];
      if (element !== undefined) elements.set(renamed(id, names), elementText(id, element, names));
    }
    for (const [place, network] of component.networks.entries()) {
      const link = part.links[place];
      links.set(renamed(network, names), renamed([link?.state, link?.id, link?.tags], names));
      if (part.sets.some((set) => set.some((one) => touches(component, one, place + 1))))
        wants.add(renamed(network, names));
    }
  }
  for (const { id } of account.core.usage) {
    const name = renamed(id, names);
    if (!elements.has(name))
      elements.set(name, elementText(id, elementOf(undefined, undefined, true, 0), names));
  }
  const slots = new Set(
    rectangle.components.flatMap((one) => one.slots.map(({ id }) => renamed(id, rectangle.names))),
  );
  const present = new Set(account.core.resources.map(({ id }) => renamed(id, names)));
  if ([...present].some((id) => !slots.has(id))) return false;
  const gone = rectangle.components.flatMap((one) =>
    one.slots.flatMap((slot) =>
      present.has(renamed(slot.id, rectangle.names)) ? [] : [placeOf(slot)],
    ),
  );
  if (
    sorted([...rectangle.account.beside.formerNames, ...gone]) !==
    sorted(account.beside.formerNames)
  )
    return false;
  return rectangle.components.every((component) =>
    component.parts.some((part) =>
      isPart(component, part, rectangle.names, elements, links, wants),
    ),
  );
}

/** All that beliefs stand for, each choice made on which it hangs whether there may be a session or not. */
export const everySession = ({ judge, rectangles }: Beliefs): readonly Rectangle[] =>
  close(judge, rectangles).flatMap((one) => sessionsOf(judge, one));

/** The first of some accounts that is not among what is believed, if there is one. */
export function lost(beliefs: Beliefs, possible: readonly Possible[]): Possible | undefined {
  const byCore = new Map<string, Rectangle[]>();
  for (const rectangle of everySession(beliefs)) {
    const text = coreText(rectangle);
    byCore.set(text, [...(byCore.get(text) ?? []), rectangle]);
  }
  return possible.find(({ account, names }) => {
    const apart = { ...takenApart(account, 1_000), names };
    return !byCore.get(coreText(apart))?.some((rectangle) => isIn(rectangle, apart, account));
  });
}
