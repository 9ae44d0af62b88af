import {
  type Account,
  type Arc,
  advance,
  type Choices,
  type CoreEvent,
  choices as catalogue,
  lifecycleChoices,
  newAccount,
  type OperationName,
  operations,
  reference,
  requirementIds,
  step,
  type Unasked,
} from '../../model/index.ts';
import { type CaseStep, isOutOfReach, ruleGoal, take } from '../conformance/goals.ts';
import { chartsOf, reached } from '../explore/reached.ts';
import { accountAfter, callThatTells, type Plan } from './plans.ts';

/** Things that are covered, each by its kind and its name. */
export type Items = ReadonlySet<string>;

/** What a target might do: the alternatives that it takes, and what happens unasked at some of the steps instead. */
interface Course {
  readonly choices: Partial<Choices>;
  readonly instead: ReadonlyMap<number, readonly Unasked[]>;
}

/** What came of a course: what was met at each step, and what a client saw there. */
interface Run {
  readonly met: readonly Items[];
  readonly seen: readonly string[];
}

const requirements: ReadonlyMap<string, string> = new Map(
  requirementIds.map((id) => [ruleGoal(id), `requirements ${id}`]),
);
const initialStates = chartsOf(reference).flatMap(({ name, regions }) =>
  regions.map((region) => `states ${name}:${region.name}:${region.states[0]}`),
);

const statesByArc: ReadonlyMap<string, string> = new Map(
  chartsOf(reference).flatMap(({ name, arcs }) =>
    arcs.flatMap(({ id, region, target }): [string, string][] =>
      target === undefined ? [] : [[id, `states ${name}:${region}:${target}`]],
    ),
  ),
);

/** An arc, and the state that it leads to. */
export const itemsOfArc = ({ id }: Pick<Arc, 'id'>): readonly string[] => [
  `transitions ${id}`,
  ...(statesByArc.get(id) === undefined ? [] : [String(statesByArc.get(id))]),
];

/** What the arcs of an event are, and where they lead. */
export function arcsMet(
  { core, choices }: Pick<Account, 'core' | 'choices'>,
  event: CoreEvent | undefined,
): readonly string[] {
  const arcs: readonly Arc[] =
    event === undefined ? [] : (advance(reference, choices, core, event)?.arcs ?? []);
  return arcs.flatMap(itemsOfArc);
}

/** The calls that tell what steps wait for, where all goes as planned. */
export function lookedAt({ steps, choices }: Plan): readonly CaseStep[] {
  let account: Account = newAccount(choices);
  return steps.map((one) => {
    const call = 'wait' in one ? callThatTells(one.wait, account) : one.call;
    account = accountAfter(account, one);
    return call === undefined ? one : { call };
  });
}

function run(steps: readonly CaseStep[], looks: readonly CaseStep[], course: Course): Run {
  let account: Account = newAccount(course.choices);
  const met: Items[] = [];
  const seen: string[] = [];
  for (const [at, one] of steps.entries()) {
    const items = new Set<string>(at === 0 ? initialStates : []);
    const happening: readonly CaseStep[] = course.instead.get(at)?.map((wait) => ({ wait })) ?? [
      one,
    ];
    for (const each of happening) {
      const taken = take(account, each);
      if (taken === undefined) continue;
      for (const shown of taken.shows) items.add(requirements.get(shown) ?? '');
      const event =
        'wait' in each
          ? each.wait.machine === 'iam'
            ? undefined
            : each.wait
          : step(account, each.call).event;
      for (const item of arcsMet(account, event)) items.add(item);
      if (taken.outcome?.ok === false && 'call' in each)
        items.add(`failures ${each.call.operation}/${taken.outcome.failure}`);
      account = taken.after;
    }
    items.delete('');
    met.push(items);
    const look = looks[at];
    seen.push(look && 'call' in look ? JSON.stringify(step(account, look.call).outcome) : '');
  }
  return { met, seen };
}

const begin: Unasked = { machine: 'session', type: 'begin' };
const end: Unasked = { machine: 'session', type: 'end' };

