import type { Account, ChoiceName, Choices } from '../../model/index.ts';
import { numberOfMembers, numberOfValue } from './numbers.ts';
import { type Component, joinComponents } from './parts.ts';

/** The names that a target has picked, by the model's symbols. */
export type Names = Readonly<Record<string, string>>;

/** The alternatives that are still possible, of the choices of which more than one is. */
export type Open = Readonly<Partial<Record<ChoiceName, readonly string[]>>>;

/** The instants by which something of the role's own has happened. */
export interface Dues {
  readonly visible: number;
  readonly task: number;
  readonly session: number;
}

/** Accounts as a product: a core, and for each component any of its parts. */
export interface Rectangle {
  /**
   * The core: without resources and interfaces, and the role as if nothing used it. Its choices hold where none are
   * open; its usage is that of resources which were gone from the start.
   */
  readonly account: Account;
  readonly names: Names;
  readonly open: Open;
  readonly components: readonly Component[];
  readonly dues: Dues;
}

/** A text that two rectangles have in common only if all of them is the same but their choices, components and instants. */
function coreKey({ account, names }: Rectangle): string {
  const { id, role, core, beside } = account;
  const { deletion } = core.role;
  let key = `${id} ${core.role.role} ${deletion} ${core.session} ${core.rolesMade} ${core.tasksOpened}`;
  for (const value of [role, core.usage, names]) key += ` ${numberOfValue(value)}`;
  key += ` ${numberOfMembers(beside)}`;
  return key;
}

/** A text that two rectangles have in common only if all of them is the same but the instants of the core. */
export function keyOf(rectangle: Rectangle): string {
  const { account, open, components } = rectangle;
  const choices = `${numberOfValue(account.choices)} ${numberOfValue(open)}`;
  return `${coreKey(rectangle)} ${choices} ${components.map(({ number }) => number)}`;
}

/** The alternatives of every choice that a rectangle leaves open, or the one that it has. */
const alternatives = ({ account, open }: Rectangle, name: ChoiceName): readonly string[] =>
  open[name] ?? [account.choices[name]];

/** The rectangle with these alternatives of a choice left. */
export function withChoice(
  rectangle: Rectangle,
  name: ChoiceName,
  left: readonly string[],
): Rectangle {
  const { [name]: _, ...others } = rectangle.open;
  const { account } = rectangle;
  const choices: Choices = { ...account.choices, [name]: left[0] };
  return {
    ...rectangle,
    account: { ...account, choices },
    open: left.length > 1 ? { ...others, [name]: left } : others,
  };
}

/** Every rectangle in which one of the named choices is no longer open; itself where none is. */
export const split = (rectangle: Rectangle, names: readonly ChoiceName[]): readonly Rectangle[] =>
  names.reduce<readonly Rectangle[]>(
    (all, name) =>
      all.flatMap((one) => {
        const { [name]: left } = one.open;
        return left?.map((alternative) => withChoice(one, name, [alternative])) ?? [one];
      }),
    [rectangle],
  );

const laterDues = (one: Dues, other: Dues): Dues =>
  one.visible >= other.visible && one.task >= other.task && one.session >= other.session
    ? one
    : {
        visible: Math.max(one.visible, other.visible),
        task: Math.max(one.task, other.task),
        session: Math.max(one.session, other.session),
      };

/** The choices in which either is open or which they have otherwise. */
function choicesBetween(one: Rectangle, other: Rectangle): readonly ChoiceName[] {
  const [a, b] = [one.account.choices, other.account.choices];
  if (a === b && one.open === other.open) return [];
  const names = Object.keys(a) as ChoiceName[];
  return names.filter((name) => a[name] !== b[name] || one.open[name] !== other.open[name]);
}

/**
 * Two rectangles of one core as one, if that adds no account that neither has, or if told to add some.
 *
 * @returns The first itself where the other adds nothing; undefined where they stay two.
 */
function joined(one: Rectangle, other: Rectangle, mayAdd: boolean): Rectangle | undefined {
  const dues = laterDues(one.dues, other.dues);
  const components = one.components.map((component, at) =>
    joinComponents(component, other.components[at] as Component),
  );
  const differs = choicesBetween(one, other);
  const wider = differs.map((name) => {
    const [a, b] = [alternatives(one, name), alternatives(other, name)];
    return [name, a, b.filter((alternative) => !a.includes(alternative))] as const;
  });
  const newChoices = wider.filter(([, , more]) => more.length > 0);
  const newComponents = components.filter((component, at) => component !== one.components[at]);
  const news = newChoices.length + newComponents.length;
  if (news === 0) return dues === one.dues ? one : { ...one, dues };
  if (!mayAdd) {
    const isBounded =
      news === 1 &&
      // All but the one thing must be the same, else the union holds pairs that neither has.
      sameBut(one, other, newChoices, newComponents, components);
    if (!isBounded) return undefined;
  }
  const together = newChoices.reduce(
    (all, [name, a, more]) => withChoice(all, name, [...a, ...more]),
    one,
  );
  return { ...together, components, dues };
}

/** Whether the other has all that the first has, but for the one thing in which it has more. */
function sameBut(
  one: Rectangle,
  other: Rectangle,
  newChoices: readonly (readonly [ChoiceName, ...unknown[]])[],
  newComponents: readonly Component[],
  components: readonly Component[],
): boolean {
  const choicesCovered = choicesBetween(one, other).every(
    (name) =>
      newChoices.some(([changed]) => changed === name) ||
      alternatives(one, name).every((each) => alternatives(other, name).includes(each)),
  );
  return (
    choicesCovered &&
    components.every(
      (component, at) =>
        newComponents.includes(component) ||
        component === other.components[at] ||
        joinComponents(other.components[at] as Component, one.components[at] as Component) ===
          other.components[at],
    )
  );
}

/** Rectangles in which nothing is twice: those of one core are taken together where that adds nothing. */
export interface Store {
  /** Adds one; what it has become if that is new, and undefined if all of it was there already. */
  add(rectangle: Rectangle): Rectangle | undefined;
  all(): readonly Rectangle[];
}

/**
 * An empty store.
 *
 * @param apartMax - How many rectangles of one core are kept apart before they are taken together although that adds accounts.
 */
export function storeOf(apartMax: number): Store {
  const byCore = new Map<string, Rectangle[]>();
  return {
    add(rectangle) {
      let key = coreKey(rectangle);
      for (const { form } of rectangle.components) key += ` ${form}`;
      const known = byCore.get(key);
      if (known === undefined) {
        byCore.set(key, [rectangle]);
        return rectangle;
      }
      for (const mayAdd of [false, true]) {
        if (mayAdd && known.length < apartMax) break;
        for (const [at, one] of known.entries()) {
          const both = joined(one, rectangle, mayAdd);
          if (both === one) return undefined;
          const wider =
            both ?? (joined(rectangle, one, false) === rectangle ? rectangle : undefined);
          if (wider === undefined) continue;
          // What has grown may now be one with another.
          known.splice(at, 1);
          return this.add(wider) ?? wider;
        }
      }
      known.push(rectangle);
      return rectangle;
    },
    all: () => [...byCore.values()].flat(),
  };
}
