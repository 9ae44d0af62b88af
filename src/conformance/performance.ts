import {
  type Call,
  callers,
  choiceNames,
  choices,
  newAccount,
  type OperationName,
  type Outcome,
  type Possible,
  type Seen,
  type Unasked,
} from '../../model/index.ts';
import { type Bounds, defaultBounds, never, withinMs } from '../observe/bounds.ts';
import {
  mayBeHidden,
  possibleBefore,
  somePossible,
  whereChoicesAre,
} from '../observe/narrowing.ts';
import { type Beliefs, believe } from '../observe/observe.ts';
import { namesIn, possibleOutcomes } from '../observe/questions.ts';
import { observeOnce, remembered, rememberedBeliefs } from '../observe/remembering.ts';
import { effects } from '../target/effects.ts';
import { type Patience, until, untilAnswered } from '../target/patience.ts';
import type { Caller, Reply, Target } from '../target/target.ts';
import { withoutTimes } from '../target/times.ts';
import { usualRegion } from './cases.ts';
import { formText, kindOf } from './differences.ts';
import { type Known, kindOfWait, notInTime } from './known.ts';
import { type Names, symbolIn, withNames, withSymbols } from './names.ts';
import { type Read, readThatShows } from './reads.ts';
import type { ChoicesLeft, Deviation, Told, Verdict } from './story.ts';
import { type Aliases, aliasesIn, inOurWords, inTheirWords, mendedAnswer } from './word.ts';

const permittedMax = 12;
/** How often is looked again for what was waited for in vain. */
const looksMore = 5;

/** Every alternative of every fixed choice. */
export const everyAlternative: ChoicesLeft = Object.fromEntries(
  choiceNames
    .filter((name) => choices[name].kind === 'fixed')
    .map((name) => [name, choices[name].alternatives]),
);

/** What a target could be before anything was asked of it, whichever alternatives of the fixed choices it takes. */
export const atTheStart = (id: string, bounds: Bounds = defaultBounds): Beliefs =>
  believe({ ...newAccount(), id }, { open: everyAlternative, bounds });

const becomesVisible = kindOfWait(
  { machine: 'iam', type: 'role.becomesVisible' },
  newAccount().core,
);
/** Looks for the role. */
export const getRole: Call = {
  operation: 'GetRole',
  caller: callers.administrator,
  region: usualRegion,
  input: { RoleName: newAccount().role.name },
};

const keyOf = ({ operation, region, input, caller }: Call): string =>
  JSON.stringify([operation, region, input, caller.mayEdit]);

const hasLatest = ({ machine, type }: Unasked, bounds: Bounds): boolean =>
  withinMs(bounds, machine, [type]) < never;

/** How cases are performed. */
export interface Performing {
  readonly target: Target;
  /** What the target could be before anything was asked of it. */
  readonly start: Beliefs;
  /** The alternatives that it is first thought to take; the others come in where those do not explain what is seen. */
  readonly taken: ChoicesLeft;
  /** The ARNs of those who call, as the target says them. */
  readonly arns: Readonly<Record<Caller, string>>;
  /** How long to wait for what happens unasked. */
  readonly patience: Patience;
  /** What the target calls otherwise than is permitted, as far as it is known. */
  readonly aliases: Aliases;
  /** What it was found not to have, or not to do. */
  readonly known: Known;
  readonly stopped: () => boolean;
}

/** Why a case ends before its end. */
export class Ended extends Error {
  readonly verdict: Verdict;
  readonly waitedFor: string | undefined;

  constructor(verdict: Verdict, reason: string, waitedFor?: string) {
    super(reason);
    this.verdict = verdict;
    this.waitedFor = waitedFor;
  }
}

/** A call, what came back, and when. */
export interface Asked extends Pick<Reply, 'seen' | 'from' | 'to'> {
  readonly call: Call;
}

/** What is wrong where the answer is of another kind: what is not refused by a rule is one thing for all operations. */
function wrongKind({ operation }: Call, seen: Seen, permitted: readonly Outcome[]): string {
  const kinds = [...new Set(permitted.map(kindOf))].join(' or ');
  const [rule, ...others] = new Set(permitted.map((one) => one.ok === false && one.rule));
  return rule && others.length === 0
    ? `${kindOf(seen)} is answered where ${kinds} is permitted: ${rule}`
    : `${operation} answers ${kindOf(seen)} where ${kinds} is permitted`;
}

