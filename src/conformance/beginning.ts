import { type OperationName, operations } from '../../model/index.ts';
import type { Remaining } from '../target/cleaning.ts';
import type { Target } from '../target/target.ts';
import { type Case, callsIn } from './cases.ts';
import type { Verdict } from './story.ts';

/** How what was made before is taken away. */
export interface Beginning {
  readonly target: Target;
  /** Takes down what was made, where the target cannot be reset; gives what is left. */
  readonly tidy: () => Promise<readonly Remaining[]>;
  /** What was made and is not known to be gone, where nothing can be taken down any more. */
  readonly left?: (reason: string) => readonly Remaining[];
  /** Whether the role was there before the run: then it is nobody's to delete. */
  readonly roleWasThere: boolean;
}

/** Nothing in such steps has to do with roles. */
const leavesRoleAlone = (steps: Case['steps']): boolean =>
  callsIn(steps).every(({ operation }) =>
    ['ec2', 'sts'].includes(operations[operation as OperationName].service),
  ) && steps.every((one) => 'call' in one);

/** Users and groups are in the way only of cases that have to do with them; all else is in the way of any case. */
const isInTheWay = ({ kind }: Remaining, steps: Case['steps']): boolean => {
  const about = kind === 'user' ? /User/ : kind === 'group' ? /^(Create|Attach)Group/ : undefined;
  return about === undefined || callsIn(steps).some(({ operation }) => about.test(operation));
};

/**
 * Begins from nothing.
 *
 * @param steps - What is to be done; undefined: anything.
 * @returns Why it cannot be begun, if it cannot.
 */
export async function begin(
  { target, roleWasThere, tidy }: Beginning,
  steps?: Case['steps'],
): Promise<readonly [Verdict, string] | undefined> {
  if (roleWasThere && (steps === undefined || !leavesRoleAlone(steps)))
    return ['skipped', 'The role was there before the run, and is not the run’s to delete.'];
  if (target.reset !== undefined) {
    await target.reset();
    return undefined;
  }
  const [first] = (await tidy()).filter((one) => steps === undefined || isInTheWay(one, steps));
  return first === undefined
    ? undefined
    : ['inconclusive', `What was made before is still there: ${first.kind}, ${first.reason}.`];
}
