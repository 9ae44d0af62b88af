import { wordsOfColumns } from './accountSet.ts';
import {
  type Asked,
  actionsOfEdge,
  beforeEdges,
  brokenOfHead,
  changeOfEdge,
  codeOfChange,
  edgesOfHead,
  type FlatTables,
  interfaceOfChange,
  placeOf,
  roleOfEdge,
  wordOfChange,
} from './flatTables.ts';
import { type Dimensions, Layout } from './layout.ts';
import { kindsMax, subjects, viewsMax } from './limits.ts';
import { beforeChanges, type RoleSet, RoleSets } from './roleSets.ts';

/** More than an account can lead to. */
const targetsMax = 1024;

/** Lists what accounts lead to. */
export class Successors {
  readonly layout: Layout;
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
  /** What may move in the columns read last, the views it moves among, and its place in the tables; -1 is not known. */
  readonly #subjects: {
    readonly subject: Int32Array;
    readonly region: Int32Array;
    readonly slot: Int32Array;
    readonly views: Int32Array;
    readonly place: Int32Array;
  };
  #count = 0;
  #brokenBits = 0;
  readonly #sets = new RoleSets();
  readonly #starts: Int32Array;

  constructor(dimensions: Dimensions, tables: FlatTables, asked: Asked) {
    const { resources, regions } = dimensions;
    this.layout = new Layout(dimensions);
    this.#tables = tables;
    this.#asked = asked;
    this.#views = new Int32Array(regions);
    this.#resources = resources;
    this.#ownDigit = viewsMax ** (regions - 1);
    const room = (): Int32Array => new Int32Array(1 + regions * (2 + resources));
    this.#starts = room();
    this.#subjects = {
      subject: room(),
      region: room(),
      slot: room(),
      views: room(),
      place: room(),
    };
  }

  /** How often each row was met since this was asked last. */
  taken(): Float64Array {
    return this.#sets.taken();
  }

  /** How many accounts an account leads to; they are in `targets`, some perhaps twice. */
  of(account: number): number {
    const { layout, targets, actions } = this;
    const { roles } = layout.dimensions;
    const columns = Math.floor(account / roles);
    layout.read(account);
    this.#list();
    let length = 0;
    for (let n = 0; n < this.#count; n++) {
      this.#look(n);
      const start = this.#row(n, layout.role);
      const { edges } = this.#tables;
      const end = start + beforeEdges + edgesOfHead(edges[start] as number);
      for (let at = start + beforeEdges; at < end; at++) {
        const edge = edges[at] as number;
        const target = this.#changed(n, columns, changeOfEdge(edge));
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
    const sets = this.#sets;
    const starts = this.#starts;
    const columns = Math.floor((met[from] as number) / roles);
    let set = sets.none;
    let at = from;
    for (; at < end; at++) {
      const role = (met[at] as number) - columns * roles;
      if (role < 0 || role >= roles) break;
      set = set.more[role] ?? sets.with(set, role);
    }
    this.length = 0;
    layout.readColumns(columns);
    this.#list();
    for (let n = 0; n < this.#count && !this.lacks; n++) starts[n] = this.#start(n, set);
    if (this.lacks) return at;
    const { list, counts } = sets;
    let broken = 0;
    let length = 0;
    for (let n = 0; n < this.#count; n++) {
      const start = starts[n] as number;
      const number = list[start + 1] as number;
      counts[number] = (counts[number] as number) + 1;
      broken |= list[start + 2] as number;
      const first = start + beforeChanges;
      const last = first + 2 * (list[start] as number);
      if (first < last) this.#look(n);
      for (let place = first; place < last; place += 2) {
        const change = list[place] as number;
        words[length] = wordsOfColumns * this.#changed(n, columns, change) + wordOfChange(change);
        bits[length++] = list[place + 1] as number;
      }
    }
    this.length = length;
    if ((broken & ~this.#brokenBits) !== 0) this.#noteAll(from, set);
    return at;
  }

  /** Notes that an invariant was broken from an account. */
  note(bit: number, place: number): void {
    this.#brokenBits |= 1 << bit;
    if (place < (this.broken.get(bit) ?? Number.POSITIVE_INFINITY)) this.broken.set(bit, place);
  }

  #noteAll(from: number, { roles }: RoleSet): void {
    for (const [one, role] of roles.entries())
      for (let n = 0; n < this.#count; n++) {
        const broken = brokenOfHead(this.#tables.edges[this.#row(n, role)] as number);
        for (let bit = 0; broken >> bit !== 0; bit++)
          if (((broken >> bit) & 1) !== 0) this.note(bit, from + one);
      }
  }

  /** Where it begins what a subject leads to with each of some roles' parts. */
  #start(n: number, set: RoleSet): number {
    const place = this.#subjects.place[n] as number;
    const start = place < 0 ? -1 : this.#sets.start(place, set);
    return start < 0 ? this.#gather(n, set) : start;
  }

  #gather(n: number, set: RoleSet): number {
    const rows = set.roles.map((role) => this.#row(n, role));
    this.lacks = rows.some((row) => row < 0);
    return this.lacks ? -1 : this.#sets.gather(this.#tables.edges, rows, this.#place(n), set);
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
    const list = this.#subjects;
    const n = this.#count++;
    list.subject[n] = subject;
    list.region[n] = region;
    list.slot[n] = slot;
    list.views[n] = views;
    list.place[n] = this.#place(n);
  }

  #place(n: number): number {
    const { subject, views } = this.#subjects;
    const tables = this.#tables;
    const situation = (tables.situationOf[views[n] as number] as number) - 1;
    return situation < 0 ? -1 : placeOf(tables, situation, subject[n] as number);
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
    const { subject, views } = this.#subjects;
    const { rowOf, roles } = this.#tables;
    const place = this.#place(n);
    const start = place < 0 ? 0 : (rowOf[place * roles + role] as number);
    return start > 0 ? start - 1 : this.#asked.row(role, views[n] as number, subject[n] as number);
  }

  #look(n: number): void {
    const { region, slot } = this.#subjects;
    this.layout.look(region[n] as number, slot[n] as number);
  }

  /** What the columns become when that of the subject does which is looked at. */
  #changed(n: number, columns: number, change: number): number {
    return this.#subjects.subject[n] === subjects.account
      ? columns
      : this.layout.changed(interfaceOfChange(change), codeOfChange(change));
  }
}
