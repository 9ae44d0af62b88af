import type { Unasked } from '../../model/index.ts';
import type { Case } from './cases.ts';
import type { CaseResult, Verdict } from './story.ts';

const kindOf = ({ machine, type }: Unasked): string => `${machine} ${type}`;

/** What a target was found not to have, so that it is not tried in each case anew. */
export class Known {
  readonly unsupported = new Map<string, string>();
  readonly stuck = new Map<string, string>();

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
    return this.stuck.get(kindOf(event));
  }

  learn({ verdict, reason, story, waitedFor }: CaseResult): void {
    const operation = story.at(-1)?.call.operation;
    if (verdict === 'unsupported' && operation !== undefined)
      this.unsupported.set(operation, reason ?? '');
    if (verdict === 'inconclusive' && waitedFor !== undefined)
      this.stuck.set(kindOf(waitedFor), reason ?? '');
  }
}
