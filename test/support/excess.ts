import { placeOf } from '../../model/account.ts';
import type { Possible } from '../../model/index.ts';
import type { Beliefs } from '../../src/observe/observe.ts';
import { type Component, type Element, type Part, touches } from '../../src/observe/parts.ts';
import type { Rectangle } from '../../src/observe/rectangles.ts';
import { split } from '../../src/observe/rectangles.ts';
import { takenApart } from '../../src/observe/whole.ts';
import { coreText, everySession, renamed } from './contained.ts';

/** What is picked of a component: a part, and an element for each slot. */
interface Pick {
  readonly component: Component;
  readonly part: Part;
  readonly elements: readonly Element[];
}

/** Every pick of a component in which what is wanted is so. */
function picksOf(component: Component, most: number): readonly Pick[] {
  return component.parts.flatMap((part) => {
    let ways: readonly (readonly Element[])[] = [[]];
    for (const set of part.sets) {
      ways = ways.flatMap((way) => set.map((element) => [...way, element]));
      if (ways.length > most) throw new RangeError('too many to count');
    }
    return ways
      .filter((way) =>
        part.wanted.every(
          (isWanted, index) => way.some((one) => touches(component, one, index)) === isWanted,
        ),
      )
      .map((elements) => ({ component, part, elements }));
  });
}

/** An account as a text, the same however it was taken apart. */
function accountText(
  rectangle: Rectangle,
  picks: readonly Pick[],
  usage: readonly string[],
): string {
  const { names, account } = rectangle;
  const texts: string[] = [];
  const held = usage.map((id) => renamed(id, names));
  const former = [...account.beside.formerNames];
  for (const { component, part, elements } of picks) {
    for (const [at, slot] of component.slots.entries()) {
      const { resource, details, held: isHeld } = elements[at] as Element;
      if (isHeld) held.push(renamed(slot.id, names));
      if (resource === undefined) former.push(placeOf(slot));
      else texts.push(renamed([slot.id, resource, details], names));
    }
    for (const [place, network] of component.networks.entries()) {
      const { state, id, tags } = part.links[place] ?? { state: 'absent' };
      if (state !== 'absent') texts.push(renamed([network, state, id, tags], names));
    }
  }
  const all = [texts, [...new Set(held)], [...new Set(former)]].map((some) => [...some].sort());
  return `${coreText(rectangle)} ${JSON.stringify(account.choices)} ${JSON.stringify(all)}`;
}

/** How many accounts are believed that are not possible, and how many there are; undefined where they are too many. */
export function excessOf(
  beliefs: Beliefs,
  possible: readonly Possible[],
  most: number,
): readonly [excess: number, believed: number] | undefined {
  const believed = new Set<string>();
  try {
    for (const open of everySession(beliefs))
      for (const rectangle of split(open, Object.keys(open.open) as never)) {
        let ways: readonly (readonly Pick[])[] = [[]];
        for (const component of rectangle.components) {
          const picks = picksOf(component, most);
          ways = ways.flatMap((way) => picks.map((pick) => [...way, pick]));
          if (ways.length > most) return undefined;
        }
        for (const way of ways) believed.add(accountText(rectangle, way, []));
        if (believed.size > most) return undefined;
      }
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  const size = believed.size;
  for (const { account, names } of possible) {
    const apart = { ...takenApart(account, most), names };
    const picks = apart.components.map((component) => picksOf(component, 1)[0] as Pick);
    const usage = account.core.usage.filter(({ what }) => what === 'resource').map(({ id }) => id);
    believed.delete(accountText(apart, picks, usage));
  }
  return [believed.size, size];
}
