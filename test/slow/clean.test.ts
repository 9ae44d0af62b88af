import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { guarded } from '../../src/target/guarded.ts';
import { Ledger } from '../../src/target/ledger.ts';
import { cli, temporary } from '../support/cli.ts';
import { always, asks, nasty, wire } from '../support/nasty.ts';
import { model, started } from '../support/server.ts';

/** Makes one of everything, again and again, until it is killed. */
const maker = `
  const [endpoint, file] = process.argv.slice(1);
  const { overTheWire } = await import('./dist/src/target/overTheWire.js');
  const { guarded } = await import('./dist/src/target/guarded.js');
  const { Ledger } = await import('./dist/src/target/ledger.js');
  const base = await overTheWire({ endpoint });
  const target = await guarded(base, Ledger.create(file, { endpoint }));
  const ask = async (operation, input) => {
    const { seen } = await target.ask({ operation, region: 'us-east-1', input, caller: 'main' });
    return seen.output ?? {};
  };
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  for (let round = 0; ; round++) {
    const { Vpc } = await ask('CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const { Subnet } = await ask('CreateSubnet', { VpcId: Vpc.VpcId, CidrBlock: '10.0.0.0/24' });
    const group = { GroupName: 'group' + round, Description: 'some', VpcId: Vpc.VpcId };
    const { GroupId } = await ask('CreateSecurityGroup', group);
    await ask('CreateNetworkInterface', { SubnetId: Subnet.SubnetId, Groups: [GroupId] });
    if (round === 0) process.stdout.write('begun');
    const vpc = { subnets: [Subnet.SubnetId], securityGroups: [GroupId] };
    await ask('CreateBrowser', {
      name: 'browser' + round,
      networkConfiguration: { networkMode: 'VPC', vpcConfig: vpc },
    });
    await ask('CreateAgentRuntime', {
      agentRuntimeName: 'runtime' + round,
      agentRuntimeArtifact: {},
      roleArn: 'arn:aws:iam::123456789012:role/execution',
      networkConfiguration: { networkMode: 'VPC', networkModeConfig: vpc },
    });
    const RoleName = 'role' + round;
    await ask('CreateRole', { RoleName, AssumeRolePolicyDocument: '{}' });
    await ask('AttachRolePolicy', { RoleName, PolicyArn });
    await ask('PutRolePolicy', { RoleName, PolicyName: 'inline', PolicyDocument: '{}' });
    await base.advance();
  }
`;

