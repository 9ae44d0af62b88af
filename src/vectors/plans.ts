import {
  type Account,
  type Call,
  type Choices,
  callers,
  happen,
  newAccount,
  step,
  type Unasked,
  unfold,
} from '../../model/index.ts';
import { cases, stepFrom, usualRegion } from '../conformance/cases.ts';
import { type CaseStep, isOutOfReach } from '../conformance/goals.ts';
import { rareWays } from '../conformance/rareWays.ts';
import { idMembers, probesFor, readThatShows } from '../conformance/reads.ts';

/** Something that a vector could be made of: what it is about, and its steps in the model. */
export interface Plan {
  readonly about: string;
  readonly steps: readonly CaseStep[];
  /** The alternatives that lead there, where they are not the defaults. */
  readonly choices?: Partial<Choices>;
}

/** The call whose answer tells that something has happened; undefined if none does. */
export const callThatTells = (event: Unasked, account: Account): Call | undefined =>
  readThatShows(event, { account, names: {} })?.call;

/** What may have changed in an account, looked at. */
const looks = (account: Account): readonly CaseStep[] =>
  probesFor({ account, names: {} }).map(({ call }) => ({ call }));

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

/** Every resource is deleted. */
const takeDown = ({ core }: Account): readonly CaseStep[] =>
  core.resources.map(({ id, kind, region }) => ({
    call: {
      operation: `Delete${kind}`,
      caller: callers.administrator,
      region,
      input: { [idMembers[kind]]: id },
    },
  }));

/** Steps, and after them those that show what they have led to, each part made from the account before it. */
function followed(
  { about, steps, choices }: Plan,
  parts: readonly ((account: Account) => readonly CaseStep[])[],
): Plan {
  let account = newAccount(choices);
  const all: CaseStep[] = [];
  for (const part of [() => steps, ...parts]) {
    const [kept, after] = taken(account, part(account));
    all.push(...kept);
    account = after;
  }
  return { about, steps: all, ...(choices === undefined ? {} : { choices }) };
}

/** The steps of a case; of one that is about a rule, and what they have led to: at once, and once all has settled. */
const plansOfCase = ({ id, steps }: (typeof cases)[number]): readonly Plan[] =>
  /^(rule|scenario)\//.test(id)
    ? [
        followed({ about: id, steps }, [settling, looks, fate, looks]),
        followed({ about: id, steps }, [fate, settling, looks]),
      ]
    : [{ about: id, steps }];

/** The cases, but of those that show the same answer to an operation, in several states of the role, the shortest. */
function shortestCases(): readonly (typeof cases)[number][] {
  const byAnswer = new Map<string, (typeof cases)[number]>();
  for (const one of cases) {
    const [kind, ...answer] = one.id.split('/');
    const key = kind === 'rule' || kind === 'scenario' ? one.id : answer.join('/');
    const known = byAnswer.get(key);
    if (known === undefined || one.steps.length < known.steps.length) byAnswer.set(key, one);
  }
  return [...byAnswer.values()];
}

/** All that vectors are chosen from, the same each time. */
export const plansOfCases = (): readonly Plan[] => [
  ...shortestCases().flatMap(plansOfCase),
  ...Object.entries(rareWays).map(([about, steps]) =>
    followed({ about: `rare/${about}`, steps: steps.map(stepFrom) }, [settling, looks]),
  ),
];

/** Plans that show what a way through the lifecycle has met, by what comes of the role. */
export const plansOfWay = (way: Plan): readonly Plan[] => [
  followed(way, [settling, looks, fate, takeDown, settling, fate, looks]),
  followed({ ...way, steps: way.steps.slice(0, -1) }, [fate, () => way.steps.slice(-1), fate]),
];
