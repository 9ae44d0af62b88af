import type { Choices, Lifecycle } from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { explore } from '../../src/explore/explore.ts';
import { rolesMax, subjects } from '../../src/explore/limits.ts';
import { tablesOf } from '../../src/explore/tables.ts';

/** What was found when every resource and every Region has a name of its own. */
export interface Permuted {
  readonly accounts: number;
  readonly violated: readonly string[];
}

/**
 * Every account of a scope, like resources and like Regions told apart: without counting, so that counting is held to it.
 *
 * An account is a number: its role, then for each Region its interface, then for each slot what is in it and where.
 */
export function explorePermuted(
  model: Lifecycle,
  resources: number,
  regions: number,
  choices: Choices,
): Permuted {
  const tables = tablesOf(model, choices, invariants);
  const codes = explore({ model, scope: { resources: 1, regions: 1, choices }, invariants: [] })
    .search.tables.codes.values.length;
  const states = tables.interfaces.length;
  const slotStates = codes * regions + 1;
  const size = rolesMax * states ** regions * slotStates ** resources;
  const visited = new Uint8Array(Math.ceil(size / 8));
  const queue = new Growing();
  const violated = new Set<string>();
  const slots = new Int32Array(resources);
  const faces = new Int32Array(regions);

  const meet = (account: number): void => {
    const place = Math.floor(account / 8);
    const bit = 1 << (account % 8);
    if (((visited[place] as number) & bit) !== 0) return;
    visited[place] = (visited[place] as number) | bit;
    queue.push(account);
  };
  const number = (role: number): number => {
    let account = 0;
    for (const slot of slots) account = account * slotStates + slot;
    for (const face of faces) account = account * states + face;
    return account * rolesMax + role;
  };
  const read = (account: number): number => {
    const role = account % rolesMax;
    let rest = (account - role) / rolesMax;
    for (let n = regions - 1; n >= 0; n--) {
      faces[n] = rest % states;
      rest = Math.floor(rest / states);
    }
    for (let n = resources - 1; n >= 0; n--) {
      slots[n] = rest % slotStates;
      rest = Math.floor(rest / slotStates);
    }
    return role;
  };
  /** The view of a Region, one slot left out. */
  const viewOf = (region: number, without: number): number => {
    let kinds = 0;
    for (let n = 0; n < resources; n++) {
      const slot = (slots[n] as number) - 1;
      if (n !== without && slot >= 0 && slot % regions === region)
        kinds |= tables.bitOf(Math.floor(slot / regions));
    }
    return tables.views.number({ interface: faces[region] as number, kinds });
  };
  const all = Array.from({ length: regions }, (_, region) => region);

  meet(number(0));
  for (let at = 0; at < queue.length; at++) {
    const role = read(queue.at(at));
    const take = (region: number, subject: number, slot: number): void => {
      const others = all.filter((one) => one !== region).map((one) => viewOf(one, -1));
      const row = tables.row(role, viewOf(region, slot), tables.othersOf(others), subject);
      for (const { broken } of row.outcomes) for (const { name } of broken) violated.add(name);
      const face = faces[region] as number;
      const before = slot < 0 ? 0 : (slots[slot] as number);
      for (const edge of row.edges) {
        faces[region] = edge.interface;
        if (slot >= 0) slots[slot] = edge.code < 0 ? 0 : edge.code * regions + region + 1;
        if (edge.code >= codes) throw new RangeError('there are more states of a resource');
        meet(number(edge.role));
      }
      faces[region] = face;
      if (slot >= 0) slots[slot] = before;
    };
    take(0, subjects.account, -1);
    const free = slots.indexOf(0);
    for (const region of all) {
      take(region, subjects.interface, -1);
      if (free >= 0) take(region, subjects.creation, free);
    }
    for (let slot = 0; slot < resources; slot++) {
      const there = (slots[slot] as number) - 1;
      if (there >= 0) take(there % regions, Math.floor(there / regions), slot);
    }
  }
  return { accounts: queue.length, violated: [...violated].sort() };
}

/** A list of whole numbers that grows. */
class Growing {
  length = 0;
  #list = new Float64Array(1024);

  push(value: number): void {
    if (this.length === this.#list.length) {
      const longer = new Float64Array(this.length * 2);
      longer.set(this.#list);
      this.#list = longer;
    }
    this.#list[this.length++] = value;
  }

  at(place: number): number {
    return this.#list[place] as number;
  }
}
