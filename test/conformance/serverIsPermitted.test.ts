import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certain, observe, type Possible } from '../../model/index.ts';
import { startServer } from '../../src/server/server.ts';
import { asked, type ServerDraw, serverDraw, startOf } from '../support/serverSequences.ts';

const callMax = 12;
const runs = 40;
const draws = fc.array(fc.record(serverDraw), { minLength: 1, maxLength: callMax });

/** The accounts that explain what a server answers to a random sequence; it is empty at the first answer that nothing explains. */
async function explained(
  behaviour: 'documented' | 'adversarial',
  seed: string,
  sequence: readonly ServerDraw[],
): Promise<readonly [possible: readonly Possible[], told: readonly unknown[]]> {
  const server = await startServer({ seed, behaviour, timeScale: 'manual' });
  const told: unknown[] = [];
  try {
    let possible = certain(await startOf(server));
    for await (const one of asked(server, seed, sequence)) {
      told.push(one);
      const { call, answer } = one;
      possible = 'unreadable' in answer ? [] : observe(possible, call, answer);
      if (possible.length === 0) break;
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
