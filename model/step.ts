import { type Account, moved, own } from './account.ts';
import { constraints, isPlain, someText } from './constraints.ts';
import type { FailureName } from './failures.ts';
import { advance, type CoreEvent, unasked } from './lifecycle.ts';
import { type Model, reference } from './model.ts';
import { type OperationName, operations } from './operations/index.ts';
import {
  type Call,
  type Context,
  type Operation,
  type Result,
  refuse,
} from './operations/operation.ts';

const invalid: Readonly<Record<Operation['service'], FailureName>> = {
  iam: 'ValidationError',
  sts: 'ValidationError',
  ec2: 'InvalidParameterValue',
  agentcore: 'ValidationException',
};

/** Refuses input that no operation looks at: a member is missing, or does not fit its constraint. */
function refuseInput(
  context: Context,
  { service, required, failures }: Operation,
): Result | undefined {
  const failure = invalid[service];
  if (!failures.includes(failure)) return undefined;
  const { input } = context.call;
  const unfit = (member: string, constraint: string) =>
    refuse(context, failure, 'input-constraints', { member, constraint });
  for (const member of new Set([...required, ...Object.keys(input)])) {
    const value = own(input, member) ?? undefined;
    const isRequired = required.includes(member);
    const constraint = own(constraints[service], member) ?? (isRequired ? someText : undefined);
    if (value === undefined && isRequired) return unfit(member, 'Member must not be null');
    if (!isPlain(value)) return unfit(member, 'Member must not be nested so deeply');
    if (value !== undefined && constraint?.fits(value) === false)
      return unfit(member, constraint.says);
  }
  return undefined;
}

/**
 * What AWS does when asked.
 *
 * @param account - The account before the call. Never changed.
 * @param call - Any call of an operation in `operations`, also one that AWS refuses.
 * @param model - The lifecycle to ask; a changed one is a wrong model.
 * @returns The account afterwards and what the caller sees. On refusal the same account object.
 * @throws TypeError if there is no operation of that name.
 * @source The requirement that each refusal names; what is open is a choice of the account
 * @category Semantics
 */
export function step(account: Account, call: Call, model: Model = reference): Result {
  if (!Object.hasOwn(operations, call.operation))
    throw new TypeError(`no operation named ${call.operation}`);
  const operation = operations[call.operation as OperationName];
  const context: Context = { model, account, call };
  return model.surface(context, refuseInput(context, operation) ?? operation.run(context));
}

/** Something that may happen unasked. */
export type Unasked = CoreEvent | { readonly machine: 'iam'; readonly type: 'role.becomesVisible' };

/** Something that AWS did unasked, and the account afterwards. */
export interface Unfolding {
  readonly event: Unasked;
  readonly account: Account;
}

const becomesVisible = { machine: 'iam', type: 'role.becomesVisible' } as const;

/**
 * What AWS may do unasked: every next account by one internal step.
 *
 * @returns One unfolding for each step that is possible now; none if nothing is under way. Never throws.
 * @category Semantics
 */
export function unfold(account: Account, model: Model = reference): readonly Unfolding[] {
  return [...unasked(account.core), becomesVisible].flatMap((event) => {
    const next = happen(account, event, model);
    return next === undefined ? [] : [{ event, account: next }];
  });
}

/**
 * One thing happens unasked.
 *
 * @returns The account afterwards, or undefined where it cannot happen now. Never throws.
 * @category Semantics
 */
export function happen(
  account: Account,
  event: Unasked,
  model: Model = reference,
): Account | undefined {
  const { core, choices, beside } = account;
  if (event.machine === 'iam')
    return beside.visible ? undefined : { ...account, beside: { ...beside, visible: true } };
  const made = advance(model, choices, core, event);
  return made === undefined ? undefined : moved(account, made.core);
}
