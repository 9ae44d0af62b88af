import {
  type Account,
  type Call,
  callers,
  newAccount,
  type OperationName,
  operations,
  reference,
  type Seen,
  step,
  type Unasked,
  unfold,
} from '../../model/index.ts';
import { explains, freelyChosen, withIds } from '../../model/observe.ts';
import { type Move, make } from './steps.ts';

/** A call that was made of a target, with the target's names, and what came back. */
export interface Told {
  readonly operation: string;
  readonly region: string;
  readonly caller: 'main' | 'limited';
  readonly input: Call['input'];
  readonly answer: Seen;
}

type Names = Readonly<Record<string, string>>;

/** A call that is explained: what has happened unasked before it, and what is known after it. */
interface Explained {
  readonly unasked: readonly Unasked[];
  readonly names: Names;
}

const accountsMax = 400;
const who = { main: callers.administrator, limited: callers.reader } as const;
const ownAccount = '123456789012';

/** The story as if it had been told of the model's own account. */
function inOwnAccount(story: readonly Told[]): readonly Told[] {
  const text = JSON.stringify(story);
  const [, account] = /arn:aws[\w-]*:[\w-]+:[\w-]*:(\d{12}):/.exec(text) ?? [];
  return account === undefined ? story : JSON.parse(text.replaceAll(account, ownAccount));
}

/** The names known if an account gave the answer; undefined if it could not. */
function readAnswer(account: Account, call: Call, answer: Seen, names: Names): Names | undefined {
  if (answer.ok === 'unknown') return names;
  const { reads = [] } = operations[call.operation as OperationName];
  for (const chosen of freelyChosen(account, reads)) {
    const [learnt] = explains(step(chosen, call).outcome, answer, names, {});
    if (learnt !== undefined) return learnt;
  }
  return undefined;
}

/** The fewest things that may have happened unasked before an answer; undefined if nothing explains it. */
function explained(from: Account, call: Call, answer: Seen, names: Names): Explained | undefined {
  const queue: { readonly account: Account; readonly unasked: readonly Unasked[] }[] = [
    { account: from, unasked: [] },
  ];
  const met = new Set<string>();
  for (const { account, unasked } of queue) {
    const learnt = readAnswer(account, call, answer, names);
    if (learnt !== undefined) return { unasked, names: learnt };
    for (const next of unfold(account)) {
      const key = JSON.stringify([next.account.core, next.account.beside.visible]);
      if (met.has(key) || met.size >= accountsMax) continue;
      met.add(key);
      queue.push({ account: next.account, unasked: [...unasked, next.event] });
    }
  }
  return undefined;
}

/**
 * What a target answered, as moves of the model: between the calls, the fewest things that must have happened unasked.
 *
 * @param story - The calls in the order in which they were made, up to an answer that cannot be.
 * @returns The moves; the last call is the first one whose answer nothing explains, where there is one.
 */
export function movesOfStory(story: readonly Told[]): readonly Move[] {
  const moves: Move[] = [];
  let account = newAccount();
  let names: Names = {};
  for (const { operation, region, caller, input, answer } of inOwnAccount(story)) {
    if (!Object.hasOwn(operations, operation)) continue;
    const call = { operation, region, caller: who[caller], input: withIds(input, names) };
    const found = explained(account, call, answer, names);
    const made: Move[] = [...(found?.unasked ?? []).map((unasked) => ({ unasked })), { call }];
    for (const move of made) account = make(account, move, reference)?.account ?? account;
    moves.push(...made);
    if (found === undefined) break;
    names = found.names;
  }
  return moves;
}
