import { type OperationName, operations, type Unasked } from '../../model/index.ts';
import type { Remaining } from '../target/cleaning.ts';
import type { Patience } from '../target/patience.ts';
import { probe } from '../target/probe.ts';
import type { Caller, Target } from '../target/target.ts';
import { type Case, type Level, type Profile, usualRegion } from './cases.ts';
import { perform } from './perform.ts';
import { atTheStart, everyAlternative, type Performing } from './performance.ts';
import type { CaseResult, Verdict } from './story.ts';

/** What a run is told. */
export interface RunOptions {
  readonly target: Target;
  readonly cases: readonly Case[];
  readonly patience: Patience;
  /** Takes down what cases have made, where the target cannot be reset; gives what is left. */
  readonly tidy: () => Promise<readonly Remaining[]>;
  /** Whether the role was there before the run: then it is nobody's to delete. */
  readonly roleWasThere: boolean;
  readonly stopped?: () => boolean;
  readonly told?: (done: number, of: number, newest: CaseResult) => void;
}

/** What came of a case, with what the case is. */
export interface Judged extends CaseResult {
  readonly level: Level;
  readonly profile: Profile;
  readonly requirements: Case['requirements'];
}

/** What came of a run. */
export interface Run {
  readonly target: string;
  readonly results: readonly Judged[];
  readonly calls: number;
  /** Whether every case was performed, or left out for a reason. */
  readonly complete: boolean;
  /** What the run made and could not take down. */
  readonly remains: readonly Remaining[];
}

/** What a target was found not to have, so that it is not tried in each case anew. */
class Known {
  readonly unsupported = new Map<string, string>();
  readonly stuck = new Map<string, string>();

  /** Why a case need not be tried. */
  against({ steps }: Case): readonly [Verdict, string] | undefined {
    for (const one of steps) {
      const reason = 'call' in one ? this.unsupported.get(one.call.operation) : undefined;
      if (reason !== undefined) return ['unsupported', reason];
      const stuck = 'wait' in one ? this.stuck.get(kindOf(one.wait)) : undefined;
      if (stuck !== undefined) return ['inconclusive', stuck];
    }
    return undefined;
  }

  learn({ verdict, reason, story, waitedFor }: CaseResult): void {
    const operation = story.at(-1)?.call.operation;
    if (verdict === 'unsupported' && operation !== undefined)
      this.unsupported.set(operation, reason ?? '');
    if (verdict === 'inconclusive' && waitedFor !== undefined)
      this.stuck.set(kindOf(waitedFor), reason ?? '');
  }
}

const kindOf = ({ machine, type }: Unasked): string => `${machine} ${type}`;

/** Cases that can be run where the role was there before: nothing in them has to do with roles. */
const leavesRoleAlone = ({ steps }: Case): boolean =>
  steps.every(
    (one) =>
      'call' in one &&
      ['ec2', 'sts'].includes(operations[one.call.operation as OperationName].service),
  );

async function arnsOf(target: Target): Promise<Readonly<Record<Caller, string>>> {
  const arns = { main: '', limited: '' };
  for (const caller of target.callers) {
    const call = {
      operation: 'GetCallerIdentity' as OperationName,
      region: usualRegion,
      input: {},
      caller,
    };
    const { seen } = await target.ask(call);
    arns[caller] = seen.ok === true ? String(seen.output.Arn) : '';
  }
  return arns;
}

/**
 * A refusal shows nothing where the operation is refused whatever is asked: it must have worked somewhere.
 */
function controlled(results: readonly Judged[]): readonly Judged[] {
  const worked = new Set(
    results.flatMap(({ story }) =>
      story.filter(({ reply }) => reply.seen.ok === true).map(({ call }) => call.operation),
    ),
  );
  const canWork = new Set(
    results.filter(({ id }) => id.endsWith('/ok')).map(({ id }) => id.split('/')[1]),
  );
  return results.map((result) => {
    const newest = result.story.findLast(({ call }) => result.id.includes(`/${call.operation}/`));
    const operation = newest?.call.operation ?? '';
    return result.verdict === 'pass' &&
      newest?.reply.seen.ok === false &&
      canWork.has(operation) &&
      !worked.has(operation)
      ? { ...result, verdict: 'vacuous', reason: `${operation} was never seen to work there.` }
      : result;
  });
}

/**
 * Performs cases on a target, one after the other, each from nothing.
 *
 * @throws TargetError if there is nothing that can be called.
 * @category Conformance
 */
export async function run(options: RunOptions): Promise<Run> {
  const { target, patience, stopped = () => false } = options;
  const { account } = await probe(target, usualRegion);
  const arns = await arnsOf(target);
  const performing: Performing = {
    target,
    start: atTheStart(account ?? '123456789012'),
    taken: everyAlternative,
    arns,
    patience,
    aliases: [],
    stopped,
  };
  const known = new Known();
  const results: Judged[] = [];
  let remains: readonly Remaining[] = [];
  try {
    for (const one of options.cases) {
      if (stopped()) break;
      const { id, level, profile, requirements } = one;
      const leftOut = known.against(one) ?? (await begun(one, options));
      const result =
        leftOut === undefined ? await perform(one, performing) : without(id, ...leftOut);
      known.learn(result);
      results.push({ ...result, level, profile, requirements });
      options.told?.(results.length, options.cases.length, result);
    }
  } finally {
    remains = await options.tidy();
  }
  return {
    target: target.name,
    results: controlled(results),
    calls: results.reduce((sum, { story }) => sum + story.length, 0),
    complete: results.length === options.cases.length && !stopped(),
    remains,
  };
}

/** Users and groups are in the way only of cases that have to do with them; all else is in the way of any case. */
const isInTheWay = ({ kind }: Remaining, { steps }: Case): boolean => {
  const about = kind === 'user' ? /User/ : kind === 'group' ? /^(Create|Attach)Group/ : undefined;
  return (
    about === undefined || steps.some((one) => 'call' in one && about.test(one.call.operation))
  );
};

/** Begins a case from nothing; says why it cannot, if it cannot. */
async function begun(
  one: Case,
  { target, roleWasThere, tidy }: RunOptions,
): Promise<readonly [Verdict, string] | undefined> {
  if (roleWasThere && !leavesRoleAlone(one))
    return ['skipped', 'The role was there before the run, and is not the run’s to delete.'];
  if (target.reset !== undefined) {
    await target.reset();
    return undefined;
  }
  const left = (await tidy()).filter((remaining) => isInTheWay(remaining, one));
  const [first] = left;
  return first === undefined
    ? undefined
    : ['inconclusive', `What was made before is still there: ${first.kind}, ${first.reason}.`];
}

const without = (id: string, verdict: Verdict, reason: string): CaseResult => ({
  id,
  verdict,
  reason,
  story: [],
  deviation: undefined,
  deviations: [],
  waitedFor: undefined,
  aliases: [],
  choices: undefined,
});
