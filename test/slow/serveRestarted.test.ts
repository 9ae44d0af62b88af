import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Account, newAccount, type OperationName } from '../../model/index.ts';
import { callFrom } from '../../properties/calls.ts';
import { explain } from '../../src/history/explain.ts';
import { readHistory } from '../../src/history/read.ts';
import { namesOf } from '../../src/server/names.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../src/server/server.ts';
import { temporary } from '../support/cli.ts';
import { randomFor } from '../support/random.ts';
import { ask, model, started } from '../support/server.ts';
import { serverDraw } from '../support/serverSequences.ts';
import { filledAccount } from '../support/someAccount.ts';

const runs = 60;
const callsMax = 25;
const draws = fc.array(
  fc.record({
    ...serverDraw,
    advance: fc.constantFrom(0, 0, 1, 5, 60, 3600),
    restart: fc.boolean(),
  }),
  { minLength: 1, maxLength: callsMax },
);
type Draws = readonly (Parameters<typeof callFrom>[1] & {
  readonly advance: number;
  readonly restart: boolean;
})[];

/** Everything that some calls give at a server, which is started again where they say so and it has a journal. */
async function told(options: ServerOptions, sequence: Draws): Promise<readonly unknown[]> {
  const names = namesOf(options.seed ?? '0', '123456789012');
  const found: unknown[] = [];
  let server: RunningServer = await startServer(options);
  try {
    for (const { restart, advance, ...draw } of sequence) {
      if (restart && options.journal !== undefined) {
        await server.close();
        server = await startServer(options);
      }
      const { value } = await model(server, 'POST', 'advance', { seconds: advance });
      const account = { ...newAccount(), ...names.taken(value.account) } as Account;
      const { operation, input, region } = callFrom(account, draw);
      const answer = await ask(
        server,
        operation as OperationName,
        names.given(input),
        region,
      ).catch(
        // Some inputs have no form on the wire.
        (error) => String(error),
      );
      found.push(value, answer);
    }
    found.push((await model(server, 'GET', 'account')).value);
  } finally {
    await server.close();
  }
  return found;
}

test.each(['documented', 'adversarial'] as const)(
  '%s: a server that is started again anywhere goes on as one that was not, and keeps what can be explained',
  async (behaviour) => {
    await fc.assert(
      fc.asyncProperty(fc.nat().map(String), draws, async (seed, sequence) => {
        const options = { seed, behaviour, timeScale: 'manual' } as const;
        const once = await told(options, sequence);
        const journal = temporary('journal');
        expect(await told({ ...options, journal }, sequence)).toEqual(once);
        const history = await readHistory([readFileSync(journal, 'utf8')]);
        expect((await explain(history)).verdict).toBe('yes');
      }),
      { numRuns: runs, seed: Number(process.env.AGENTCORE_SLR_SEED ?? 1) },
    );
  },
);

describe('an account that is put', () => {
  const nasty = [
    null,
    0,
    -1,
    1e9,
    '',
    'x',
    true,
    [],
    {},
    '__proto__',
    'absent',
    ['x'],
    { x: 1 },
    [[]],
  ];
  /** A value with another one somewhere in it. */
  function changed(value: unknown, random: () => number): unknown {
    const other = () => nasty[Math.floor(random() * nasty.length)];
    if (typeof value !== 'object' || value === null || random() < 0.1) return other();
    const entries = Object.entries(value);
    if (entries.length === 0) return other();
    const at = Math.floor(random() * entries.length);
    const [name, item] = entries[at] as [string, unknown];
    if (Array.isArray(value))
      return value.map((each, index) => (index === at ? changed(each, random) : each));
    const { [name]: _, ...rest } = value as Record<string, unknown>;
    return random() < 0.1 ? rest : { ...rest, [name]: changed(item, random) };
  }

  test('is refused in a sentence, or is one with which every call is answered', async () => {
    const random = randomFor('accounts');
    const server = await started({ timeScale: 'manual' });
    await filledAccount(server);
    const { value } = await model(server, 'GET', 'account');
    const names = namesOf('0', '123456789012');
    const failed: unknown[] = [];
    let taken = 0;
    for (let count = 0; count < 1500; count++) {
      const given = changed(value.account, random);
      const put = await model(server, 'PUT', 'account', given);
      if (put.status === 400) continue;
      taken += 1;
      const found: unknown[] = [put];
      for (let calls = 0; calls < 6; calls++) {
        const account = { ...newAccount(), ...names.taken(put.value.account) } as Account;
        const detail = Math.floor(random() * 1e6);
        const call = callFrom(account, {
          operation: Math.floor(random() * 1e6),
          caller: 0,
          region: 0,
          detail,
        });
        const input = names.given(call.input);
        found.push(
          await ask(server, call.operation as OperationName, input, call.region).catch(String),
        );
        found.push(await model(server, 'POST', 'advance', { seconds: 60 }));
      }
      for (const answer of found)
        if (/Internal|ServiceFailure|reference server failed/.test(JSON.stringify(answer)))
          failed.push([
            JSON.stringify(answer).slice(0, 300),
            JSON.stringify(diff(value.account, given)),
          ]);
    }
    expect(taken).toBeGreaterThan(50);
    expect(failed.slice(0, 10)).toEqual([]);
  }, 300_000);
});

/** The places in which two values differ. */
function diff(one: unknown, other: unknown, at = ''): readonly unknown[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return [[at, one, other]];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) =>
    diff(
      (one as Record<string, unknown>)[name],
      (other as Record<string, unknown>)[name],
      `${at}/${name}`,
    ),
  );
}
