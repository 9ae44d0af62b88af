import { trustPolicy } from '../model/documents.ts';
import {
  type Account,
  type Call,
  type Caller,
  callers,
  type NetworkMode,
  type OperationName,
  operations,
  type ResourceKind,
  roleExists,
} from '../model/index.ts';

/** One thing drawn at random: read against the account it meets, so that every draw means something there. */
export interface Draw {
  readonly operation: number;
  readonly caller: number;
  readonly region: number;
  /** Picks among the names, modes and values that make sense for the operation now. */
  readonly detail: number;
}

type Input = Readonly<Record<string, unknown>>;

const regions = ['us-east-1', 'us-east-1', 'us-east-1', 'eu-west-1'] as const;
const names = ['alpha', 'beta'] as const;
const everyCaller: readonly Caller[] = [
  callers.administrator,
  callers.administrator,
  callers.fullAccess,
  callers.reader,
];

/** One draw in so many spoils the first member, so that constraints are met too. */
const spoiltEvery = 11;
const malformed = '';

/** Policy documents as a service that reads them takes them. */
const trusting = JSON.stringify(trustPolicy('ec2.amazonaws.com'));
const allowing = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ec2:DescribeVpcs', Resource: '*' }],
});

/** The element of a list that a number picks; lists here are never empty. */
const pick = <T>(from: readonly T[], number: number): T => from[number % from.length] as T;

/** How often an operation is drawn beside the others: those that move the lifecycle more than those that read. */
const weights: Readonly<Partial<Record<OperationName, number>>> = {
  CreateServiceLinkedRole: 4,
  DeleteServiceLinkedRole: 14,
  GetServiceLinkedRoleDeletionStatus: 3,
  CreateAgentRuntime: 6,
  UpdateAgentRuntime: 16,
  DeleteAgentRuntime: 6,
  CreateCodeInterpreter: 3,
  DeleteCodeInterpreter: 4,
  GetAgentRuntime: 2,
  GetCodeInterpreter: 3,
  GetBrowser: 3,
  GetServiceLastAccessedDetailsWithEntities: 2,
  GenerateServiceLastAccessedDetails: 2,
  CreateBrowser: 3,
  DeleteBrowser: 4,
  CreateRole: 4,
  CreateVpc: 4,
  CreateSubnet: 5,
  CreateSecurityGroup: 5,
  CreateNetworkInterface: 6,
  DeleteSubnet: 3,
  DeleteSecurityGroup: 5,
  DeleteNetworkInterface: 6,
};

const weighted: readonly OperationName[] = (Object.keys(operations) as OperationName[]).flatMap(
  (name) => Array.from({ length: weights[name] ?? 1 }, () => name),
);

const ofKind = ({ beside }: Account, kind: string, region: string): string[] =>
  Object.entries(beside.network)
    .filter(([, thing]) => thing.kind === kind && thing.region === region)
    .map(([id]) => id);

const interfacesOf = ({ beside }: Account): string[] =>
  Object.values(beside.interfaces).map(({ id }) => id);

