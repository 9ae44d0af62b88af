import fc from 'fast-check';
import {
  type Account,
  type Call,
  callers,
  newAccount,
  type OperationName,
  operations,
  type RoleStatus,
  unfold,
} from '../../model/index.ts';
import { callFrom, type Draw } from '../../properties/calls.ts';
import { decodeRequest, encodeRequest } from '../wire/wire.ts';
import { type CaseStep, isOutOfReach, take } from './goals.ts';

/** A way to something that a case shows: its last step shows it. */
export type Ways = ReadonlyMap<string, readonly CaseStep[]>;

/** One thing drawn: a call, or one of the things that may happen unasked. */
export type Drawn = { readonly call: Draw } | { readonly unasked: number };

const number = fc.nat({ max: 2 ** 20 });
const call = fc.record({ operation: number, caller: number, region: number, detail: number });
/** Draws that lead far. */
export const drawn: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ call }) },
  { weight: 2, arbitrary: fc.record({ unasked: number }) },
);

/** The service's names in a call must have been in earlier answers, or be of things that there never are. */
const isTold = (input: unknown, told: string): boolean =>
  (JSON.stringify(input).match(/\{\{\w+:\d+\}\}/g) ?? []).every(
    (name) => told.includes(name) || name.endsWith(':99}}'),
  );

/** Whether the protocol can carry a call as it is: some of those that the model refuses have no form there. */
export function canBeWritten({ operation, input }: Call): boolean {
  const name = operation as OperationName;
  try {
    const read = decodeRequest(encodeRequest(operations[name].service, name, input));
    return 'input' in read && read.operation === name;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** What draws mean, step by step, from an account on; those that mean nothing are left out. */
export function read(
  draws: readonly Drawn[],
  told = '',
): { steps: CaseStep[]; shows: Map<string, number> } {
  let account: Account = newAccount();
  let answers = told;
  const steps: CaseStep[] = [];
  const shows = new Map<string, number>();
  for (const draw of draws) {
    const one = stepOf(account, draw);
    if (one === undefined) continue;
    const taken = take(account, one);
    if (taken === undefined) continue;
    if ('call' in one && !isTold(one.call.input, answers)) continue;
    if (taken.outcome?.ok === true) answers += JSON.stringify(taken.outcome.output);
    steps.push(one);
    for (const goal of taken.shows) if (!shows.has(goal)) shows.set(goal, steps.length);
    account = taken.after;
  }
  return { steps, shows };
}

function stepOf(account: Account, draw: Drawn): CaseStep | undefined {
  if ('call' in draw) {
    const made = callFrom(account, draw.call);
    const caller = made.caller.mayEdit ? callers.administrator : callers.reader;
    return canBeWritten(made) ? { call: { ...made, caller } } : undefined;
  }
  const possible = unfold(account).filter(({ event }) => !isOutOfReach(event));
  const chosen = possible[draw.unasked % Math.max(possible.length, 1)];
  return chosen && { wait: chosen.event };
}

const shows = (draws: readonly Drawn[], goal: string): boolean => {
  const { steps, shows: shown } = read(draws);
  return steps.length > 0 && shown.get(goal) === steps.length;
};

/** The shortest draws that are left when none can be taken out any more, each as plain as it can be. */
function minimal(draws: readonly Drawn[], goal: string): readonly Drawn[] {
  let best = draws;
  const keepIf = (other: readonly Drawn[]) => {
    if (shows(other, goal)) best = other;
  };
  for (let at = draws.length - 2; at >= 0; at--) keepIf(best.toSpliced(at, 1));
  for (const [at, draw] of best.entries()) {
    if (!('call' in draw)) continue;
    for (const plain of plainest)
      keepIf(best.with(at, { call: { ...(best[at] as { call: Draw }).call, ...plain } }));
  }
  return best;
}

const isShownLast = (steps: readonly CaseStep[], goal: string): boolean => {
  let account: Account = newAccount();
  let shown: readonly string[] = [];
  for (const one of steps) {
    const taken = take(account, one);
    if (taken === undefined) return false;
    ({ after: account, shows: shown } = taken);
  }
  return shown.includes(goal);
};

/**
 * A way on which each wait comes as early as it can: where time goes on by itself, what is made before a wait has often
 * come to its end after it.
 */
export function waitingEarly(steps: readonly CaseStep[], goal: string): readonly CaseStep[] {
  let best = steps;
  for (const one of steps.filter((each) => 'wait' in each))
    for (let at = best.indexOf(one); at > 0 && 'call' in (best[at - 1] as CaseStep); at--) {
      const other = best.toSpliced(at - 1, 2, one, best[at - 1] as CaseStep);
      if (!isShownLast(other, goal)) break;
      best = other;
    }
  return best;
}

/** An administrator, in the first Region. */
const plainest: readonly Partial<Draw>[] = [{ caller: 0 }, { region: 0 }];

/**
 * A short way to everything that a case can show: found by random sequences in the model, and made as short as it gets.
 *
 * @param runs - How many sequences are tried from the start, and after the way to each role state.
 */
export function waysToAll(runs: number, seed: number): Ways {
  const found = new Map<string, readonly Drawn[]>();
  const note = (draws: readonly Drawn[]) => {
    // What means nothing is dropped, so that places in both lists agree.
    const { shows } = read(draws);
    for (const [goal, length] of shows) {
      const known = found.get(goal);
      if (known === undefined || length < known.length) found.set(goal, upTo(draws, length));
    }
  };
  for (const draws of fc.sample(fc.array(drawn, { minLength: 1, maxLength: 60, size: 'max' }), {
    seed,
    numRuns: runs,
  }))
    note(draws);
  for (const [goal, draws] of found) found.set(goal, minimal(draws, goal));
  const tails = fc.sample(fc.array(drawn, { minLength: 1, maxLength: 3, size: 'max' }), {
    seed,
    numRuns: runs,
  });
  for (const way of shortestToStates(found)) for (const tail of tails) note([...way, ...tail]);
  const goals = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    goals.map(([goal, draws]) => [goal, waitingEarly(read(minimal(draws, goal)).steps, goal)]),
  );
}

/** The draws whose meaning has so many steps. */
function upTo(draws: readonly Drawn[], length: number): readonly Drawn[] {
  let end = length;
  while (read(draws.slice(0, end)).steps.length < length) end += 1;
  return draws.slice(0, end);
}

/** For each role state the shortest way of which a cell was found: all but its last step. */
function shortestToStates(
  found: ReadonlyMap<string, readonly Drawn[]>,
): readonly (readonly Drawn[])[] {
  const ways = new Map<string, readonly Drawn[]>();
  for (const [goal, draws] of found) {
    const state = goal.split('/')[0] as RoleStatus;
    const way = draws.slice(0, -1);
    if (
      !goal.startsWith('rule/') &&
      way.length < (ways.get(state)?.length ?? Number.POSITIVE_INFINITY)
    )
      ways.set(state, way);
  }
  return [...ways.values()];
}
