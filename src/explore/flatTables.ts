import type { Invariant } from '../../properties/index.ts';
import { codesMax, viewsMax } from './parts.ts';
import type { Row, Tables } from './tables.ts';

/** The bits of what the kinds of a Region's resources are told apart by. */
export const kindBits = 6;
const subjectsBefore = 3;
const rowsPerRole = codesMax + subjectsBefore;

/** The tables as plain numbers: every thread reads them, and the one that has the statecharts adds to them. */
export interface FlatTables {
  /** The parts of the role that there is room for. */
  readonly roles: number;
  /** The number of a view plus one, by interface and kinds. */
  viewOf: Uint8Array;
  /** The number of a situation plus one, by own view and others. */
  situationOf: Int32Array;
  /** The number of a row plus one, by situation, role and subject. */
  rowOf: Int32Array;
  /** The first edge of each row, and after the last row the end of its edges. */
  firstEdge: Int32Array;
  edges: Int32Array;
  /** The invariants that each row breaks, by their bits. */
  broken: Int32Array;
  /** The kinds of resources that each code adds to its Region. */
  bits: Int32Array;
}

/** Works out what the tables lack: the number of a view, or of a row. */
export interface Asked {
  view(interfaceState: number, kinds: number): number;
  row(role: number, own: number, others: number, subject: number): number;
}

/** The place of a row in `rowOf`. */
export const rowPlace = (
  { roles }: FlatTables,
  situation: number,
  role: number,
  subject: number,
): number => (situation * roles + role) * rowsPerRole + subject + subjectsBefore;

/** An edge as one number; `unpack…` read it. */
export const packEdge = (role: number, state: number, code: number, actions: number): number =>
  (actions << 15) | (role << 9) | (state << 7) | (code + 1);
export const codeOfEdge = (edge: number): number => (edge & 127) - 1;
export const interfaceOfEdge = (edge: number): number => (edge >> 7) & 3;
export const roleOfEdge = (edge: number): number => (edge >> 9) & 63;
export const actionsOfEdge = (edge: number): number => edge >> 15;

const shared = (length: number): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(length * 4));

function longer(list: Int32Array, length: number): Int32Array {
  if (length <= list.length) return list;
  const grown = shared(Math.max(length, list.length * 2));
  grown.set(list);
  return grown;
}

/** Tables that are written out as numbers while they are asked for. */
export class Flattening implements Asked {
  readonly flat: FlatTables;
  /** The rows by number. */
  readonly rows: Row[] = [];
  readonly #tables: Tables;
  readonly #invariants: readonly Invariant[];
  #situations = 0;

  /** @param roles - How many parts of the role there may be. */
  constructor(tables: Tables, invariants: readonly Invariant[], roles: number) {
    this.#tables = tables;
    this.#invariants = invariants;
    this.flat = {
      roles,
      viewOf: new Uint8Array(new SharedArrayBuffer(tables.interfaces.length << kindBits)),
      situationOf: shared(viewsMax << 4),
      rowOf: shared(roles * rowsPerRole * 8),
      firstEdge: shared(1 << 10),
      edges: shared(1 << 12),
      broken: shared(1 << 10),
      bits: shared(codesMax),
    };
    this.flat.viewOf[0] = 1;
  }

  view(interfaceState: number, kinds: number): number {
    const number = this.#tables.views.number({ interface: interfaceState, kinds });
    this.flat.viewOf[(interfaceState << kindBits) | kinds] = number + 1;
    return number;
  }

  row(role: number, own: number, others: number, subject: number): number {
    const { flat } = this;
    const at = others * viewsMax + own;
    flat.situationOf = longer(flat.situationOf, at + 1);
    let situation = (flat.situationOf[at] as number) - 1;
    if (situation < 0) {
      situation = this.#situations++;
      flat.rowOf = longer(flat.rowOf, (situation + 1) * flat.roles * rowsPerRole);
      flat.situationOf[at] = situation + 1;
    }
    const place = rowPlace(flat, situation, role, subject);
    const known = flat.rowOf[place] as number;
    return known > 0 ? known - 1 : this.#write(place, this.#tables.row(role, own, others, subject));
  }

  #write(place: number, row: Row): number {
    const { flat } = this;
    const number = this.rows.push(row) - 1;
    flat.firstEdge = longer(flat.firstEdge, number + 2);
    flat.broken = longer(flat.broken, number + 1);
    let end = flat.firstEdge[number] as number;
    flat.edges = longer(flat.edges, end + row.edges.length);
    for (const { role, interface: state, code, actions } of row.edges) {
      if (role >= flat.roles) throw new RangeError(`more than ${flat.roles} parts of the role`);
      flat.edges[end++] = packEdge(role, state, code, actions);
    }
    flat.firstEdge[number + 1] = end;
    for (const { broken } of row.outcomes)
      for (const invariant of broken)
        flat.broken[number] =
          (flat.broken[number] as number) | (1 << this.#invariants.indexOf(invariant));
    for (const [code] of this.#tables.codes.values.entries())
      flat.bits[code] = this.#tables.bitOf(code);
    flat.rowOf[place] = number + 1;
    return number;
  }
}
