import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { budgeted } from '../../src/target/budget.ts';
import { clean } from '../../src/target/clean.ts';
import { effects, textAt } from '../../src/target/effects.ts';
import { ForeignThing, guarded } from '../../src/target/guarded.ts';
import { inProcess } from '../../src/target/inProcess.ts';
import { Ledger } from '../../src/target/ledger.ts';
import { patiences } from '../../src/target/patience.ts';
import type { Target, TargetCall } from '../../src/target/target.ts';
import { temporary } from '../support/cli.ts';
import { asks } from '../support/nasty.ts';
import { outputOf, principal, roleName, runtime, watched } from '../support/targets.ts';
import { wrongImplementation } from '../support/wrongTargets.ts';

describe('guard: a run changes only what it made', () => {
  test('names have a prefix where they are sent, and nobody else sees it', async () => {
    const base = watched();
    const ledger = Ledger.inMemory('slrtest12_');
    const guard = await guarded(base, ledger);
    const made = await asks(guard, 'CreateBrowser', {
      name: 'alpha',
      networkConfiguration: { networkMode: 'PUBLIC' },
      clientToken: `token-${'0'.repeat(30)}`,
    });
    expect(base.sent.at(-1)?.input).toMatchObject({
      name: 'slrtest12_alpha',
      clientToken: `slrtest12-token-${'0'.repeat(30)}`,
    });
    expect(made.sent).toBe(base.sent.at(-1)?.input);
    const { browserId } = made.seen.ok === true ? made.seen.output : {};
    expect(browserId).toMatch(/^alpha-/);
    expect(await outputOf(guard, 'GetBrowser', { browserId })).toMatchObject({ name: 'alpha' });
    expect(base.sent.at(-1)?.input).toEqual({ browserId: `slrtest12_${browserId}` });
    while (await base.advance?.());
    expect(await outputOf(guard, 'DeleteBrowser', { browserId })).toMatchObject({ browserId });
    expect(ledger.entries).toMatchObject([
      { kind: 'browser', name: 'slrtest12_alpha', end: { was: 'made' } },
    ]);
  });

  test('the ARN of a role that the run made names that role', async () => {
    const base = watched();
    const guard = await guarded(base, Ledger.inMemory('slrtest12_'));
    const { Role } = await outputOf(guard, 'CreateRole', {
      RoleName: 'execution',
      AssumeRolePolicyDocument: '{}',
    });
    expect(Role).toMatchObject({ RoleName: 'execution', Arn: runtime('subnet-00000000').roleArn });
    await asks(guard, 'CreateAgentRuntime', runtime('subnet-00000000'));
    expect(base.sent.at(-1)?.input).toMatchObject({
      roleArn: 'arn:aws:iam::123456789012:role/slrtest12_execution',
    });
  });

  test('what others have is neither changed nor shown in lists', async () => {
    const base = watched();
    const VpcId = textAt(await outputOf(base, 'CreateVpc', { CidrBlock: '10.0.0.0/16' }), [
      'Vpc',
      'VpcId',
    ]);
    const { browserId } = await outputOf(base, 'CreateBrowser', {
      name: 'theirs',
      networkConfiguration: { networkMode: 'PUBLIC' },
    });
    await outputOf(base, 'CreateRole', { RoleName: 'theirs', AssumeRolePolicyDocument: '{}' });
    const guard = await guarded(base, Ledger.inMemory());
    for (const [operation, input] of [
      ['DeleteVpc', { VpcId }],
      ['CreateTags', { Resources: [VpcId], Tags: [{ Key: 'a', Value: 'b' }] }],
      ['DetachNetworkInterface', { AttachmentId: 'ela-attach-0123456789abcdef0' }],
    ] as const) {
      const before = base.sent.length;
      await expect(asks(guard, operation, input)).rejects.toThrow(ForeignThing);
      expect(base.sent.length).toBe(before);
    }
    // These are sent under names of the run's own, and so find nothing.
    for (const [operation, input, code] of [
      ['DeleteBrowser', { browserId }, 'ResourceNotFoundException'],
      ['DeleteRole', { RoleName: 'theirs' }, 'NoSuchEntity'],
    ] as const)
      expect((await asks(guard, operation, input)).seen).toMatchObject({ ok: false, code });
    expect(await outputOf(guard, 'DescribeVpcs')).toEqual({ Vpcs: [] });
    expect(await outputOf(guard, 'ListBrowsers')).toEqual({ browserSummaries: [] });
    expect(await outputOf(guard, 'ListRoles')).toMatchObject({ Roles: [] });
  });

  test('what names nothing of anybody’s is sent as it is', async () => {
    const guard = await guarded(inProcess(), Ledger.inMemory());
    for (const [operation, input, code] of [
      ['DeleteVpc', { VpcId: 'vpc-none' }, 'InvalidVpcID.NotFound'],
      [
        'DeleteNetworkInterface',
        { NetworkInterfaceId: 'eni-none' },
        'InvalidNetworkInterfaceID.NotFound',
      ],
      ['DeleteRole', { RoleName: '' }, 'ValidationError'],
      ['DeleteBrowser', { browserId: '' }, 'ValidationException'],
    ] as const)
      expect((await asks(guard, operation, input)).seen).toMatchObject({ ok: false, code });
  });

  test.each([
    ['was there before', true],
    ['was not', false],
  ])('the role %s', async (_, isThere) => {
    const base = inProcess();
    if (isThere) await outputOf(base, 'CreateServiceLinkedRole', { AWSServiceName: principal });
    const ledger = Ledger.inMemory();
    const guard = await guarded(base, ledger);
    const change: TargetCall = {
      operation: 'UpdateRoleDescription',
      region: 'us-east-1',
      input: { RoleName: roleName.toLowerCase(), Description: 'ours' },
      caller: 'main',
    };
    expect(guard.forbids(change) === undefined).toBe(!isThere);
    await asks(guard, 'CreateAgentRuntime', runtime('subnet-00000000'));
    expect((await asks(guard, 'GetRole', { RoleName: roleName })).seen.ok).toBe(true);
    expect(await clean(base, ledger, patiences.emulator)).toMatchObject({ remains: [] });
    expect((await asks(base, 'GetRole', { RoleName: roleName })).seen.ok).toBe(isThere);
  });

  test('the interfaces of its resources may be acted on, those of others not', async () => {
    const base = inProcess();
    const VpcId = textAt(await outputOf(base, 'CreateVpc', { CidrBlock: '10.0.0.0/16' }), [
      'Vpc',
      'VpcId',
    ]);
    const place = { VpcId, CidrBlock: '10.0.0.0/24' };
    const theirs = String(
      textAt(await outputOf(base, 'CreateSubnet', place), ['Subnet', 'SubnetId']),
    );
    await outputOf(base, 'CreateAgentRuntime', runtime(theirs, 'theirs'));
    while (await base.advance?.());
    const guard = await guarded(base, Ledger.inMemory());
    await asks(guard, 'CreateAgentRuntime', runtime('subnet-00000000'));
    while (await base.advance?.());
    const { NetworkInterfaces } = await outputOf(guard, 'DescribeNetworkInterfaces');
    expect(NetworkInterfaces).toMatchObject([{ SubnetId: 'subnet-00000000' }]);
    const [{ NetworkInterfaceId = '' } = {}] = NetworkInterfaces as {
      NetworkInterfaceId?: string;
    }[];
    expect(
      (await asks(guard, 'DeleteNetworkInterface', { NetworkInterfaceId })).seen,
    ).toMatchObject({
      code: 'OperationNotPermitted',
    });
  });

  test('what the target makes beside what was asked for is not shown in lists', async () => {
    const base = inProcess();
    const ask: Target['ask'] = async (call) => {
      const reply = await base.ask(call);
      const { Vpcs } = await outputOf(base, 'DescribeVpcs');
      const SecurityGroups = (Vpcs as { VpcId: string }[]).map(({ VpcId }) => ({
        VpcId,
        GroupId: 'sg-0123456789abcdef0',
      }));
      return call.operation === 'DescribeSecurityGroups'
        ? { ...reply, seen: { ok: true, output: { SecurityGroups } } }
        : reply;
    };
    const guard = await guarded({ ...base, ask }, Ledger.inMemory());
    await asks(guard, 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    expect(await outputOf(guard, 'DescribeSecurityGroups')).toEqual({ SecurityGroups: [] });
  });

  test('a list comes whole', async () => {
    const guard = await guarded(inProcess(), Ledger.inMemory());
    for (let number = 0; number < 25; number++)
      await outputOf(guard, 'CreateBrowser', {
        name: `name${number}`,
        networkConfiguration: { networkMode: 'PUBLIC' },
      });
    const output = await outputOf(guard, 'ListBrowsers');
    expect(Object.keys(output)).toEqual(['browserSummaries']);
    expect(output.browserSummaries).toHaveLength(25);
  });

  test('every operation that makes something can be undone', () => {
    for (const [operation, effect] of Object.entries(effects))
      if (/^Create(?!Tags)/.test(operation)) expect(effect.does).toBe('creates');
      else if (/^(Update|Delete|Put|Attach|Detach|Tag|Untag|CreateTags)/.test(operation))
        expect(effect.does).toBe('changes');
      else expect(effect.does).toBe('reads');
  });
});

describe('ledger', () => {
  test('it is read back as it was written, also without its last line', () => {
    const file = temporary('ledger');
    const ledger = Ledger.create(file, { endpoint: 'http://127.0.0.1:1' });
    ledger.begin({ role: 'absent', linkedRoles: [], interfaces: [] });
    const intent = { kind: 'vpc', region: 'us-east-1', name: undefined, token: undefined } as const;
    const first = ledger.intend({ operation: 'CreateVpc', ...intent });
    ledger.end(first, { was: 'made', id: 'vpc-01234567' });
    ledger.use('us-east-1', ['subnet-00000000']);
    ledger.intend({ operation: 'CreateVpc', ...intent });
    const { entries, used, before, run } = ledger;
    ledger.close();
    appendFileSync(file, '{"line":"end","num');
    const again = Ledger.open(file);
    expect(JSON.stringify(again.entries)).toBe(JSON.stringify(entries));
    expect(again.used).toEqual(used);
    expect(again.before).toMatchObject(before ?? {});
    expect(again.run).toEqual(run);
    again.gone(1);
    again.close();
    expect(Ledger.open(file, 'read').entries[1]?.isGone).toBe(true);
  });

  test('what is no ledger is told in one sentence', () => {
    const file = temporary('ledger');
    expect(() => Ledger.open(file)).toThrow(/cannot be read/);
    writeFileSync(file, '{}\n');
    expect(() => Ledger.open(file)).toThrow(/is no ledger of a run\.$/);
    expect(() => Ledger.create(file)).toThrow(/is there already\. Run agentcore-slr clean/);
    expect(() => Ledger.create(temporary('none/ledger'))).toThrow(/cannot be written/);
  });

  test('the intent is on disk before the call is made', async () => {
    const file = temporary('ledger');
    const base = inProcess();
    const lines: string[] = [];
    const ledger = Ledger.create(file);
    const ask: Target['ask'] = (call) => {
      if (call.operation === 'CreateUser') lines.push(readFileSync(file, 'utf8'));
      return base.ask(call);
    };
    await asks(await guarded({ ...base, ask }, ledger), 'CreateUser', { UserName: 'user' });
    ledger.close();
    expect(lines).toEqual([expect.stringMatching(/"line":"intent".*"kind":"user"[^\n]*\n$/)]);
    expect(readFileSync(file, 'utf8')).toMatch(/"was":"made"[^\n]*\n$/);
  });
});

test('what goes by a name that something had before is shown in lists', async () => {
  const base = inProcess(wrongImplementation('another name of the role'));
  const guard = await guarded(base, Ledger.inMemory());
  for (const _ of ['made', 'made again']) {
    guard.renew();
    const { Role } = await outputOf(guard, 'CreateServiceLinkedRole', {
      AWSServiceName: principal,
    });
    while (await base.advance?.());
    expect(await outputOf(guard, 'ListRoles')).toMatchObject({ Roles: [Role] });
    const { RoleName } = Role as { RoleName: string };
    await outputOf(guard, 'DeleteServiceLinkedRole', { RoleName });
    while (await base.advance?.());
  }
});

describe('clean', () => {
  test('it stops when it is told to, names what is left, and goes on where it was', async () => {
    const base = inProcess();
    const ledger = Ledger.inMemory();
    const guard = await guarded(base, ledger);
    await asks(guard, 'CreateAgentRuntime', runtime('subnet-00000000'));
    await asks(guard, 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const interrupt = new AbortController();
    interrupt.abort();
    const stopped = await clean(base, ledger, patiences.emulator, interrupt.signal);
    expect(stopped.remains).toMatchObject([
      { kind: 'runtime', reason: 'it was interrupted' },
      { kind: 'vpc', reason: 'it was interrupted' },
      { kind: 'service-linked-role', reason: 'it was interrupted' },
    ]);
    const small = budgeted(base, 3).target;
    expect((await clean(small, ledger, patiences.emulator)).remains).toMatchObject([
      { kind: 'runtime' },
      { kind: 'vpc', reason: 'the budget of calls is spent' },
      { kind: 'service-linked-role', reason: 'the budget of calls is spent' },
    ]);
    expect(await clean(base, ledger, patiences.emulator)).toEqual({ gone: 3, remains: [] });
  });

  test('what an earlier clean took down is not taken down once more', async () => {
    const base = inProcess();
    const ledger = Ledger.inMemory();
    const guard = await guarded(base, ledger);
    await asks(guard, 'CreateServiceLinkedRole', { AWSServiceName: principal });
    await asks(guard, 'CreateAgentRuntime', runtime('subnet-00000000'));
    expect(await clean(base, ledger, patiences.emulator)).toEqual({ gone: 2, remains: [] });
    expect(await clean(base, ledger, patiences.emulator)).toEqual({ gone: 0, remains: [] });
  });

  test('what never ends is waited for once', async () => {
    const base = watched({ ...inProcess(), advance: undefined });
    const ledger = Ledger.inMemory();
    const guard = await guarded(base, ledger);
    await asks(guard, 'CreateServiceLinkedRole', { AWSServiceName: principal });
    await asks(guard, 'CreateAgentRuntime', runtime('subnet-00000000'));
    const patience = { forMs: 50, firstMs: 1, mostMs: 1 };
    const { remains } = await clean(base, ledger, patience);
    expect(remains).toMatchObject([{ kind: 'service-linked-role' }, { kind: 'runtime' }]);
    const before = base.sent.length;
    expect((await clean(base, ledger, patience, undefined, remains)).remains).toEqual(remains);
    expect(base.sent.length - before).toBeLessThan(10);
  });

  test('nor is a deletion task that never ends', async () => {
    const base = watched({ ...inProcess(), advance: undefined });
    const ledger = Ledger.inMemory();
    await asks(await guarded(base, ledger), 'CreateServiceLinkedRole', {
      AWSServiceName: principal,
    });
    const patience = { forMs: 50, firstMs: 1, mostMs: 1 };
    const { remains } = await clean(base, ledger, patience);
    expect(remains).toMatchObject([{ reason: expect.stringMatching(/deletion is/) }]);
    const asked = () => base.sent.filter(({ operation }) => /DeletionStatus$/.test(operation));
    const before = asked().length;
    await clean(base, ledger, patience, undefined, remains);
    expect(asked().length - before).toBe(1);
  });

  test('a resource on its way is asked to go at once, for its way may never end', async () => {
    const model: Target = { ...inProcess(), advance: undefined };
    const gone = new Set<unknown>();
    const seen = { ok: false, code: 'ResourceNotFoundException', status: 404 } as const;
    const base: Target = {
      ...model,
      ask: async (call) => {
        const { agentRuntimeId } = call.input;
        if (call.operation === 'DeleteAgentRuntime') gone.add(agentRuntimeId);
        const reply = await model.ask(call);
        return gone.has(agentRuntimeId) ? { ...reply, seen } : reply;
      },
    };
    const ledger = Ledger.inMemory();
    const guard = await guarded(base, ledger);
    const { networkConfiguration: _vpc, ...unplaced } = runtime('subnet-00000000');
    await asks(guard, 'CreateAgentRuntime', unplaced);
    const hurried = { forMs: 0, firstMs: 1, mostMs: 1 };
    expect(await clean(base, ledger, hurried)).toEqual({ gone: 1, remains: [] });
  });

  test('a target that is gone is not waited for', async () => {
    const base = inProcess();
    const ledger = Ledger.inMemory();
    const guard = await guarded(base, ledger);
    await asks(guard, 'CreateAgentRuntime', runtime('subnet-00000000'));
    await asks(guard, 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    let asked = 0;
    const ask: Target['ask'] = async (call) => {
      asked += 1;
      return { ...(await base.ask(call)), seen: { ok: 'unknown' }, lost: 'ECONNREFUSED' };
    };
    const cleaned = clean({ ...base, ask }, ledger, { ...patiences.emulator, mostMs: 1 });
    const remains = ['runtime', 'vpc', 'service-linked-role'].map((kind) => ({ kind }));
    await expect(cleaned).rejects.toMatchObject({ cleaned: { gone: 0, remains } });
    await expect(cleaned).rejects.toThrow(/does not answer any more: ECONNREFUSED\.$/);
    expect(asked).toBeLessThan(10);
  });

  test('interfaces that outlive the role are released by making it again', async () => {
    const base = inProcess();
    const ledger = Ledger.inMemory();
    const guard = await guarded(base, ledger);
    const made = await outputOf(guard, 'CreateAgentRuntime', runtime('subnet-00000000'));
    const { agentRuntimeId } = made;
    const isThere = async (operation: 'GetRole' | 'GetAgentRuntime') =>
      (await asks(guard, operation, { RoleName: roleName, agentRuntimeId })).seen.ok;
    await base.advance?.();
    for (let step = 0; step < 20 && (await isThere('GetAgentRuntime')); step++) {
      await asks(guard, 'DeleteAgentRuntime', { agentRuntimeId });
      await base.advance?.();
    }
    await outputOf(guard, 'DeleteServiceLinkedRole', { RoleName: roleName });
    for (let step = 0; step < 20 && (await isThere('GetRole')); step++) await base.advance?.();
    expect(await outputOf(guard, 'DescribeNetworkInterfaces')).toMatchObject({
      NetworkInterfaces: [{ InterfaceType: 'agentic_ai' }],
    });
    expect((await clean(base, ledger, patiences.emulator)).remains).toEqual([]);
    expect(await outputOf(base, 'DescribeNetworkInterfaces')).toEqual({ NetworkInterfaces: [] });
    expect(await isThere('GetRole')).toBe(false);
  });

  test('interfaces that linger are named, and the role is left for them', async () => {
    const { advance, ...rest } = inProcess();
    const base: Target = { ...rest, advance: undefined };
    const ledger = Ledger.inMemory();
    const guard = await guarded(base, ledger);
    await asks(guard, 'CreateAgentRuntime', runtime('subnet-00000000'));
    const isGone = async () => {
      const { agentRuntimes } = await outputOf(base, 'ListAgentRuntimes');
      const [one] = agentRuntimes as { status: string; agentRuntimeId: string }[];
      if (one?.status === 'READY')
        await outputOf(base, 'DeleteAgentRuntime', { agentRuntimeId: one.agentRuntimeId });
      return one === undefined;
    };
    while (!(await isGone())) await advance?.();
    const once = { forMs: 0, firstMs: 1, mostMs: 1 };
    expect((await clean(base, ledger, once)).remains).toMatchObject([
      { kind: 'service-linked-role', reason: expect.stringMatching(/interfaces that linger/) },
      { kind: 'service-interface', reason: expect.stringMatching(/linger in subnet-00000000/) },
    ]);
    expect((await clean({ ...base, advance }, ledger, patiences.emulator)).remains).toEqual([]);
  });
});
