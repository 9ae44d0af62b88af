import { type Account, type Core, newAccount, type Unasked } from '../../model/index.ts';
import type { Case } from './cases.ts';
import { take } from './goals.ts';
import { type CaseResult, isAnswered, type Verdict } from './story.ts';

/** In how many cases an operation must not have been there, and never have been answered, for it to be left out. */
const casesMin = 3;

/** What happens unasked, in words that are the same wherever a target does the same for it. */
export function kindOfWait(event: Unasked, { resources }: Core): string {
  const found = 'id' in event ? resources.find(({ id }) => id === event.id) : undefined;
  return found === undefined
    ? `${event.machine} ${event.type}`
    : `${found.kind} ${event.type} when ${found.state.status}`;
}

/** What a target was found not to have, or not to do, so that it is not tried in each case anew. */
export class Known {
  readonly unsupported = new Map<string, string>();
  readonly #answered = new Set<string>();
  readonly #notThere = new Map<string, number>();
  readonly #stuck = new Map<string, string>();

  /** Why a case need not be tried. */
  against({ steps }: Case): readonly [Verdict, string] | undefined {
    let account: Account = newAccount();
    for (const one of steps) {
      const reason = 'call' in one ? this.unsupported.get(one.call.operation) : undefined;
      if (reason !== undefined) return ['unsupported', reason];
      const stuck = 'wait' in one ? this.isStuck(kindOfWait(one.wait, account.core)) : undefined;
      if (stuck !== undefined) return ['inconclusive', stuck];
      account = take(account, one)?.after ?? account;
    }
    return undefined;
  }

  /** Why something need not be waited for, by its kind. */
  isStuck(waitedFor: string): string | undefined {
    return this.#stuck.get(waitedFor);
  }

  /** Something was waited for in vain. */
  isInVain(waitedFor: string, reason = ''): void {
    this.#stuck.set(waitedFor, reason);
  }

  /** It has happened all the same. */
  isNotInVain(waitedFor: string): void {
    this.#stuck.delete(waitedFor);
  }

  learn({ verdict, reason, story, waitedFor }: CaseResult): void {
    const newest = story.at(-1);
    const operation = newest?.call.operation;
    for (const { call, reply } of story) if (isAnswered(reply)) this.#answered.add(call.operation);
    if (verdict === 'unsupported' && operation !== undefined && !this.#answered.has(operation)) {
      const times = (this.#notThere.get(operation) ?? 0) + 1;
      this.#notThere.set(operation, times);
      if (times >= casesMin) this.unsupported.set(operation, reason ?? '');
    }
    // A refusal does not say that something is under way for ever.
    if (waitedFor !== undefined && newest?.reply.seen.ok === true)
      this.isInVain(waitedFor, reason ?? notInTime(waitedFor));
  }
}

/** That something was waited for in vain, in words. */
export const notInTime = (waitedFor: string): string =>
  `${waitedFor} was not seen to happen in time.`;
