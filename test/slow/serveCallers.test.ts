import { readFileSync } from 'node:fs';
import {
  BedrockAgentCoreControlClient,
  CreateBrowserCommand,
  GetBrowserCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { temporary } from '../support/cli.ts';
import { serving } from '../support/serving.ts';
import { callersFile, known, modelToken } from '../support/signed.ts';

type Known = Pick<(typeof known)['admin'], 'accessKeyId' | 'secretAccessKey'>;
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition: {} },
  ],
});

const config = (endpoint: string, { accessKeyId, secretAccessKey }: Known) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId, secretAccessKey },
  maxAttempts: 1,
});

describe('the clients of the AWS SDK', () => {
  test('get in with the right keys, and see their own account', async () => {
    const journal = temporary('journal');
    const server = await serving('--callers', callersFile(), '--journal', journal, '--log');
    const mine = config(server.url, known.admin);
    const iam = new IAMClient(mine);
    const Description = "Ümläuts, spaces  and ~!*'() / + %20";
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'a+b=c,d.e@f-g',
        AssumeRolePolicyDocument: trust,
        Description,
      }),
    );
    expect((await iam.send(new GetRoleCommand({ RoleName: 'a+b=c,d.e@f-g' }))).Role?.RoleId).toBe(
      Role?.RoleId,
    );
    const ec2 = new EC2Client({ ...mine, region: 'eu-west-1' });
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [Vpc?.VpcId ?? ''] }));
    expect(Vpcs).toHaveLength(1);
    const control = new BedrockAgentCoreControlClient(mine);
    const made = await control.send(
      new CreateBrowserCommand({ name: 'one', networkConfiguration: { networkMode: 'PUBLIC' } }),
    );
    const shown = await control.send(new GetBrowserCommand({ browserId: made.browserId }));
    expect(shown.name).toBe('one');
    const other = config(server.url, known.other);
    expect((await new STSClient(other).send(new GetCallerIdentityCommand({}))).Account).toBe(
      known.other.account,
    );
    expect((await new IAMClient(other).send(new ListRolesCommand({}))).Roles).toEqual([]);
    await expect(
      new BedrockAgentCoreControlClient(other).send(
        new GetBrowserCommand({ browserId: made.browserId }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });

    const kept = `${server.stderr()}${readFileSync(journal, 'utf8')}`;
    expect(server.stderr()).toMatch(/Z 123456789012 CreateRole ok -\n/);
    for (const { accessKeyId, secretAccessKey } of Object.values(known)) {
      expect(kept).not.toContain(accessKeyId);
      expect(kept).not.toContain(secretAccessKey);
    }
    expect(kept).not.toContain(modelToken);
    expect(kept).not.toMatch(/Signature/);
  });

  test('are refused with wrong ones, in words that they read', async () => {
    const server = await serving('--callers', callersFile(), '--max-body', '1024');
    const wrong = config(server.url, { ...known.admin, secretAccessKey: 'another' });
    const nobody = config(server.url, { ...known.admin, accessKeyId: 'AKIA000000000000' });
    const status = 403;
    for (const [given, name, controlName] of [
      [wrong, 'SignatureDoesNotMatch', 'InvalidSignatureException'],
      [nobody, 'InvalidClientTokenId', 'UnrecognizedClientException'],
    ] as const) {
      const refused = { $metadata: { httpStatusCode: status } };
      await expect(new IAMClient(given).send(new ListRolesCommand({}))).rejects.toMatchObject({
        name,
        ...refused,
      });
      await expect(
        new STSClient(given).send(new GetCallerIdentityCommand({})),
      ).rejects.toMatchObject({ name, ...refused });
      await expect(new EC2Client(given).send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
        name,
        ...refused,
      });
      await expect(
        new BedrockAgentCoreControlClient(given).send(new GetBrowserCommand({ browserId: 'a' })),
      ).rejects.toMatchObject({ name: controlName, ...refused });
    }
    const long = new CreateRoleCommand({
      RoleName: 'a',
      AssumeRolePolicyDocument: trust,
      Description: 'x'.repeat(5000),
    });
    await expect(new IAMClient(config(server.url, known.admin)).send(long)).rejects.toMatchObject({
      name: 'RequestEntityTooLarge',
      $metadata: { httpStatusCode: 413 },
    });
  });
});
