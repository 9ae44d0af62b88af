import { wordsOfColumns } from './accountSet.ts';
import {
  type Asked,
  actionsOfEdge,
  beforeEdges,
  brokenOfHead,
  codeOfColumn,
  columnOfEdge,
  columnsOfEdges,
  edgesOfHead,
  type FlatTables,
  interfaceOfColumn,
  roleOfEdge,
  rowsPlace,
} from './flatTables.ts';
import { type Dimensions, Layout } from './layout.ts';
import { kindsMax, rolesMax, subjects, viewsMax } from './limits.ts';

/** More than an account can lead to. */
const targetsMax = 1024;

/** Lists what accounts lead to. */
export class Successors {
  readonly layout: Layout;
  /** How often each row was met. */
  taken: Float64Array = new Float64Array(1024);
  /** For each invariant that was broken, by its bit: the place of the first account from which. */
  readonly broken = new Map<number, number>();
  /** What accounts lead to: bits of a set of accounts, by the words that they are in. */
  readonly words = new Int32Array(targetsMax * wordsOfColumns);
  readonly bits = new Int32Array(targetsMax * wordsOfColumns);
  length = 0;
  /** Whether the tables lack something of the accounts tried last: then nothing was done with them. */
  lacks = false;
  /** The accounts that one account leads to, and by which actions. */
  readonly targets = new Float64Array(targetsMax);
  readonly actions = new Uint8Array(targetsMax);

