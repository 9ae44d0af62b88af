import type { Call, OperationName } from '../../model/index.ts';
import { inProcess } from '../../src/target/inProcess.ts';
import type { Target, TargetCall } from '../../src/target/target.ts';
import { asks } from './nasty.ts';

export const principal = 'network.bedrock-agentcore.amazonaws.com';
export const roleName = 'AWSServiceRoleForBedrockAgentCoreNetwork';
/** A runtime in a VPC. */
export const runtime = (subnet: string, name = 'alpha') => ({
  agentRuntimeName: name,
  agentRuntimeArtifact: {},
  roleArn: 'arn:aws:iam::123456789012:role/execution',
  networkConfiguration: {
    networkMode: 'VPC',
    networkModeConfig: { subnets: [subnet], securityGroups: ['sg-00000000'] },
  },
});

/** A target that keeps what it was sent. */
export function watched(target: Target = inProcess()): Target & { readonly sent: TargetCall[] } {
  const sent: TargetCall[] = [];
  return {
    ...target,
    sent,
    ask: (call) => {
      sent.push(call);
      return target.ask(call);
    },
  };
}

/** What a call gives that must not be refused. */
export async function outputOf(
  target: Target,
  operation: OperationName,
  input: Call['input'] = {},
): Promise<Call['input']> {
  const { seen } = await asks(target, operation, input);
  if (seen.ok !== true) throw new Error(`${operation} gave ${JSON.stringify(seen)}`);
  return seen.output;
}
