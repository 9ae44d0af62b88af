import type { Invariant } from '../../properties/index.ts';
import { lowestBit, wordsOfColumns } from './accountSet.ts';
import { type Checkpoint, CheckpointError } from './checkpoint.ts';
import { tablesDigest } from './digest.ts';
import type { Size } from './estimate.ts';
import { Flattening } from './flatTables.ts';
import type { Dimensions } from './layout.ts';
import { codesMax, rolesMax } from './limits.ts';
import { Successors } from './successors.ts';
import type { Tables } from './tables.ts';

/** Accounts are listed by numbers of 32 bits. */
const numbersMax = 2 ** 32;

/** Where a search stood: a checkpoint without what it is of. */
export type SearchState = Omit<Checkpoint, 'of'>;

/** What came of accounts whose events somebody else has tried. */
export interface Tried {
  /** The place of the first one whose events were not. */
  readonly at: number;
  /** Those among them that were not tried because the tables lack something: from where to where. */
  readonly putOff: readonly (readonly [from: number, end: number])[];
  /** How often each row was met. */
  readonly taken: readonly Float64Array[];
  /** For each invariant that was broken, by its bit: the place of an account from which. */
  readonly broken: readonly (readonly [bit: number, at: number])[];
}

/** A search through the accounts of a scope, breadth first, as far as it has come. */
export class Search {
  readonly dimensions: Dimensions;
  readonly flattening: Flattening;
  readonly successors: Successors;
  /** The accounts met, by depth and then by number. */
  readonly met: Uint32Array<SharedArrayBuffer>;
  accounts = 0;
  /** The set of those that something led to: a level is listed when all of it was found. */
  readonly reached: Int32Array<SharedArrayBuffer>;
  readonly #listed: Int32Array;
  /** The place of the first account whose events were not yet tried. */
  at = 0;
  /** Where each level ends that was begun. */
  readonly levels: number[] = [];
  readonly tables: Tables;
  #taken = new Float64Array();

  /** @param isFirst - Whether there is nothing to tell yet how many states there are. */
  constructor(
    tables: Tables,
    invariants: readonly Invariant[],
    { resources, regions }: Size,
    isFirst: boolean,
  ) {
    this.tables = tables;
    this.dimensions = {
      resources,
      regions,
      interfaces: tables.interfaces.length,
      roles: isFirst ? rolesMax : tables.roles.values.length,
      codes: isFirst ? codesMax : tables.codes.values.length,
    };
    this.flattening = new Flattening(tables, invariants, this.dimensions);
    this.successors = new Successors(this.dimensions, this.flattening.flat, this.flattening);
    const { size, columns } = this.successors.layout;
    if (size > numbersMax)
      throw new RangeError('the scope has more accounts than there are numbers for');
    this.met = new Uint32Array(new SharedArrayBuffer(4 * size));
    this.reached = new Int32Array(new SharedArrayBuffer(4 * columns * wordsOfColumns));
    this.#listed = new Int32Array(this.reached.length);
    const empty = Array.from({ length: regions }, () => ({ interface: 0, codes: [] }));
    this.#reach(this.successors.layout.number(0, empty));
    this.list();
  }

  get isOpen(): boolean {
    return this.at < this.accounts;
  }

  /** Whether states were found that the numbers of the accounts have no room for. */
  get isOutgrown(): boolean {
    const { roles, codes } = this.tables;
    return (
      roles.values.length > this.dimensions.roles || codes.values.length > this.dimensions.codes
    );
  }

  /** How often each row of the tables was met. */
  taken(): Float64Array {
    this.#add(this.successors.taken());
    return this.#taken;
  }

  /** For each invariant that was broken, by its bit: the place of the first account from which. */
  get broken(): ReadonlyMap<number, number> {
    return this.successors.broken;
  }

  /** Where the level ends that is tried now, or next. */
  get levelEnd(): number {
    const end = this.levels.at(-1) ?? 0;
    return this.at < end ? end : this.accounts;
  }

