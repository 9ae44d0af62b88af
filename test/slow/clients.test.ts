import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../model/index.ts';
import { furnish } from '../support/furnished.ts';
import { awsEnvironment, type PythonEnvironment, pythonWith, running } from '../support/python.ts';
import { sdkClients } from '../support/sdkClients.ts';
import { inFurnished } from '../support/sdkRows.ts';
import { served } from '../support/serveCommand.ts';
import { model, started } from '../support/server.ts';

const services = {
  iam: 'iam',
  sts: 'sts',
  ec2: 'ec2',
  agentcore: 'bedrock-agentcore-control',
} as const;

/** A list of runtimes must have their descriptions, and of one character at least: what a runtime without one shows is not known. */
const notKnown = /description, value: 0, valid min length: 1/;

let at: PythonEnvironment;
beforeAll(async () => {
  at = await pythonWith('boto3', 'awscli');
});
afterAll(() => at.remove());

describe('boto3', () => {
  test('reads every answer by the shapes that the services declare', async () => {
    const server = await started({ timeScale: 'manual' });
    const made = await furnish(server, sdkClients(server));
    const { account } = (await model(server, 'GET', 'account')).value;
    const rows = inFurnished.map(([operation, inputOf, comes]) => ({
      service: services[operations[operation].service],
      operation,
      input: inputOf(made),
      comes: typeof comes === 'string' ? comes : null,
    }));
    const { stdout, stderr } = await running(at.python, ['test/support/everyCall.py'], {
      env: awsEnvironment(server.url),
      input: JSON.stringify({ url: server.url, account, rows }),
    });
    expect(stderr).toBe('');
    const problems = JSON.parse(stdout) as readonly string[];
    expect(problems.filter((problem) => !notKnown.test(problem))).toEqual([]);
  });

  test('sees the whole life of the role, a thousand times as fast', async () => {
    const server = await served(['--time-scale', '1000']);
    const { code, stdout, stderr } = await running(at.python, ['test/support/wholeLife.py'], {
      env: awsEnvironment(server.url),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe('a new RoleId\n');
    expect(await server.stop()).toBe(0);
  });

  test('comes through where it is throttled, as it does with the services', async () => {
    const server = await served(['--time-scale', '1000', '--behaviour', 'adversarial', '--log']);
    const { AWS_MAX_ATTEMPTS: _, ...env } = awsEnvironment(server.url);
    const { code, stdout, stderr } = await running(at.python, ['test/support/throttled.py'], {
      env,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe('tried again\n');
    for (const outcome of ['Throttling', 'RequestLimitExceeded', 'ThrottlingException'])
      expect(server.written()).toMatch(new RegExp(` \\w+ ${outcome} throttled$`, 'm'));
  });

  test('waits and pages as it does with the services', async () => {
    const server = await served(['--time-scale', '1000', '--choice', 'new-role-visibility=later']);
    const { code, stdout, stderr } = await running(at.python, ['test/support/waiters.py'], {
      env: awsEnvironment(server.url),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe('done\n');
  });
});

const roleName = 'AWSServiceRoleForBedrockAgentCoreNetwork';
const inVpc = JSON.stringify({
  networkMode: 'VPC',
  vpcConfig: { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
});

describe('the AWS CLI', () => {
  const asking = async (url: string, line: string) =>
    running('sh', ['-c', line.replace('http://127.0.0.1:4510', url)], {
      env: at.within(awsEnvironment('http://127.0.0.1:9')),
    });

  test('answers to the lines that show what the server is for', async () => {
    const server = await served(['--time-scale', '1000']);
    const aws = async (line: string): Promise<Record<string, unknown>> => {
      const { code, stdout, stderr } = await asking(
        server.url,
        `aws --endpoint-url http://127.0.0.1:4510 ${line}`,
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return JSON.parse(stdout) as Record<string, unknown>;
    };
    const made = await aws(
      'iam create-service-linked-role --aws-service-name network.bedrock-agentcore.amazonaws.com',
    );
    expect(made).toMatchObject({ Role: { RoleName: roleName } });
    const tool = await aws(
      `bedrock-agentcore-control create-code-interpreter --name ci --network-configuration '${inVpc}'`,
    );
    expect(tool).toMatchObject({ status: 'CREATING' });
    const { DeletionTaskId } = await aws(`iam delete-service-linked-role --role-name ${roleName}`);
    const status = () =>
      aws(`iam get-service-linked-role-deletion-status --deletion-task-id ${DeletionTaskId}`);
    let last = await status();
    while (last.Status === 'NOT_STARTED' || last.Status === 'IN_PROGRESS') last = await status();
    expect(last).toMatchObject({
      Status: 'FAILED',
      Reason: {
        Reason: expect.stringMatching(/./),
        RoleUsageList: [{ Region: 'us-east-1', Resources: [tool.codeInterpreterArn] }],
      },
    });
  });

  test.each([
    [
      'iam list-policies',
      /\(NotImplemented\) when calling the ListPolicies operation: .* of IAM is not/,
    ],
    ['ec2 describe-instances', /\(NotImplemented\) .*: The operation DescribeInstances of EC2 is/],
    ['s3 ls', /\(NotImplemented\) .*: IAM, STS, EC2 and Bedrock .* are served here, and s3 is not/],
    [
      'dynamodb list-tables',
      /calling the ListTables operation: .* are served here, and dynamodb is not/,
    ],
    ['lambda list-functions', /\(NotImplemented\) .* are served here, and lambda is not/],
    [
      'bedrock-agentcore-control list-gateways',
      /\(NotImplemented\) .*: The operation ListGateways/,
    ],
  ])('is told that there is no %s', async (line, says) => {
    const server = await started();
    const { code, stderr } = await asking(
      server.url,
      `aws --endpoint-url http://127.0.0.1:4510 ${line}`,
    );
    expect(stderr).toMatch(says);
    expect(code).not.toBe(0);
  });
});

test('what a client sends does not look like a line or a word of the log', async () => {
  const server = await served(['--log']);
  expect((await fetch(`${server.url}/a%0Ab ok -`)).status).toBe(501);
  await server.stop();
  const [, line, ...more] = server.written().trim().split('\n');
  expect(line).toMatch(/^\S+ 123456789012 - NotImplemented -$/);
  expect(more).toEqual([]);
});
