import type { GrowingArray } from './growingArray.ts';

/** Finds the place of a whole number in a list, without the limit of 16.7 million that a Map has. */
export class Places {
  #slots = new Int32Array(1 << 16);
  readonly #keys: GrowingArray<Float64Array>;

  constructor(keys: GrowingArray<Float64Array>) {
    this.#keys = keys;
  }

  /** The place of a key, which is added at the end if it is not there. */
  placeOf(key: number): number {
    const length = this.#keys.length;
    if (length * 2 >= this.#slots.length) this.#grow();
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let at = hash(key) & mask; ; at = (at + 1) & mask) {
      const place = (slots[at] as number) - 1;
      if (place === -1) {
        slots[at] = length + 1;
        this.#keys.push(key);
        return length;
      }
      if (this.#keys.at(place) === key) return place;
    }
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let place = 0; place < this.#keys.length; place++) {
      let at = hash(this.#keys.at(place)) & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = place + 1;
    }
    this.#slots = slots;
  }
}

const hash = (key: number): number => {
  const mixed = Math.imul(
    (key % 0x1_0000_0000) ^ Math.imul(key / 0x1_0000_0000, 0x9e3779b1),
    0x85ebca6b,
  );
  return (mixed ^ (mixed >>> 15)) >>> 0;
};
