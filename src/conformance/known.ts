import type { Unasked } from '../../model/index.ts';
import type { Case } from './cases.ts';
import { type CaseResult, isAnswered, type Verdict } from './story.ts';

const kindOf = ({ machine, type }: Unasked): string => `${machine} ${type}`;

/** In how many cases an operation must not have been there, and never have been answered, for it to be left out. */
const casesMin = 3;

/** What a target was found not to have, so that it is not tried in each case anew. */
export class Known {
  readonly unsupported = new Map<string, string>();
  readonly #answered = new Set<string>();
  readonly #notThere = new Map<string, number>();
  readonly #stuck = new Map<string, string>();

  /** Why a case need not be tried. */
  against({ steps }: Case): readonly [Verdict, string] | undefined {
    for (const one of steps) {
      const reason = 'call' in one ? this.unsupported.get(one.call.operation) : undefined;
      if (reason !== undefined) return ['unsupported', reason];
      const stuck = 'wait' in one ? this.isStuck(one.wait) : undefined;
      if (stuck !== undefined) return ['inconclusive', stuck];
    }
    return undefined;
  }

  /** Why something need not be waited for. */
  isStuck(event: Unasked): string | undefined {
    return this.#stuck.get(kindOf(event));
  }

  /** Something was waited for in vain. */
  isInVain(event: Unasked, reason = ''): void {
    this.#stuck.set(kindOf(event), reason);
  }

  /** It has happened all the same. */
  isNotInVain(event: Unasked): void {
    this.#stuck.delete(kindOf(event));
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
      this.isInVain(waitedFor, reason ?? `${kindOf(waitedFor)} was not seen to happen in time.`);
  }
}
