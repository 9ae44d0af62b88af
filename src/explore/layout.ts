/** What an account is made of, by numbers: how many there are of each. */
export interface Dimensions {
  readonly resources: number;
  readonly regions: number;
  /** The parts that the role, its task and its sessions may be in. */
  readonly roles: number;
  /** The states of a Region's interface. */
  readonly interfaces: number;
  /** The states of a resource within its Region. */
  readonly codes: number;
}

const bitsPerCode = 6;
const codeMask = (1 << bitsPerCode) - 1;

/** The most resources of one Region that accounts can be numbered with. */
export const resourcesMax = Math.floor(32 / bitsPerCode);

/**
 * Numbers accounts densely, from 0 up: a bit for each is enough to know which were met.
 *
 * A Region is a column: how many resources it has, its interface, and which they are, in rising order. Like resources
 * and like Regions are interchangeable, so an account is its role's part and its columns in falling order.
 */
export class Layout {
  readonly dimensions: Dimensions;
  /** How many numbers there are, of columns that go together and of accounts. */
  readonly columns: number;
  readonly size: number;
  /** The columns of the account that was read last: their sizes, interfaces, keys and codes. */
  readonly sizes: Int32Array;
  readonly interfaces: Int32Array;
  readonly keys: Int32Array;
  readonly codes: Int32Array;
  /** The role's part of the account that was read last. */
  role = 0;
  /** The number of the columns, and by how much it grows with the key of each. */
  #number = 0;
  readonly #weights: Int32Array;

  /** `choose[m * width + x]`: how many ways there are to choose m of x. */
  readonly #choose: Int32Array;
  readonly #width: number;
  /** The first key of the columns of each size, and how many there are. */
  readonly #base: Int32Array;
  readonly #count: Int32Array;
  /** How many ranks there are of each size. */
  readonly #rankCount: Int32Array;
  /** For each size: the codes of each rank, packed. */
  readonly #unranked: readonly Uint32Array[];
  /** The sizes of columns that go together, with the first number of the accounts that have them. */
  readonly #shapes: readonly (readonly number[])[];
  readonly #starts: Float64Array;
  /** The start by shape, the sizes read as digits. */
  readonly #startOf: Float64Array;
  readonly #sortedSizes: Int32Array;
  readonly #regions: number;
  readonly #digit: number;
  /** The Region looked at: its codes but the one left out, and what those before and after another add to its rank. */
  #region = 0;
  #restSize = 0;
  readonly #rest: Int32Array;
  readonly #ranks: { readonly before: Int32Array; readonly after: Int32Array };
  readonly #sortedKeys: Int32Array;

