import type { Invariant } from '../../properties/index.ts';
import type { Dimensions } from './layout.ts';
import { codesMax, kindsMax, viewsMax } from './limits.ts';
import { type Numbering, numbering } from './numbering.ts';
import type { Row, Tables } from './tables.ts';

const subjectsBefore = 3;

/** The tables as plain numbers: every thread reads them, and the one that has the statecharts adds to them. */
export interface FlatTables {
  /** How many parts of the role, and subjects, there is room for. */
  readonly roles: number;
  readonly subjects: number;
  /** The number of a view plus one, by interface and kinds. */
  viewOf: Uint8Array;
  /** The number of a situation plus one, by the views of all Regions, the own one first, read as digits. */
  situationOf: Int32Array;
  /** Where a row begins among the edges, plus one, by the place of its subject and by role. */
  rowOf: Int32Array;
  /** For each row: a head, its number, and its edges. */
  edges: Int32Array;
  /** The kinds of resources that each code adds to its Region. */
  bits: Int32Array;
}

/** What a row is asked for by. */
export type RowKey = readonly [role: number, views: number, subject: number];

/** Works out what the tables lack: the number of a view, or where a row begins; -1 if that is not known yet. */
export interface Asked {
  view(interfaceState: number, kinds: number): number;
  /** @param views - The views of all Regions read as digits, that of the subject's Region first. */
  row(role: number, views: number, subject: number): number;
}

/** The place of a subject in a situation. */
export const placeOf = ({ subjects }: FlatTables, situation: number, subject: number): number =>
  situation * subjects + subject + subjectsBefore;

/** The head of a row: how many edges it has, and which invariants it breaks, by their bits. */
const packHead = (edges: number, broken: number): number => (broken << 8) | edges;
export const edgesOfHead = (head: number): number => head & 255;
export const brokenOfHead = (head: number): number => head >> 8;
/** How many numbers stand before the edges of a row: its head and its own number. */
export const beforeEdges = 2;

/** An edge as one number: the actions, the role's part as a bit, in which of its words, and what the column becomes. */
export const packEdge = (role: number, state: number, code: number, actions: number): number =>
  (actions << 15) | ((role & 31) << 10) | ((role >> 5) << 9) | (state << 7) | (code + 1);
export const actionsOfEdge = (edge: number): number => edge >> 15;
export const bitOfEdge = (edge: number): number => 1 << (edge >> 10);
export const roleOfEdge = (edge: number): number => ((edge >> 10) & 31) | ((edge >> 4) & 32);
/** What the column becomes, with the word that the bit is in. */
export const changeOfEdge = (edge: number): number => edge & 1023;
export const changesMax = 1024;
export const wordOfChange = (change: number): number => change >> 9;
export const interfaceOfChange = (change: number): number => (change >> 7) & 3;
export const codeOfChange = (change: number): number => (change & 127) - 1;

/** The room that is made for threads: what they do not use of it takes no memory. */
const reserved = 2 ** 26;

const shared = (length: number): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(length * 4));

/** The same list, or one with room for more. */
export function longer(list: Int32Array, length: number): Int32Array {
  if (length <= list.length) return list;
  const grown = shared(Math.max(length, list.length * 2));
  grown.set(list);
  return grown;
}

/** Tables that are written out as numbers while they are asked for. */
export class Flattening implements Asked {
  readonly flat: FlatTables;
  /** The rows by number, and what was asked for each. */
  readonly rows: Row[] = [];
  readonly keys: RowKey[] = [];
  readonly #tables: Tables;
  readonly #invariants: readonly Invariant[];
  readonly #situations: Numbering<readonly [own: number, others: number]>;
  readonly #regions: number;
  #end = 0;
  #isFixed = false;

  constructor(
    tables: Tables,
    invariants: readonly Invariant[],
    { roles, codes, regions, interfaces }: Dimensions,
  ) {
    this.#tables = tables;
    this.#invariants = invariants;
    this.#regions = regions;
    const subjects = codes + subjectsBefore;
    this.flat = {
      roles,
      subjects,
      viewOf: new Uint8Array(new SharedArrayBuffer(interfaces << kindsMax)),
      situationOf: shared(viewsMax ** regions),
      rowOf: shared(roles * subjects * 8),
      edges: shared(1 << 12),
      bits: shared(codesMax),
    };
    this.flat.viewOf[0] = 1;
    this.#situations = numbering('situations', Number.POSITIVE_INFINITY, String);
  }

  /** Makes room for all that may still be added, so that no thread is left with an older list. */
  reserve(): void {
    const { flat } = this;
    flat.rowOf = longer(flat.rowOf, reserved);
    flat.edges = longer(flat.edges, reserved);
    this.#isFixed = true;
  }

  #room(list: Int32Array, length: number): Int32Array {
    if (this.#isFixed && length > list.length)
      throw new Error('threads have outgrown their tables');
    return longer(list, length);
  }

  view(interfaceState: number, kinds: number): number {
    const number = this.#tables.views.number({ interface: interfaceState, kinds });
    this.flat.viewOf[(interfaceState << kindsMax) | kinds] = number + 1;
    return number;
  }

  row(role: number, views: number, subject: number): number {
    const { flat } = this;
    const [own = 0, ...rest] = this.viewsOf(views);
    const others = this.#tables.othersOf(rest);
    const situation = this.#situations.number([own, others]);
    flat.rowOf = this.#room(flat.rowOf, (situation + 1) * flat.roles * flat.subjects);
    const place = placeOf(flat, situation, subject) * flat.roles + role;
    if (flat.rowOf[place] === 0) {
      this.keys.push([role, views, subject]);
      this.#write(place, this.#tables.row(role, own, others, subject));
    }
    Atomics.store(flat.situationOf, views, situation + 1);
    return (flat.rowOf[place] as number) - 1;
  }

  /** The whole row, and not only what it leads to. */
  whole(role: number, views: number, subject: number): Row {
    const { flat } = this;
    const situation = (flat.situationOf[views] as number) - 1;
    const known =
      situation < 0 ? 0 : (flat.rowOf[placeOf(flat, situation, subject) * flat.roles + role] ?? 0);
    const start = known > 0 ? known - 1 : this.row(role, views, subject);
    return this.rows[flat.edges[start + 1] as number] as Row;
  }

  /** The views that are read as digits. */
  viewsOf(views: number): readonly number[] {
    const digits: number[] = [];
    for (let rest = views; digits.length < this.#regions; rest = Math.floor(rest / viewsMax))
      digits.unshift(rest % viewsMax);
    return digits;
  }

  #write(place: number, { outcomes, edges }: Row, start = this.#end): void {
    const { flat } = this;
    let broken = 0;
    for (const invariant of outcomes.flatMap((outcome) => outcome.broken))
      broken |= 1 << this.#invariants.indexOf(invariant);
    flat.edges = this.#room(flat.edges, start + beforeEdges + edges.length);
    flat.edges[start] = packHead(edges.length, broken);
    flat.edges[start + 1] = this.rows.push({ outcomes, edges }) - 1;
    this.#end = start + beforeEdges;
    for (const { role, interface: state, code, actions } of edges)
      flat.edges[this.#end++] = packEdge(role, state, code, actions);
    for (const code of this.#tables.codes.values.keys()) flat.bits[code] = this.#tables.bitOf(code);
    // Whoever sees the row from now on sees what was written before.
    Atomics.store(flat.rowOf, place, start + 1);
  }
}
