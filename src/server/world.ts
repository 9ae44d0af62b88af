import {
  type Account,
  type Call,
  type ChoiceName,
  choiceNames,
  choices,
  happen,
  type Model,
  type Operation,
  type OperationName,
  type Outcome,
  operations,
  step,
  type Unasked,
  unasked,
} from '../../model/index.ts';
import { draw, drawOf } from './draw.ts';
import { type Durations, durationOf } from './durations.ts';
import { changedResources, note, type Time, type Times } from './times.ts';

/** What decides how the worlds of a server go on. */
export interface WorldSettings {
  readonly seed: string;
  readonly model: Model;
  readonly durations: Durations;
  /** Whether any behaviour is taken that the model permits, and not only the defaults. */
  readonly adversarial: boolean;
  /** Whether all that will happen unasked happens at once. */
  readonly instant: boolean;
  /** How many finished tasks, jobs, client tokens and former names are remembered, at least. */
  readonly remembered: number;
}

/** Something that will happen unasked, and when, in milliseconds since 1970. */
export interface Due {
  readonly event: Unasked;
  readonly at: number;
}

/** A world as data: what a journal keeps of it. */
export interface WorldRecord {
  readonly account: Account;
  readonly due: readonly Due[];
  readonly times: readonly (readonly [string, Time])[];
  readonly turn: number;
}

/** A refusal that is none of the model's: any call may be throttled. */
export interface Throttled {
  readonly ok: false;
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly rule: 'throttled';
}

/** What is to be answered; nothing has changed until `commit` is called. */
export interface Answer {
  readonly outcome: Exclude<Outcome, { ok: 'unknown' }> | Throttled;
  /** The account afterwards. */
  readonly account: Account;
  readonly commit: () => void;
}

const throttledOneIn = 50;
/** As many may stand in the queue that are not expected any more, and once more as many as are. */
const overtakenMax = 100;
/** What will not happen is expected then. */
export const neverHappens = Number.MAX_SAFE_INTEGER;
const freeChoices: readonly ChoiceName[] = choiceNames.filter(
  (name) => choices[name].kind === 'free',
);
const keyOf = (event: Unasked): string => JSON.stringify(event);

/** One AWS account that goes on by itself: what is asked of it, and what happens unasked, each at its time. */
export class World {
  readonly #settings: WorldSettings;
  readonly #due = new Map<string, Due>();
  /** The latest first; what is not in `#due` any more is passed over. */
  #queue: Due[] = [];
  #account: Account;
  /** When things were made and changed. */
  readonly times: Times;
  #turn: number;

  constructor(settings: WorldSettings, record: WorldRecord) {
    this.#settings = settings;
    this.#account = record.account;
    this.times = new Map(record.times);
    this.#turn = record.turn;
    for (const due of record.due) this.#expect(due);
  }

  /** A world that begins with an account: what is under way in it takes its time from now on. */
  static of(settings: WorldSettings, account: Account, at: number): World {
    const world = new World(settings, { account, due: [], times: [], turn: 0 });
    const nothing = { ...account, core: { ...account.core, rolesMade: 0 } };
    note(world.times, nothing, account, { was: [], is: account.core.resources }, at);
    world.#expectAll(unasked(account.core), at);
    return world;
  }

  get account(): Account {
    return this.#account;
  }

  /** How many calls and unasked steps it went through. */
  get turn(): number {
    return this.#turn;
  }

