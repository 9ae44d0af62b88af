import {
  type Call,
  type ChoiceName,
  choices as catalogue,
  certain,
  choiceNames,
  combinations,
  happen,
  newAccount,
  type OperationName,
  type Outcome,
  observe,
  operations,
  type Possible,
  type Seen,
  step,
  type Unasked,
} from '../../model/index.ts';

/** What a target could be: every account that explains what was seen so far, none if nothing does. */
export type Beliefs = readonly Possible[];

const isFixed = (name: ChoiceName): boolean => catalogue[name].kind === 'fixed';
/** Choices of the lifecycle, by the operations that can show them. */
const shownBy: Readonly<Partial<Record<ChoiceName, RegExp>>> = {
  'usage-check': /^DeleteServiceLinkedRole$/,
  'lingering-interface': /^DeleteServiceLinkedRole$/,
  'failed-entry': /^(Create|Update)(AgentRuntime|CodeInterpreter|Browser)$/,
  'old-versions': /^UpdateAgentRuntime$/,
};

/** The fixed choices that can make a difference to some calls. */
const choicesThatMatter = (named: readonly OperationName[]): readonly ChoiceName[] =>
  choiceNames.filter(
    (name) =>
      isFixed(name) &&
      named.some(
        (operation) =>
          operations[operation].reads?.includes(name) === true || shownBy[name]?.test(operation),
      ),
  );

/** What a target could be before anything was asked of it, if it takes every default. */
export const byDefault = (id: string): Beliefs => certain({ ...newAccount(), id });

/** What a target could be before anything was asked of it: every alternative that can make a difference. */
export const byAnyChoice = (id: string, named: readonly OperationName[]): Beliefs =>
  combinations(choicesThatMatter(named)).flatMap((choices) =>
    certain({ ...newAccount(choices), id }),
  );

/** What a target can still be after it has answered. */
export const after = (beliefs: Beliefs, call: Call, seen: Seen): Beliefs =>
  observe(beliefs, call, seen);

/** Whether something may still be to come unasked. */
export const mayHappen = (beliefs: Beliefs, event: Unasked): boolean =>
  beliefs.some(({ account }) => happen(account, event) !== undefined);

const accountsMax = 40;

/** A call with the model's ids in the place of the target's. */
function inModel({ names }: Possible, call: Call): Call {
  const input = Object.entries(names).reduce(
    (text, [id, name]) => text.replaceAll(name, id),
    JSON.stringify(call.input),
  );
  return { ...call, input: JSON.parse(input) as Call['input'] };
}

/** What would have been permitted: the answers of the model, each kind once. */
export function permitted(beliefs: Beliefs, call: Call): readonly Outcome[] {
  const kinds = new Map<string, Outcome>();
  for (const possible of beliefs.slice(0, accountsMax)) {
    const { outcome } = step(possible.account, inModel(possible, call));
    const kind =
      outcome.ok === false ? `${outcome.code} ${outcome.status}` : JSON.stringify(outcome);
    kinds.set(kind, outcome);
  }
  return [...kinds.values()];
}
