import type { Flattening } from '../explore/flatTables.ts';
import { kindsMax, subjects, viewsMax } from '../explore/limits.ts';
import type { Column } from '../explore/parts.ts';
import type { Scope } from '../explore/scope.ts';
import type { Outcome } from '../explore/tables.ts';

/** A Region by numbers: all that there is in it, and what others can tell of it. */
interface Place {
  interface: number;
  readonly codes: number[];
  view: number;
}

/** How many things there are to act on beside resources. */
const beside = -Math.min(...Object.values(subjects));

/** An account to which events happen one by one; the flat tables say what each leads to. */
export class Wanderer {
  role = 0;
  readonly #places: readonly Place[];
  readonly #tables: Flattening;
  /** How many resources there may still be. */
  #free: number;

  constructor(tables: Flattening, { resources, regions }: Omit<Scope, 'choices'>) {
    this.#tables = tables;
    this.#free = resources;
    this.#places = Array.from({ length: regions }, () => ({ interface: 0, codes: [], view: 0 }));
  }

  get columns(): readonly Column[] {
    return this.#places;
  }

  /**
   * Lets one thing happen.
   *
   * @param draw - Read as a Region, something there, and one of the things that may happen to that.
   * @returns What happened, or undefined if nothing can.
   */
  step(draw: number): Outcome | undefined {
    const place = this.#places[draw % this.#places.length] as Place;
    const { codes } = place;
    let rest = Math.floor(draw / this.#places.length);
    const things = codes.length + beside;
    const picked = (rest % things) - beside;
    rest = Math.floor(rest / things);
    const slot = picked === subjects.creation && this.#free === 0 ? subjects.account : picked;
    let views = slot < 0 ? place.view : this.#view(place, slot);
    for (const other of this.#places) if (other !== place) views = views * viewsMax + other.view;
    const subject = slot < 0 ? slot : (codes[slot] as number);
    const { outcomes } = this.#tables.whole(this.role, views, subject);
    const outcome = outcomes[rest % outcomes.length];
    if (outcome === undefined) return undefined;
    this.role = outcome.role;
    if (subject === subjects.account) return outcome;
    place.interface = outcome.interface;
    if (subject >= subjects.creation) {
      const after = outcome.code < 0 ? [] : [outcome.code];
      this.#free += (slot < 0 ? 0 : 1) - after.length;
      codes.splice(slot < 0 ? codes.length : slot, slot < 0 ? 0 : 1, ...after);
    }
    place.view = this.#view(place, -1);
    return outcome;
  }

  /** The view of a Region, one of its resources left out; -1 leaves none out. */
  #view({ interface: state, codes }: Place, slot: number): number {
    const { bits, viewOf } = this.#tables.flat;
    let kinds = 0;
    for (let n = 0; n < codes.length; n++)
      if (n !== slot) kinds |= bits[codes[n] as number] as number;
    const known = viewOf[(state << kindsMax) | kinds] as number;
    return known > 0 ? known - 1 : this.#tables.view(state, kinds);
  }
}