  /** What will happen next. */
  get next(): Due | undefined {
    for (;;) {
      const due = this.#queue.at(-1);
      if (due === undefined || this.#isExpected(due)) return due;
      this.#queue.pop();
    }
  }

  record(): WorldRecord {
    const due = [...this.#due.values()];
    return { account: this.#account, due, times: [...this.times], turn: this.#turn };
  }

  /** What the account answers to a call. */
  answer(call: Call, at: number): Answer {
    const turn = this.#turn + 1;
    const { adversarial, model } = this.#settings;
    if (adversarial && this.#draw(turn, 'throttled') * throttledOneIn < 1)
      return this.#prepared(
        throttled[operations[call.operation as OperationName].service],
        this.#account,
        turn,
        at,
      );
    const before = adversarial ? this.#freelyChosen(turn) : this.#account;
    const { account, outcome } = step(before, call, model);
    if (outcome.ok === 'unknown') throw new Error('a model does not say that it knows nothing');
    const after =
      account === before ? this.#account : { ...account, choices: this.#account.choices };
    return this.#prepared(outcome, this.#trimmed(after), turn, at, call);
  }

  /** Lets something happen unasked; what cannot happen now is tried again later. */
  happen(event: Unasked, at: number): void {
    this.#turn += 1;
    const key = keyOf(event);
    this.#due.delete(key);
    const after = happen(this.#account, event, this.#settings.model);
    if (after === undefined) this.#draws(event, at);
    else this.#moveTo(after, at);
  }

  #prepared(
    outcome: Answer['outcome'],
    account: Account,
    turn: number,
    at: number,
    call?: Call,
  ): Answer {
    const commit = () => {
      this.#turn = turn;
      this.#moveTo(account, at, call);
    };
    return { outcome, account, commit };
  }

  #moveTo(after: Account, at: number, call?: Call): void {
    const before = this.#account;
    if (after === before) return;
    const changed = changedResources(before.core.resources, after.core.resources);
    note(this.times, before, after, changed, at, call);
    this.#account = after;
    if (after.core === before.core && after.beside.visible === before.beside.visible) return;
    const stale = unasked({ ...before.core, resources: changed.was });
    for (const event of stale) if (hasMoved(event, before, after)) this.#due.delete(keyOf(event));
    this.#expectAll([...stale, ...unasked({ ...after.core, resources: changed.is })], at);
  }

  /** Expects what can happen now of some events, and nothing of those that cannot. */
  #expectAll(events: readonly Unasked[], at: number): void {
    const all: readonly Unasked[] = [...events, { machine: 'iam', type: 'role.becomesVisible' }];
    for (const [key, event] of new Map(all.map((each) => [keyOf(each), each]))) {
      if (happen(this.#account, event, this.#settings.model) === undefined) this.#due.delete(key);
      else if (!this.#due.has(key)) this.#draws(event, at);
    }
  }

  #draws(event: Unasked, at: number): void {
    const { durations, instant } = this.#settings;
    const { from, to, chance } = durationOf(durations, event);
    const key = keyOf(event);
    const happens = this.#draw(this.#turn, 'chance', key) < chance;
    const seconds = instant ? 0 : from + (to - from) * this.#draw(this.#turn, 'duration', key);
    this.#expect({ event, at: happens ? at + Math.round(seconds * 1000) : neverHappens });
  }

  #expect(due: Due): void {
    this.#due.set(keyOf(due.event), due);
    if (due.at === neverHappens) return;
    let [low, high] = [0, this.#queue.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#queue[middle] as Due).at > due.at) low = middle + 1;
      else high = middle;
    }
    this.#queue.splice(low, 0, due);
    if (this.#queue.length > 2 * this.#due.size + overtakenMax)
      this.#queue = this.#queue.filter((one) => this.#isExpected(one));
  }

  #isExpected(due: Due): boolean {
    return this.#due.get(keyOf(due.event)) === due;
  }

  #draw(turn: number, ...parts: readonly (string | number)[]): number {
    return draw(this.#settings.seed, this.#account.id, turn, ...parts);
  }

  #freelyChosen(turn: number): Account {
    const { seed } = this.#settings;
    const chosen = freeChoices.map((name) => [
      name,
      drawOf(choices[name].alternatives, seed, this.#account.id, turn, name),
    ]);
    return {
      ...this.#account,
      choices: { ...this.#account.choices, ...Object.fromEntries(chosen) },
    };
  }

  /** Finished tasks, jobs, client tokens and former names are remembered up to a bound, the newest of them. */
  #trimmed(account: Account): Account {
    const { remembered } = this.#settings;
    const { beside } = account;
    const isOver = (list: readonly unknown[]) => list.length > 2 * remembered;
    const newest = <T>(list: readonly T[]) =>
      isOver(list) ? list.slice(-Math.max(remembered, 1)) : list;
    const { pastTasks, formerNames, tokens, jobs } = beside;
    if (![pastTasks, formerNames, tokens, jobs].some(isOver)) return account;
    return {
      ...account,
      beside: {
        ...beside,
        pastTasks: newest(pastTasks),
        formerNames: newest(formerNames),
        tokens: newest(tokens),
        jobs: newest(jobs),
      },
    };
  }
}

/** Whether what an event happens to is in another state than it was. */
function hasMoved(event: Unasked, { core: was }: Account, { core: is }: Account): boolean {
  switch (event.machine) {
    case 'resource':
      return true;
    case 'interface':
      return was.interfaces[event.network] !== is.interfaces[event.network];
    case 'session':
      return was.session !== is.session;
    case 'role':
      return was.role.deletion !== is.role.deletion;
    case 'iam':
      return false;
  }
}

const throttling = (code: string, status: number): Throttled => ({
  ok: false,
  code,
  status,
  message: 'Rate exceeded',
  rule: 'throttled',
});

const throttled: Readonly<Record<Operation['service'], Throttled>> = {
  iam: throttling('Throttling', 400),
  sts: throttling('Throttling', 400),
  ec2: throttling('RequestLimitExceeded', 503),
  agentcore: throttling('ThrottlingException', 429),
};
