/** What a thing in a list is looked up by. */
type KeyOf<T> = (one: T) => string;

const idOf = ({ id }: { readonly id: string }): string => id;

/** Shorter lists are searched from one end to the other. */
const longFrom = 64;
const rowsLog2 = 7;
const rows = 2 ** rowsLog2;

/** The things of a list by row and column, which the hash of their keys says. Never changed: a new one shares most rows. */
type Index<T> = readonly (readonly (readonly T[])[])[];

/**
 * The indexes of long lists, by what is looked up. Each is made when it is first asked for, and goes on with the lists
 * that `replaced` makes of one: to copy a list takes no time, but to look at everything in it does.
 */
const indexes = new WeakMap<object, ReadonlyMap<unknown, Index<unknown>>>();

function hashOf(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at++)
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x9e3779b1) ^ (hash >>> 15);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const column = (hash: number): number => (hash >>> rowsLog2) % rows;

function setAt<T>(list: readonly T[], at: number, value: T): readonly T[] {
  const copy = list.slice();
  copy[at] = value;
  return copy;
}

function changed<T>(
  index: Index<T>,
  key: string,
  change: (things: readonly T[]) => readonly T[],
): Index<T> {
  const hash = hashOf(key);
  const row = index[hash % rows] ?? [];
  return setAt(index, hash % rows, setAt(row, column(hash), change(row[column(hash)] ?? [])));
}

const withOne = <T>(index: Index<T>, one: T, keyOf: KeyOf<T>): Index<T> =>
  changed(index, keyOf(one), (things) => [...things, one]);

const withoutOne = <T>(index: Index<T>, one: T, keyOf: KeyOf<T>): Index<T> =>
  changed(index, keyOf(one), (things) => things.filter((other) => other !== one));

function indexOf<T>(list: readonly T[], keyOf: KeyOf<T>): Index<T> {
  const known = indexes.get(list);
  const found = known?.get(keyOf);
  if (found !== undefined) return found as Index<T>;
  const index = list.reduce<Index<T>>((soFar, one) => withOne(soFar, one, keyOf), []);
  indexes.set(list, new Map([...(known ?? []), [keyOf, index]]));
  return index;
}

/**
 * What a list has under a key; of several things with one key, one of them.
 *
 * @param keyOf - The very same function each time: what was found out about a list is kept under it.
 */
export function find<T>(list: readonly T[], key: string, keyOf: KeyOf<T>): T | undefined {
  const hash = list.length < longFrom ? undefined : hashOf(key);
  const things =
    hash === undefined ? list : (indexOf(list, keyOf)[hash % rows]?.[column(hash)] ?? []);
  return things.find((one) => keyOf(one) === key);
}

/** What a list has under an id. */
export const findById = <T extends { readonly id: string }>(
  list: readonly T[],
  id: string,
): T | undefined => find(list, id, idOf);

/**
 * A list with one thing changed.
 *
 * @param before - What of the list is not there any more; undefined where something is added at its end.
 * @param after - What stands there now; undefined where nothing does.
 */
export function replaced<T>(
  list: readonly T[],
  before: T | undefined,
  after: T | undefined,
): readonly T[] {
  const place = before === undefined ? list.length : list.indexOf(before);
  const next = list.toSpliced(
    place,
    before === undefined ? 0 : 1,
    ...(after === undefined ? [] : [after]),
  );
  const known = indexes.get(list) as ReadonlyMap<KeyOf<T>, Index<T>> | undefined;
  if (known === undefined) return next;
  const moved = [...known].map(([keyOf, index]) => {
    const left = before === undefined ? index : withoutOne(index, before, keyOf);
    return [keyOf, after === undefined ? left : withOne(left, after, keyOf)] as const;
  });
  indexes.set(next, new Map(moved as [unknown, Index<unknown>][]));
  return next;
}