/** The values worth giving to a member now: right ones first, then ones that must be refused. */
function valuesOf(
  account: Account,
  operation: OperationName,
  member: string,
  region: string,
): readonly unknown[] {
  const { role, core, beside } = account;
  const ordinary = Object.keys(beside.roles);
  const here = (kind: string) => ofKind(account, kind, region);
  const ids = (kind: ResourceKind) => {
    const here = core.resources.filter((one) => one.kind === kind && one.region === region);
    const known = here.map(({ id }) => id);
    return [...known, ...known, ...known, 'missing-0000000000'];
  };
  const task = (number: number) =>
    `task/aws-service-role/${role.principal}/${role.name}/{{Task:${number}}}`;
  const arn = `arn:aws:iam::aws:policy/aws-service-role/${role.policyName}`;
  switch (member) {
    case 'AWSServiceName':
      return [
        role.principal,
        role.principal,
        'Network.bedrock-agentcore.amazonaws.com',
        'nothing',
        '!',
      ];
    case 'RoleName':
      if (operation === 'CreateRole') return roleExists(core) ? [role.name, 'plain'] : ['plain'];
      return [role.name, role.name, role.name.toLowerCase(), ...ordinary, 'plain'];
    case 'CustomSuffix':
      return [undefined, undefined, 'suffix'];
    case 'Description':
      return [undefined, 'edited', 'edited again'];
    case 'MaxSessionDuration':
      return [undefined, undefined, 3600, 7200];
    case 'DeletionTaskId':
      return [task(core.tasksOpened), task(1), task(99), 'malformed'];
    case 'PolicyArn':
    case 'PermissionsBoundary':
      return [
        arn,
        'arn:aws:iam::aws:policy/ReadOnlyAccess',
        `arn:aws:iam::${account.id}:policy/none`,
        'a policy by another name',
      ];
    case 'roleArn':
      return [`arn:aws:iam::${account.id}:role/execution`];
    case 'AssumeRolePolicyDocument':
      return [trusting];
    case 'PolicyDocument':
      return [operation === 'UpdateAssumeRolePolicy' ? trusting : allowing];
    case 'VersionId':
      return ['v1', 'v2'];
    case 'Path':
      return [undefined, '/aws-service-role/other.amazonaws.com/'];
    case 'PathPrefix':
      return [undefined, '/aws-service-role/', 'no-slash'];
    case 'UserName':
      return [...Object.keys(beside.users), 'user'];
    case 'GroupName':
      return [...Object.keys(beside.groups), 'group'];
    case 'Tags':
      return [
        [{ Key: 'team', Value: 'a' }],
        [{ Key: 'AmazonBedrockAgentCoreManaged', Value: 'true' }],
      ];
    case 'TagKeys':
      return [['team']];
    case 'Arn':
      return [
        `arn:aws:iam::${account.id}:role/aws-service-role/${role.principal}/${role.name}`,
        'arn:aws:iam::none',
      ];
    case 'JobId':
      return ['{{Job:1}}', '{{Job:99}}'];
    case 'RoleArn':
      return [`arn:aws:iam::${account.id}:role/aws-service-role/${role.principal}/${role.name}`];
    case 'agentRuntimeArtifact':
      return [{}];
    case 'agentRuntimeName':
    case 'name':
      return [...names, '1bad'];
    case 'agentRuntimeId':
      return ids('AgentRuntime');
    case 'codeInterpreterId':
      return ids('CodeInterpreter');
    case 'browserId':
      return ids('Browser');
    case 'clientToken':
      return [undefined, undefined, `token-${'0'.repeat(30)}`];
    case 'VpcId':
      return [...here('vpc'), 'vpc-none'];
    case 'SubnetId':
      return [...here('subnet'), 'subnet-none'];
    case 'GroupId':
      return [...here('security-group'), 'sg-none'];
    case 'Groups':
      return [here('security-group'), undefined];
    case 'NetworkInterfaceId':
      return [...interfacesOf(account), ...here('network-interface'), 'eni-none'];
    case 'AttachmentId':
      return ['ela-attach-1', 'eni-attach-1'];
    case 'VpcIds':
      return [here('vpc'), ['vpc-none']];
    case 'SubnetIds':
      return [here('subnet'), ['subnet-none']];
    case 'GroupIds':
      return [here('security-group'), ['sg-none']];
    case 'NetworkInterfaceIds':
      return [here('network-interface'), ['eni-none']];
    case 'Resources':
      return [[...here('network-interface'), ...interfacesOf(account)].slice(0, 1), ['eni-none']];
    case 'CidrBlock':
      return [operation === 'CreateVpc' ? '10.0.0.0/16' : freshSubnet(account, here('subnet'))];
    case 'ServiceNamespace':
      return ['bedrock-agentcore'];
    default:
      return ['value'];
  }
}

/** A block that no other subnet of a VPC has: EC2 refuses two that overlap. */
const freshSubnet = ({ beside }: Account, others: readonly string[]): string =>
  `10.0.${others.length === 0 ? 0 : beside.minted % 256}.0/24`;

const optional: Readonly<Partial<Record<OperationName, readonly string[]>>> = {
  CreateServiceLinkedRole: ['CustomSuffix', 'Description'],
  CreateRole: ['Path'],
  CreateNetworkInterface: ['Groups'],
  UpdateRole: ['Description', 'MaxSessionDuration'],
  ListRoles: ['PathPrefix'],
  CreateAgentRuntime: ['clientToken'],
  UpdateAgentRuntime: ['clientToken'],
  CreateCodeInterpreter: ['clientToken'],
  CreateBrowser: ['clientToken'],
  DeleteAgentRuntime: ['clientToken'],
  DeleteCodeInterpreter: ['clientToken'],
  DeleteBrowser: ['clientToken'],
  DescribeVpcs: ['VpcIds'],
  DescribeSubnets: ['SubnetIds'],
  DescribeSecurityGroups: ['GroupIds'],
  DescribeNetworkInterfaces: ['NetworkInterfaceIds'],
};

