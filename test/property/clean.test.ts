import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Account, type Call, newAccount, type OperationName } from '../../model/index.ts';
import { callFrom } from '../../properties/calls.ts';
import { budgeted } from '../../src/target/budget.ts';
import { clean } from '../../src/target/clean.ts';
import { ForeignThing, guarded } from '../../src/target/guarded.ts';
import { inProcess, modelImplementation } from '../../src/target/inProcess.ts';
import { Ledger } from '../../src/target/ledger.ts';
import { patiences } from '../../src/target/patience.ts';
import type { Reply, Target } from '../../src/target/target.ts';
import { serverDraw } from '../support/serverSequences.ts';

const callMax = 25;
const runs = 40;

const draws = fc.array(
  fc.record({
    ...serverDraw,
    /** What goes wrong with the call: an answer, or a request, that is lost. */
    loses: fc.constantFrom('nothing', 'nothing', 'nothing', 'answer', 'request'),
  }),
  { minLength: 1, maxLength: callMax },
);
type Draws = typeof draws extends fc.Arbitrary<infer T> ? T : never;

/** The answer to a call that may be throttled. */
async function insistently(
  target: Target,
  operation: OperationName,
  region: string,
  input: Call['input'],
): Promise<Reply> {
  for (;;) {
    const reply = await target.ask({ operation, region, input, caller: 'main' });
    if (reply.seen.ok !== false || !/Throttl|Limit/.test(reply.seen.code)) return reply;
  }
}

/** What can be seen of an account by somebody who lists all that there is in it. */
async function inventory(target: Target): Promise<unknown> {
  const seen: unknown[] = [];
  const ask = async (operation: OperationName, region: string, input: Call['input'] = {}) => {
    const reply = await insistently(target, operation, region, input);
    const text = JSON.stringify(reply.seen, (member, value) =>
      /time|date|At$/i.test(member)
        ? undefined
        : Array.isArray(value)
          ? value.filter((item) => item.status !== 'DELETED')
          : value,
    );
    seen.push([operation, region, text]);
  };
  await ask('ListRoles', 'us-east-1');
  for (const region of ['us-east-1', 'eu-west-1'])
    for (const operation of [
      'ListAgentRuntimes',
      'ListCodeInterpreters',
      'ListBrowsers',
      'DescribeVpcs',
      'DescribeSubnets',
      'DescribeSecurityGroups',
      'DescribeNetworkInterfaces',
    ] as const)
      await ask(operation, region);
  return seen;
}

/** A target that loses what it is told to, of the next call. */
function losing(target: Target): Target & { loses: Draws[number]['loses'] } {
  const losingTarget: Target & { loses: Draws[number]['loses'] } = {
    ...target,
    loses: 'nothing',
    ask: async (call) => {
      const { loses } = losingTarget;
      losingTarget.loses = 'nothing';
      if (loses === 'nothing') return target.ask(call);
      const asked =
        loses === 'answer' ? call : ({ ...call, operation: 'GetCallerIdentity' } as const);
      const reply = await target.ask(asked);
      return { ...reply, seen: { ok: 'unknown' }, unsupported: undefined, lost: 'it was lost' };
    },
  };
  return losingTarget;
}

/** Things of others that are in an account before a run. */
const foreign: readonly (readonly [OperationName, Call['input']])[] = [
  ['CreateRole', { RoleName: 'theirs', AssumeRolePolicyDocument: '{}' }],
  ['CreateVpc', { CidrBlock: '10.0.0.0/16' }],
  ['CreateBrowser', { name: 'theirs', networkConfiguration: { networkMode: 'PUBLIC' } }],
];
const theRole = [
  'CreateServiceLinkedRole',
  { AWSServiceName: 'network.bedrock-agentcore.amazonaws.com' },
] as const;

async function prepared(behaviour: 'documented' | 'adversarial', seed: string, hasRole: boolean) {
  const target = inProcess(modelImplementation({ seed, behaviour }));
  for (const [operation, input] of [...foreign, ...(hasRole ? [theRole] : [])])
    await insistently(target, operation, 'us-east-1', input);
  while (await target.advance?.());
  return target;
}

async function run(target: Target, ledger: Ledger, sequence: Draws): Promise<number> {
  const base = losing(target);
  const guard = await guarded(base, ledger);
  let sent = 0;
  for (const draw of sequence) {
    for (let step = 0; step < draw.advance; step++) await target.advance?.();
    const account = accountOf(ledger);
    const { operation, region, input } = callFrom(account, draw);
    const call = { operation: operation as OperationName, region, input, caller: 'main' } as const;
    base.loses = draw.loses;
    if (guard.forbids(call) !== undefined) {
      await expect(guard.ask(call)).rejects.toThrow(ForeignThing);
      continue;
    }
    sent += 1;
    await guard.ask(call);
  }
  return sent;
}

/** An account to draw calls from: with what the ledger says was made. */
function accountOf(ledger: Ledger): Account {
  const account = newAccount();
  const network: Record<string, Account['beside']['network'][string]> = {};
  const resources: Account['core']['resources'][number][] = [];
  const kinds = {
    runtime: 'AgentRuntime',
    'code-interpreter': 'CodeInterpreter',
    browser: 'Browser',
  } as const;
  const state = {
    status: 'READY',
    network: 'PUBLIC',
  } as unknown as (typeof resources)[number]['state'];
  for (const { kind, region, end } of ledger.entries) {
    if (end?.was !== 'made') continue;
    const id = end.id.replace(ledger.run.prefix, '');
    if (kind in kinds)
      resources.push({ id, kind: kinds[kind as keyof typeof kinds], region, networks: [], state });
    if (
      kind === 'vpc' ||
      kind === 'subnet' ||
      kind === 'security-group' ||
      kind === 'network-interface'
    )
      network[id] = {
        kind,
        region,
        vpc: undefined,
        subnet: undefined,
        securityGroups: [],
        tags: {},
      };
  }
  const { core, beside } = account;
  return { ...account, core: { ...core, resources }, beside: { ...beside, network } };
}

describe('clean: whatever a run did, the account is as it was found', () => {
  test.each([
    ['documented', false],
    ['documented', true],
    ['adversarial', false],
  ] as const)('%s; the role was there before: %s', async (behaviour, hasRole) => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat().map(String),
        draws,
        fc.nat({ max: 60 }),
        async (seed, sequence, calls) => {
          const target = await prepared(behaviour, seed, hasRole);
          const before = await inventory(target);
          const ledger = Ledger.inMemory('slrtest_');
          sent += await run(target, ledger, sequence);
          // One that was stopped somewhere is gone on with.
          await clean(budgeted(target, calls).target, ledger, patiences.emulator);
          const { remains } = await clean(target, ledger, patiences.emulator);
          expect(remains).toEqual([]);
          expect(await inventory(target)).toEqual(before);
          expect(await clean(target, ledger, patiences.emulator)).toEqual({ gone: 0, remains: [] });
        },
      ),
      { numRuns: runs },
    );
    expect(sent).toBeGreaterThan(runs);
  });
});