/** One case on its way: what was asked, what is wrong, and what the target can still be. */
export class Performance {
  readonly #with: Performing;
  readonly story: Told[] = [];
  readonly deviations: Deviation[] = [];
  beliefs: Beliefs;
  /** What was possible before the newest call. */
  before: Beliefs;
  aliases: Aliases;
  /** What was asked and what came back, in the model's words, as far as it can be explained. */
  readonly asked: Asked[] = [];
  /** The place in the story of the call that the case is about. */
  shownAt: number | undefined;
  /** When the first call was made. Instants count from it: cases that go alike are judged once. */
  #began: number | undefined;
  #isWide = false;
  /** The place in what was asked from which on nothing was changed or let happen. */
  #stillFrom = 0;

  constructor(performing: Performing) {
    this.#with = performing;
    const { start, taken } = performing;
    this.beliefs = rememberedBeliefs(start, [taken], () => whereChoicesAre(start, taken));
    this.before = this.beliefs;
    this.aliases = performing.aliases;
  }

  /** Makes a call, with the target's names in it, and judges what comes back. */
  async ask(call: Call, names: Names = {}): Promise<Seen> {
    const input = withNames(call.input, names);
    const symbol = symbolIn(input);
    if (symbol !== undefined)
      throw new Ended(
        'inconclusive',
        `The target did not show the name that ${symbol} stands for.`,
      );
    const ask = () => this.#askOnce({ ...call, input });
    return (await untilAnswered(this.#with.patience, ask)).seen;
  }

  async #askOnce(call: Call): Promise<Reply> {
    if (this.#with.stopped()) throw new Ended('inconclusive', 'The run was stopped.');
    const { target, arns } = this.#with;
    const caller = call.caller.mayEdit ? 'main' : 'limited';
    if (!target.callers.includes(caller))
      throw new Ended('skipped', 'It needs a second caller without rights: --limited-profile.');
    const operation = call.operation as OperationName;
    const input = inTheirWords(call.input, this.aliases);
    const reply = await target.ask({ operation, region: call.region, input, caller });
    const made = { ...call, caller: { ...call.caller, arn: arns[caller] } };
    this.story.push({ call: { ...made, input }, reply });
    if (reply.unsupported !== undefined)
      throw new Ended('unsupported', `${call.operation}: ${reply.unsupported}`);
    if (reply.malformed !== undefined) this.#note(formText(reply.malformed), []);
    if (reply.malformed !== undefined && reply.seen.ok === 'unknown') throw new Ended('fail', '');
    for (const { what } of aliasesIn(reply.seen, this.aliases)) this.#note(what, []);
    this.#began ??= reply.from;
    const seen = this.#judge({
      call: made,
      seen: inOurWords(withoutTimes(operation, reply.seen), this.aliases),
      from: reply.from - this.#began,
      to: reply.to - this.#began,
    });
    return { ...reply, seen };
  }

  /** Goes on from what was possible; if nothing is left then, with every alternative of every choice. */
  #goOn(asked: Asked): void {
    this.before = this.beliefs;
    this.beliefs = observeOnce(this.before, asked.call, asked.seen, asked);
    if (this.beliefs.size > 0 || this.#isWide) return;
    this.#isWide = true;
    this.beliefs = this.#with.start;
    for (const one of [...this.asked, asked]) {
      this.before = this.beliefs;
      this.beliefs = observeOnce(this.before, one.call, one.seen, one);
    }
  }