/** Where a resource may be put: in a VPC, on a subnet that exists where there is one, or elsewhere. */
function networkConfigurations(
  account: Account,
  region: string,
  operation: OperationName,
  detail = 0,
): Readonly<Record<NetworkMode, unknown>> | undefined {
  const takesNetwork = /^(Create|Update)(AgentRuntime|CodeInterpreter|Browser)$/.exec(operation);
  if (takesNetwork === null) return undefined;
  const vpcMember = takesNetwork[2] === 'AgentRuntime' ? 'networkModeConfig' : 'vpcConfig';
  const here = (kind: string) => ofKind(account, kind, region);
  const subnets = [pick([...here('subnet'), 'subnet-00000000'], detail)];
  const securityGroups = [pick([...here('security-group'), 'sg-00000000'], detail)];
  return {
    VPC: { networkMode: 'VPC', [vpcMember]: { subnets, securityGroups } },
    PUBLIC: { networkMode: 'PUBLIC' },
    SANDBOX: { networkMode: 'SANDBOX' },
  };
}

/**
 * The call that a draw means in an account.
 *
 * @returns A call that makes sense there: names are those of things that exist, or that once did, or that never will.
 * @category Properties
 */
export function callFrom(account: Account, draw: Draw): Call {
  const operation = pick(weighted, draw.operation);
  const region = pick(regions, draw.region);
  let { detail } = draw;
  const input: Record<string, unknown> = {};
  const members = [...operations[operation].required, ...(optional[operation] ?? [])];
  for (const member of members) {
    const values = valuesOf(account, operation, member, region);
    const value = pick(values, detail);
    detail = Math.floor(detail / values.length);
    if (value !== undefined) input[member] = value;
  }
  const spoilt = members[0];
  if (draw.detail % spoiltEvery === 0 && spoilt !== undefined) input[spoilt] = malformed;
  const modes = networkConfigurations(account, region, operation, draw.detail);
  if (modes !== undefined) {
    const { VPC, PUBLIC, SANDBOX } = modes;
    const often = [VPC, VPC, VPC, VPC, PUBLIC, PUBLIC, PUBLIC];
    const bare = [SANDBOX, { networkMode: 'VPC' }, undefined];
    const asked = pick([...often, ...bare], Math.floor(draw.detail / 7));
    if (asked === undefined) delete input.networkConfiguration;
    else input.networkConfiguration = asked;
  }
  return { operation, caller: pick(everyCaller, draw.caller), region, input: input as Input };
}

/** Members that name a resource: each there is makes a call of its own. */
const namesResource = /^(agentRuntimeId|codeInterpreterId|browserId)$/;
const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/agent:1';

/** Values of members that are better than the first of those that are drawn. */
const better: Readonly<Record<string, (account: Account) => unknown>> = {
  agentRuntimeName: freshName,
  name: freshName,
  agentRuntimeArtifact: () => ({ containerConfiguration: { containerUri: image } }),
  Description: () => 'edited',
};

function freshName({ beside }: Account): string {
  return `r${beside.resources.length + beside.formerNames.length + 1}`;
}

/**
 * Every call of an operation that makes sense in an account: one for each resource that it could act on in a Region
 * and each network mode, of well-formed input.
 *
 * @returns The calls, those that AWS refuses included. Never throws.
 * @category Properties
 */
export function sensibleCalls(
  account: Account,
  operation: OperationName,
  region: string,
  caller: Caller,
): readonly Call[] {
  const members = [
    ...operations[operation].required,
    ...(operation.startsWith('Update') ? (optional[operation] ?? []) : []).filter(
      (member) => member === 'Description',
    ),
  ];
  const inputs = members.reduce<readonly Input[]>(
    (soFar, member) => {
      const values = valuesOf(account, operation, member, region);
      const worth = namesResource.test(member)
        ? [...new Set(values)].slice(0, -1)
        : [better[member]?.(account) ?? values[0]];
      return soFar.flatMap((input) => worth.map((value) => ({ ...input, [member]: value })));
    },
    [{}],
  );
  const modes = networkConfigurations(account, region, operation);
  const placed =
    modes === undefined
      ? inputs
      : inputs.flatMap((input) =>
          Object.values(modes).map((networkConfiguration) => ({ ...input, networkConfiguration })),
        );
  return placed.map((input) => ({ operation, caller, region, input }));
}
