import { type Account, type Call, newAccount, type Unasked } from '../../model/index.ts';
import type { Clock } from './clock.ts';
import { ownStates } from './given.ts';
import type { Entry, Journal } from './journal.ts';
import { type Names, namesOf } from './names.ts';
import { type Answer, World, type WorldRecord, type WorldSettings } from './world.ts';

/** A world with the names that things have in it. */
export interface Place {
  readonly world: World;
  readonly names: Names;
}

const stepsMax = 1_000_000;

/** Every AWS account of a server, with one clock, and what is kept of them. */
export class Worlds {
  readonly #settings: WorldSettings;
  readonly #clock: Clock;
  readonly #journal: Journal | undefined;
  readonly #places = new Map<string, Place>();
  /** What an account is at the start. */
  readonly #initial: (id: string) => Account;

  constructor(
    settings: WorldSettings,
    clock: Clock,
    journal: Journal | undefined,
    initial: (id: string) => Account,
  ) {
    this.#settings = settings;
    this.#clock = clock;
    this.#journal = journal;
    this.#initial = initial;
    for (const entry of journal?.entries ?? []) this.#again(entry);
    const at = clock.now();
    journal?.begin(
      at,
      [...this.#places].map(([account, { world }]) => ({ at, account, put: world.record() })),
    );
  }

  get now(): number {
    return this.#clock.now();
  }

  /** An account as it is now: everything that was due has happened. */
  place(account: string): Place {
    const place = this.#place(account);
    this.#settle(account, place.world, this.#clock.now());
    return place;
  }

  /** What an account answers to a call, which has happened and is kept when this returns. */
  answer(place: Place, call: Call): Answer {
    const at = this.#clock.now();
    const answer = place.world.answer(call, at);
    this.#keep({ at, account: place.world.account.id, call });
    answer.commit();
    return answer;
  }

  /** Lets time go on where it stands: to a time, with all that happens until then. */
  goOnTo(account: string, time: number): void {
    const { world } = this.#place(account);
    this.#settle(account, world, time);
    if (time <= this.#clock.now()) return;
    this.#keep({ at: time, account, went: 'on' });
    this.#clock.goOnTo(time);
  }

  /** Lets one thing happen now, due or not. */
  happen(account: string, event: Unasked): void {
    const { world } = this.place(account);
    this.#happen(account, world, event, this.#clock.now());
  }

  /** Puts another account in the place of one. */
  put(id: string, account: Account): void {
    const at = this.#clock.now();
    const world = World.of(this.#settings, account, at);
    this.#keep({ at, account: id, put: world.record() });
    this.#puts(id, world);
  }

  reset(id: string): void {
    this.put(id, this.#initial(id));
  }

  /** When all that was answered survives a loss of power, where that is asked for. */
  kept(): Promise<void> {
    return this.#journal?.kept() ?? Promise.resolve();
  }

  #place(id: string): Place {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    this.put(id, this.#initial(id));
    return this.#places.get(id) as Place;
  }

  #puts(id: string, world: World): void {
    const names = this.#places.get(id)?.names ?? namesOf(this.#settings.seed, id);
    this.#places.set(id, { world, names });
  }

  #settle(account: string, world: World, until: number): void {
    for (let steps = 0; steps < stepsMax; steps++) {
      const { next } = world;
      if (next === undefined || next.at > until) return;
      this.#happen(account, world, next.event, next.at);
    }
    throw new Error('what happens unasked comes to no end');
  }

  #happen(account: string, world: World, event: Unasked, at: number): void {
    this.#keep({ at, account, event });
    world.happen(event, at);
  }

  #keep(entry: Entry): void {
    this.#journal?.keep(entry);
  }

  #own(record: WorldRecord): WorldRecord {
    const { account } = record;
    const core = ownStates(this.#settings.model, account.core);
    return { ...record, account: { ...account, core } };
  }

  /** Goes through what was kept once more. */
  #again(entry: Entry): void {
    const { at, account } = entry;
    this.#clock.goOnTo(at);
    const world = this.#places.get(account)?.world;
    if ('went' in entry) return;
    if ('put' in entry) this.#puts(account, new World(this.#settings, this.#own(entry.put)));
    else if (world === undefined) throw new Error(`nothing was kept of account ${account} before`);
    else if ('call' in entry) world.answer(entry.call, at).commit();
    else world.happen(entry.event, at);
  }
}

/** An account in which nothing was made, with an id and choices of its own. */
export const accountOf =
  (choices: Account['choices'], start: Account | undefined) =>
  (id: string): Account => ({ ...(start ?? newAccount(choices)), choices, id });
