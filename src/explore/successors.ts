import {
  type Asked,
  actionsOfEdge,
  codeOfEdge,
  type FlatTables,
  interfaceOfEdge,
  kindBits,
  roleOfEdge,
  rowPlace,
} from './flatTables.ts';
import { type Dimensions, Layout } from './layout.ts';
import { bitOfView, viewsMax } from './parts.ts';
import { subjects } from './tables.ts';

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
  #length = 0;

  constructor(dimensions: Dimensions, tables: FlatTables, asked: Asked) {
    this.layout = new Layout(dimensions);
    this.#tables = tables;
    this.#asked = asked;
    this.#views = new Int32Array(dimensions.regions);
  }

  /** How many accounts an account leads to; they are in `targets`, some perhaps twice. */
  of(account: number): number {
    const { layout } = this;
    const { regions, resources } = layout.dimensions;
    layout.read(account);
    this.#length = 0;
    this.broken = 0;
    let total = 0;
    let all = 0;
    for (let region = 0; region < regions; region++) {
      total += layout.sizes[region] as number;
      const view = this.#viewWithout(region, -1);
      this.#views[region] = view;
      all |= bitOfView(view);
    }
    this.#take(0, all, subjects.account, -1, -1);
    for (let region = 0; region < regions; region++) {
      if (region > 0 && layout.keys[region] === layout.keys[region - 1]) continue;
      let others = 0;
      for (let n = 0; n < regions; n++)
        if (n !== region) others |= bitOfView(this.#views[n] as number);
      const own = this.#views[region] as number;
      const size = layout.sizes[region] as number;
      this.#take(own, others, subjects.interface, region, -1);
      if (total < resources) this.#take(own, others, subjects.creation, region, size);
      const from = region * resources;
      for (let slot = 0; slot < size; slot++) {
        const code = layout.codes[from + slot] as number;
        if (slot > 0 && layout.codes[from + slot - 1] === code) continue;
        this.#take(this.#viewWithout(region, slot), others, code, region, slot);
      }
    }
    return this.#length;
  }

  /** The view of a Region, one of its resources left out; -1 leaves none out. */
  #viewWithout(region: number, slot: number): number {
    const { layout } = this;
    const from = region * layout.dimensions.resources;
    let kinds = 0;
    for (let n = 0; n < (layout.sizes[region] as number); n++)
      if (n !== slot) kinds |= this.#tables.bits[layout.codes[from + n] as number] as number;
    const state = layout.interfaces[region] as number;
    const known = this.#tables.viewOf[(state << kindBits) | kinds] as number;
    return known > 0 ? known - 1 : this.#asked.view(state, kinds);
  }

  #take(own: number, others: number, subject: number, region: number, slot: number): void {
    const { layout, targets } = this;
    const { role } = layout;
    const tables = this.#tables;
    const situation = tables.situationOf[others * viewsMax + own] ?? 0;
    let row =
      situation === 0
        ? -1
        : (tables.rowOf[rowPlace(tables, situation - 1, role, subject)] as number) - 1;
    if (row < 0) row = this.#asked.row(role, own, others, subject);
    if (row >= this.taken.length) this.taken = longer(this.taken, row);
    this.taken[row] = (this.taken[row] as number) + 1;
    this.broken |= tables.broken[row] as number;
    const end = tables.firstEdge[row + 1] as number;
    for (let n = tables.firstEdge[row] as number; n < end; n++) {
      const edge = tables.edges[n] as number;
      const next = roleOfEdge(edge);
      this.actions[this.#length] = actionsOfEdge(edge);
      targets[this.#length++] =
        region < 0
          ? layout.withRole(next)
          : layout.changed(next, region, interfaceOfEdge(edge), slot, codeOfEdge(edge));
    }
  }
}

function longer(list: Float64Array, place: number): Float64Array {
  const grown = new Float64Array(Math.max(place + 1, list.length * 2));
  grown.set(list);
  return grown;
}
