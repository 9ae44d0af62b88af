import type { Invariant } from '../../properties/index.ts';
import { type Checkpoint, CheckpointError } from './checkpoint.ts';
import { tablesDigest } from './digest.ts';
import type { Size } from './estimate.ts';
import { Flattening } from './flatTables.ts';
import type { Dimensions } from './layout.ts';
import { codesMax, rolesMax } from './limits.ts';
import { longer, Successors } from './successors.ts';
import type { Tables } from './tables.ts';

/** Accounts are listed by numbers of 32 bits. */
const numbersMax = 2 ** 32;

/** Where a search stood: a checkpoint without what it is of. */
export type SearchState = Omit<Checkpoint, 'of'>;

/** What came of the accounts of a level whose events somebody else has tried. */
export interface TriedLevel {
  /** How many accounts are listed now. */
  readonly accounts: number;
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
  /** The accounts met, in that order, and a bit for each number of an account that was. */
  readonly met: Uint32Array<SharedArrayBuffer>;
  readonly visited: Int32Array<SharedArrayBuffer>;
  accounts = 0;
  /** The place of the first account whose events were not yet tried. */
  at = 0;
  /** Where each level ends that was begun. */
  readonly levels: number[] = [];
  /** For each invariant that was broken, by its bit: the place of the first account from which. */
  readonly broken = new Map<number, number>();
  readonly tables: Tables;
  #brokenBits = 0;

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
    const { size } = this.successors.layout;
    if (size > numbersMax)
      throw new RangeError('the scope has more accounts than there are numbers for');
    this.met = new Uint32Array(new SharedArrayBuffer(4 * size));
    this.visited = new Int32Array(new SharedArrayBuffer(4 * Math.ceil(size / 32)));
    const empty = Array.from({ length: regions }, () => ({ interface: 0, codes: [] }));
    this.#meet(this.successors.layout.number(0, empty));
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
  get taken(): Float64Array {
    return this.successors.taken;
  }

  /** Whether a level is to be begun next. */
  get isBetweenLevels(): boolean {
    return this.at === (this.levels.at(-1) ?? 0);
  }

  /** Tries the events of so many accounts more, or of those up to the end of the level. */
  advance(count: number): void {
    const { successors, met } = this;
    if (this.isBetweenLevels) this.levels.push(this.accounts);
    const end = Math.min(this.at + count, this.levels.at(-1) as number);
    for (; this.at < end && !this.isOutgrown; this.at++) {
      const length = successors.of(met[this.at] as number);
      if ((successors.broken & ~this.#brokenBits) !== 0) this.#note(successors.broken);
      for (let n = 0; n < length; n++) this.#meet(successors.targets[n] as number);
    }
  }

  /** Takes what somebody else has found of the next level. */
  take({ accounts, taken, broken }: TriedLevel): void {
    this.levels.push(this.accounts);
    this.at = this.accounts;
    this.accounts = accounts;
    for (const list of taken) this.#add(list);
    for (const [bit, at] of broken.toSorted(([, a], [, b]) => a - b))
      if (!this.broken.has(bit)) this.broken.set(bit, at);
  }

  /** Where the search stands. */
  state(): SearchState {
    const { tables, flattening, levels, at, broken, met, accounts, taken } = this;
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
      taken: taken.slice(0, flattening.rows.length),
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
    for (const account of state.met)
      this.visited[account >>> 5] = (this.visited[account >>> 5] as number) | (1 << (account & 31));
    this.accounts = state.met.length;
    this.at = state.at;
    this.levels.push(...state.levels);
    this.#add(state.taken);
    for (const [bit, at] of state.broken) this.broken.set(bit, at);
  }

  #add(list: Float64Array): void {
    const { successors } = this;
    if (list.length > successors.taken.length)
      successors.taken = longer(successors.taken, list.length);
    for (let row = 0; row < list.length; row++)
      successors.taken[row] = (successors.taken[row] as number) + (list[row] as number);
  }

  #meet(account: number): void {
    const word = account >>> 5;
    const bit = 1 << (account & 31);
    const seen = this.visited[word] as number;
    if ((seen & bit) !== 0) return;
    this.visited[word] = seen | bit;
    this.met[this.accounts++] = account;
  }

  #note(broken: number): void {
    for (let bit = 0; 1 << bit <= broken; bit++)
      if ((broken & (1 << bit)) !== 0 && !this.broken.has(bit)) this.broken.set(bit, this.at);
    this.#brokenBits |= broken;
  }
}
