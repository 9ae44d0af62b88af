import {
  type Account,
  type Call,
  callers,
  newAccount,
  type OperationName,
  type Outcome,
  type RoleStatus,
  type Seen,
  type Unasked,
} from '../../model/index.ts';
import { isThrottled, type Patience, until } from '../target/patience.ts';
import type { Caller, Reply, Target } from '../target/target.ts';
import { type Case, usualRegion } from './cases.ts';
import { type Taken, take } from './goals.ts';
import { after, type Beliefs, byAnyChoice, byDefault, mayHappen, permitted } from './judge.ts';
import { learn, type Names, symbolIn, withNames } from './names.ts';
import { probesFor, type Read, readThatShows } from './reads.ts';
import type { CaseResult, Told, Verdict } from './story.ts';

/** How a case is performed. */
export interface Performing {
  readonly target: Target;
  /** The id of the target's account. */
  readonly account: string;
  /** The ARNs of those who call, as the target says them. */
  readonly arns: Readonly<Record<Caller, string>>;
  /** How long to wait for what happens unasked. */
  readonly patience: Patience;
  readonly stopped: () => boolean;
}

/** Why a case ends before its end. */
class Ended extends Error {
  readonly verdict: Verdict;
  readonly waitedFor: Unasked | undefined;

  constructor(verdict: Verdict, reason: string, waitedFor?: Unasked) {
    super(reason);
    this.verdict = verdict;
    this.waitedFor = waitedFor;
  }
}

/** One case on its way: what was asked, and what the target can still be. */
class Performance {
  readonly #with: Performing;
  readonly story: Told[] = [];
  beliefs: Beliefs;
  /** What was possible before the newest call. */
  before: Beliefs;

  constructor(performing: Performing) {
    this.#with = performing;
    this.beliefs = byDefault(performing.account);
    this.before = this.beliefs;
  }

  /** Makes a call, with the target's names in it, and judges what comes back. */
  async ask(call: Call, names: Names): Promise<Reply> {
    const input = withNames(call.input, names);
    const symbol = symbolIn(input);
    if (symbol !== undefined)
      throw new Ended(
        'inconclusive',
        `The target did not show the name that ${symbol} stands for.`,
      );
    const ask = () => this.#askOnce({ ...call, input });
    let reply = await ask();
    // Time that stands still does not end a throttling: it is only waited out.
    await until({ advance: undefined }, this.#with.patience, async () => {
      if (!isThrottled(reply)) return true;
      reply = await ask();
      return undefined;
    });
    return reply;
  }

  async #askOnce(call: Call): Promise<Reply> {
    if (this.#with.stopped()) throw new Ended('inconclusive', 'The run was stopped.');
    const { target, arns } = this.#with;
    const caller = call.caller.mayEdit ? 'main' : 'limited';
    if (!target.callers.includes(caller))
      throw new Ended('skipped', 'It needs a second caller without rights: --limited-profile.');
    const operation = call.operation as OperationName;
    const reply = await target.ask({ operation, region: call.region, input: call.input, caller });
    const made = { ...call, caller: { ...call.caller, arn: arns[caller] } };
    this.story.push({ call: made, reply });
    if (reply.unsupported !== undefined)
      throw new Ended('unsupported', `${call.operation}: ${reply.unsupported}`);
    if (reply.malformed !== undefined && reply.seen.ok === 'unknown')
      throw new Ended('fail', reply.malformed);
    this.before = this.beliefs;
    this.beliefs = after(this.beliefs, made, reply.seen);
    if (this.beliefs.length === 0) this.#widen();
    if (this.beliefs.length === 0) throw new Ended('fail', '');
    return reply;
  }

  /** The defaults explain the story no longer: is there a choice that does? */
  #widen(): void {
    const named = this.story.map(({ call }) => call.operation as OperationName);
    this.beliefs = byAnyChoice(this.#with.account, named);
    for (const { call, reply } of this.story) {
      this.before = this.beliefs;
      this.beliefs = after(this.beliefs, call, reply.seen);
    }
  }

  /** Waits until something has happened that is under way. */
  async wait(event: Unasked): Promise<void> {
    const { target, patience } = this.#with;
    const isOver = await until(target, patience, async () => {
      const read = readThatShows(event, this.beliefs);
      if (read === undefined) return true;
      await this.ask(read.call, read.names);
      return mayHappen(this.beliefs, event) ? undefined : true;
    });
    if (isOver === undefined)
      throw new Ended(
        'inconclusive',
        `${event.machine} ${event.type} was not seen to happen in time.`,
        event,
      );
  }

  /** Looks at what calls may have changed. */
  async look(reads: readonly Read[]): Promise<void> {
    for (const { call, names } of reads) await this.ask(call, names);
  }

  /** Asks for the role's deletion, and waits for what comes of it: it shows what holds the role. */
  async fate(): Promise<void> {
    const { role } = newAccount();
    await this.ask(
      {
        operation: 'DeleteServiceLinkedRole',
        caller: callers.administrator,
        region: usualRegion,
        input: { RoleName: role.name },
      },
      {},
    );
    for (const type of ['task.starts', 'task.ends'] as const)
      await this.wait({ machine: 'role', type });
  }

  /** Whether the newest call met what the case is about: the state of the role, and the kind of answer. */
  met(planned: Taken): boolean {
    const newest = this.story.at(-1);
    if (newest === undefined || planned.outcome === undefined) return false;
    const { call, reply } = newest;
    const state = plainState(planned.before.core.role.role);
    return (
      isSameKind(planned.outcome, reply.seen) &&
      this.before.some(
        (one) =>
          plainState(one.account.core.role.role) === state &&
          after([one], call, reply.seen).length > 0,
      )
    );
  }
}

