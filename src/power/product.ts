import {
  type Account,
  type Call,
  happen,
  type Model,
  type Outcome,
  type Seen,
  step,
  type Unasked,
  unfold,
} from '../../model/index.ts';
import { missing } from '../../model/operations/operation.ts';
import { type Beliefs, isDue } from './beliefs.ts';
import { changesIn, nothingTold, readsIn, type Scope, type Told, toldBy } from './scopes.ts';

/** One thing on a way: a call of the client's, something that the wrong model does unasked, or hours that pass. */
export type Move =
  | { readonly call: Call }
  | { readonly unasked: Unasked }
  | { readonly later: true };

/** What a search through a product comes to. */
export interface Searched {
  /** The shortest way to an answer that no right model gives; undefined if there is none. */
  readonly way: readonly Move[] | undefined;
  /** How many states of the product were met. */
  readonly states: number;
  /** Whether all of them were gone through. */
  readonly isWhole: boolean;
}

/** How a wrong model is searched. */
export interface Search {
  readonly model: Model;
  readonly scope: Scope;
  /** What the right model can be at the start. */
  readonly right: readonly Account[];
  readonly wrong: Account;
  readonly beliefs: Beliefs;
  /** Whether the wrong model may do this unasked. */
  readonly mayHappen: (event: Unasked) => boolean;
  /** Whether hours may pass. */
  readonly hasClock: boolean;
  readonly statesMax: number;
}

/** A state of the product: of the wrong model, and what a client knows and holds for possible. */
interface Node {
  readonly account: Account;
  readonly told: Told;
  readonly belief: number;
  readonly from: Node | undefined;
  readonly by: readonly Move[];
}

/** Names as a target shows them: nothing in them tells what they stand for. */
const withShownNames = (text: string): string => text.replace(/\{\{(\w+):(\d+)\}\}/g, '$1x$2');

const withoutMissing = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutMissing);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== missing)
      .map(([member, item]) => [member, withoutMissing(item)]),
  );
};

/** What a client sees of an outcome. */
function seenOf(outcome: Outcome): Seen {
  if (outcome.ok === 'unknown') return outcome;
  if (!outcome.ok) return { ok: false, code: outcome.code, status: outcome.status };
  const output = JSON.parse(withShownNames(JSON.stringify(withoutMissing(outcome.output))));
  return { ok: true, output };
}

const wayTo = ({ from, by }: Node): readonly Move[] =>
  from === undefined ? by : [...wayTo(from), ...by];

/** What a wrong model does when asked, once for each account and call. */
class Answers {
  readonly #known = new Map<Account, Map<string, Answered>>();
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  to(account: Account, call: Call): Answered {
    const answers = this.#known.get(account) ?? new Map<string, Answered>();
    this.#known.set(account, answers);
    const text = JSON.stringify(call);
    const known = answers.get(text);
    if (known !== undefined) return known;
    const { account: after, outcome } = step(account, call, this.#model);
    const sent = withShownNames(text);
    const seen = seenOf(outcome);
    const made = {
      after,
      outcome,
      sent,
      asSent: JSON.parse(sent) as Call,
      seen,
      shown: JSON.stringify(seen),
    };
    answers.set(text, made);
    return made;
  }
}

interface Answered {
  readonly after: Account;
  readonly outcome: Outcome;
  /** The call, with names as the target shows them. */
  readonly asSent: Call;
  readonly sent: string;
  readonly seen: Seen;
  readonly shown: string;
}

/**
 * Goes through the product of the accounts of a wrong model and the sets of accounts that the right one could be in,
 * breadth first: the first set with nothing in it ends a way on which a client sees that the model is wrong.
 *
 * The client reads all that it can after each step, for what is read only makes a set smaller; and of two sets beside
 * the same wrong account the larger one is left out, for what refutes it refutes the smaller one.
 */
export function search(options: Search): Searched {
  const { model, scope, beliefs, mayHappen, hasClock, statesMax } = options;
  const nodes: Node[] = [];
  const accounts = new Map<string, Account>();
  const met = new Map<string, number[]>();
  const answers = new Answers(model);

  const ask = (node: Node, call: Call): Node => {
    const { after, outcome, asSent, sent, seen, shown } = answers.to(node.account, call);
    const belief = beliefs.after(node.belief, asSent, sent, seen, shown);
    const told = outcome.ok === true ? toldBy(node.told, call, outcome.output) : node.told;
    return { ...node, account: after, told, belief, by: [...node.by, { call }] };
  };

  /** Reads until that tells nothing more. */
  const looked = (start: Node): Node => {
    let node = start;
    let sinceChange = 0;
    const reads = readsIn(scope, node.told);
    const waits = hasClock && !isDue(node.account, model);
    for (let at = 0; sinceChange < reads.length && !beliefs.isEmpty(node.belief); at++) {
      const before = node.belief;
      node = ask(node, reads[at % reads.length] as Call);
      if (waits) {
        const belief = beliefs.later(node.belief);
        if (belief !== node.belief) node = { ...node, belief, by: [...node.by, { later: true }] };
      }
      sinceChange = node.belief === before ? sinceChange + 1 : 0;
    }
    return node;
  };

  /** The node, unless it is met, or one of which less is possible; whether it ends a way. */
  const add = (start: Node): Node | undefined => {
    const { core, beside, role } = start.account;
    const text = JSON.stringify([core, beside, role.policyName]);
    const account = accounts.get(text) ?? start.account;
    accounts.set(text, account);
    const node = looked({ ...start, account });
    if (beliefs.isEmpty(node.belief)) return node;
    const key = `${JSON.stringify(node.told)} ${text}`;
    const others = met.get(key) ?? [];
    if (others.some((other) => beliefs.isWithin(other, node.belief))) return undefined;
    met.set(key, [...others.filter((other) => !beliefs.isWithin(node.belief, other)), node.belief]);
    nodes.push(node);
    return undefined;
  };

  const { right, wrong: account } = options;
  add({ account, told: nothingTold, belief: beliefs.of(right), from: undefined, by: [] });
  for (const node of nodes) {
    const nexts = [
      ...unfold(node.account, model)
        .filter(({ event }) => mayHappen(event))
        .map((next) => ({
          ...node,
          account: next.account,
          from: node,
          by: [{ unasked: next.event }],
        })),
      ...changesIn(scope, node.told, node.account).map((call) =>
        ask({ ...node, from: node, by: [] }, call),
      ),
    ];
    for (const next of nexts) {
      const end = add(next);
      if (end !== undefined) return { way: wayTo(end), states: nodes.length, isWhole: false };
    }
    if (nodes.length > statesMax) return { way: undefined, states: nodes.length, isWhole: false };
  }
  return { way: undefined, states: nodes.length, isWhole: true };
}

/** The accounts of the right model that are still possible at the end of a way. */
export function left(way: readonly Move[], options: Search): readonly Account[] {
  const { model, beliefs, right } = options;
  const answers = new Answers(model);
  let { wrong } = options;
  let belief = beliefs.of(right);
  for (const move of way) {
    if ('unasked' in move) wrong = happen(wrong, move.unasked, model) ?? wrong;
    else if ('later' in move) belief = beliefs.later(belief);
    else {
      const { after, asSent, sent, seen, shown } = answers.to(wrong, move.call);
      belief = beliefs.after(belief, asSent, sent, seen, shown);
      wrong = after;
    }
  }
  return beliefs.accountsOf(belief);
}
