import {
  type Account,
  agentCoreRole,
  type Call,
  type Choices,
  callers,
  newAccount,
  type Seen,
  step,
} from '../../model/index.ts';
import type { History } from '../../src/history/history.ts';
import { readHistory } from '../../src/history/read.ts';
import { type Recorded, recorderTo } from '../../src/history/recorder.ts';
import type { Bounds } from '../../src/observe/bounds.ts';
import { drift, freely, isToldOf, picked, seenAs } from './guesses.ts';

/** What clients do to one account at once, and how much of it. */
export interface Busy {
  readonly processes: number;
  readonly calls: number;
  /** Numbers from 0 to below 1. */
  readonly random: () => number;
  /** How many answers of a thousand are lost, after the call has happened or before. */
  readonly lostOf1000?: number;
  readonly choices?: Partial<Choices>;
  /** Latest times that a judge may rely on; none where left out. */
  readonly bounds?: Bounds;
  /** Whether free choices are made at random. */
  readonly isFree?: boolean;
  /** What a client calls, as things stand. Default: `likelyCall`. */
  readonly callOf?: (account: Account, random: () => number) => Call;
}

const RoleName = agentCoreRole.name;
const regions = ['us-east-1', 'eu-west-1'];
const kinds = ['AgentRuntime', 'CodeInterpreter', 'Browser'] as const;
const idMember = {
  AgentRuntime: 'agentRuntimeId',
  CodeInterpreter: 'codeInterpreterId',
  Browser: 'browserId',
} as const;

const inVpc = (member: string, number: number) => ({
  networkMode: 'VPC',
  [member]: { subnets: [`subnet-0000000${number}`], securityGroups: ['sg-00000001'] },
});

/** A call that a client may well make, as things stand. */
export function likelyCall(account: Account, random: () => number): Call {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const call = (operation: string, input: Call['input'] = {}, region = pick(regions)): Call => ({
    operation,
    caller: callers.administrator,
    region,
    input,
  });
  const kind = pick(kinds);
  const of = (what: string): Call | undefined => {
    const { id, kind, region } = pick(account.core.resources) ?? {};
    return id === undefined || kind === undefined
      ? undefined
      : call(`${what}${kind}`, { [idMember[kind]]: id }, region);
  };
  const create = (): Call => {
    const name = `n${Math.floor(random() * 12)}`;
    const isRuntime = kind === 'AgentRuntime';
    const member = isRuntime ? 'networkModeConfig' : 'vpcConfig';
    const networkConfiguration =
      random() < 0.7 ? inVpc(member, Math.floor(random() * 2)) : { networkMode: 'PUBLIC' };
    return call(`Create${kind}`, {
      ...(isRuntime
        ? {
            agentRuntimeName: name,
            agentRuntimeArtifact: {},
            roleArn: 'arn:aws:iam::123456789012:role/agent',
          }
        : { name }),
      networkConfiguration,
    });
  };
  const { principal } = agentCoreRole;
  const task = account.core.tasksOpened;
  const lot = random();
  if (lot < 0.2) return create();
  if (lot < 0.35) return of('Delete') ?? create();
  if (lot < 0.6) return of('Get') ?? create();
  if (lot < 0.7) return call(`List${kind}s`);
  if (lot < 0.8) return call('GetRole', { RoleName });
  if (lot < 0.85) return call('CreateServiceLinkedRole', { AWSServiceName: principal });
  if (lot < 0.9 || task === 0) return call('DeleteServiceLinkedRole', { RoleName });
  const DeletionTaskId = `task/aws-service-role/${principal}/${RoleName}/{{Task:${task}}}`;
  return call('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId });
}

type Doing =
  | { readonly at: 'made'; readonly call: Call; readonly recorded: Recorded }
  | { readonly at: 'done'; readonly seen: Seen; readonly recorded: Recorded };

/** The lines of a history of clients that call the model at once, each call happening at any instant while it lasts. */
export function busyLines({
  processes,
  calls,
  random,
  lostOf1000 = 0,
  choices = {},
  bounds = {},
  isFree = false,
  callOf = likelyCall,
}: Busy): readonly string[] {
  const lines: string[] = [];
  const recorder = recorderTo((line) => lines.push(line), { choices, bounds });
  const below = (most: number): number => Math.floor(random() * most);
  let account = newAccount(choices);
  const doing: (Doing | undefined)[] = Array.from({ length: processes });
  let left = calls;
  let told = '';
  let now = 0;
  while (left > 0 || doing.some((one) => one !== undefined)) {
    now += below(5);
    account = drift(account, random() < 0.3 ? [below(1000)] : []);
    const process = below(processes);
    const one = doing[process];
    if (one === undefined) {
      if (left === 0) continue;
      left -= 1;
      const wanted = callOf(account, random);
      const call = isToldOf(wanted.input, told)
        ? wanted
        : { ...wanted, operation: 'GetRole', input: { RoleName } };
      const input = JSON.parse(picked(call.input)) as Call['input'];
      const recorded = recorder.invoked({ ...call, input }, undefined, now);
      doing[process] = { at: 'made', call, recorded };
    } else if (one.at === 'made') {
      const isLost = below(1000) < lostOf1000;
      const isDone = !isLost || random() < 0.5;
      const before = isFree ? freely(account, below(2 ** 20)) : account;
      const { account: after, outcome } = step(before, one.call);
      if (isDone) account = { ...after, choices: account.choices };
      const seen: Seen = isLost ? { ok: 'unknown' } : seenAs(outcome);
      doing[process] = { at: 'done', seen, recorded: one.recorded };
    } else {
      recorder.ended(one.recorded, one.seen, now);
      told += JSON.stringify(one.seen);
      doing[process] = undefined;
    }
  }
  return lines;
}

/** The same, read. */
export const busyHistory = (busy: Busy): Promise<History> => readHistory(busyLines(busy));
