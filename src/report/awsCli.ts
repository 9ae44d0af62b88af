import {
  type Call,
  type CoreEvent,
  type OperationName,
  operations,
  type ResourceKind,
} from '../../model/index.ts';

const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

const services = {
  iam: 'iam',
  sts: 'sts',
  ec2: 'ec2',
  agentcore: 'bedrock-agentcore-control',
} as const;

const quoted = (value: unknown): string => {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
};

/**
 * A call as a line for a shell.
 *
 * Names that the service picks stay as `{{Kind:number}}`: fill in what the earlier call answered.
 */
export function awsCommand({ operation, region, input }: Call): string {
  const { service } = operations[operation as OperationName];
  const options = Object.entries(input).map(([name, value]) => `--${kebab(name)} ${quoted(value)}`);
  const where = service === 'iam' || service === 'sts' ? [] : [`--region ${region}`];
  return ['aws', services[service], kebab(operation), ...where, ...options].join(' ');
}

const role = 'AWSServiceRoleForBedrockAgentCoreNetwork';
const principal = 'network.bedrock-agentcore.amazonaws.com';
const idMembers: Readonly<Record<ResourceKind, string>> = {
  AgentRuntime: 'agentRuntimeId',
  CodeInterpreter: 'codeInterpreterId',
  Browser: 'browserId',
};
const artifact = {
  agentRuntimeArtifact: { containerConfiguration: { containerUri: '$IMAGE' } },
  roleArn: '$EXECUTION_ROLE',
};

function network(kind: ResourceKind, mode: string): Record<string, unknown> {
  const vpc = { subnets: ['$SUBNET'], securityGroups: ['$SECURITY_GROUP'] };
  const member = kind === 'AgentRuntime' ? 'networkModeConfig' : 'vpcConfig';
  return { networkMode: mode, ...(mode === 'VPC' ? { [member]: vpc } : {}) };
}

/** The call that an event of the lifecycle stands for, by operation and input; undefined if it happens unasked. */
export function callOf(
  event: CoreEvent,
  regionOf: (id: string) => string,
): Pick<Call, 'operation' | 'region' | 'input'> | undefined {
  switch (event.type) {
    case 'CreateServiceLinkedRole':
      return { operation: event.type, region: '', input: { AWSServiceName: principal } };
    case 'DeleteServiceLinkedRole':
      return { operation: event.type, region: '', input: { RoleName: role } };
    case 'create': {
      const { id, kind, region } = event.resource;
      const runtime = kind === 'AgentRuntime';
      const named = runtime ? { agentRuntimeName: id, ...artifact } : { name: id };
      const networkConfiguration = network(kind, event.mode);
      return { operation: `Create${kind}`, region, input: { ...named, networkConfiguration } };
    }
    case 'update': {
      const { id, mode } = event;
      const networkConfiguration = network('AgentRuntime', mode);
      const input = { agentRuntimeId: id, ...artifact, networkConfiguration };
      return { operation: 'UpdateAgentRuntime', region: regionOf(id), input };
    }
    case 'delete': {
      const { id, kind } = event;
      return { operation: `Delete${kind}`, region: regionOf(id), input: { [idMembers[kind]]: id } };
    }
    default:
      return undefined;
  }
}