  readonly #tables: FlatTables;
  readonly #asked: Asked;
  readonly #views: Int32Array;
  readonly #resources: number;
  /** The views of all Regions are read as digits, that of the subject's Region first. */
  readonly #ownDigit: number;
  /** What may move in the columns read last, the views it moves among, and where its rows begin; -1 is not known. */
  readonly #subjects: {
    readonly subject: Int32Array;
    readonly region: Int32Array;
    readonly slot: Int32Array;
    readonly views: Int32Array;
    readonly rows: Int32Array;
  };
  #count = 0;
  #brokenBits = 0;
  readonly #roles = new Int32Array(rolesMax);
  readonly #starts: Int32Array;
  /** What a subject leads to: by what becomes of its column, the parts of the role as bits. */
  readonly #gathered = new Int32Array(columnsOfEdges * wordsOfColumns);
  readonly #places = new Int32Array(columnsOfEdges * wordsOfColumns);

  constructor(dimensions: Dimensions, tables: FlatTables, asked: Asked) {
    const { resources, regions } = dimensions;
    this.layout = new Layout(dimensions);
    this.#tables = tables;
    this.#asked = asked;
    this.#views = new Int32Array(regions);
    this.#resources = resources;
    this.#ownDigit = viewsMax ** (regions - 1);
    const room = (): Int32Array => new Int32Array(1 + regions * (2 + resources));
    this.#starts = new Int32Array(room().length * rolesMax);
    this.#subjects = { subject: room(), region: room(), slot: room(), views: room(), rows: room() };
  }

  /** How many accounts an account leads to; they are in `targets`, some perhaps twice. */
  of(account: number): number {
    const { layout, targets, actions } = this;
    const { roles } = layout.dimensions;
    layout.read(account);
    const columns = Math.floor(account / roles);
    this.#list();
    let length = 0;
    for (let n = 0; n < this.#count; n++) {
      this.#look(n);
      const start = this.#row(n, layout.role);
      const { edges } = this.#tables;
      const end = start + beforeEdges + edgesOfHead(edges[start] as number);
      for (let at = start + beforeEdges; at < end; at++) {
        const edge = edges[at] as number;
        const target = this.#changed(n, columns, columnOfEdge(edge));
        actions[length] = actionsOfEdge(edge);
        targets[length++] = target * roles + roleOfEdge(edge);
      }
    }
    return length;
  }

  /**
   * Tries the events of accounts that stand together and have the same columns; `words` and `bits` is what they lead to.
   *
   * @returns The place after them, at most `end`.
   */
  together(met: Uint32Array, from: number, end: number): number {
    const { layout, words, bits } = this;
    const { roles } = layout.dimensions;
    const gathered = this.#gathered;
    const places = this.#places;
    const columns = Math.floor((met[from] as number) / roles);
    layout.readColumns(columns);
    let at = from;
    let count = 0;
    for (; at < end; at++) {
      const role = (met[at] as number) - columns * roles;
      if (role < 0 || role >= roles) break;
      this.#roles[count++] = role;
    }
    this.length = 0;
    this.#list();
    if (!this.lacks) this.#start(count);
    if (this.lacks) return at;
    const starts = this.#starts;
    let broken = 0;
    let length = 0;
    for (let n = 0; n < this.#count; n++) {
      const { edges } = this.#tables;
      let found = 0;
      for (let one = 0; one < count; one++) {
        const start = starts[n * count + one] as number;
        const head = edges[start] as number;
        const row = edges[start + 1] as number;
        if (row >= this.taken.length) this.taken = longer(this.taken, row + 1);
        this.taken[row] = (this.taken[row] as number) + 1;
        broken |= brokenOfHead(head);
        const to = start + beforeEdges + edgesOfHead(head);
        for (let place = start + beforeEdges; place < to; place++) {
          const edge = edges[place] as number;
          const role = roleOfEdge(edge);
          const word = wordsOfColumns * columnOfEdge(edge) + (role >>> 5);
          const before = gathered[word] as number;
          if (before === 0) places[found++] = word;
          gathered[word] = before | (1 << role);
        }
      }
      if (found > 0) this.#look(n);
      for (let one = 0; one < found; one++) {
        const word = places[one] as number;
        const target = this.#changed(n, columns, Math.floor(word / wordsOfColumns));
        words[length] = wordsOfColumns * target + (word % wordsOfColumns);
        bits[length++] = gathered[word] as number;
        gathered[word] = 0;
      }
    }
    this.length = length;
    if ((broken & ~this.#brokenBits) !== 0) this.#noteAll(from, count);
    return at;
  }

  /** Notes that an invariant was broken from an account. */
  note(bit: number, place: number): void {
    this.#brokenBits |= 1 << bit;
    if (place < (this.broken.get(bit) ?? Number.POSITIVE_INFINITY)) this.broken.set(bit, place);
  }

  #noteAll(from: number, count: number): void {
    for (let one = 0; one < count; one++)
      for (let n = 0; n < this.#count; n++) {
        const start = this.#starts[n * count + one] as number;
        const broken = brokenOfHead(this.#tables.edges[start] as number);
        for (let bit = 0; broken >> bit !== 0; bit++)
          if (((broken >> bit) & 1) !== 0) this.note(bit, from + one);
      }
  }

  /** Looks up where the rows begin of all that may move with each of the roles' parts. */
  #start(count: number): void {
    let lacks = false;
    for (let n = 0; n < this.#count; n++)
      for (let one = 0; one < count; one++) {
        const start = this.#row(n, this.#roles[one] as number);
        this.#starts[n * count + one] = start;
        lacks ||= start < 0;
      }
    this.lacks = lacks;
  }

  /** Lists what may move in the columns that were read last. */
  #list(): void {
    this.lacks = false;
    const { keys, sizes, codes } = this.layout;
    const regions = sizes.length;
    const views = this.#views;
    this.#count = 0;
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
      if (region === 0) this.#add(subjects.account, region, -1, whole);
      this.#add(subjects.interface, region, -1, whole);
      if (total < this.#resources) this.#add(subjects.creation, region, -1, whole);
      const size = sizes[region] as number;
      const from = region * this.#resources;
      for (let slot = 0; slot < size; slot++) {
        const code = codes[from + slot] as number;
        if (slot > 0 && codes[from + slot - 1] === code) continue;
        this.#add(code, region, slot, this.#viewWithout(region, slot) * this.#ownDigit + others);
      }
    }
  }

  #add(subject: number, region: number, slot: number, views: number): void {
    const tables = this.#tables;
    const list = this.#subjects;
    const n = this.#count++;
    list.subject[n] = subject;
    list.region[n] = region;
    list.slot[n] = slot;
    list.views[n] = views;
    const situation = (tables.situationOf[views] as number) - 1;
    list.rows[n] = situation < 0 ? -1 : rowsPlace(tables, situation, subject);
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
    if (known > 0) return known - 1;
    const view = this.#asked.view(state, kinds);
    this.lacks ||= view < 0;
    return Math.max(view, 0);
  }

  /** Where the row of a subject begins. */
  #row(n: number, role: number): number {
    const { subject, views, rows } = this.#subjects;
    const place = rows[n] as number;
    const start = place < 0 ? 0 : (this.#tables.rowOf[place + role] as number);
    return start > 0 ? start - 1 : this.#asked.row(role, views[n] as number, subject[n] as number);
  }

  #look(n: number): void {
    const { region, slot } = this.#subjects;
    this.layout.look(region[n] as number, slot[n] as number);
  }

  /** What the columns become when that of a subject does. */
  #changed(n: number, columns: number, column: number): number {
    return this.#subjects.subject[n] === subjects.account
      ? columns
      : this.layout.changed(interfaceOfColumn(column), codeOfColumn(column));
  }
}

/** The same list with room for more. */
export function longer(list: Float64Array, length: number): Float64Array {
  const grown = new Float64Array(Math.max(length, list.length * 2));
  grown.set(list);
  return grown;
}
