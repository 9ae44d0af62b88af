import {
  BedrockAgentCoreControlClient,
  CreateBrowserCommand,
  CreateCodeInterpreterCommand,
  DeleteBrowserCommand,
  GetBrowserCommand,
  paginateListBrowsers,
  ResourceNotFoundException,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import {
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  DeleteServiceLinkedRoleCommand,
  GetRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  IAMClient,
  IAMServiceException,
  NoSuchEntityException,
  waitUntilRoleExists,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { faulty } from '../../model/faults/index.ts';
import { createFake } from '../../src/fake/fake.ts';

const AWSServiceName = 'network.bedrock-agentcore.amazonaws.com';
const RoleName = 'AWSServiceRoleForBedrockAgentCoreNetwork';
const create = new CreateServiceLinkedRoleCommand({ AWSServiceName });
const getRole = new GetRoleCommand({ RoleName });
const networkConfiguration = {
  networkMode: 'VPC' as const,
  vpcConfig: { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
};
const shop = () => new CreateBrowserCommand({ name: 'shop', networkConfiguration });

const thrownBy = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => undefined,
    (error: unknown) => error,
  );

test('a whole life of the role, in two Regions', async () => {
  const fake = createFake();
  const { iam, agentcore, ec2 } = fake;
  const elsewhere = fake.clients({ region: 'eu-west-1' });
  const { browserId, createdAt } = await agentcore.send(shop());
  expect(createdAt).toBeInstanceOf(Date);
  await elsewhere.agentcore.send(
    new CreateCodeInterpreterCommand({ name: 'sums', networkConfiguration }),
  );
  expect(fake.state()).toMatchObject({ roleState: 'auto-created' });
  expect(fake.advance({ seconds: 60 })).toBe(true);
  const { status } = await agentcore.send(new GetBrowserCommand({ browserId }));
  expect(status).toBe('READY');
  const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({}));
  expect(NetworkInterfaces).toHaveLength(1);
  await agentcore.send(new DeleteBrowserCommand({ browserId }));
  fake.advance({ seconds: 60 });
  const gone = await thrownBy(agentcore.send(new GetBrowserCommand({ browserId })));
  expect(gone === undefined || gone instanceof ResourceNotFoundException).toBe(true);
  const { DeletionTaskId } = await iam.send(new DeleteServiceLinkedRoleCommand({ RoleName }));
  while (fake.advance() && fake.state().unasked.some(({ event }) => event.machine === 'role'));
  const { Status, Reason } = await iam.send(
    new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }),
  );
  expect(Status).toBe('FAILED');
  expect(Reason?.RoleUsageList?.map(({ Region }) => Region)).toEqual(['eu-west-1']);
  expect(fake.state().blockers).toMatchObject([{ region: 'eu-west-1' }]);
});

test('refusals are instances of the exceptions of the SDK', async () => {
  const { iam } = createFake();
  const error = await thrownBy(iam.send(getRole));
  expect(error).toBeInstanceOf(NoSuchEntityException);
  expect(error).toMatchObject({
    name: 'NoSuchEntityException',
    $fault: 'client',
    $metadata: { httpStatusCode: 404, attempts: 1 },
    message: `The role with name ${RoleName} cannot be found.`,
  });
  expect((error as IAMServiceException).$metadata.requestId).toMatch(/^[\da-f-]{36}$/);
});

test('a caller without rights is refused', async () => {
  const fake = createFake();
  const error = await thrownBy(fake.clients({ rights: 'reader' }).iam.send(create));
  expect(error).toBeInstanceOf(IAMServiceException);
  expect(error).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  expect(fake.state().roleState).toBe('absent');
  const { Arn } = await fake.clients({ rights: 'reader' }).sts.send(new GetCallerIdentityCommand());
  expect(Arn).toBe('arn:aws:iam::123456789012:user/reader');
});

test('clients of one’s own, waiters, paginators and middleware work', async () => {
  const fake = createFake({ timeScale: 'instant' });
  const iam = new IAMClient({ ...fake.config(), maxAttempts: 2 });
  const seen: string[] = [];
  iam.middlewareStack.add((next, { commandName = '' }) => (args) => {
    seen.push(commandName);
    return next(args);
  });
  await iam.send(create);
  const waited = await waitUntilRoleExists({ client: iam, maxWaitTime: 5 }, { RoleName });
  expect(waited.state).toBe('SUCCESS');
  expect(seen).toEqual(['CreateServiceLinkedRoleCommand', 'GetRoleCommand']);
  const client = new BedrockAgentCoreControlClient(fake.config());
  for (const name of ['a', 'b', 'c'])
    await client.send(new CreateBrowserCommand({ name, networkConfiguration }));
  const pages: unknown[] = [];
  for await (const { browserSummaries } of paginateListBrowsers({ client, pageSize: 2 }, {}))
    pages.push(browserSummaries?.length);
  expect(pages).toEqual([2, 1]);
});

describe('a fake is set up', () => {
  test('with a choice', async () => {
    const { iam } = createFake({ choices: { 'ordinary-role-deletion': 'InvalidInput' } });
    const name = { RoleName: 'plain' };
    await iam.send(new CreateRoleCommand({ ...name, AssumeRolePolicyDocument: '{}' }));
    expect(await thrownBy(iam.send(new DeleteServiceLinkedRoleCommand(name)))).toMatchObject({
      name: 'InvalidInputException',
    });
  });

  test('with a wrong model', async () => {
    const { iam } = createFake({ model: faulty('duplicate-conflict') });
    await iam.send(create);
    expect(await thrownBy(iam.send(create))).toMatchObject({
      name: 'EntityAlreadyExistsException',
    });
  });

  test('with an account to start from, to which it can be reset', async () => {
    const account = { core: { role: { role: 'deletable', deletion: 'none' } } };
    const fake = createFake({ account });
    const first = await fake.iam.send(getRole);
    expect(first.Role?.RoleName).toBe(RoleName);
    await fake.agentcore.send(shop());
    expect(fake.state().roleState).toBe('in-use');
    fake.reset();
    expect(fake.state()).toMatchObject({ roleState: 'deletable', blockers: [] });
    expect(() => createFake({ account: { core: { role: 1 } } })).toThrow(
      /^The account to start from does not fit/,
    );
  });

  test('with a seed: the same calls give the same', async () => {
    const made = async (seed: string) =>
      (await createFake({ seed }).agentcore.send(shop())).browserId;
    expect(await made('1')).toBe(await made('1'));
    expect(await made('1')).not.toBe(await made('2'));
  });
});

test('time goes on by what is to happen, by seconds, and by an event; by nothing else', async () => {
  const fake = createFake();
  expect(fake.advance()).toBe(false);
  const { browserId } = await fake.agentcore.send(shop());
  const [next] = fake.state().unasked;
  expect(next?.at).toMatch(/^2026-/);
  const { event } = fake.state().unasked.find(({ event }) => event.machine === 'resource') ?? {};
  expect(event && fake.advance({ event })).toBe(true);
  const { status } = await fake.agentcore.send(new GetBrowserCommand({ browserId }));
  expect(['READY', 'CREATE_FAILED']).toContain(status);
  expect(event && fake.advance({ event })).toBe(false);
  expect(() => fake.advance({ seconds: -1 })).toThrow(RangeError);
});

test('two fakes know nothing of each other', async () => {
  const [one, other] = [createFake(), createFake()];
  await one.iam.send(create);
  expect(other.state().roleState).toBe('absent');
});
