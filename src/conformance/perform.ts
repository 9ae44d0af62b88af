import { type Account, newAccount, type Outcome, type Seen } from '../../model/index.ts';
import { roleMayBeAs, somePossible, whereRoleIsAs } from '../observe/narrowing.ts';
import { observe } from '../observe/observe.ts';
import { choicesLeft } from '../observe/questions.ts';
import type { Case } from './cases.ts';
import { type Taken, take } from './goals.ts';
import { learn, type Names } from './names.ts';
import { Ended, getRole, Performance, type Performing } from './performance.ts';
import { probesFor } from './reads.ts';
import type { CaseResult, Verdict } from './story.ts';

const isSameKind = (planned: Outcome, seen: Seen): boolean =>
  planned.ok === seen.ok &&
  (planned.ok !== false || (seen.ok === false && planned.code === seen.code));

/** Whether the newest call met what the case is about: the role as it is there, and the kind of answer. */
function isMet({ asked, before, beliefs }: Performance, planned: Taken): boolean {
  const newest = asked.at(-1);
  if (newest === undefined || planned.outcome === undefined) return false;
  const { call, seen, from } = newest;
  if (!isSameKind(planned.outcome, seen)) return false;
  // What changes nothing leaves the role as it met it.
  if (planned.after === planned.before) return roleMayBeAs(beliefs, planned.before);
  return observe(whereRoleIsAs(before, planned.before, from), call, seen, newest).size > 0;
}

/** Performs the steps of a case; whether it came to what it is about. */
async function performSteps({ id, steps }: Case, performance: Performance): Promise<boolean> {
  let met = true;
  let planned: Account = newAccount();
  let names: Names = {};
  const last = steps.findLastIndex((one) => 'call' in one);
  for (const [at, one] of steps.entries()) {
    const taken = take(planned, one);
    if (taken === undefined) throw new Error(`${id} has a step that the model does not take`);
    planned = taken.after;
    if ('wait' in one) await performance.wait(one.wait, names);
    else {
      if (at === last) performance.shownAt = performance.story.length;
      const seen = await performance.ask(one.call, names);
      if (taken.outcome?.ok === true && seen.ok === true)
        names = { ...names, ...learn(taken.outcome.output, seen.output) };
      if (at !== last) continue;
      performance.shownAt = performance.story.length - 1;
      met = isMet(performance, taken);
    }
  }
  return met;
}

/** What a performance came to. */
export function resultOf(
  id: string,
  { story, deviations, beliefs, aliases, shownAt }: Performance,
  verdict: Verdict,
  reason?: string,
  waitedFor?: string,
): CaseResult {
  const [deviation] = deviations;
  const isWrong = deviation !== undefined;
  return {
    id,
    verdict: isWrong ? 'fail' : verdict,
    reason: isWrong ? undefined : reason,
    story,
    deviation,
    deviations,
    shownAt,
    waitedFor,
    aliases: aliases.filter(({ isLasting }) => isLasting),
    choices: isWrong || beliefs.size === 0 ? undefined : choicesLeft(beliefs),
  };
}

/** Whether there is something left that goes only after hours. */
const hasInterface = ({ beliefs }: Performance): boolean =>
  Object.keys(somePossible(beliefs).account.core.interfaces).length > 0;

/** Why a case did not come to what it is about. */
function notMet({ story, shownAt = -1 }: Performance): readonly [Verdict, string] {
  const { call, reply } = story[shownAt] ?? {};
  if (reply?.lost !== undefined) return ['error', `${call?.operation}: ${reply.lost}`];
  if (reply?.seen.ok === 'unknown' || (reply?.seen.ok === false && reply.seen.status >= 500))
    return ['inconclusive', `${call?.operation} was not answered: it may have happened, or not.`];
  return ['vacuous', 'The target went another way that is permitted, too.'];
}

/**
 * Performs a case on a target that has nothing of the suite's in it.
 *
 * @param looksBefore - How often to look for the role before: a target that draws lots draws others then.
 */
export async function perform(
  which: Case,
  performing: Performing,
  looksBefore = 0,
): Promise<CaseResult> {
  const { id } = which;
  const performance = new Performance(performing);
  try {
    for (let looks = 0; looks < looksBefore; looks++) await performance.ask(getRole);
    const met = await performSteps(which, performance);
    const looks = probesFor(somePossible(performance.beliefs));
    const look = async (): Promise<void> => {
      for (const one of looks)
        if (!performance.hasJustMade(one)) await performance.ask(one.call, one.names);
    };
    await look();
    await performance.waitForRole();
    if (/^(rule|scenario)\//.test(id)) {
      await performance.fate();
      await look();
      if (hasInterface(performance) && (await performance.passLatest())) await look();
    }
    return met
      ? resultOf(id, performance, 'pass')
      : resultOf(id, performance, ...notMet(performance));
  } catch (error) {
    if (error instanceof RangeError)
      return resultOf(id, performance, 'inconclusive', error.message);
    if (!(error instanceof Ended)) throw error;
    return resultOf(id, performance, error.verdict, error.message || undefined, error.waitedFor);
  }
}
