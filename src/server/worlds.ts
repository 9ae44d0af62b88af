import { type Account, type Call, newAccount, type Seen, type Unasked } from '../../model/index.ts';
import { idsIn } from '../../model/observe.ts';
import type { HistoryEvent, OwnDoing } from '../history/events.ts';
import type { Recorded } from '../history/recorder.ts';
import type { Clock } from './clock.ts';
import { ownStates } from './given.ts';
import type { Journal } from './journal.ts';
import { type Names, namesOf } from './names.ts';
import { type Answer, World, type WorldRecord, type WorldSettings } from './world.ts';

/** A world with the names that things have in it. */
export interface Place {
  readonly world: World;
  readonly names: Names;
}

const stepsMax = 1_000_000;

/** A call that has happened. */
export interface Happened {
  /** The call with the names that it has in the model. */
  readonly asked: Call;
  readonly recorded: Recorded | undefined;
}

/** A call with the names that it has in the model. */
function takenCall({ taken }: Names, call: Call): Call {
  // What is left out of a list is no concern of the model.
  const { Filters: _, ...input } = call.input;
  return { ...call, input: taken(input) };
}

/** An account that is put in the place of another one, with the model's own names and those that clients see. */
const putOf = (account: string, { world, names }: Place): OwnDoing => {
  const { account: is, ...more } = world.record();
  const { core, beside } = is;
  const known = Object.fromEntries(idsIn(is).map((id) => [id, names.given(id)]));
  return { f: 'put', value: { account, start: { core, beside }, names: known, more } };
};

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
    for (const event of journal?.events ?? []) this.#again(event);
    const at = clock.now();
    journal?.begin(at, (recorder) => {
      for (const [id, place] of this.#places) recorder.unasked(putOf(id, place), at);
    });
  }

  get now(): number {
    return this.#clock.now();
  }

  /** An account as it is now: everything that was due has happened. */
  place(account: string): Place {
    const place = this.#place(account);
    this.#settle(place, this.#clock.now());
    return place;
  }

  /** What an account answers to a call as it came, which has happened and is kept when this returns. */
  answer({ world, names }: Place, call: Call): Answer & Happened {
    const at = this.#clock.now();
    const asked = takenCall(names, call);
    const answer = world.answer(asked, at);
    const recorded = this.#journal?.recorder.invoked(call, world.account.id, at);
    answer.commit();
    return { ...answer, asked, recorded };
  }

  /** A call that was kept is answered: so much of it is kept now, too. */
  answered(recorded: Recorded | undefined, seen: () => Seen): void {
    if (recorded !== undefined) this.#journal?.recorder.ended(recorded, seen(), this.#clock.now());
  }

  /** Lets time go on where it stands: to a time, with all that happens until then. */
  goOnTo(account: string, time: number): void {
    this.#settle(this.#place(account), time);
    if (time <= this.#clock.now()) return;
    this.#keep({ f: 'time' }, time);
    this.#clock.goOnTo(time);
  }

  /** Lets one thing happen now, due or not. */
  happen(account: string, event: Unasked): void {
    this.#happen(this.place(account), event, this.#clock.now());
  }

  /** Puts another account in the place of one. */
  put(id: string, account: Account): void {
    const at = this.#clock.now();
    const world = World.of(this.#settings, account, at);
    const place = { world, names: this.#namesIn(id) };
    this.#keep(putOf(id, place), at);
    this.#places.set(id, place);
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

  #settle(place: Place, until: number): void {
    for (let steps = 0; steps < stepsMax; steps++) {
      const { next } = place.world;
      if (next === undefined || next.at > until) return;
      this.#happen(place, next.event, next.at);
    }
    throw new Error('what happens unasked comes to no end');
  }

  #happen({ world, names }: Place, event: Unasked, at: number): void {
    const value = { account: world.account.id, at, event: names.given(event) };
    this.#keep({ f: 'unasked', value }, at);
    world.happen(event, at);
  }

  #keep(what: OwnDoing, at: number): void {
    this.#journal?.recorder.unasked(what, at);
  }

  /** Goes through what was kept once more. */
  #again(event: HistoryEvent): void {
    const { time } = event;
    this.#clock.goOnTo(time);
    if (event.process === 'nemesis') this.#doAgain(event);
    else if (event.type === 'invoke') {
      const { account = '', ...asked } = event.value;
      const { world, names } = this.#known(account);
      const call = { ...asked, operation: event.f } as Call;
      world.answer(takenCall(names, call), time).commit();
    }
  }

  #doAgain(event: OwnDoing): void {
    if (event.f === 'time') return;
    const { account: id } = event.value;
    const names = this.#namesIn(id);
    if (event.f === 'unasked') {
      const { world } = this.#known(id);
      world.happen(names.taken(event.value.event) as Unasked, event.value.at);
      return;
    }
    const { start, more } = event.value;
    const { core, beside } = start as Pick<Account, 'core' | 'beside'>;
    const own = ownStates(this.#settings.model, core);
    const account = { ...this.#initial(id), beside, core: own };
    const record = { ...(more as Omit<WorldRecord, 'account'>), account };
    this.#places.set(id, { world: new World(this.#settings, record), names });
  }

  #namesIn(id: string): Names {
    return this.#places.get(id)?.names ?? namesOf(this.#settings.seed, id);
  }

  /** An account that was put before. */
  #known(id: string): Place {
    const place = this.#places.get(id);
    if (place === undefined) throw new Error(`nothing was kept of account ${id} before`);
    return place;
  }
}

/** An account in which nothing was made, with an id and choices of its own. */
export const accountOf =
  (choices: Account['choices'], start: Account | undefined) =>
  (id: string): Account => ({ ...(start ?? newAccount(choices)), choices, id });
