type Numbers = Int32Array | Float64Array;

/** A list of numbers that grows, eight or four bytes each. */
export class GrowingArray<Kind extends Numbers> {
  length = 0;
  #numbers: Kind;
  readonly #make: new (
    length: number,
  ) => Kind;

  constructor(make: new (length: number) => Kind) {
    this.#make = make;
    this.#numbers = new make(1024);
  }

  /** Adds a number at the end. */
  push(value: number): void {
    if (this.length === this.#numbers.length) {
      const longer = new this.#make(this.length * 2);
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    this.#numbers[this.length++] = value;
  }

  /** The number at a place that has one. */
  at(index: number): number {
    return this.#numbers[index] as number;
  }

  /** All the numbers. */
  done(): Kind {
    return this.#numbers.subarray(0, this.length) as Kind;
  }
}
