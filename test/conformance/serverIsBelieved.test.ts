import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Account,
  type Call,
  callers,
  newAccount,
  type OperationName,
  operations,
  type Seen,
} from '../../model/index.ts';
import { callFrom } from '../../properties/calls.ts';
import type { Bounds } from '../../src/observe/bounds.ts';
import { type Beliefs, believe, observe } from '../../src/observe/observe.ts';
import { durations } from '../../src/server/durations.ts';
import { namesOf } from '../../src/server/names.ts';
import { startServer } from '../../src/server/server.ts';
import { encodeRequest } from '../../src/wire/wire.ts';
import { ask, model } from '../support/server.ts';

const callMax = 60;
const runs = 8;
const number = fc.nat({ max: 2 ** 20 });
const draws = fc.array(
  fc.record({
    operation: number,
    caller: fc.constant(0),
    region: number,
    detail: number,
    advance: fc.nat({ max: 3 }),
  }),
  { minLength: 1, maxLength: callMax, size: 'max' },
);

/** The latest times of the server itself: a judge who knows them finds nothing wrong with it. */
const { 'session.begin': _, ...others } = durations;
const bounds: Bounds = Object.fromEntries(
  Object.entries(others).map(([name, { to }]) => [name, to]),
);

function isWritable(operation: OperationName, input: Call['input']): boolean {
  try {
    encodeRequest(operations[operation].service, operation, input);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** What is believed of a server after a random sequence, and all that was told; nothing at the first answer that is refuted. */
async function believed(
  behaviour: 'documented' | 'adversarial',
  seed: string,
  sequence: readonly (Parameters<typeof callFrom>[1] & { readonly advance: number })[],
): Promise<readonly [Beliefs, readonly unknown[]]> {
  const names = namesOf(seed, '123456789012');
  const server = await startServer({ seed, behaviour, timeScale: 'manual' });
  try {
    const { value } = await model(server, 'GET', 'account');
    let beliefs = believe(newAccount(value.choices as Partial<Account['choices']>), { bounds });
    const told: unknown[] = [];
    for (const draw of sequence) {
      for (let step = 0; step < draw.advance; step++)
        await model(server, 'POST', 'advance', { step: 'next' });
      const { value: shown } = await model(server, 'GET', 'account');
      const account = { ...newAccount(), ...names.taken(shown.account) } as Account;
      const drawn = callFrom(account, draw);
      const input = names.given(drawn.input);
      const symbols = JSON.stringify(drawn.input).match(/\{\{\w+:\d+\}\}/g) ?? [];
      const isTold = symbols.every((one) => JSON.stringify(told).includes(names.given(one)));
      if (!isTold || !isWritable(drawn.operation as OperationName, input)) continue;
      const call: Call = { ...drawn, caller: callers.administrator, input };
      const answer = await ask(server, call.operation as OperationName, input, call.region);
      const now = Date.parse(shown.time);
      told.push([shown.time, call.operation, call.region, input, answer]);
      beliefs = observe(beliefs, call, answer as Seen, { from: now, to: now });
      if (beliefs.size === 0) return [beliefs, told];
    }
    return [beliefs, told];
  } finally {
    await server.close();
  }
}

test.each(['documented', 'adversarial'] as const)(
  'what the server answers is believed, in the time that it takes: %s',
  async (behaviour) => {
    let calls = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat().map(String), draws, async (seed, sequence) => {
        const [beliefs, told] = await believed(behaviour, seed, sequence);
        calls += told.length;
        expect(beliefs.size, JSON.stringify(told, null, 1)).toBeGreaterThan(0);
      }),
      { numRuns: runs, seed: 3 },
    );
    expect(calls).toBeGreaterThan(runs * 10);
  },
);
