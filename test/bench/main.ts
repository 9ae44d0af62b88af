import { availableParallelism, cpus } from 'node:os';
import { defaultChoices, lifecycle } from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { proveAnyNumber, type Regions } from '../../src/explore/anyNumber.ts';
import type { Exploration } from '../../src/explore/explore.ts';
import { exploreOnThreads } from '../../src/explore/threads.ts';
import { conforming } from './conforming.ts';
import { compareHistories } from './explaining.ts';
import { observing } from './observing.ts';
import { exploredByPeer } from './peer.ts';
import { bareCommands, randomCalls, randomEvents } from './sampling.ts';
import { compareMemory, compareSizes } from './scale.ts';
import { compareServers } from './server.ts';

/** Prints every figure of one run; ratios are of the same run. `--large` adds 4 resources in 2 Regions. */
const isLarge = process.argv.includes('--large');

const seconds = (from: number): number => (performance.now() - from) / 1000;
const count = (number: number): string => Math.round(number).toLocaleString('en-US');
const said = (what: string, found: string, goal = ''): void => {
  console.log(`${what.padEnd(44)} ${found.padStart(24)}${goal && `   (to reach: ${goal})`}`);
};

async function exploring(resources: number, regions: number, threads: number) {
  const began = performance.now();
  const found = await exploreOnThreads(
    { model: lifecycle, scope: { resources, regions, choices: defaultChoices }, invariants },
    { threads, progress: async () => false },
  );
  return { found, took: seconds(began) };
}

/** The bytes that grow with the accounts: the list of those met, and two bits for each there may be. */
const bytesFor = ({ search, accounts }: Exploration): number =>
  (4 * accounts + 2 * search.reached.byteLength) / accounts;

const { model = 'unknown' } = cpus()[0] ?? {};
console.log(`Node ${process.version}, ${availableParallelism()} cores, ${model}\n`);

await exploring(2, 1, 1);
for (const [resources, regions, goal] of [
  [2, 2, ''],
  [3, 1, ''],
  [3, 2, '3 s on two cores'],
  ...(isLarge ? [[4, 2, '60 s on two cores, under 2 GiB'] as const] : []),
] as const) {
  for (const threads of [1, 2]) {
    const { found, took } = await exploring(resources, regions, threads);
    const name = `${resources} x ${regions}, ${threads} thread${threads === 1 ? '' : 's'}`;
    said(name, `${took.toFixed(2)} s`, goal);
    said('  distinct accounts', count(found.accounts));
    said('  accounts a second', count(found.accounts / took), '1,000,000');
    said('  transitions a second', count(found.transitions / took), '10,000,000');
    said('  bytes for each account', bytesFor(found).toFixed(1), '8 or less');
    said('  memory of the process, peak', `${count(process.resourceUsage().maxRSS / 1024)} MiB`);
  }
}

for (const [regions, goal] of [
  [1, ''],
  [3, '0.5 s'],
  [4, '5 s'],
  ['any', ''],
] as const satisfies readonly (readonly [Regions, string])[]) {
  const began = performance.now();
  const { accounts } = proveAnyNumber({
    model: lifecycle,
    choices: defaultChoices,
    invariants,
    regions,
  });
  const took = `${seconds(began).toFixed(2)} s`;
  said(`any number, ${regions} Regions: ${count(accounts)} accounts`, took, goal);
}

for (const [resources, regions] of [
  [1, 1],
  [2, 1],
] as const) {
  const { found, took } = await exploring(resources, regions, 1);
  const peer = exploredByPeer(found.scope);
  if (peer.accounts !== found.accounts)
    throw new Error(`the peer found ${peer.accounts} accounts, and not ${found.accounts}`);
  const times = `${count(peer.seconds / took)} times`;
  said(`against xstate/graph, ${resources} x ${regions}`, times, '1,000 times');
  said('  its seconds, ours', `${peer.seconds.toFixed(2)}, ${took.toFixed(3)}`);
}

const events = randomEvents(5_000);
said('lifecycle core, events a second', count(events), '300,000');
const calls = randomCalls(40_000);
said('full step, calls a second', count(calls), '30,000');
const bare = bareCommands(300);
said('bare fc.commands, nothing unasked, a second', count(bare));
said('  against it', `${(calls / bare).toFixed(1)} times`);

await compareServers(said);
await compareSizes(said);
compareMemory(said);
await compareHistories(said);

for (const [inFlight, networks, isTaskOpen, goal] of [
  [1, 1, false, ''],
  [8, 1, false, ''],
  [32, 1, false, '1 ms'],
  [32, 8, false, ''],
  [32, 1, true, ''],
] as const) {
  observing(inFlight, networks, isTaskOpen);
  const { ms, rectangles } = observing(inFlight, networks, isTaskOpen);
  const what = `observe, ${inFlight} in flight in ${networks} networks${isTaskOpen ? ', a task open' : ''}`;
  said(what, `${ms.toFixed(2)} ms a call`, goal);
  said('  rectangles', count(rectangles));
}

const { statistics: suite } = await conforming();
said(
  'conform against the embedded server',
  `${(suite.wholeMs / 1000).toFixed(1)} s`,
  '20 s on two cores',
);
said('  calls', count(suite.calls));
said('  its time, to what the target took', (suite.wholeMs / suite.ms).toFixed(2), '1.3 or less');