  /** Tries the events of so many accounts more, or of those up to the end of the level. */
  advance(count: number): void {
    this.#begin();
    const end = Math.min(this.at + count, this.levelEnd);
    while (this.at < end && !this.isOutgrown) this.at = this.#try(this.at, end);
    this.#endLevel();
  }

  /** Takes what somebody else has found. */
  take({ at, putOff, taken, broken }: Tried): void {
    this.#begin();
    this.at = at;
    for (const [from, end] of putOff) this.#try(from, end);
    for (const list of taken) this.#add(list);
    for (const [bit, place] of broken) this.successors.note(bit, place);
    this.#endLevel();
  }

  /** Tries the events of accounts from a place on, as many as go together. */
  #try(from: number, end: number): number {
    const { successors, met, reached } = this;
    const { words, bits } = successors;
    const at = successors.together(met, from, end);
    for (let n = 0; n < successors.length; n++) {
      const word = words[n] as number;
      reached[word] = (reached[word] as number) | (bits[n] as number);
    }
    return at;
  }

  #begin(): void {
    if (this.at === (this.levels.at(-1) ?? 0)) this.levels.push(this.accounts);
  }

  #endLevel(): void {
    if (this.at === this.levels.at(-1)) this.list();
  }

  /** Lists the accounts that were reached and are not listed yet. */
  list(): void {
    const { met, reached } = this;
    const { roles } = this.dimensions;
    const listed = this.#listed;
    let { accounts } = this;
    for (let word = 0; word < reached.length; word++) {
      const all = reached[word] as number;
      let fresh = all ^ (listed[word] as number);
      if (fresh === 0) continue;
      listed[word] = all;
      const half = word % wordsOfColumns;
      const first = ((word - half) / wordsOfColumns) * roles + 32 * half;
      for (; fresh !== 0; fresh &= fresh - 1) met[accounts++] = first + lowestBit(fresh);
    }
    this.accounts = accounts;
  }

  /** Where the search stands. */
  state(): SearchState {
    this.list();
    const { tables, flattening, levels, at, broken, met, accounts } = this;
    return {
      roles: tables.roles.values,
      codes: tables.codes.values,
      views: tables.views.values,
      rows: flattening.keys,
      tables: tablesDigest(tables, flattening.rows),
      levels,
      at,
      broken: [...broken],
      met: met.subarray(0, accounts),
      taken: this.taken(),
    };
  }

  /**
   * Goes on where another search of the same model and scope stood.
   *
   * @throws CheckpointError if the statecharts answer otherwise now.
   */
  resume(state: SearchState): void {
    const { tables, flattening } = this;
    const isSame =
      state.views.every((view, number) => tables.views.number(view) === number) &&
      state.roles.every((role, number) => tables.roles.number(role) === number) &&
      state.codes.every((code, number) => tables.codeOf(code) === number) &&
      !this.isOutgrown;
    if (isSame)
      for (const [role, views, subject] of state.rows) flattening.row(role, views, subject);
    if (!isSame || tablesDigest(tables, flattening.rows) !== state.tables)
      throw new CheckpointError('the statecharts have changed since');
    this.met.set(state.met);
    this.accounts = state.met.length;
    for (const account of state.met) this.#reach(account);
    this.#listed.set(this.reached);
    this.at = state.at;
    this.levels.push(...state.levels);
    this.#add(state.taken);
    for (const [bit, at] of state.broken) this.successors.note(bit, at);
  }

  #add(list: Float64Array): void {
    const taken = new Float64Array(this.flattening.rows.length);
    taken.set(this.#taken);
    for (const [row, times] of list.entries()) taken[row] = (taken[row] as number) + times;
    this.#taken = taken;
  }

  #reach(account: number): void {
    const { roles } = this.dimensions;
    const columns = Math.floor(account / roles);
    const role = account - columns * roles;
    const word = wordsOfColumns * columns + (role >>> 5);
    this.reached[word] = (this.reached[word] as number) | (1 << role);
  }
}
