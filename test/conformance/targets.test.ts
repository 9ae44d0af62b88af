import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Account,
  type Call,
  callers,
  certain,
  newAccount,
  type OperationName,
  observe,
  operations,
} from '../../model/index.ts';
import { callFrom } from '../../properties/calls.ts';
import { startServer } from '../../src/server/server.ts';
import { inProcess, modelImplementation } from '../../src/target/inProcess.ts';
import { overTheWire } from '../../src/target/overTheWire.ts';
import { probe } from '../../src/target/probe.ts';
import type { Reply, Target } from '../../src/target/target.ts';
import { temporary } from '../support/cli.ts';
import { asks, wire } from '../support/nasty.ts';
import { started } from '../support/server.ts';
import { isWritable, type ServerDraw, serverDraw } from '../support/serverSequences.ts';

const callMax = 12;
const runs = 15;

const draws = fc.array(fc.record(serverDraw), { minLength: 1, maxLength: callMax });

type Draws = readonly ServerDraw[];

/** Members of the path must not be empty, and the SDK writes no input that does not have its shape. */
const canBeAsked = (operation: OperationName, input: Call['input']): boolean =>
  isWritable(operation, input) &&
  operations[operation].required.every((member) => input[member] !== '');

const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** What was seen, with documents as they are, and without texts and times, which are drawn. */
const compared = ({ seen }: Reply): unknown =>
  seen.ok === false
    ? [seen.code, seen.status]
    : JSON.parse(JSON.stringify(seen), (member, value) =>
        /Document$/.test(member)
          ? decodeURIComponent(value)
          : time.test(value)
            ? 'some time'
            : value,
      );

/** Asks two targets the same, and holds what they answer to each other and to the model. */
async function same(one: Target, other: Target, sequence: Draws): Promise<void> {
  // As over HTTP was asked before: what is drawn depends on how many calls there were.
  await other.ask({
    operation: 'GetCallerIdentity',
    region: 'us-east-1',
    input: {},
    caller: 'main',
  });
  let possible = certain(newAccount());
  for (const draw of sequence) {
    for (let step = 0; step < draw.advance; step++)
      expect(await one.advance?.()).toBe(await other.advance?.());
    const [{ account = newAccount() } = {}] = possible;
    const drawn = callFrom(account as Account, draw);
    const operation = drawn.operation as OperationName;
    const named = possible[0]?.names ?? {};
    const text = Object.entries(named).reduce(
      (soFar, [symbol, name]) => soFar.replaceAll(symbol, name),
      JSON.stringify(drawn.input),
    );
    const input = JSON.parse(text) as Call['input'];
    if (!canBeAsked(operation, input) || text.includes('{{')) continue;
    const call = { operation, region: drawn.region, input, caller: 'main' } as const;
    const [first, second] = [await one.ask(call), await other.ask(call)];
    expect(compared(first), JSON.stringify(call)).toEqual(compared(second));
    expect(first).toMatchObject({ malformed: undefined, unsupported: undefined, lost: undefined });
    for (const { seen } of [first, second])
      expect(
        observe(possible, { ...drawn, input, caller: callers.administrator }, seen),
      ).not.toEqual([]);
    possible = observe(possible, { ...drawn, input, caller: callers.administrator }, first.seen);
  }
}

test('over HTTP and in process the model answers the same, and what it permits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat().map(String), draws, async (seed, sequence) => {
      const server = await startServer({ seed, timeScale: 'manual' });
      const wire = await overTheWire({ endpoint: server.url });
      try {
        await same(wire, inProcess(modelImplementation({ seed })), sequence);
      } finally {
        await wire.close();
        await server.close();
      }
    }),
    { numRuns: runs },
  );
});

test('a second caller has the rights of its own', async () => {
  const target = inProcess();
  const input = { AWSServiceName: 'network.bedrock-agentcore.amazonaws.com' };
  const asked = { operation: 'CreateServiceLinkedRole', region: 'us-east-1', input } as const;
  expect(await target.ask({ ...asked, caller: 'limited' })).toMatchObject({
    seen: { ok: false, code: 'AccessDenied', status: 403 },
  });
  expect(await target.ask({ ...asked, caller: 'main' })).toMatchObject({ seen: { ok: true } });
  await target.reset?.();
  expect(await target.ask({ ...asked, caller: 'main' })).toMatchObject({ seen: { ok: true } });
});

test('over HTTP, callers have the rights that their keys have, and the model wants its token', async () => {
  const callersFile = temporary('callers.json');
  const keys = (letter: string) => ({
    accessKeyId: letter.repeat(16),
    secretAccessKey: letter.repeat(40),
  });
  const modelToken = 'a token of some length';
  const account = '111122223333';
  writeFileSync(
    callersFile,
    JSON.stringify({
      modelToken,
      callers: [
        { ...keys('A'), account, rights: 'administrator' },
        { ...keys('B'), account, rights: 'reader' },
      ],
    }),
  );
  const server = await started({ timeScale: 'manual', callers: callersFile });
  const options = { credentials: keys('A'), limited: keys('B') };
  const target = await wire(server.url, { ...options, modelToken });
  expect(target.callers).toEqual(['main', 'limited']);
  const input = { AWSServiceName: 'network.bedrock-agentcore.amazonaws.com' };
  const asked = { operation: 'CreateServiceLinkedRole', region: 'us-east-1', input } as const;
  expect(await target.ask({ ...asked, caller: 'limited' })).toMatchObject({
    seen: { ok: false, code: 'AccessDenied', status: 403 },
  });
  const made = await target.ask({ ...asked, caller: 'main' });
  expect(JSON.stringify(made.seen)).toContain(`arn:aws:iam::${account}:role/`);
  await asks(target, 'DeleteServiceLinkedRole', {
    RoleName: 'AWSServiceRoleForBedrockAgentCoreNetwork',
  });
  expect([await target.advance?.(), await target.advance?.(), await target.advance?.()]).toEqual([
    true,
    true,
    false,
  ]);
  expect((await wire(server.url, options)).advance).toBeUndefined();
  const stranger = await wire(server.url, { credentials: keys('C') });
  await expect(probe(stranger)).rejects.toThrow(
    /does not take the credentials: it answers InvalidClientTokenId/,
  );
});

test('what an implementation throws is an answer that was lost', async () => {
  const target = inProcess({
    name: 'mine',
    callers: ['main'],
    answer: ({ operation }) => {
      if (operation === 'GetRole') throw new Error('It broke.');
      return { unsupported: 'not done yet' };
    },
  });
  const asked = { region: 'us-east-1', input: {}, caller: 'main' } as const;
  expect(await target.ask({ operation: 'GetRole', ...asked })).toMatchObject({
    seen: { ok: 'unknown' },
    lost: 'It broke',
  });
  expect(await target.ask({ operation: 'ListRoles', ...asked })).toMatchObject({
    seen: { ok: 'unknown' },
    unsupported: 'not done yet',
  });
  expect(target.advance).toBeUndefined();
});
