import {
  type Account,
  type Call,
  type ChoiceName,
  happen,
  newAccount,
  type OperationName,
  type Outcome,
  operations,
  step,
  type Unasked,
} from '../../model/index.ts';
import { freelyChosen } from '../../model/observe.ts';
import type { CaseStep } from '../conformance/goals.ts';
import { symbolIn, withNames } from '../conformance/names.ts';
import { defaultBounds } from '../observe/bounds.ts';
import { plain, type Symbols, seenFrom } from './expected.ts';
import { callThatTells, type Plan } from './plans.ts';

/** What a vector asks for in turn, with its own names: calls, calls again and again, and time. */
export type Ask =
  | {
      readonly call: Call;
      /** What is answered while that which is waited for is still under way. */
      readonly pending?: ReadonlySet<string>;
      /** What is answered where all goes as planned. */
      readonly planned: string;
    }
  | { readonly advanceSeconds: number };

/** The bounds that a document gives: only these are held against a target. */
export const documentedBounds = { 'interface.release': defaultBounds['interface.release'] ?? 0 };

/** An answer as a text, to be told from others: what it tells of what held the role makes no difference. */
export const keyOf = (outcome: Outcome): string => JSON.stringify(seenFrom(outcome));

/** The answers to a call in one account, with whatever choices may differ each time. */
function answersIn(account: Account, call: Call, known: Symbols): readonly string[] {
  const reads: readonly ChoiceName[] = operations[call.operation as OperationName].reads ?? [];
  return freelyChosen(account, reads).map((chosen) =>
    keyOf(plain(step(chosen, call).outcome, known).outcome),
  );
}

const becomesVisible: Unasked = { machine: 'iam', type: 'role.becomesVisible' };
const notYetVisible = (account: Account): Account => ({
  ...account,
  beside: { ...account.beside, visible: false },
});

/** Code of an agent, which cases leave out and clients do not. */
const artifact = {
  codeConfiguration: {
    code: { s3: { bucket: 'agents', prefix: 'agent.zip' } },
    runtime: 'PYTHON_3_12',
    entryPoint: ['agent.py'],
  },
};
const withArtifact = (input: Call['input']): Call['input'] =>
  JSON.stringify(input.agentRuntimeArtifact) === '{}'
    ? { ...input, agentRuntimeArtifact: artifact }
    : input;

/** Steps on their way to what they ask for. */
class Asking {
  readonly asks: Ask[] = [];
  #account: Account;
  #known: Symbols = new Map();

  constructor(account: Account) {
    this.#account = account;
  }

  /** Asks for a step; false where it cannot be taken, or names something that no answer has told. */
  ask(one: CaseStep): boolean {
    const before = this.#account;
    if ('call' in one) {
      const isAsked = this.#call(one.call);
      if (this.#account.core.rolesMade > before.core.rolesMade) this.#untilVisible();
      return isAsked;
    }
    const { wait } = one;
    const after = happen(before, wait);
    if (after === undefined) return false;
    const call = callThatTells(wait, before);
    this.#account = after;
    if (call === undefined) return true;
    if (wait.machine !== 'interface' || wait.type !== 'release')
      return this.#call(call, answersIn(before, call, this.#known));
    this.asks.push({ advanceSeconds: documentedBounds['interface.release'] });
    return this.#call(call);
  }

  /** Makes a call; where it is waited with it, again until it has another answer than those. */
  #call(made: Call, pending?: readonly string[]): boolean {
    const input = withArtifact(withNames(made.input, Object.fromEntries(this.#known)));
    if (symbolIn(input) !== undefined) return false;
    const { account, outcome } = step(this.#account, made);
    const { outcome: named, known } = plain(outcome, this.#known);
    const call = { ...made, input };
    // Two waits in a row with the same call are one.
    const last = this.asks.at(-1);
    const isSame =
      pending !== undefined &&
      last !== undefined &&
      'pending' in last &&
      JSON.stringify(last.call) === JSON.stringify(call);
    if (isSame) this.asks.pop();
    const all = [...(isSame ? (last.pending ?? []) : []), ...(pending ?? [])];
    this.asks.push({
      call,
      planned: keyOf(named),
      ...(pending === undefined ? {} : { pending: new Set(all) }),
    });
    this.#account = account;
    this.#known = known;
    return true;
  }

  /** A new role need not be seen at once: nothing is asked of it before it is. */
  #untilVisible(): void {
    const hidden = notYetVisible(this.#account);
    const call = callThatTells(becomesVisible, hidden);
    if (call !== undefined) this.#call(call, answersIn(hidden, call, this.#known));
  }
}

/**
 * What a plan asks for: a wait becomes the call whose answer tells that it is over, or the time after which it must
 * be; what no answer tells is not waited for.
 *
 * @returns Undefined where a step cannot be taken, or names something that no answer has told.
 */
export function asksOf({ steps, choices }: Plan): readonly Ask[] | undefined {
  const asking = new Asking(newAccount(choices));
  return steps.every((one) => asking.ask(one)) ? asking.asks : undefined;
}
