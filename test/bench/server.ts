import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { agentCoreRole } from '../../model/index.ts';
import type { ServerOptions } from '../../src/server/server.ts';
import { load, type Sent, type Speed, send, sent } from './load.ts';

/** A server in a process of its own. */
export interface Served {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const listening = fileURLToPath(new URL('listening.js', import.meta.url));

/** Starts a process that says where it listens. */
async function serving(command: string, args: readonly string[]): Promise<Served> {
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const said: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    for (const output of [child.stdout, child.stderr])
      createInterface({ input: output as NodeJS.ReadableStream }).on('line', (line) => {
        const found = /(?:listening|Running) on (http:\S+)/.exec(line)?.[1];
        if (found === undefined) said.push(line);
        else resolve(found);
      });
    child.once('exit', () => reject(new Error(`${command} ended: ${said.join('\n')}`)));
  });
  return { url, stop };
}

export const ours = (options: ServerOptions, account: readonly string[] = []): Promise<Served> =>
  serving(process.execPath, [listening, 'ours', JSON.stringify(options), ...account]);

const bare = (length: number): Promise<Served> =>
  serving(process.execPath, [listening, 'bare', String(length)]);

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The server of moto, from PyPI, in a folder of its own. */
async function moto(folder: string): Promise<Served> {
  const inside = (name: string) => join(folder, 'moto', 'bin', name);
  await run('python3', ['-m', 'venv', join(folder, 'moto')]);
  await run(inside('pip'), ['install', '--quiet', 'moto[server]']);
  return serving(inside('moto_server'), ['-H', '127.0.0.1', '-p', String(await freePort())]);
}

const made = sent('CreateServiceLinkedRole', { AWSServiceName: agentCoreRole.principal });
/** Calls that moto answers, too. */
const mixture = (RoleName: string): readonly Sent[] => [
  sent('GetRole', { RoleName }),
  sent('ListRoles', {}),
  sent('TagRole', { RoleName, Tags: [{ Key: 'team', Value: 'a' }] }),
  sent('GetRole', { RoleName }),
  sent('ListRoleTags', { RoleName }),
  sent('DescribeNetworkInterfaces', {}),
  sent('GetCallerIdentity', {}),
];

const rounds = 5;
const secondsOfRound = 1;

/** Speeds of servers, by name, over one connection and over 32: the best of some rounds, each of which asks all in turn. */
async function speeds(
  servers: readonly (readonly [name: string, served: Served])[],
): Promise<ReadonlyMap<string, readonly Speed[]>> {
  const ready = await Promise.all(
    servers.map(async ([name, { url }]) => {
      // moto makes up another name for the role.
      const role = /<RoleName>([^<]*)/.exec(await send(url, made))?.[1] ?? agentCoreRole.name;
      return { name, url, calls: mixture(role) };
    }),
  );
  const best = new Map<string, readonly Speed[]>();
  for (let round = 0; round <= rounds; round++)
    for (const { name, url, calls } of ready) {
      const found: Speed[] = [];
      for (const connections of [1, 32])
        found.push(await load(url, calls, { connections, seconds: secondsOfRound }));
      // The first round is for servers to get warm.
      const soFar = round <= 1 ? found : (best.get(name) ?? found);
      best.set(
        name,
        found.map((one, n) => faster(one, soFar[n] ?? one)),
      );
    }
  return best;
}

const faster = (one: Speed, other: Speed): Speed => (one.perSecond > other.perSecond ? one : other);

/** Prints a figure: what it is, what was found, and what is to reach. */
export type Say = (what: string, found: string, goal?: string) => void;

const shown = ([one, many]: readonly Speed[]): string =>
  [one, many]
    .map((each) => `${Math.round(each?.perSecond ?? 0)} (${each?.p99.toFixed(1)})`)
    .join(', ');

/** Requests a second, and in brackets the 99th percentile in milliseconds, over one connection and over 32. */
export async function compareServers(say: Say): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'agentcore-slr-bench-'));
  const journal = join(folder, 'journal');
  const servers: [string, Served][] = [];
  try {
    servers.push(['server, requests a second (p99 ms), 1 and 32', await ours({})]);
    servers.push(['  with --journal', await ours({ journal })]);
    const synced = { journal: `${journal}.synced`, fsync: true };
    servers.push(['  with --journal and --fsync', await ours(synced)]);
    servers.push(['  a bare listener of Node, 600 letters', await bare(600)]);
    servers.push(['  the server of moto', await moto(folder)]);
    const found = await speeds(servers);
    for (const [name, those] of found) say(name, shown(those), name.startsWith(' ') ? '' : '3,000');
    const [off, , , constant, peer] = [...found.values()];
    const ratio = (those: readonly Speed[] = []) =>
      (off ?? [])
        .map((each, n) => (each.perSecond / (those[n]?.perSecond ?? 0)).toFixed(2))
        .join(', ');
    say('  against moto, times', ratio(peer), '10');
    say('  against the bare listener, times', ratio(constant));
  } finally {
    for (const [, { stop }] of servers) await stop();
    rmSync(folder, { recursive: true });
  }
}
