import {
  beforeEdges,
  bitOfEdge,
  brokenOfHead,
  changeOfEdge,
  edgesOfHead,
  longer,
} from './flatTables.ts';

/** Parts of the role that accounts have which stand together. */
export interface RoleSet {
  readonly roles: readonly number[];
  /** The set with one more. */
  readonly more: (RoleSet | undefined)[];
  /** Where it begins what a subject leads to with each of them, plus one, by the number of its place. */
  starts: Int32Array;
}

const room = (length: number): Int32Array => new Int32Array(length);
const setOf = (roles: readonly number[]): RoleSet => ({ roles, more: [], starts: room(256) });

/** How many numbers stand before the changes. */
export const beforeChanges = 3;

/**
 * What subjects lead to with several parts of the role at once.
 *
 * There are few sets of parts that are ever found together, so what a subject leads to with each is gathered once.
 */
export class RoleSets {
  readonly none = setOf([]);
  /** What is gathered: how many changes, its number, what it breaks; and the changes, each with the role's parts as bits. */
  list = room(4096);
  /** How often each was met, by its number. */
  readonly counts: number[] = [];
  /** The numbers of the rows that each was gathered from. */
  readonly #rows: number[][] = [];
  #rowsEnd = 0;
  #end = 0;
  /** The places of subjects are many more than those that anything is gathered of: these are numbered from 1. */
  #numbers = room(4096);
  #places = 0;

  with(set: RoleSet, role: number): RoleSet {
    const more = setOf([...set.roles, role]);
    set.more[role] = more;
    return more;
  }

  /** Where it begins what a subject leads to with a set, by the subject's place; -1 if it was not gathered yet. */
  start(place: number, { starts }: RoleSet): number {
    const number = place < this.#numbers.length ? (this.#numbers[place] as number) : 0;
    return (number < starts.length ? (starts[number] as number) : 0) - 1;
  }

  #keep(place: number, set: RoleSet, start: number): void {
    this.#numbers = longer(this.#numbers, place + 1);
    if (this.#numbers[place] === 0) this.#numbers[place] = ++this.#places;
    const number = this.#numbers[place] as number;
    set.starts = longer(set.starts, number + 1);
    set.starts[number] = start + 1;
  }

  /** Gathers the rows of a subject with each part of a set, and says where what they lead to begins. */
  gather(edges: Int32Array, rows: readonly number[], place: number, set: RoleSet): number {
    let broken = 0;
    const gathered = new Map<number, number>();
    for (const row of rows) {
      const head = edges[row] as number;
      broken |= brokenOfHead(head);
      const from = row + beforeEdges;
      for (const edge of edges.subarray(from, from + edgesOfHead(head)))
        gathered.set(changeOfEdge(edge), (gathered.get(changeOfEdge(edge)) ?? 0) | bitOfEdge(edge));
    }
    const numbers = rows.map((row) => edges[row + 1] as number);
    this.#rowsEnd = Math.max(this.#rowsEnd, ...numbers.map((number) => number + 1));
    const number = this.#rows.push(numbers) - 1;
    this.counts.push(0);
    const start = this.#end;
    const all = [gathered.size, number, broken, ...[...gathered].flat()];
    this.#end += all.length;
    this.list = longer(this.list, this.#end);
    this.list.set(all, start);
    this.#keep(place, set, start);
    return start;
  }

  /** How often each row was met since this was asked last. */
  taken(): Float64Array {
    const taken = new Float64Array(this.#rowsEnd);
    for (const [number, rows] of this.#rows.entries()) {
      for (const row of rows) taken[row] = (taken[row] as number) + (this.counts[number] as number);
      this.counts[number] = 0;
    }
    return taken;
  }
}
