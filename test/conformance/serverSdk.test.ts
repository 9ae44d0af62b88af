import * as agentcoreSdk from '@aws-sdk/client-bedrock-agentcore-control';
import * as ec2Sdk from '@aws-sdk/client-ec2';
import * as iamSdk from '@aws-sdk/client-iam';
import * as stsSdk from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OperationName, operations } from '../../model/index.ts';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { furnish, type Made } from '../support/furnished.ts';
import { type SdkClients, sdkClients } from '../support/sdkClients.ts';
import { inEmpty, inFurnished, type Row } from '../support/sdkRows.ts';
import { model, started } from '../support/server.ts';

/** Nobody may, whoever asks. */
const neverDone: readonly OperationName[] = ['AssumeRole', 'DetachNetworkInterface'];
/** Anybody may, whatever is asked. */
const neverRefused: readonly OperationName[] = ['GetCallerIdentity'];

const sdks = { iam: iamSdk, sts: stsSdk, ec2: ec2Sdk, agentcore: agentcoreSdk } as const;

type Method = (input: object) => Promise<object>;

/** Makes a call as users do: by the method of the client that has the operation's name. */
function send(clients: SdkClients, operation: OperationName, input: object): Promise<object> {
  const client: unknown = clients[operations[operation].service];
  const method = `${operation[0]?.toLowerCase()}${operation.slice(1)}`;
  return (client as Record<string, Method>)[method]?.(input) as Promise<object>;
}

/** The class that the SDK has for an error, or the one for all errors of a service. */
function errorClass(operation: OperationName, name: string): new (...args: never[]) => Error {
  const sdk: Readonly<Record<string, unknown>> = sdks[operations[operation].service];
  const ofService = Object.keys(sdk).find((known) => known.endsWith('ServiceException')) ?? '';
  return (sdk[name] ?? sdk[ofService]) as new () => Error;
}

describe('every operation, by the AWS SDK for JavaScript', () => {
  let server: RunningServer;
  let clients: SdkClients;
  let made: Made;
  let furnished: unknown;

  beforeAll(async () => {
    server = await startServer({ timeScale: 'manual' });
    clients = sdkClients(server);
    made = await furnish(server, clients);
    furnished = (await model(server, 'GET', 'account')).value.account;
  });
  afterAll(() => server.close());

  const holds = async ([operation, inputOf, comes]: Row): Promise<void> => {
    const input = inputOf(made);
    if (typeof comes === 'object') {
      const output = await send(clients, operation, input);
      expect(output).toMatchObject({ $metadata: { requestId: expect.any(String), attempts: 1 } });
      expect(output).toMatchObject(comes);
    } else {
      const error: unknown = await send(clients, operation, input).catch((reason) => reason);
      expect(error).toMatchObject({ name: comes, message: expect.stringMatching(/./) });
      expect(error).toBeInstanceOf(errorClass(operation, comes));
    }
  };

  let isChanged = true;
  test.each(inFurnished)('%s, case %#', async (...row) => {
    if (isChanged) {
      const { status, value } = await model(server, 'PUT', 'account', furnished);
      expect(status, value.message).toBe(200);
    }
    isChanged = typeof row[2] === 'object';
    await holds(row);
  });

  test.each(inEmpty)('%s, in an empty account', async (...row) => {
    await model(server, 'POST', 'reset');
    await holds(row);
  });

  test('no operation of the model is left out, neither done nor refused', () => {
    const rows = [...inFurnished, ...inEmpty];
    const has = (operation: OperationName, kind: 'object' | 'string') =>
      rows.some(([name, , comes]) => name === operation && typeof comes === kind);
    const names = Object.keys(operations) as OperationName[];
    expect(names.filter((name) => !has(name, 'object'))).toEqual(neverDone);
    expect(names.filter((name) => !has(name, 'string'))).toEqual(neverRefused);
  });
});

