import fc from 'fast-check';
import {
  type Account,
  type Call,
  callers,
  newAccount,
  type OperationName,
  operations,
} from '../../model/index.ts';
import { callFrom, type Draw } from '../../properties/calls.ts';
import { namesOf } from '../../src/server/names.ts';
import type { RunningServer } from '../../src/server/server.ts';
import { encodeRequest, type ReadResponse } from '../../src/wire/wire.ts';
import { ask, model } from './server.ts';

/** A call by the administrator, and how many things happen unasked before it. */
export type ServerDraw = Draw & { readonly advance: number };

/** What is drawn of a call, for `fc.record`. */
export const serverDraw = {
  operation: fc.nat(),
  caller: fc.constant(0),
  region: fc.nat(),
  detail: fc.nat(),
  advance: fc.nat({ max: 3 }),
};

/** Whether a protocol can carry an input: some of those that the model refuses have no form there. */
export function isWritable(operation: OperationName, input: Call['input']): boolean {
  try {
    encodeRequest(operations[operation].service, operation, input);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** A call that was made of a server, and what it answered. */
export interface Asked {
  readonly call: Call;
  readonly answer: ReadResponse;
  /** The server's time. */
  readonly time: string;
}

/** The account that a server starts with: its choices are those of the server. */
export async function startOf(server: RunningServer): Promise<Account> {
  const { value } = await model(server, 'GET', 'account');
  return newAccount(value.choices as Partial<Account['choices']>);
}

/** Asks a server with manual time what is drawn, where it can be written and names only what it has told of. */
export async function* asked(
  server: RunningServer,
  seed: string,
  sequence: readonly ServerDraw[],
): AsyncGenerator<Asked> {
  const names = namesOf(seed, '123456789012');
  let told = '';
  for (const draw of sequence) {
    for (let step = 0; step < draw.advance; step++)
      await model(server, 'POST', 'advance', { step: 'next' });
    const { value: shown } = await model(server, 'GET', 'account');
    const account = { ...newAccount(), ...names.taken(shown.account) } as Account;
    const drawn = callFrom(account, draw);
    const operation = drawn.operation as OperationName;
    const input = names.given(drawn.input);
    const symbols = JSON.stringify(drawn.input).match(/\{\{\w+:\d+\}\}/g) ?? [];
    const isTold = symbols.every((symbol) => told.includes(names.given(symbol)));
    if (!isTold || !isWritable(operation, input)) continue;
    const answer = await ask(server, operation, input, drawn.region);
    told += JSON.stringify([input, answer]);
    yield { call: { ...drawn, caller: callers.administrator, input }, answer, time: shown.time };
  }
}
