import {
  type Account,
  lifecycleChoices,
  type OperationName,
  type Outcome,
  operations,
} from '../../model/index.ts';
import type { BeliefOptions, Beliefs } from '../observe/observe.ts';
import { possibleOutcomes } from '../observe/questions.ts';
import { once } from '../once.ts';
import { isNameLeftOut, searched } from './calls.ts';
import { Course } from './course.ts';
import { type Decision, decide, Limits, type Refuted } from './decide.ts';
import type { History, HistoryCall } from './history.ts';
import { type Ordered, Search } from './search.ts';
import { type Replay, replayed } from './witness.ts';

/** How far to look. @category Histories */
export interface ExplainOptions {
  /** The most times to work out what an answer leaves possible. Default 2,000,000. */
  readonly stepsMax?: number;
  /** Seconds. Default: no limit. */
  readonly timeLimit?: number;
  /** Bytes that the process may use. Default 3 GiB. */
  readonly memoryMax?: number;
  /** Ends the search, which is undecided then. */
  readonly signal?: AbortSignal;
  /** Told now and then how many answers are explained, of how many, and for how many all orders were looked at so far. */
  readonly progress?: (explained: number, answers: number, byAll: number | undefined) => void;
}

/** A call in an order. */
export interface PlacedCall {
  readonly call: HistoryCall;
  /** What the target may be after it. @hidden */
  readonly beliefs: Beliefs;
}

/** The first answer that cannot be. */
export interface Impossible {
  readonly call: HistoryCall;
  /** What could have come back instead, some of it at least. */
  readonly permitted: readonly Outcome[];
  /** What the target may have been before that, in some of the longest orders. @hidden */
  readonly before: readonly Beliefs[];
}

/** What was found out about the calls of one account. */
export interface AccountExplanation {
  readonly account: string;
  readonly calls: number;
  /** What is believed at the start. @hidden */
  readonly start: Beliefs;
  /** An order that explains all answers; else a longest one that explains some. */
  readonly order: readonly PlacedCall[];
  readonly result:
    | { readonly verdict: 'yes'; readonly replay: Replay }
    | { readonly verdict: 'no'; readonly impossible: Impossible }
    | { readonly verdict: 'undecided'; readonly reason: string };
}

/** Whether a conforming target could have done what a history tells. @category Histories */
export interface Explanation {
  readonly verdict: 'yes' | 'no' | 'undecided';
  readonly calls: number;
  /** How many times it was worked out what an answer leaves possible. */
  readonly steps: number;
  readonly accounts: readonly AccountExplanation[];
}

const permittedMax = 20;
const nameLeftOut =
  'no order was found, but a part of a list tells a name that calls ask by, and lists in parts are left out';

/** The calls of an order, from its first on. */
function placed(order: Ordered | undefined): readonly PlacedCall[] {
  const calls: PlacedCall[] = [];
  for (let at = order; at?.before !== undefined; at = at.before)
    if (at.call !== undefined && at.call !== calls.at(-1)?.call)
      calls.push({ call: at.call, beliefs: at.beliefs });
  return calls.reverse();
}

/** What would have been permitted in the place of an answer that cannot be. */
function impossible({ call, before }: Refuted): Impossible {
  const permitted = new Map<string, Outcome>();
  for (const { beliefs, reached } of before)
    for (const outcome of possibleOutcomes(
      beliefs,
      call.call,
      permittedMax,
      Math.max(reached, call.from),
    ))
      if (permitted.size < permittedMax) permitted.set(JSON.stringify(outcome), outcome);
  return {
    call,
    permitted: [...permitted.values()],
    before: before.map(({ beliefs }) => beliefs),
  };
}

/** The choices that are not known and that some of the calls may show. */
function openIn({ open }: History, calls: readonly HistoryCall[]): History['open'] {
  const read = new Set<string>(lifecycleChoices);
  for (const { call } of calls)
    for (const name of operations[call.operation as OperationName].reads ?? []) read.add(name);
  return Object.fromEntries(Object.entries(open).filter(([name]) => read.has(name)));
}

/** The account with the alternatives that the target may have taken. */
const withChoicesOf = (account: Account, beliefs: Beliefs | undefined): Account => ({
  ...account,
  choices: beliefs?.rectangles[0]?.account.choices ?? account.choices,
});

async function explainAccount(
  history: History,
  name: string,
  calls: readonly HistoryCall[],
  limits: Limits,
  { progress }: ExplainOptions,
): Promise<AccountExplanation> {
  const account = history.startOf(name);
  const names = history.namesOf?.(name) ?? {};
  const known = { names, ...(history.bounds === undefined ? {} : { bounds: history.bounds }) };
  const open = openIn(history, calls);
  const decided = async (options: BeliefOptions): Promise<[Course, Search, Decision]> => {
    const course = new Course(account, searched(calls), options);
    const search = new Search(course);
    return [course, search, await decide(course, search, limits, progress)];
  };
  // Most targets take the defaults, and much less is possible then.
  let [course, search, found] = await decided(known);
  if (found.verdict === 'no' && Object.keys(open).length > 0)
    [course, search, found] = await decided({ ...known, open });
  const order = placed(found.verdict === 'yes' ? found.order : search.longest[0]);
  const shared = { account: name, calls: calls.length, start: course.start.beliefs, order };
  if (found.verdict === 'undecided') return { ...shared, result: found };
  if (found.verdict === 'no' && isNameLeftOut(calls))
    return { ...shared, result: { verdict: 'undecided', reason: nameLeftOut } };
  if (found.verdict === 'no')
    return { ...shared, result: { verdict: 'no', impossible: impossible(found) } };
  const replay = once(() =>
    replayed(
      withChoicesOf(account, order.at(-1)?.beliefs),
      order.map(({ call }) => call),
      names,
    ),
  );
  // Worked out only for who asks: it takes longer than the search often does.
  return {
    ...shared,
    result: {
      verdict: 'yes',
      get replay() {
        return replay();
      },
    },
  };
}

/**
 * Could a conforming target have done this?
 *
 * Looks, for each account of a history, for an order of its calls that real time allows and the model permits. Calls of
 * unknown outcome happen, at any time after they were made, or do not; what happens unasked may happen in between, until
 * its latest time.
 *
 * @returns *yes* with such an order, *no* with the first answer that cannot be and what could have come instead, or
 *   *undecided* with the limit that was reached.
 * @category Histories
 */
export async function explain(
  history: History,
  options: ExplainOptions = {},
): Promise<Explanation> {
  const byAccount = new Map<string, HistoryCall[]>();
  for (const one of history.calls) {
    const known = byAccount.get(one.account);
    if (known === undefined) byAccount.set(one.account, [one]);
    else known.push(one);
  }
  const limits = new Limits(options);
  const accounts: AccountExplanation[] = [];
  for (const [name, calls] of byAccount)
    accounts.push(await explainAccount(history, name, calls, limits, options));
  const verdicts = accounts.map(({ result }) => result.verdict);
  const verdict = (['no', 'undecided'] as const).find((one) => verdicts.includes(one)) ?? 'yes';
  return { verdict, calls: history.calls.length, steps: limits.steps, accounts };
}
