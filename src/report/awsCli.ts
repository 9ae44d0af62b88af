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

/** The services as AWS clients name them, by the model's words. */
export const services = {
  iam: 'iam',
  sts: 'sts',
  ec2: 'ec2',
  agentcore: 'bedrock-agentcore-control',
} as const;

/** A call as a line for a shell, and what of its answer a later line may need. */
export interface Command {
  readonly line: string;
  readonly gives: { readonly variable: string; readonly query: string } | undefined;
}

/** A word with a name that the service picked, written `{{Kind:number}}`, and the shell variable that stands for it. */
const picked = /[\w/.-]*\{\{(\w+):(\d+)\}\}/g;
const variableOf = (_: string, kind: string, number: string): string =>
  `$${kind.toUpperCase()}_${number}`;

/** A structure as the AWS CLI's own shorthand spells it. */
function shorthand(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shorthand).join(',')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, item]) => `${name}=${nested(item)}`);
  return members.join(',');
}
const nested = (value: unknown): string =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? `{${shorthand(value)}}`
    : shorthand(value);

/** A value as words of a shell: with variables in double quotes, all else as it is. */
function quoted(value: unknown): string {
  const json = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const text = json.replace(picked, variableOf);
  if (/\$\w/.test(text)) {
    const filled = JSON.parse(JSON.stringify(value).replace(picked, variableOf)) as unknown;
    const words = Array.isArray(filled) ? filled : [filled];
    return words.map((word) => `"${shorthand(word)}"`).join(' ');
  }
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The first name that an answer gives, and the query that finds it there; an ARN is not a name. */
function given(output: unknown, path: string): Command['gives'] {
  if (typeof output === 'string') {
    const [whole = ''] = output.match(picked) ?? [];
    return whole !== '' && whole === output
      ? { variable: output.replace(picked, variableOf).slice(1), query: path }
      : undefined;
  }
  if (typeof output !== 'object' || output === null || Array.isArray(output)) return undefined;
  for (const [name, value] of Object.entries(output)) {
    const found = given(value, path === '' ? name : `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A call as a command of the AWS CLI; what its answer names can be used by later ones. */
export function awsCommand(
  { operation, region, input }: Pick<Call, 'operation' | 'region' | 'input'>,
  output?: unknown,
): Command {
  const { service } = operations[operation as OperationName];
  const options = Object.entries(input).map(([name, value]) => `--${kebab(name)} ${quoted(value)}`);
  const where = service === 'iam' || service === 'sts' ? [] : [`--region ${region}`];
  const line = ['aws', services[service], kebab(operation), ...where, ...options].join(' ');
  return { line, gives: given(output, '') };
}

/** Lines to paste one after the other: what a later one needs is kept in a variable. */
export const script = (
  commands: readonly (Command | undefined)[],
): readonly (string | undefined)[] =>
  commands.map((command, place) => {
    if (command?.gives === undefined) return command?.line;
    const { line, gives } = command;
    const used = new RegExp(`\\$${gives.variable}(?!\\w)`);
    return commands.slice(place + 1).some((later) => later !== undefined && used.test(later.line))
      ? `${gives.variable}=$(${line} --query ${gives.query} --output text)`
      : line;
  });

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

function network(kind: ResourceKind, mode: string, region: string): Record<string, unknown> {
  const place = region.toUpperCase().replaceAll('-', '_');
  const vpc = { subnets: [`$SUBNET_${place}`], securityGroups: [`$SECURITY_GROUP_${place}`] };
  const member = kind === 'AgentRuntime' ? 'networkModeConfig' : 'vpcConfig';
  return { networkMode: mode, ...(mode === 'VPC' ? { [member]: vpc } : {}) };
}

/** The id of a resource of a trace, which the service picks when it is created. */
const idOf = (id: string): string => `{{Resource:${id.slice(1)}}}`;

/** The call that an event of the lifecycle stands for, and its answer; undefined if it happens unasked. */
export function callOf(
  event: CoreEvent,
  regionOf: (id: string) => string,
): (Pick<Call, 'operation' | 'region' | 'input'> & { readonly output?: unknown }) | undefined {
  switch (event.type) {
    case 'CreateServiceLinkedRole':
      return { operation: event.type, region: '', input: { AWSServiceName: principal } };
    case 'DeleteServiceLinkedRole':
      return { operation: event.type, region: '', input: { RoleName: role } };
    case 'create': {
      const { id, kind, region } = event.resource;
      const runtime = kind === 'AgentRuntime';
      const named = runtime ? { agentRuntimeName: id, ...artifact } : { name: id };
      const networkConfiguration = network(kind, event.mode, region);
      const output = { [idMembers[kind]]: idOf(id) };
      return {
        operation: `Create${kind}`,
        region,
        input: { ...named, networkConfiguration },
        output,
      };
    }
    case 'update': {
      const { id, mode } = event;
      const region = regionOf(id);
      const networkConfiguration = network('AgentRuntime', mode, region);
      const input = { agentRuntimeId: idOf(id), ...artifact, networkConfiguration };
      return { operation: 'UpdateAgentRuntime', region, input };
    }
    case 'delete': {
      const { id, kind } = event;
      const input = { [idMembers[kind]]: idOf(id) };
      return { operation: `Delete${kind}`, region: regionOf(id), input };
    }
    default:
      return undefined;
  }
}