const succeeding = (wait: Unasked): readonly Unasked[] =>
  wait.machine === 'resource' && 'id' in wait && wait.type === 'fail'
    ? [{ machine: 'resource', id: wait.id, type: 'succeed' }]
    : [];

/** What happens where nothing fails and no session begins. */
function plainly(steps: readonly CaseStep[]): Course {
  const instead = new Map<number, readonly Unasked[]>();
  for (const [at, one] of steps.entries())
    if ('wait' in one && isOutOfReach(one.wait)) instead.set(at, succeeding(one.wait));
  return { choices: {}, instead };
}

const asWrittenIn = ({ choices = {} }: Plan): Course => ({ choices, instead: new Map() });

/** The other courses that a target may take on the same calls. */
function otherCourses(plan: Plan): readonly Course[] {
  const { steps } = plan;
  const read = steps.flatMap((one) =>
    'call' in one ? (operations[one.call.operation as OperationName].reads ?? []) : [],
  );
  const meetsLifecycle = steps.some(
    (one) => 'call' in one && /^(Delete|Update)(Serv|Agent)/.test(one.call.operation),
  );
  const byChoice = [...new Set([...(meetsLifecycle ? lifecycleChoices : []), ...read])].flatMap(
    (name) =>
      catalogue[name].alternatives.slice(1).map((alternative): Course => {
        const other: Partial<Choices> = { [name]: alternative };
        return { choices: other, instead: plainly(steps).instead };
      }),
  );
  const byEvent = steps.flatMap((one, at): Course['instead'][] => {
    if (!('wait' in one)) return [];
    const { wait } = one;
    if (wait.machine === 'resource' && wait.type === 'succeed')
      return [new Map([[at, [{ ...wait, type: 'fail' }]]])];
    if (wait.type !== 'task.ends') return [];
    const later = steps.findIndex(
      (other, place) => place > at && 'wait' in other && other.wait.type === 'task.ends',
    );
    const during = new Map([[at, [begin, wait]]]);
    return later < 0 ? [during] : [during, new Map([...during, [later, [end, wait]]])];
  });
  return [asWrittenIn(plan), ...byChoice, ...byEvent.map((instead) => ({ choices: {}, instead }))];
}

/** What a plan covers: where all goes plainly, and on some other way alone. */
export interface CoveredByPlan {
  readonly always: Items;
  readonly onSomeWays: Items;
  /** What is met on the plan's own way, which need not be a plain one. */
  readonly asWritten: Items;
}

/**
 * What a plan covers.
 *
 * What happens unasked, or hangs on what the documents leave open, counts only where a client sees that the target goes
 * that way; and what no answer tells, only where what comes later does.
 */
export function coveredBy(plan: Plan): CoveredByPlan {
  const { steps } = plan;
  const looks = lookedAt(plan);
  const plain = run(steps, looks, plainly(steps));
  const always = new Set(plain.met.flatMap((items) => [...items]));
  const onSomeWays = new Set<string>();
  for (const course of otherCourses(plan)) {
    const { met, seen } = run(steps, looks, course);
    const last = seen.findLastIndex((text, at) => text !== plain.seen[at]);
    for (const [at, items] of met.entries()) {
      const isSeen = at <= last || (last >= 0 && seen[at] !== '');
      if (isSeen) for (const item of items) if (!always.has(item)) onSomeWays.add(item);
    }
  }
  const own = run(steps, looks, asWrittenIn(plan));
  return { always, onSomeWays, asWritten: new Set(own.met.flatMap((items) => [...items])) };
}

/** All that there is to cover, but wrong models. */
export const everything: readonly string[] = [
  ...reached([]).regions.flatMap(({ chart, region, states }) =>
    states.map(({ state }) => `states ${chart}:${region}:${state}`),
  ),
  ...reached([]).arcs.map(({ arc }) => `transitions ${arc.id}`),
  ...Object.entries(operations).flatMap(([name, { failures }]) =>
    failures.map((failure) => `failures ${name}/${failure}`),
  ),
  ...requirementIds.map((id) => `requirements ${id}`),
];