const isSameKind = (planned: Outcome, seen: Seen): boolean =>
  planned.ok === seen.ok &&
  (planned.ok !== false || (seen.ok === false && planned.code === seen.code));

/** A role that is not there any more, or made again, cannot be told from one that is there for the first time. */
const plainStates: Readonly<Partial<Record<RoleStatus, RoleStatus>>> = {
  deleted: 'absent',
  recreated: 'auto-created',
  'in-use': 'auto-created',
};
const plainState = (state: RoleStatus): RoleStatus => plainStates[state] ?? state;

/** Performs a case on a target that has nothing of the suite's in it. */
export async function perform(which: Case, performing: Performing): Promise<CaseResult> {
  const { id, steps } = which;
  const performance = new Performance(performing);
  const result = (verdict: Verdict, reason?: string, waitedFor?: Unasked): CaseResult => {
    const { story, before } = performance;
    const newest = story.at(-1);
    const deviation =
      verdict === 'fail' && newest !== undefined
        ? { at: story.length - 1, permitted: permitted(before, newest.call) }
        : undefined;
    return { id, verdict, reason, story, deviation, waitedFor };
  };
  try {
    let met = true;
    let planned: Account = newAccount();
    let names: Names = {};
    for (const one of steps) {
      const taken = take(planned, one);
      if (taken === undefined) throw new Error(`${id} has a step that the model does not take`);
      planned = taken.after;
      if ('wait' in one) await performance.wait(one.wait);
      else {
        const { seen } = await performance.ask(one.call, names);
        if (taken.outcome?.ok === true && seen.ok === true)
          names = { ...names, ...learn(taken.outcome.output, seen.output) };
        met = performance.met(taken);
      }
    }
    const looks = probesFor(performance.beliefs);
    await performance.look(looks);
    if (/^(rule|scenario)\//.test(id)) {
      await performance.fate();
      await performance.look(looks);
    }
    return met
      ? result('pass')
      : result('vacuous', 'The target went another way that is permitted, too.');
  } catch (error) {
    if (error instanceof RangeError) return result('inconclusive', error.message);
    if (!(error instanceof Ended)) throw error;
    return result(error.verdict, error.message || undefined, error.waitedFor);
  }
}