const RoleName = 'AWSServiceRoleForBedrockAgentCoreNetwork';
const AWSServiceName = 'network.bedrock-agentcore.amazonaws.com';
const inVpc = {
  networkMode: 'VPC',
  vpcConfig: { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
} satisfies agentcoreSdk.BrowserNetworkConfiguration;

/** Everything that a paginator comes upon, by pages. */
async function pagesOf<Page>(pages: AsyncIterable<Page>): Promise<readonly Page[]> {
  const all: Page[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

test('the waiter for a role ends when the role is seen', async () => {
  let asked = 0;
  let goOn: Promise<unknown> = Promise.resolve();
  const server = await started({
    timeScale: 'manual',
    choices: { 'new-role-visibility': 'later' },
    log: ({ operation }) => {
      if (operation !== 'GetRole') return;
      asked += 1;
      if (asked === 2) goOn = model(server, 'POST', 'advance', { seconds: 10 });
    },
  });
  const { iam } = sdkClients(server);
  await iam.createServiceLinkedRole({ AWSServiceName });
  const waited = iamSdk.waitUntilRoleExists(
    { client: iam, maxWaitTime: 60, minDelay: 0.01, maxDelay: 0.02 },
    { RoleName },
  );
  expect(await waited).toMatchObject({ state: 'SUCCESS' });
  await goOn;
  expect(asked).toBeGreaterThan(2);
});

describe('paginators', () => {
  const letters = ['a', 'b', 'c', 'd'];

  test('ListRoles in three pages', async () => {
    const { iam } = sdkClients(await started());
    await iam.createServiceLinkedRole({ AWSServiceName });
    for (const name of letters)
      await iam.createRole({ RoleName: name, AssumeRolePolicyDocument: '{}' });
    const pages = await pagesOf(iamSdk.paginateListRoles({ client: iam, pageSize: 2 }, {}));
    expect(pages.map(({ Roles = [] }) => Roles.map((role) => role.RoleName))).toEqual([
      [RoleName, 'a'],
      ['b', 'c'],
      ['d'],
    ]);
    expect(pages.map(({ IsTruncated }) => IsTruncated)).toEqual([true, true, false]);
  });

  test('lists of AgentCore, with what was asked for in them', async () => {
    const { agentcore: client } = sdkClients(await started());
    for (const name of letters) {
      await client.createBrowser({ name, networkConfiguration: inVpc });
      await client.createCodeInterpreter({ name, networkConfiguration: inVpc });
      await client.createAgentRuntime({
        agentRuntimeName: name,
        agentRuntimeArtifact: { containerConfiguration: { containerUri: 'image' } },
        roleArn: 'arn:aws:iam::123456789012:role/a',
        description: `Agent ${name}`,
      });
    }
    const settings = { client, pageSize: 3 };
    const browsers = await pagesOf(agentcoreSdk.paginateListBrowsers(settings, {}));
    expect(browsers.map((page) => page.browserSummaries?.length)).toEqual([3, 1]);
    const tools = await pagesOf(agentcoreSdk.paginateListCodeInterpreters(settings, {}));
    expect(tools.map((page) => page.codeInterpreterSummaries?.length)).toEqual([3, 1]);
    const runtimes = await pagesOf(agentcoreSdk.paginateListAgentRuntimes(settings, {}));
    expect(
      runtimes.flatMap((page) => page.agentRuntimes?.map(({ description }) => description)),
    ).toEqual(letters.map((name) => `Agent ${name}`));
    const agentRuntimeId = runtimes[0]?.agentRuntimes?.[0]?.agentRuntimeId;
    expect(await client.getAgentRuntime({ agentRuntimeId })).toMatchObject({
      roleArn: 'arn:aws:iam::123456789012:role/a',
      description: 'Agent a',
      networkConfiguration: { networkMode: 'PUBLIC' },
    });
  });
});

describe('interfaces by filters', () => {
  let server: RunningServer;
  let clients: SdkClients;
  let made: Made;
  beforeAll(async () => {
    server = await startServer({ timeScale: 'manual' });
    clients = sdkClients(server);
    made = await furnish(server, clients);
  });
  afterAll(() => server.close());

  /** A filter, and whether it finds the service's interface and the customer's. */
  const filters: readonly (readonly [string, (made: Made) => string, boolean, boolean])[] = [
    ['interface-type', () => 'agentic_ai', true, false],
    ['interface-type', () => 'agentic*', true, false],
    ['interface-type', () => 'lambda', false, false],
    ['status', () => 'in-use', true, false],
    ['status', () => 'available', false, true],
    ['subnet-id', ({ SubnetId }) => SubnetId, true, true],
    ['vpc-id', ({ VpcId }) => VpcId, true, true],
    ['vpc-id', ({ spare }) => spare.VpcId, false, false],
    ['group-id', ({ GroupId }) => GroupId, true, false],
    ['requester-managed', () => 'false', true, false],
    ['attachment.instance-owner-id', () => 'amazon-aws', true, false],
    ['attachment.attachment-id', ({ AttachmentId = '' }) => AttachmentId, true, false],
    ['network-interface-id', ({ ofService = '' }) => `${ofService.slice(0, -3)}*`, true, false],
    ['tag-key', () => 'AmazonBedrockAgentCoreManaged', true, false],
    ['tag:AmazonBedrockAgentCoreManaged', () => 'true', true, false],
    ['tag:AmazonBedrockAgentCoreManaged', () => 'tru', false, false],
  ];

  test.each(filters)('%s, case %#', async (Name, wanted, service, customer) => {
    const pages = await pagesOf(
      ec2Sdk.paginateDescribeNetworkInterfaces(
        { client: clients.ec2, pageSize: 5 },
        { Filters: [{ Name, Values: ['no such value', wanted(made)] }] },
      ),
    );
    const found = pages.flatMap(({ NetworkInterfaces = [] }) =>
      NetworkInterfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId),
    );
    expect(found).toEqual([
      ...(service ? [made.ofService] : []),
      ...(customer ? [made.ofCustomer] : []),
    ]);
  });

  test('one that is none is refused, and not taken to find nothing', async () => {
    const Filters = [{ Name: 'interface-typ', Values: ['agentic_ai'] }];
    await expect(clients.ec2.describeNetworkInterfaces({ Filters })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: "The filter 'interface-typ' is invalid",
    });
  });
});
