import {
  type Account,
  type Call,
  callers,
  certain,
  happen,
  newAccount,
  step,
  type Unasked,
  unfold,
} from '../../model/index.ts';
import { cases, usualRegion } from '../conformance/cases.ts';
import { type CaseStep, isOutOfReach } from '../conformance/goals.ts';
import { probesFor, readThatShows } from '../conformance/reads.ts';

/** Something that a vector could be made of: what it is about, and its steps in the model. */
export interface Plan {
  readonly about: string;
  readonly steps: readonly CaseStep[];
}

/** The call whose answer tells that something has happened; undefined if none does. */
export const callThatTells = (event: Unasked, account: Account): Call | undefined =>
  readThatShows(event, certain(account))?.call;

/** What may have changed in an account, looked at. */
const looks = (account: Account): readonly CaseStep[] =>
  probesFor(certain(account)).map(({ call }) => ({ call }));

/** The account after a step; the same where it cannot be taken. */
export const accountAfter = (account: Account, one: CaseStep): Account =>
  'wait' in one ? (happen(account, one.wait) ?? account) : step(account, one.call).account;

/** The role's deletion is asked for, and what comes of it waited for: it shows what holds the role. */
const fate = ({ role }: Account): readonly CaseStep[] => [
  {
    call: {
      operation: 'DeleteServiceLinkedRole',
      caller: callers.administrator,
      region: usualRegion,
      input: { RoleName: role.name },
    },
  },
  { wait: { machine: 'role', type: 'task.starts' } },
  { wait: { machine: 'role', type: 'task.ends' } },
];

/** The steps that can be taken one after the other, and the account after them. */
function taken(account: Account, steps: readonly CaseStep[]): readonly [CaseStep[], Account] {
  const kept: CaseStep[] = [];
  let now = account;
  for (const one of steps) {
    if ('wait' in one && happen(now, one.wait) === undefined) continue;
    kept.push(one);
    now = accountAfter(now, one);
  }
  return [kept, now];
}

/** Everything that is under way comes to its end, but what takes hours. */
function settling(account: Account): readonly CaseStep[] {
  const steps: CaseStep[] = [];
  let now = account;
  for (;;) {
    const next = unfold(now).find(
      ({ event }) => !isOutOfReach(event) && event.type !== 'release' && event.type !== 'forget',
    );
    if (next === undefined) return steps;
    steps.push({ wait: next.event });
    now = next.account;
  }
}

/** The steps of a case; of one that is about a rule, followed by looks, by the role's fate and by looks once more. */
function planOf({ id, steps }: (typeof cases)[number]): Plan {
  if (!/^(rule|scenario)\//.test(id)) return { about: id, steps };
  const [first, met] = taken(newAccount(), steps);
  const [before, looked] = taken(met, settling(met));
  const [last, ended] = taken(looked, fate(looked));
  return { about: id, steps: [...first, ...before, ...looks(looked), ...last, ...looks(ended)] };
}

/** All that vectors are chosen from, the same each time. */
export const plans = (): readonly Plan[] => cases.map(planOf);