  /** Judges an answer; one that is wrong in parts is taken for what it would have been. */
  #judge(asked: Asked): Seen {
    const { call, seen, from } = asked;
    this.#goOn(asked);
    let taken = asked;
    if (this.beliefs.size === 0) {
      const permitted = possibleOutcomes(this.before, call, permittedMax, from);
      const mended = mendedAnswer(seen, permitted, this.aliases);
      taken = { ...asked, seen: mended?.seen ?? seen };
      this.beliefs = observeOnce(this.before, call, taken.seen, asked);
      if (mended === undefined || mended.wrongs.length === 0 || this.beliefs.size === 0) {
        this.#note(wrongKind(call, seen, permitted), permitted);
        throw new Ended('fail', '');
      }
      this.aliases = mended.aliases;
      for (const what of mended.wrongs) this.#note(what, permitted);
    }
    this.asked.push(taken);
    if (effects[call.operation as OperationName].does !== 'reads')
      this.#stillFrom = this.asked.length;
    return taken.seen;
  }

  #note(what: string, permitted: readonly Outcome[]): void {
    const isKnown = this.deviations.some((one) => one.what === what);
    if (!isKnown) this.deviations.push({ at: this.story.length - 1, what, permitted });
  }

  /** Whether a call was made since anything was changed or let happen; where time goes on by itself, never. */
  hasJustMade({ call, names }: Read): boolean {
    if (this.#with.target.advance === undefined) return false;
    const key = keyOf({ ...call, input: withNames(call.input, names) });
    return this.asked.slice(this.#stillFrom).some((one) => keyOf(one.call) === key);
  }

  /** Waits as `until` does; it ends with a look that comes after all that was let happen. */
  async #until<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
    const { target, patience } = this.#with;
    const seen = await until(target, patience, look);
    if (target.advance !== undefined) this.#stillFrom = Math.max(0, this.asked.length - 1);
    return seen;
  }

  /** One of the accounts in which something may still be under way. */
  #before(event: Unasked): Possible | undefined {
    return possibleBefore(this.beliefs, event, this.asked.at(-1)?.to);
  }

  /** The call that tells whether something has happened that may be under way. */
  #readFor(event: Unasked): Read | undefined {
    return remembered(this.beliefs, ['read', event, this.asked.at(-1)?.to], () => {
      const still = this.#before(event);
      return still && readThatShows(event, still);
    });
  }

  /** Something that happens to a thing which has these names, as the target's names are known here. */
  #ofTheSame(event: Unasked, names: Names): Unasked {
    const known = namesIn(this.beliefs);
    const same = (text: string): string => withSymbols(withNames(text, names), known);
    if ('id' in event) return { ...event, id: same(event.id) };
    return 'network' in event ? { ...event, network: same(event.network) } : event;
  }

  /** Waits until something has happened that is under way, to a thing with these names. */
  async wait(planned: Unasked, names: Names = {}): Promise<void> {
    const event = this.#ofTheSame(planned, names);
    let read = this.#readFor(event);
    let isKnown = read !== undefined && this.hasJustMade(read);
    const look = async (): Promise<true | undefined> => {
      if (read !== undefined && !isKnown) await this.ask(read.call, read.names);
      isKnown = false;
      read &&= this.#readFor(event);
      return read === undefined ? true : undefined;
    };
    let isOver = await this.#until(look);
    // An answer need not show each time what there is to see.
    for (let more = 0; isOver === undefined && more < looksMore; more++) isOver = await look();
    if (isOver === undefined && hasLatest(event, this.#bounds) && (await this.passLatest()))
      isOver = await look();
    if (isOver !== undefined) return;
    const { core } = (this.#before(event) ?? somePossible(this.beliefs)).account;
    const what = kindOfWait(event, core);
    throw new Ended('inconclusive', notInTime(what), what);
  }

  get #bounds(): Bounds {
    return this.#with.start.judge.bounds;
  }

  /** Lets what has a latest time come to it; false where the target cannot be told to. */
  async passLatest(): Promise<boolean> {
    const { pass } = this.#with.target;
    await pass?.(Math.max(0, ...Object.values(this.#bounds)) + 1);
    this.#stillFrom = this.asked.length;
    return pass !== undefined;
  }

  /** Whether the role may be there, and was not shown when it was looked at last. */
  #isHidden(): boolean {
    const newest = this.asked.findLast(({ call }) => call.operation === 'GetRole');
    const isShown = newest?.seen.ok !== false || newest.seen.code !== 'NoSuchEntity';
    return !isShown && mayBeHidden(this.beliefs, this.asked.at(-1)?.to);
  }

  /** Looks for the role until it is shown, or had to be and is not; whether it is. */
  async #roleIsShown(): Promise<boolean> {
    try {
      const isSeen = await this.#until(async () => {
        const mayBeHidden = this.#isHidden();
        await this.ask(getRole);
        return mayBeHidden ? undefined : true;
      });
      return isSeen !== undefined || this.#with.target.advance !== undefined;
    } catch (error) {
      if (error instanceof Ended && error.verdict === 'fail') return false;
      throw error;
    }
  }

  /**
   * Waits for a role that must be seen some time after it was made; where that was in vain before, not again: nothing is
   * shown then of a role that never comes into being.
   */
  async waitForRole(): Promise<void> {
    const { known } = this.#with;
    if (!this.#isHidden()) return;
    const stuck = known.isStuck(becomesVisible);
    if (stuck !== undefined) throw new Ended('vacuous', stuck, becomesVisible);
    if (await this.#roleIsShown()) return;
    known.isInVain(
      becomesVisible,
      'The role is not shown; in an earlier case it was waited for in vain.',
    );
    throw new Ended('inconclusive', notInTime(becomesVisible), becomesVisible);
  }

  /** Asks for the role's deletion, and waits for what comes of it: it shows what holds the role. */
  async fate(): Promise<void> {
    const { role } = newAccount();
    await this.ask({
      operation: 'DeleteServiceLinkedRole',
      caller: callers.administrator,
      region: usualRegion,
      input: { RoleName: role.name },
    });
    for (const type of ['task.starts', 'task.ends'] as const)
      await this.wait({ machine: 'role', type });
  }
}
