import {
  type Asked,
  actionsOfEdge,
  beforeEdges,
  brokenOfHead,
  codeOfEdge,
  edgesOfHead,
  type FlatTables,
  interfaceOfEdge,
  roleOfEdge,
  rowPlace,
} from './flatTables.ts';
import { type Dimensions, Layout } from './layout.ts';
import { kindsMax, subjects, viewsMax } from './limits.ts';

/** More than an account can lead to. */
const targetsMax = 1024;

/** Lists what accounts lead to. */
export class Successors {
  readonly layout: Layout;
  /** How often each row was met. */
  taken: Float64Array = new Float64Array(1024);
  /** The accounts that the one asked for last leads to, and by which actions. */
  readonly targets = new Float64Array(targetsMax);
  readonly actions = new Uint8Array(targetsMax);
  /** The invariants that the account asked for last can break, by their bits. */
  broken = 0;

  readonly #tables: FlatTables;
  readonly #asked: Asked;
  readonly #views: Int32Array;
  readonly #resources: number;
  /** The views of all Regions are read as digits, that of the subject's Region first. */
  readonly #ownDigit: number;
  #length = 0;

  constructor(dimensions: Dimensions, tables: FlatTables, asked: Asked) {
    this.layout = new Layout(dimensions);
    this.#tables = tables;
    this.#asked = asked;
    this.#views = new Int32Array(dimensions.regions);
    this.#resources = dimensions.resources;
    this.#ownDigit = viewsMax ** (dimensions.regions - 1);
  }

  /** How many accounts an account leads to; they are in `targets`, some perhaps twice. */
  of(account: number): number {
    const { layout } = this;
    const { keys, sizes, codes } = layout;
    const regions = sizes.length;
    const views = this.#views;
    layout.read(account);
    this.#length = 0;
    this.broken = 0;
    let total = 0;
    for (let region = 0; region < regions; region++) {
      total += sizes[region] as number;
      views[region] = this.#viewWithout(region, -1);
    }
    for (let region = 0; region < regions; region++) {
      if (region > 0 && keys[region] === keys[region - 1]) continue;
      let others = 0;
      for (let n = 0; n < regions; n++)
        if (n !== region) others = others * viewsMax + (views[n] as number);
      const whole = (views[region] as number) * this.#ownDigit + others;
      layout.look(region, -1);
      if (region === 0) this.#take(whole, subjects.account);
      this.#take(whole, subjects.interface);
      if (total < this.#resources) this.#take(whole, subjects.creation);
      const size = sizes[region] as number;
      const from = region * this.#resources;
      for (let slot = 0; slot < size; slot++) {
        const code = codes[from + slot] as number;
        if (slot > 0 && codes[from + slot - 1] === code) continue;
        layout.look(region, slot);
        this.#take(this.#viewWithout(region, slot) * this.#ownDigit + others, code);
      }
    }
    return this.#length;
  }

  /** The view of a Region, one of its resources left out; -1 leaves none out. */
  #viewWithout(region: number, slot: number): number {
    const { codes, sizes, interfaces } = this.layout;
    const { bits, viewOf } = this.#tables;
    const from = region * this.#resources;
    const size = sizes[region] as number;
    let kinds = 0;
    for (let n = 0; n < size; n++)
      if (n !== slot) kinds |= bits[codes[from + n] as number] as number;
    const state = interfaces[region] as number;
    const known = viewOf[(state << kindsMax) | kinds] as number;
    return known > 0 ? known - 1 : this.#asked.view(state, kinds);
  }

  /** Adds what can happen to a subject; a resource is the one that the layout leaves out. */
  #take(views: number, subject: number): void {
    const { layout, targets, actions } = this;
    const tables = this.#tables;
    const situation = (tables.situationOf[views] as number) - 1;
    let start =
      situation < 0
        ? -1
        : (tables.rowOf[rowPlace(tables, situation, layout.role, subject)] as number) - 1;
    if (start < 0) start = this.#asked.row(layout.role, views, subject);
    const { edges } = tables;
    const head = edges[start] as number;
    const row = edges[start + 1] as number;
    if (row >= this.taken.length) this.taken = longer(this.taken, row + 1);
    this.taken[row] = (this.taken[row] as number) + 1;
    this.broken |= brokenOfHead(head);
    const from = start + beforeEdges;
    const end = from + edgesOfHead(head);
    let length = this.#length;
    for (let n = from; n < end; n++) {
      const edge = edges[n] as number;
      const role = roleOfEdge(edge);
      actions[length] = actionsOfEdge(edge);
      targets[length++] =
        subject === subjects.account
          ? layout.withRole(role)
          : layout.changed(role, interfaceOfEdge(edge), codeOfEdge(edge));
    }
    this.#length = length;
  }
}

/** The same list with room for more. */
export function longer(list: Float64Array, length: number): Float64Array {
  const grown = new Float64Array(Math.max(length, list.length * 2));
  grown.set(list);
  return grown;
}
