import { symbol } from '../../model/account.ts';
import type { Account } from '../../model/index.ts';
import { type Beliefs, closedWith } from '../observe/observe.ts';
import type { Names, Rectangle } from '../observe/rectangles.ts';
import { onceForEach } from '../once.ts';

type Beside = Account['beside'];

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byKey = (a: { readonly key: string }, b: { readonly key: string }): number =>
  byText(a.key, b.key);

const inOrder = <T>(list: readonly T[], order: (a: T, b: T) => number): readonly T[] =>
  list.every((one, at) => at === 0 || order(list[at - 1] as T, one) <= 0)
    ? list
    : [...list].sort(order);

/** What hangs on the order in which calls were made, and on nothing else, in an order of its own. */
const plain = onceForEach((beside: Beside): Beside => {
  const tokens = inOrder(beside.tokens, byKey);
  const formerNames = inOrder(beside.formerNames, byText);
  const isSame =
    beside.minted === 0 && tokens === beside.tokens && formerNames === beside.formerNames;
  return isSame ? beside : { ...beside, minted: 0, tokens, formerNames };
});

const sorted = onceForEach((names: Names): Names => {
  const symbols = Object.keys(names);
  const order = inOrder(symbols, byText);
  return order === symbols
    ? names
    : Object.fromEntries(order.map((symbol) => [symbol, names[symbol] as string]));
});

/** Whether a call that is still to come may name something. */
export type IsNamedLater = (name: string) => boolean;

const some = <T>(list: readonly T[], is: (one: T) => boolean): readonly T[] =>
  list.every(is) ? list : list.filter(is);

/** The name in a key of a Region, what is meant, and a name, as client tokens and former names are kept. */
const nameIn = (key: string): string => key.slice(key.indexOf(' ', key.indexOf(' ') + 1) + 1);

/** Without finished tasks, former names and client tokens that no call will ask for: they decide no answer then. */
function remembered(beside: Beside, names: Names, isNamed: IsNamedLater): Beside {
  const pastTasks = some(beside.pastTasks, ({ id }) => {
    const name = names[symbol('Task', id)];
    return name === undefined || isNamed(name);
  });
  const formerNames = some(beside.formerNames, (place) => isNamed(nameIn(place)));
  const tokens = some(beside.tokens, ({ key }) => isNamed(nameIn(key)));
  const isSame =
    pastTasks === beside.pastTasks &&
    formerNames === beside.formerNames &&
    tokens === beside.tokens;
  return isSame ? beside : { ...beside, pastTasks, formerNames: [...new Set(formerNames)], tokens };
}

const withBeside = (rectangle: Rectangle, beside: Beside): Rectangle =>
  beside === rectangle.account.beside
    ? rectangle
    : { ...rectangle, account: { ...rectangle.account, beside } };

/**
 * Beliefs in which the next thing made gets the number of the call that makes it, and not of its turn: then it is the
 * same in whichever order calls are tried.
 */
export function numberedFor(beliefs: Beliefs, number: number): Beliefs {
  const numbered = onceForEach((beside: Beside): Beside => ({ ...beside, minted: number }));
  return closedWith(beliefs, (one) => withBeside(one, numbered(one.account.beside)));
}

/** Beliefs that are equal if the same calls led to the same accounts, in whichever order; less what decides no answer. */
export function orderless(beliefs: Beliefs, isNamed: IsNamedLater): Beliefs {
  const { judge } = beliefs;
  const rememberedIn = onceForEach((names: Names) =>
    onceForEach((beside: Beside) => remembered(beside, names, isNamed)),
  );
  const rectangles = beliefs.rectangles.map((one) => {
    const names = sorted(one.names);
    const same = names === one.names ? one : { ...one, names: judge.namesOf(names) };
    return withBeside(same, plain(rememberedIn(same.names)(same.account.beside)));
  });
  return { ...beliefs, rectangles };
}