  constructor(dimensions: Dimensions) {
    this.dimensions = dimensions;
    const { resources, regions, roles, interfaces, codes } = dimensions;
    this.#regions = regions;
    this.#digit = resources + 1;
    this.#rest = new Int32Array(resources + 1);
    const room = (): Int32Array => new Int32Array(resources + 1);
    this.#ranks = { before: room(), after: room() };
    this.sizes = new Int32Array(regions);
    this.interfaces = new Int32Array(regions);
    this.keys = new Int32Array(regions);
    this.codes = new Int32Array(regions * resources);
    this.#weights = new Int32Array(regions);
    this.#sortedSizes = new Int32Array(regions);
    this.#sortedKeys = new Int32Array(regions);
    this.#width = codes + resources + 2;
    this.#choose = new Int32Array((resources + 2) * this.#width);
    for (let x = 0; x < this.#width; x++) this.#choose[x] = 1;
    for (let m = 1; m <= resources + 1; m++)
      for (let x = 1; x < this.#width; x++)
        this.#choose[m * this.#width + x] = this.#chosen(m, x - 1) + this.#chosen(m - 1, x - 1);
    this.#base = new Int32Array(resources + 2);
    this.#count = new Int32Array(resources + 1);
    this.#rankCount = new Int32Array(resources + 1);
    for (let size = 0; size <= resources; size++) {
      const ranks = size === 0 ? 1 : this.#chosen(size, codes + size - 1);
      this.#rankCount[size] = ranks;
      this.#count[size] = ranks * interfaces;
      this.#base[size + 1] = (this.#base[size] as number) + ranks * interfaces;
    }
    this.#unranked = Array.from({ length: resources + 1 }, (_, size) => this.#unrank(size));
    this.#shapes = shapesOf(resources, regions);
    this.#starts = new Float64Array(this.#shapes.length);
    this.#startOf = new Float64Array((resources + 1) ** regions);
    let start = 0;
    for (const [place, shape] of this.#shapes.entries()) {
      this.#starts[place] = start;
      this.#startOf[shape.reduce((digits, size) => digits * (resources + 1) + size, 0)] = start;
      start += shape.reduce((product, size) => product * (this.#count[size] as number), 1);
    }
    this.columns = start;
    this.size = start * roles;
  }

  #chosen(m: number, x: number): number {
    return this.#choose[m * this.#width + x] as number;
  }

  /** Every multiset of a size, in the order of its rank. */
  #unrank(size: number): Uint32Array {
    const { codes } = this.dimensions;
    const list = new Uint32Array((this.#count[size] as number) / this.dimensions.interfaces);
    let rank = 0;
    const fill = (place: number, most: number, packed: number): void => {
      if (place < 0) {
        list[rank++] = packed;
        return;
      }
      for (let code = 0; code <= most; code++)
        fill(place - 1, code, (packed | (code << (bitsPerCode * place))) >>> 0);
    };
    fill(size - 1, codes - 1, 0);
    return list;
  }

  /** Reads an account into `role`, `sizes`, `interfaces`, `keys` and `codes`. */
  read(account: number): void {
    const { roles } = this.dimensions;
    const columns = Math.floor(account / roles);
    this.role = account - columns * roles;
    this.readColumns(columns);
  }

  /** Reads the columns of an account, by their number. */
  readColumns(columns: number): void {
    const { regions, resources } = this.dimensions;
    let place = this.#starts.length - 1;
    while ((this.#starts[place] as number) > columns) place -= 1;
    let rest = columns - (this.#starts[place] as number);
    let weight = 1;
    this.#number = columns;
    const shape = this.#shapes[place] as readonly number[];
    for (let region = regions - 1; region >= 0; region--) {
      const size = shape[region] as number;
      const count = this.#count[size] as number;
      const above = region === 0 ? 0 : Math.floor(rest / count);
      const cell = rest - above * count;
      rest = above;
      this.#weights[region] = weight;
      weight *= count;
      const ranks = (this.#unranked[size] as Uint32Array).length;
      const interfaceState = Math.floor(cell / ranks);
      let packed = (this.#unranked[size] as Uint32Array)[cell - interfaceState * ranks] as number;
      this.sizes[region] = size;
      this.interfaces[region] = interfaceState;
      this.keys[region] = (this.#base[size] as number) + cell;
      for (let n = 0; n < size; n++) {
        this.codes[region * resources + n] = packed & codeMask;
        packed >>>= bitsPerCode;
      }
    }
  }

  /** The number of an account by its parts. */
  number(
    role: number,
    columns: readonly { readonly interface: number; readonly codes: readonly number[] }[],
  ): number {
    const { roles, resources } = this.dimensions;
    for (const [region, column] of columns.entries()) {
      const codes = [...column.codes].sort((a, b) => a - b);
      this.sizes.fill(0);
      this.codes.set(codes, region * resources);
      this.sizes[region] = codes.length;
      const rank = codes.reduce((sum, code, n) => sum + this.#chosen(n + 1, code + n), 0);
      const ranks = (this.#unranked[codes.length] as Uint32Array).length;
      this.keys[region] = (this.#base[codes.length] as number) + column.interface * ranks + rank;
    }
    for (const [region, { codes }] of columns.entries()) this.sizes[region] = codes.length;
    const last = columns.length - 1;
    return (
      this.#columns(last, this.sizes[last] as number, this.keys[last] as number) * roles + role
    );
  }

  /**
   * Looks at a Region of the columns that were read last, to change it.
   *
   * @param slot - The resource there that becomes another, left out from now on; -1 leaves none out.
   */
  look(region: number, slot: number): void {
    const from = region * this.dimensions.resources;
    const old = this.sizes[region] as number;
    const rest = this.#rest;
    let size = 0;
    for (let n = 0; n < old; n++) if (n !== slot) rest[size++] = this.codes[from + n] as number;
    const { before, after } = this.#ranks;
    let sum = 0;
    for (let n = 0; n < size; n++) {
      before[n] = sum;
      sum += this.#choose[(n + 1) * this.#width + (rest[n] as number) + n] as number;
    }
    before[size] = sum;
    sum = 0;
    after[size] = 0;
    for (let n = size - 1; n >= 0; n--) {
      sum += this.#choose[(n + 2) * this.#width + (rest[n] as number) + n + 1] as number;
      after[n] = sum;
    }
    this.#region = region;
    this.#restSize = size;
  }

  /**
   * The number of the columns that were read last, the Region looked at changed.
   *
   * @param code - A resource that is there beside those not left out; -1 for none.
   */
  changed(interfaceState: number, code: number): number {
    const size = this.#restSize;
    const { before, after } = this.#ranks;
    let rank = before[size] as number;
    let newSize = size;
    if (code >= 0) {
      let place = 0;
      while (place < size && (this.#rest[place] as number) < code) place += 1;
      rank =
        (before[place] as number) +
        (this.#choose[(place + 1) * this.#width + code + place] as number) +
        (after[place] as number);
      newSize += 1;
    }
    const key =
      (this.#base[newSize] as number) +
      interfaceState * (this.#rankCount[newSize] as number) +
      rank;
    return this.#stays(newSize, key)
      ? this.#number +
          (key - (this.keys[this.#region] as number)) * (this.#weights[this.#region] as number)
      : this.#columns(this.#region, newSize, key);
  }

  /** Whether the columns are of the same sizes and in order when that of the Region looked at is replaced. */
  #stays(size: number, key: number): boolean {
    const region = this.#region;
    return (
      size === this.sizes[region] &&
      (region === 0 || key <= (this.keys[region - 1] as number)) &&
      (region === this.#regions - 1 || key >= (this.keys[region + 1] as number))
    );
  }

  /** The number of the columns that were read last, one of them replaced. */
  #columns(region: number, size: number, key: number): number {
    const regions = this.#regions;
    if (regions === 1) return key;
    const keys = this.#sortedKeys;
    const sizes = this.#sortedSizes;
    let length = 0;
    for (let n = 0; n <= regions; n++) {
      if (n === region) continue;
      const next = n === regions ? key : (this.keys[n] as number);
      const nextSize = n === regions ? size : (this.sizes[n] as number);
      let at = length;
      for (; at > 0 && (keys[at - 1] as number) < next; at--) {
        keys[at] = keys[at - 1] as number;
        sizes[at] = sizes[at - 1] as number;
      }
      keys[at] = next;
      sizes[at] = nextSize;
      length += 1;
    }
    let digits = 0;
    let value = 0;
    for (let n = 0; n < regions; n++) {
      const own = sizes[n] as number;
      digits = digits * this.#digit + own;
      value =
        value * (this.#count[own] as number) + (keys[n] as number) - (this.#base[own] as number);
    }
    return (this.#startOf[digits] as number) + value;
  }
}

/** How many numbers accounts of some dimensions take. */
export function accountNumbers({
  resources,
  regions,
  roles,
  interfaces,
  codes,
}: Dimensions): number {
  const columns = Array.from({ length: resources + 1 }, (_, size) => {
    let ranks = 1;
    for (let n = 0; n < size; n++) ranks *= (codes + n) / (n + 1);
    return ranks * interfaces;
  });
  const accounts = shapesOf(resources, regions).map((shape) =>
    shape.reduce((product, size) => product * (columns[size] as number), 1),
  );
  return sum(accounts) * roles;
}

/** The sizes that columns may have together, each list in falling order. */
function shapesOf(resources: number, regions: number): readonly (readonly number[])[] {
  const shapes: number[][] = [];
  const extend = (shape: readonly number[], left: number): void => {
    if (shape.length === regions) {
      shapes.push([...shape]);
      return;
    }
    for (let size = Math.min(left, shape.at(-1) ?? left); size >= 0; size--)
      extend([...shape, size], left - size);
  };
  extend([], resources);
  return shapes.sort((a, b) => sum(a) - sum(b));
}

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
