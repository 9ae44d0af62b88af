import { symbol } from '../../model/account.ts';
import type { Account, Call, Resource } from '../../model/index.ts';

/** When a thing was made and last changed, in milliseconds since 1970, and what was asked of it. */
export interface Time {
  readonly made: number;
  readonly changed: number;
  readonly asked: Readonly<Record<string, unknown>>;
}

/** What the model does not judge and a server must say: by `timeKey`. */
export type Times = Map<string, Time>;

/** How the things are called that have a time. */
export const timeKey = {
  role: () => 'role',
  ordinaryRole: (name: string) => `ordinary role ${name}`,
  user: (name: string) => `user ${name}`,
  group: (name: string) => `group ${name}`,
  resource: (id: string) => `resource ${id}`,
  job: (number: string | number) => `job ${number}`,
  /** A thing in a customer's network, by its id. */
  thing: (id: string) => `thing ${id.replace(/^\w*-/, '')}`,
};

/** What is repeated of what was asked of AgentCore. */
const echoed = [
  'description',
  'roleArn',
  'executionRoleArn',
  'agentRuntimeArtifact',
  'protocolConfiguration',
  'environmentVariables',
  'lifecycleConfiguration',
];
/** What is repeated of what was asked of EC2. */
const echoedOfThings = ['CidrBlock', 'GroupName', 'Description'];

const pick = (members: readonly string[], call: Call | undefined): Time['asked'] =>
  Object.fromEntries(
    members
      .filter((member) => call !== undefined && Object.hasOwn(call.input, member))
      .map((member) => [member, call?.input[member]]),
  );

type Jobs = Account['beside']['jobs'];

/** The resources that are not as they were, and those that were not as they are: each change concerns few. */
export interface ChangedResources {
  readonly was: readonly Resource[];
  readonly is: readonly Resource[];
}

/** What has changed of some resources, found from both ends. */
export function changedResources(
  before: readonly Resource[],
  after: readonly Resource[],
): ChangedResources {
  if (before === after) return { was: [], is: [] };
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  const [lastBefore, lastAfter] = [before.length - 1, after.length - 1];
  while (end < most - start && before[lastBefore - end] === after[lastAfter - end]) end += 1;
  return {
    was: before.slice(start, before.length - end),
    is: after.slice(start, after.length - end),
  };
}

/** Notes when things were made, changed and removed. */
export function note(
  times: Times,
  before: Account,
  after: Account,
  { was, is }: ChangedResources,
  at: number,
  call?: Call,
): void {
  const made = (key: string, asked: Time['asked'] = {}) =>
    times.set(key, { made: times.get(key)?.made ?? at, changed: at, asked });
  if (after.core.rolesMade !== before.core.rolesMade) {
    times.delete(timeKey.role());
    made(timeKey.role());
  }
  for (const { id } of is) {
    const known = times.get(timeKey.resource(id))?.asked ?? {};
    made(timeKey.resource(id), { ...known, ...pick(echoed, call) });
  }
  for (const { id } of was)
    if (is.every((other) => other.id !== id)) times.delete(timeKey.resource(id));
  noteOrdinary(times, before, after, at);
  if (before.beside.network !== after.beside.network && call !== undefined)
    noteThing(times, call, before.beside.minted, after.beside.minted, at);
}

const things: Readonly<Record<string, readonly [kind: string, idMember: string]>> = {
  Vpc: ['Vpc', 'VpcId'],
  Subnet: ['Subnet', 'SubnetId'],
  SecurityGroup: ['SecurityGroup', 'GroupId'],
  NetworkInterface: ['NetworkInterface', 'NetworkInterfaceId'],
};

/** A call makes or deletes one thing: the one that it minted, or the one that it names. */
function noteThing(times: Times, call: Call, minted: number, mintedNow: number, at: number): void {
  const [, verb = '', what = ''] = /^(Create|Delete)(\w+)$/.exec(call.operation) ?? [];
  const [kind, idMember] = things[what] ?? [];
  if (kind === undefined || idMember === undefined) return;
  if (verb === 'Delete') times.delete(timeKey.thing(String(call.input[idMember])));
  else if (mintedNow > minted)
    times.set(timeKey.thing(`-${symbol(kind, mintedNow)}`), {
      made: at,
      changed: at,
      asked: pick(echoedOfThings, call),
    });
}

function noteOrdinary(times: Times, before: Account, after: Account, at: number): void {
  const [{ beside: was }, { beside: is }] = [before, after];
  if (was.jobs !== is.jobs) noteJobs(times, was.jobs, is.jobs, at);
  noteNamed(times, timeKey.ordinaryRole, was.roles, is.roles, at);
  noteNamed(times, timeKey.user, was.users, is.users, at);
  noteNamed(times, timeKey.group, was.groups, is.groups, at);
}

/** Things that a name stands for are there from now on, or are not any more. */
function noteNamed(
  times: Times,
  keyOf: (name: string) => string,
  was: object,
  is: object,
  at: number,
): void {
  if (was === is) return;
  for (const name of Object.keys(was)) if (!Object.hasOwn(is, name)) times.delete(keyOf(name));
  for (const name of Object.keys(is))
    if (!Object.hasOwn(was, name)) times.set(keyOf(name), { made: at, changed: at, asked: {} });
}

/** The newest job is made, and old ones may be forgotten. */
function noteJobs(times: Times, was: Jobs, is: Jobs, at: number): void {
  const [oldest, newest] = [is[0]?.id ?? 0, is.at(-1)?.id ?? 0];
  for (const { id } of was) {
    if (id >= oldest) break;
    times.delete(timeKey.job(id));
  }
  if (newest > (was.at(-1)?.id ?? 0))
    times.set(timeKey.job(newest), { made: at, changed: at, asked: {} });
}
