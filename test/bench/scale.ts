import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account, Call, OperationName } from '../../model/index.ts';
import { namesOf } from '../../src/server/names.ts';
import { churning } from '../support/churn.ts';
import { callsOnOne, crowded, mixtures } from '../support/scale.ts';
import { send, sent } from './load.ts';
import { ours, type Say, type Served } from './server.ts';

/** Few are as many as there are rounds, and some more: each round deletes another one. */
const [few, many] = [100, 10_000];
const agent = new Agent({ keepAlive: true });
const rounds = 60;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** How long a call takes over HTTP, in milliseconds. */
async function timed({ url }: Served, name: string, { operation, input }: Call): Promise<number> {
  const bytes = sent(operation as OperationName, input);
  const began = performance.now();
  await send(url, bytes, agent).catch((error) => {
    if (!name.endsWith('refused')) throw error;
  });
  return performance.now() - began;
}

/** How much longer each call takes with many resources than with few, over HTTP, in turn. */
export async function compareSizes(say: Say): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'agentcore-slr-bench-'));
  const names = namesOf('0', '123456789012');
  try {
    for (const [mixture, networkOf] of Object.entries(mixtures)) {
      say(`${many} resources against ${few}: ${mixture}`, '');
      const servers: [Served, Account][] = [];
      for (const count of [few, many]) {
        const account = crowded(count, networkOf);
        const file = join(folder, `${count}.json`);
        const { core, beside } = account;
        writeFileSync(file, JSON.stringify(names.given({ core, beside })));
        servers.push([await ours({}, [file]), account]);
      }
      for (const name of Object.keys(callsOnOne(crowded(few, networkOf)))) {
        const took: [number[], number[]] = [[], []];
        for (let round = 0; round < rounds; round++)
          for (const [place, [server, account]] of servers.entries()) {
            const call = names.given(callsOnOne(account, round)[name] as Call);
            took[place]?.push(await timed(server, name, call));
          }
        const [a, b] = took.map(median) as [number, number];
        say(
          `  ${name}, times (ms)`,
          `${(b / a).toFixed(2)} (${a.toFixed(2)}, ${b.toFixed(2)})`,
          '2',
        );
      }
      for (const [server] of servers) await server.stop();
    }
  } finally {
    agent.destroy();
    rmSync(folder, { recursive: true });
  }
}

/** The memory of the process after some calls and after many more, in an account of the same size. */
export function compareMemory(say: Say): void {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) throw new Error('start Node with --expose-gc');
  const { go } = churning(500);
  const heap = () => {
    gc();
    return `${(process.memoryUsage().heapUsed / 2 ** 20).toFixed(1)} MiB`;
  };
  go(20_000);
  const before = heap();
  go(200_000);
  say('heap before and after 200,000 calls', `${before}, ${heap()}`, 'the same');
}
