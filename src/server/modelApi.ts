import { isDeepStrictEqual } from 'node:util';
import { isPlain } from '../../model/constraints.ts';
import { type Account, blockers, type Choices } from '../../model/index.ts';
import { splitPath } from '../wire/protocol.ts';
import { isRecord } from '../wire/values.ts';
import { accountFrom } from './given.ts';
import { issueText } from './issues.ts';
import { neverHappens } from './world.ts';
import type { Worlds } from './worlds.ts';

/** An answer of the model's own interface: a status and a JSON value. */
export interface ModelAnswer {
  readonly status: number;
  readonly value: unknown;
}

interface Asked {
  readonly account: string;
  readonly body: string;
}

/** A request that is wrong: said, and nothing is done. */
class Wrong extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

/** What can be seen of an account: its state, what holds the role, and what is to come. */
function shown(worlds: Worlds, id: string): unknown {
  const { world, names } = worlds.place(id);
  const { core, beside, choices } = world.account;
  const dateOf = (time: number) => (time === neverHappens ? null : new Date(time).toISOString());
  return names.given({
    id,
    time: dateOf(worlds.now),
    roleState: core.role.role,
    blockers: blockers(core, choices),
    unasked: [...world.record().due]
      .sort((a, b) => a.at - b.at)
      .map(({ event, at }) => ({ event, at: dateOf(at) })),
    choices,
    account: { core, beside },
  });
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    if (!isPlain(value)) throw new Wrong('The body is nested too deeply.');
    if (isRecord(value)) return value;
  } catch (error) {
    if (error instanceof Wrong) throw error;
    throw new Wrong(`The body is no JSON: ${(error as Error).message}.`);
  }
  throw new Wrong('The body must be a JSON object.');
}

/** Later years have more than four digits, which clients do not read. */
const timeMax = Date.UTC(9999, 11, 31);

/** The ways to go on, by the member that asks for each. */
const ways: Readonly<Record<string, (worlds: Worlds, account: string, value: unknown) => void>> = {
  seconds: (worlds, account, seconds) => {
    const time = typeof seconds === 'number' ? worlds.now + Math.round(seconds * 1000) : Number.NaN;
    if (!(time >= worlds.now && time <= timeMax))
      throw new Wrong('seconds must be a number from 0, and time ends with the year 9999.');
    worlds.goOnTo(account, time);
  },
  step: (worlds, account, step) => {
    if (step !== 'next') throw new Wrong('step must be "next".');
    const due = worlds.place(account).world.next;
    if (due === undefined) throw new Wrong('Nothing is under way.', 409);
    worlds.goOnTo(account, due.at);
  },
  event: (worlds, account, event) => {
    const { world, names } = worlds.place(account);
    const wanted = names.taken(event);
    const found = world.record().due.find((due) => isDeepStrictEqual(due.event, wanted));
    if (found === undefined)
      throw new Wrong('That event cannot happen now: see unasked in GET /_model/account.', 409);
    worlds.happen(account, found.event);
  },
};

function advance(worlds: Worlds, { account, body }: Asked): void {
  const [[name = '', value] = [], ...others] = Object.entries(parsed(body));
  const way = Object.hasOwn(ways, name) && others.length === 0 ? ways[name] : undefined;
  if (way === undefined)
    throw new Wrong(
      'Give one of {"seconds": N}, {"step": "next"} and {"event": {…}}, an event that GET /_model/account lists as unasked.',
    );
  way(worlds, account, value);
}

function put(worlds: Worlds, { account, body }: Asked, choices: Choices): void {
  const { names } = worlds.place(account);
  const given = accountFrom(names.taken(parsed(body)), choices);
  if (!('core' in given)) throw new Wrong(`That is no account: ${names.given(issueText(given))}.`);
  worlds.put(account, { ...(given satisfies Account), id: account });
}

type Action = (worlds: Worlds, asked: Asked, choices: Choices) => void;

const actions: Readonly<Record<string, Action>> = {
  'GET /_model/account': () => undefined,
  'PUT /_model/account': put,
  'POST /_model/advance': advance,
  'POST /_model/reset': (worlds, { account }) => worlds.reset(account),
};

/** Whether a path belongs to the model's own interface. */
export const isModelPath = (path: string): boolean => /^\/_model(\/|\?|$)/.test(path);

/**
 * Answers a request about the model itself. Each answer shows the account as it is then.
 *
 * @param path - The path with its query; `account` names the account.
 */
export function answerModel(
  worlds: Worlds,
  choices: Choices,
  request: { readonly method: string; readonly path: string; readonly body: string },
  defaultAccount: string,
): ModelAnswer {
  const [path, query] = splitPath(request.path);
  const account = new URLSearchParams(query).get('account') ?? defaultAccount;
  try {
    const action = actions[`${request.method} ${path}`];
    if (action === undefined)
      throw new Wrong(`There are ${Object.keys(actions).join(', ')}, and nothing else.`, 404);
    if (!/^\d{12}$/.test(account)) throw new Wrong('account must be 12 digits.');
    action(worlds, { account, body: request.body }, choices);
    return { status: 200, value: shown(worlds, account) };
  } catch (error) {
    if (error instanceof Wrong) return { status: error.status, value: { message: error.message } };
    throw error;
  }
}
