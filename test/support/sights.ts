import { expect } from 'vitest';
import {
  certain,
  newAccount,
  type ObserveOptions,
  observe,
  type Possible,
  type Seen,
  trustPolicy,
} from '../../model/index.ts';
import { believe, observe as observeFactored } from '../../src/observe/observe.ts';
import { callOf, known, type Refusal, refused } from './account.ts';

export type Output = Readonly<Record<string, unknown>>;
/** A call in words, and what came back: an output, a refusal, or nothing. */
export type Sight = readonly [words: string, seen: Output | Refusal | 'lost'];
/** What was seen in turn, and whether the last of it can be explained; all before it can. */
export type Row = readonly [title: string, sights: readonly Sight[], explained: boolean];

export const [first, second] = ['AROAEXAMPLEEXAMPLE001', 'AROAEXAMPLEEXAMPLE002'];
export const taskPath = `task/aws-service-role/${known.principal}/${known.role}`;
/** The names that the target picks. */
export const names = {
  ...known,
  alpha: 'alpha-0123456789',
  "alpha's kind": 'AgentRuntime',
  beta: 'beta-abcdefghij',
  "beta's kind": 'Browser',
  task: `${taskPath}/11111111-1111-4111-8111-111111111111`,
  next: `${taskPath}/22222222-2222-4222-8222-222222222222`,
};
const arnOf = (region: string, id: string) =>
  `arn:aws:bedrock-agentcore:${region}:123456789012:${id}`;
export const alphaArn = arnOf('us-east-1', `runtime/${names.alpha}`);
export const betaArn = arnOf('eu-west-1', `browser-custom/${names.beta}`);

const role = (RoleId: string, more: Output = {}) => ({
  Role: {
    Path: `/aws-service-role/${known.principal}/`,
    RoleName: known.role,
    RoleId,
    Arn: known.arn,
    CreateDate: '2026-01-01T00:00:00Z',
    AssumeRolePolicyDocument: trustPolicy(known.principal),
    ...more,
  },
});
const full = { MaxSessionDuration: 3600, RoleLastUsed: {} };
export const made = (id = first, more: Output = {}): Sight => ['makeRole', role(id, more)];
export const got = (id = first, more: Output = {}): Sight => [
  'getRole',
  role(id, { ...full, ...more }),
];
export const absent: Sight = ['getRole', refused.noSuch];
export const requested = (DeletionTaskId = names.task): Sight => ['deleteRole', { DeletionTaskId }];
export const status = (Status: string, more: Output = {}): Sight => ['status', { Status, ...more }];
export const because = (RoleUsageList?: unknown): Sight =>
  status('FAILED', {
    Reason: { Reason: 'in use', ...(RoleUsageList === undefined ? {} : { RoleUsageList }) },
  });
export const purged: Sight = ['status', refused.noSuch];
export const runtime = (mode = 'VPC', id = names.alpha): Sight => [
  `runtime alpha ${mode}`,
  {
    agentRuntimeArn: arnOf('us-east-1', `runtime/${id}`),
    agentRuntimeId: id,
    agentRuntimeVersion: '1',
    createdAt: 1,
    status: 'CREATING',
  },
];
export const browser = (id = names.beta): Sight => [
  'browser beta VPC in:eu-west-1',
  {
    browserArn: arnOf('eu-west-1', `browser-custom/${id}`),
    browserId: id,
    createdAt: 1,
    status: 'CREATING',
  },
];
export const inSession = [made(), got(), requested()];

export const plain = (RoleId: string, RoleName = 'plain'): Sight => {
  const Arn = `arn:aws:iam::123456789012:role/${RoleName}`;
  const Role = { Path: '/', RoleName, RoleId, Arn, CreateDate: 'a' };
  return [`makePlain RoleName=${RoleName}`, { Role }];
};

/** What was seen, as judges take it. */
export const seenAs = (seen: Sight[1]): Seen => {
  if (seen === 'lost') return { ok: 'unknown' };
  if (!Array.isArray(seen)) return { ok: true, output: seen as Output };
  const [code, at, message] = seen as unknown as Refusal;
  return { ok: false, code, status: at, ...(typeof message === 'string' ? { message } : {}) };
};
/** The accounts that remain after each sight. */
export function watch(
  sights: readonly Sight[],
  from = certain(newAccount()),
  options: ObserveOptions = {},
) {
  const remain: (readonly Possible[])[] = [from];
  for (const [words, seen] of sights)
    remain.push(observe(remain.at(-1) ?? [], callOf(words, names), seenAs(seen), options));
  return remain;
}

/** Whether each sight in turn can be explained; the exact judge and the factored one agree in all of these. */
export function explained(sights: readonly Sight[]): readonly boolean[] {
  const exact = watch(sights).map((possible) => possible.length > 0);
  let beliefs = believe(newAccount(), { bounds: {} });
  const factored = sights.map(([words, seen]) => {
    beliefs = observeFactored(beliefs, callOf(words, names), seenAs(seen), { from: 0, to: 0 });
    return beliefs.size > 0;
  });
  expect([true, ...factored], 'the factored judge').toEqual(exact);
  return exact;
}
/** Whether a row holds: all but the last sight can be explained, and that one as the row says. */
export const asTold = ([, sights, last]: Row): readonly boolean[] => [
  true,
  ...sights.slice(1).map(() => true),
  last,
];
