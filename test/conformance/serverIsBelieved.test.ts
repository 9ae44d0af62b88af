import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agentCoreRole } from '../../model/index.ts';
import type { Bounds } from '../../src/observe/bounds.ts';
import { type Beliefs, believe, observe } from '../../src/observe/observe.ts';
import { durations } from '../../src/server/durations.ts';
import { startServer } from '../../src/server/server.ts';
import { ask, model, started } from '../support/server.ts';
import { asked, type ServerDraw, serverDraw, startOf } from '../support/serverSequences.ts';

const callMax = 60;
const runs = 8;
const draws = fc.array(fc.record(serverDraw), { minLength: 1, maxLength: callMax, size: 'max' });

/** The latest times of the server itself: a judge who knows them finds nothing wrong with it. */
const { 'session.begin': _, ...others } = durations;
const bounds: Bounds = Object.fromEntries(
  Object.entries(others).map(([name, { to }]) => [name, to]),
);

/** What is believed of a server after a random sequence, and all that was told; nothing at the first answer that is refuted. */
async function believed(
  behaviour: 'documented' | 'adversarial',
  seed: string,
  sequence: readonly ServerDraw[],
): Promise<readonly [size: Beliefs['size'], told: readonly unknown[]]> {
  const server = await startServer({ seed, behaviour, timeScale: 'manual' });
  const told: unknown[] = [];
  try {
    let beliefs = believe(await startOf(server), { bounds });
    for await (const one of asked(server, seed, sequence)) {
      told.push(one);
      const { call, answer, time } = one;
      if ('unreadable' in answer) return [0, told];
      const now = Date.parse(time);
      beliefs = observe(beliefs, call, answer, { from: now, to: now });
      if (beliefs.size === 0) break;
    }
    return [beliefs.size, told];
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
        const [size, told] = await believed(behaviour, seed, sequence);
        calls += told.length;
        expect(size, JSON.stringify(told, null, 1)).toBeGreaterThan(0);
      }),
      { numRuns: runs, seed: 3 },
    );
    expect(calls).toBeGreaterThan(runs * 10);
  },
);

test('a deletion task takes its time, whatever comes to hold the role meanwhile', async () => {
  const server = await started({ timeScale: 'manual' });
  await ask(server, 'CreateServiceLinkedRole', { AWSServiceName: agentCoreRole.principal });
  await ask(server, 'DeleteServiceLinkedRole', { RoleName: agentCoreRole.name });
  const taskEnds = async () => {
    const { value } = await model(server, 'GET', 'account');
    return value.unasked.find(({ event }) => event.type === 'task.ends')?.at;
  };
  while ((await taskEnds()) === undefined) await model(server, 'POST', 'advance', { step: 'next' });
  const before = await taskEnds();
  await model(server, 'POST', 'advance', { seconds: 1 });
  const vpcConfig = { subnets: ['subnet-00000001'], securityGroups: ['sg-00000001'] };
  const networkConfiguration = { networkMode: 'VPC', vpcConfig };
  expect(await ask(server, 'CreateBrowser', { name: 'b', networkConfiguration })).toMatchObject({
    ok: true,
  });
  expect(await taskEnds()).toBe(before);
});
