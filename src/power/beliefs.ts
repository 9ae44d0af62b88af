import {
  type Account,
  type Call,
  certain,
  type Model,
  type OperationName,
  type Outcome,
  operations,
  type Possible,
  reference,
  type Seen,
  step,
  type Unasked,
  unfold,
} from '../../model/index.ts';
import { explains, freelyChosen, withIds } from '../../model/observe.ts';
import { type BoundName, type Bounds, defaultBounds } from '../observe/bounds.ts';

/** Things by number, each once: the same key is the same number. */
class Numbered<T> {
  readonly #numbers = new Map<string, number>();
  readonly all: T[] = [];

  numberOf(key: string, make: () => T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.all.push(make()) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  at(number: number): T {
    return this.all[number] as T;
  }
}

/** What an account answers, and what it is afterwards: once for each way in which it may choose freely. */
interface Answer {
  readonly outcome: Outcome;
  readonly account: Account;
}

/** Whether something unasked has a latest time. */
export const hasBound = ({ machine, type }: Unasked, bounds: Bounds = defaultBounds): boolean =>
  bounds[`${machine}.${type}` as BoundName] !== undefined;

/** Whether something that has a latest time is under way. */
export const isDue = (account: Account, model: Model, bounds: Bounds = defaultBounds): boolean =>
  unfold(account, model).some(({ event }) => hasBound(event, bounds));

/**
 * Sets of accounts that the right model can be in, each with the ids that were shown: the same set is the same number.
 *
 * A set holds whatever its accounts may become unasked. It does what `observe` does, element by element, and does
 * nothing twice.
 */
export class Beliefs {
  readonly #possible = new Numbered<Possible>();
  readonly #sets = new Numbered<readonly number[]>();
  readonly #closed = new Map<number, readonly number[]>();
  readonly #answers = new Map<string, Map<number, readonly Answer[]>>();
  readonly #left = new Map<string, Map<number, readonly number[]>>();

  /** How many accounts were met. */
  get accounts(): number {
    return this.#possible.all.length;
  }

  /** The accounts of a set. */
  accountsOf(set: number): readonly Account[] {
    return this.#sets.at(set).map((one) => this.#possible.at(one).account);
  }

  /** The set of these accounts, of which nothing was seen yet. */
  of(accounts: readonly Account[]): number {
    return this.#setOf(accounts.flatMap((one) => certain(one)).map((one) => this.#number(one)));
  }

  /** What is left of a set when a call was answered so; none of it is the empty set. */
  after(set: number, call: Call, callKey: string, seen: Seen, seenKey: string): number {
    const left = new Set<number>();
    const answers = inMap(this.#answers, callKey);
    const known = inMap(this.#left, `${callKey} ${seenKey}`);
    for (const one of this.#sets.at(set)) {
      const kept =
        known.get(one) ?? this.#explained(one, this.#answersTo(one, call, answers), seen);
      known.set(one, kept);
      for (const each of kept) left.add(each);
    }
    return this.#setOf([...left]);
  }

  /** What is left of a set when whatever was due has happened. */
  later(set: number): number {
    return this.#setOf(
      this.#sets.at(set).filter((one) => !isDue(this.#possible.at(one).account, reference)),
    );
  }

  /** Whether every account of one set is in the other, too. */
  isWithin(one: number, other: number): boolean {
    const [few, many] = [this.#sets.at(one), this.#sets.at(other)];
    if (few.length > many.length) return false;
    let at = 0;
    for (const each of few) {
      while (at < many.length && (many[at] as number) < each) at += 1;
      if (many[at] !== each) return false;
    }
    return true;
  }

  isEmpty(set: number): boolean {
    return this.#sets.at(set).length === 0;
  }

  #number(one: Possible): number {
    return this.#possible.numberOf(JSON.stringify([one.account, one.names]), () => one);
  }

  #setOf(members: readonly number[]): number {
    const closed = new Set(members);
    for (const one of closed) for (const next of this.#unfolded(one)) closed.add(next);
    const sorted = [...closed].sort((a, b) => a - b);
    return this.#sets.numberOf(sorted.join(), () => sorted);
  }

  #unfolded(one: number): readonly number[] {
    const known = this.#closed.get(one);
    if (known !== undefined) return known;
    const { account, names } = this.#possible.at(one);
    const next = unfold(account).map((made) => this.#number({ account: made.account, names }));
    this.#closed.set(one, next);
    return next;
  }

  #answersTo(one: number, call: Call, kept: Map<number, readonly Answer[]>): readonly Answer[] {
    const known = kept.get(one);
    if (known !== undefined) return known;
    const { account, names } = this.#possible.at(one);
    const asked = { ...call, input: withIds(call.input, names) };
    const reads = operations[call.operation as OperationName].reads ?? [];
    const made = freelyChosen(account, reads).map((chosen): Answer => {
      const { account: after, outcome } = step(chosen, asked);
      return { outcome, account: { ...after, choices: account.choices } };
    });
    kept.set(one, made);
    return made;
  }

  #explained(one: number, answers: readonly Answer[], seen: Seen): readonly number[] {
    const { names } = this.#possible.at(one);
    return answers.flatMap(({ outcome, account }) =>
      explains(outcome, seen, names, {}).map((learnt) => this.#number({ account, names: learnt })),
    );
  }
}

const inMap = <T>(maps: Map<string, Map<number, T>>, key: string): Map<number, T> => {
  const map = maps.get(key) ?? new Map<number, T>();
  maps.set(key, map);
  return map;
};
