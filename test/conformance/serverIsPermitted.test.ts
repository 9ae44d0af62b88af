import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Account,
  type Call,
  callers,
  certain,
  newAccount,
  type OperationName,
  observe,
  operations,
  type Possible,
  type Seen,
} from '../../model/index.ts';
import { callFrom } from '../../properties/calls.ts';
import { type Names, namesOf } from '../../src/server/names.ts';
import { startServer } from '../../src/server/server.ts';
import { encodeRequest } from '../../src/wire/wire.ts';
import { ask, model } from '../support/server.ts';

const callMax = 12;
const runs = 40;

const draws = fc.array(
  fc.record({
    operation: fc.nat(),
    caller: fc.constant(0),
    region: fc.nat(),
    detail: fc.nat(),
    advance: fc.nat({ max: 3 }),
  }),
  { minLength: 1, maxLength: callMax },
);

/** Whether a protocol can carry an input: some of those that the model refuses have no form there. */
function isWritable(operation: OperationName, input: Call['input']): boolean {
  try {
    encodeRequest(operations[operation].service, operation, input);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Whether all the service's names in an input were in its answers: nobody could know others. */
const isToldOf = (input: unknown, told: readonly unknown[], names: Names): boolean =>
  (JSON.stringify(input).match(/\{\{\w+:\d+\}\}/g) ?? []).every((symbol) =>
    JSON.stringify(told).includes(names.given(symbol)),
  );

/** The accounts that explain what a server answers to a random sequence; it is empty at the first answer that nothing explains. */
async function explained(
  behaviour: 'documented' | 'adversarial',
  seed: string,
  sequence: readonly (Parameters<typeof callFrom>[1] & { readonly advance: number })[],
): Promise<readonly [possible: readonly Possible[], told: readonly unknown[]]> {
  const names = namesOf(seed, '123456789012');
  const server = await startServer({ seed, behaviour, timeScale: 'manual' });
  try {
    const { value } = await model(server, 'GET', 'account');
    let possible = certain(newAccount(value.choices as Partial<Account['choices']>));
    const told: unknown[] = [];
    for (const draw of sequence) {
      for (let step = 0; step < draw.advance; step++)
        await model(server, 'POST', 'advance', { step: 'next' });
      const { value: shown } = await model(server, 'GET', 'account');
      const account = { ...newAccount(), ...names.taken(shown.account) } as Account;
      const drawn = callFrom(account, draw);
      const input = names.given(drawn.input);
      if (!isWritable(drawn.operation as OperationName, input)) continue;
      if (!isToldOf(drawn.input, told, names)) continue;
      const call: Call = { ...drawn, caller: callers.administrator, input };
      const answer = await ask(server, call.operation as OperationName, input, call.region);
      told.push([call.operation, call.region, input, answer]);
      if ('unreadable' in answer) return [[], told];
      possible = observe(possible, call, answer as Seen);
      if (possible.length === 0) return [possible, told];
    }
    return [possible, told];
  } finally {
    await server.close();
  }
}

describe('what the server answers is what the model permits', () => {
  test.each(['documented', 'adversarial'] as const)('%s', async (behaviour) => {
    await fc.assert(
      fc.asyncProperty(fc.nat().map(String), draws, async (seed, sequence) => {
        const [possible, told] = await explained(behaviour, seed, sequence);
        expect(possible.length, JSON.stringify(told, null, 1)).toBeGreaterThan(0);
      }),
      { numRuns: runs },
    );
  });
});