/** A command that does not keep this process from answering it. */
async function clean(...args: readonly string[]) {
  const child = spawn(process.execPath, ['dist/src/cli/main.js', 'clean', ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

/** A run that is killed some time after it has begun: its ledger. */
async function killed(endpoint: string, afterMs: number): Promise<string> {
  const file = temporary('ledger');
  const child = spawn(process.execPath, ['--input-type=module', '--eval', maker, endpoint, file]);
  await once(child.stdout, 'data');
  await sleep(afterMs);
  child.kill('SIGKILL');
  await once(child, 'close');
  return file;
}

/** Times that differ, so that calls of all kinds are cut off. */
const killsAfterMs = [0, 3, 7, 12, 20, 33, 50, 80, 130, 200];

describe('clean: a run that was killed leaves nothing behind', () => {
  test('over HTTP, wherever it was', async () => {
    const server = await started({ timeScale: 'manual' });
    const empty = (await model(server, 'GET', 'account')).value.account;
    for (const afterMs of killsAfterMs) {
      const file = await killed(server.url, afterMs);
      const made = (await model(server, 'GET', 'account')).value.account;
      expect(made).not.toEqual(empty);
      const { code, stdout, stderr } = await clean('--ledger', file);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^gone: \d+, remains: 0\n$/);
      const { core, beside } = (await model(server, 'GET', 'account')).value.account as {
        core: { resources: readonly { state: { status: string } }[]; role: { role: string } };
        beside: { network: object; roles: object; interfaces: object };
      };
      expect(core.resources.filter(({ state }) => state.status !== 'DELETED')).toEqual([]);
      expect(beside).toMatchObject({ network: {}, roles: {} });
      expect(Object.keys({ ...beside.network, ...beside.roles, ...beside.interfaces })).toEqual([]);
      expect(['absent', 'deleted']).toContain(core.role.role);
      expect(await clean('--ledger', file)).toMatchObject({ stdout: 'gone: 0, remains: 0\n' });
    }
  });

  test('a dry run prints the calls, and does nothing', async () => {
    const server = await started({ timeScale: 'manual' });
    const file = await killed(server.url, 100);
    const [before, ledger] = [await model(server, 'GET', 'account'), readFileSync(file, 'utf8')];
    const { code, stdout } = await clean('--ledger', file, '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^aws ec2 delete-vpc --region us-east-1 --vpc-id vpc-/m);
    expect(await model(server, 'GET', 'account')).toEqual(before);
    expect(readFileSync(file, 'utf8')).toBe(ledger);
  });
});

describe('clean: what cannot be done is told in one sentence', () => {
  const ledgerOf = (run: object): string => {
    const file = temporary('ledger');
    writeFileSync(
      file,
      `${JSON.stringify({ line: 'run', version: 1, prefix: 'slr000000_', ...run })}\n`,
    );
    return file;
  };

  test.each([
    ['no such file', ['--ledger', 'none'], 2, /^agentcore-slr: none cannot be read: .*\.\n$/],
    [
      'the real service',
      ['--ledger', ledgerOf({ endpoint: 'https://iam.amazonaws.com' })],
      2,
      /^agentcore-slr: https:\/\/iam.amazonaws.com is the real service\. .*--real-account.*\n$/,
    ],
    [
      'no endpoint',
      ['--ledger', ledgerOf({})],
      2,
      /^agentcore-slr: the default endpoint of iam is/,
    ],
    [
      'nobody listens',
      ['--ledger', ledgerOf({}), '--endpoint', 'http://127.0.0.1:1'],
      3,
      /^agentcore-slr: http:\/\/127.0.0.1:1 does not answer GetCallerIdentity: the connection is refused\.\n$/,
    ],
    ['no such patience', ['--ledger', ledgerOf({}), '--patience', 'awss'], 2, /Did you mean aws\?/],
  ] as const)('%s', (_, args, code, message) => {
    const ended = cli('clean', ...args);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(message);
  });

  test.each([
    [
      'after its first answer',
      1,
      '',
      /^agentcore-slr: http\S+ does not answer \/_model\/account: /,
    ],
    ['while it is looked at', 4, '', /^agentcore-slr: http\S+ does not answer GetCallerIdentity: /],
    [
      'while things are taken down: what remains is told',
      100,
      /^remains: vpc vpc-\S+ in us-east-1: it may still be there\ngone: 0, remains: 1\n$/,
      /^agentcore-slr: http\S+ does not answer any more: .*\.\n$/,
    ],
  ])('it goes away %s', async (_, answers, stdout, stderr) => {
    const { url } = await started();
    const file = temporary('ledger');
    const target = await guarded(await wire(url), Ledger.create(file, { endpoint: url }));
    await asks(target, 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    let left = answers;
    const endpoint = await nasty(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      if (body.includes('DeleteVpc')) left = 0;
      if (left-- <= 0) return void request.socket.destroy();
      const { authorization = '', 'content-type': type = '' } = request.headers;
      const answered = await fetch(`${url}${request.url}`, {
        method: request.method ?? '',
        body: request.method === 'GET' ? null : body,
        headers: { authorization, 'content-type': type },
      });
      response.writeHead(answered.status).end(await answered.text());
    });
    const ended = await clean('--ledger', file, '--endpoint', endpoint);
    expect(ended.stdout).toMatch(stdout);
    expect(ended.stderr).toMatch(stderr);
    expect(ended.code).toBe(3);
  });

  test('it is a web page', async () => {
    const endpoint = await always(200, 'text/html', '<html></html>');
    const ended = await clean('--ledger', ledgerOf({ endpoint }));
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(
      /^agentcore-slr: http\S+ is nothing that speaks as AWS does: .*\.\n$/,
    );
  });
});
