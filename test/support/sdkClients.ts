import { BedrockAgentCoreControl } from '@aws-sdk/client-bedrock-agentcore-control';
import { EC2 } from '@aws-sdk/client-ec2';
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import type { Operation } from '../../model/index.ts';
import type { RunningServer } from '../../src/server/server.ts';

/** Clients of the AWS SDK, by service. */
export interface SdkClients {
  readonly iam: IAM;
  readonly sts: STS;
  readonly ec2: EC2;
  readonly agentcore: BedrockAgentCoreControl;
}

/** Clients of the AWS SDK that can reach nothing but a server of ours, and that ask once. */
export function sdkClients(
  { url }: Pick<RunningServer, 'url'>,
  region = 'us-east-1',
  accessKeyId = '123456789012',
): SdkClients {
  const settings = {
    region,
    endpoint: url,
    credentials: { accessKeyId, secretAccessKey: 'any' },
    maxAttempts: 1,
  };
  return {
    iam: new IAM(settings),
    sts: new STS(settings),
    ec2: new EC2(settings),
    agentcore: new BedrockAgentCoreControl(settings),
  } satisfies Record<Operation['service'], unknown>;
}
