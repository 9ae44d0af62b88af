import {
  type Account,
  advance,
  type Call,
  type CoreEvent,
  happen,
  type Outcome,
  reference,
  step,
  type Unasked,
} from '../../model/index.ts';
import { situations } from './situations.ts';

/** One step of a case: a call, or something that must happen unasked before the case goes on. */
export type CaseStep = { readonly call: Call } | { readonly wait: Unasked };

/** A step that was taken in the model. */
export interface Taken {
  /** The call, if the step is one. */
  readonly call: Call | undefined;
  readonly before: Account;
  readonly after: Account;
  /** What was answered, if the step is a call. */
  readonly outcome: Outcome | undefined;
  /** What the step shows: cells of the table role state x operation x outcome, and rules. */
  readonly shows: readonly string[];
}

/** What a client can neither bring about nor see for sure: the service fails or takes up the role for reasons of its own. */
export const isOutOfReach = ({ machine, type }: Unasked): boolean =>
  machine === 'session' || type === 'fail';

/** The name of a cell of the table. */
const cellOf = ({ core }: Account, operation: string, outcome: Outcome): string =>
  `${core.role.role}/${operation}/${outcome.ok === false ? outcome.failure : 'ok'}`;

/** The name of what shows a rule. */
export const ruleGoal = (rule: string): string => `rule/${rule}`;

const rulesOf = ({ core, choices }: Account, event: CoreEvent | undefined): readonly string[] =>
  event === undefined
    ? []
    : (advance(reference, choices, core, event)?.arcs ?? []).map(({ rule }) => ruleGoal(rule));

const situationsOf = (taken: Omit<Taken, 'shows'>): readonly string[] =>
  Object.entries(situations)
    .filter(([, holds]) => holds({ ...taken, shows: [] }))
    .map(([rule]) => ruleGoal(rule));

/** Takes a step in the model; undefined if it is something unasked that cannot happen. */
export function take(before: Account, one: CaseStep): Taken | undefined {
  if ('wait' in one) {
    const { wait } = one;
    const after = happen(before, wait);
    if (after === undefined) return undefined;
    const taken = { call: undefined, before, after, outcome: undefined };
    const rules = wait.machine === 'iam' ? [] : rulesOf(before, wait);
    return { ...taken, shows: [...rules, ...situationsOf(taken)] };
  }
  const { call } = one;
  const { account: after, outcome, event } = step(before, call);
  const taken = { call, before, after, outcome };
  const cell = cellOf(before, call.operation, outcome);
  const refusal = outcome.ok === false ? [ruleGoal(outcome.rule)] : [];
  return {
    ...taken,
    shows: [...new Set([cell, ...refusal, ...rulesOf(before, event), ...situationsOf(taken)])],
  };
}
