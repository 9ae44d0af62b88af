import {
  type Account,
  agentCoreRole,
  type Call,
  callers,
  type NetworkMode,
  type ResourceKind,
} from '../../model/index.ts';

/** What a client may do, and how often what makes something new. */
export interface Scope {
  readonly name: string;
  /** The resources that it may make, one after the other or at once. */
  readonly resources: readonly ResourceKind[];
  readonly regions: readonly string[];
  readonly modes: readonly NetworkMode[];
  /** Whether somebody without rights calls, too. */
  readonly hasReader?: true;
  /** How many deletions of the role it may ask for that are accepted with a new id. */
  readonly tasksMax: number;
  /** How often it may change the mode of a resource. */
  readonly updatesMax: number;
  /** Calls beside those of the lifecycle: what may change something, and what does not. */
  readonly changes?: readonly Call[];
  readonly reads?: readonly Call[];
}

/** What a client was told: ids of resources and tasks, as the target names them. */
export interface Told {
  readonly resources: readonly {
    readonly id: string;
    readonly kind: ResourceKind;
    readonly region: string;
  }[];
  readonly tasks: readonly string[];
  readonly updates: number;
}

export const nothingTold: Told = { resources: [], tasks: [], updates: 0 };

const usualRegion = 'us-east-1';

export const callOf = (
  operation: string,
  input: Call['input'] = {},
  region: string = usualRegion,
): Call => ({ operation, input, region, caller: callers.administrator });

const idMembers = {
  AgentRuntime: 'agentRuntimeId',
  CodeInterpreter: 'codeInterpreterId',
  Browser: 'browserId',
} as const satisfies Readonly<Record<ResourceKind, string>>;

const isRuntime = (kind: ResourceKind): boolean => kind === 'AgentRuntime';

const configuration = (kind: ResourceKind, networkMode: NetworkMode): object => {
  const network = { subnets: ['subnet-00000000'], securityGroups: ['sg-00000000'] };
  const member = isRuntime(kind) ? 'networkModeConfig' : 'vpcConfig';
  return networkMode === 'VPC' ? { networkMode, [member]: network } : { networkMode };
};

const artifact = { agentRuntimeArtifact: {}, roleArn: 'arn:aws:iam::123456789012:role/execution' };

const creation = (kind: ResourceKind, number: number, mode: NetworkMode, region: string): Call =>
  callOf(
    `Create${kind}`,
    {
      ...(isRuntime(kind)
        ? { agentRuntimeName: `name${number}`, ...artifact }
        : { name: `name${number}` }),
      networkConfiguration: configuration(kind, mode),
    },
    region,
  );

const fits = (kind: ResourceKind, mode: NetworkMode): boolean =>
  mode !== 'SANDBOX' || kind === 'CodeInterpreter';

/** Every call that may change something and that a client may make next. */
export function changesIn(scope: Scope, told: Told, { core }: Account): readonly Call[] {
  const { name: RoleName, principal } = agentCoreRole;
  const { resources, regions, modes, tasksMax, updatesMax, hasReader, changes = [] } = scope;
  const next = resources[told.resources.length];
  const calls = [
    ...(core.rolesMade <= tasksMax
      ? [callOf('CreateServiceLinkedRole', { AWSServiceName: principal })]
      : []),
    ...(told.tasks.length < tasksMax ? [callOf('DeleteServiceLinkedRole', { RoleName })] : []),
    ...(next === undefined
      ? []
      : regions.flatMap((region) =>
          modes
            .filter((mode) => fits(next, mode))
            .map((mode) => creation(next, told.resources.length, mode, region)),
        )),
    ...told.resources.flatMap(({ id, kind, region }) => {
      const named = { [idMembers[kind]]: id };
      const update = (mode: NetworkMode) =>
        callOf(
          `Update${kind}`,
          { ...named, ...artifact, networkConfiguration: configuration(kind, mode) },
          region,
        );
      return [
        callOf(`Delete${kind}`, named, region),
        ...(isRuntime(kind) && told.updates < updatesMax
          ? modes.filter((mode) => fits(kind, mode)).map(update)
          : []),
      ];
    }),
    ...changes,
  ];
  return hasReader === undefined
    ? calls
    : calls.flatMap((call) => [call, { ...call, caller: callers.reader }]);
}

/** Every call that shows something, and changes nothing. */
export function readsIn({ resources, regions, reads = [] }: Scope, told: Told): readonly Call[] {
  return [
    callOf('GetRole', { RoleName: agentCoreRole.name }),
    ...told.tasks.map((DeletionTaskId) =>
      callOf('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId }),
    ),
    ...told.resources.map(({ id, kind, region }) =>
      callOf(`Get${kind}`, { [idMembers[kind]]: id }, region),
    ),
    ...(resources.length === 0
      ? []
      : regions.map((region) => callOf('DescribeNetworkInterfaces', {}, region))),
    ...reads,
  ];
}

/** What a client knows once it was answered. */
export function toldBy(told: Told, call: Call, output: Readonly<Record<string, unknown>>): Told {
  const created = /^Create(AgentRuntime|CodeInterpreter|Browser)$/.exec(call.operation);
  if (created !== null) {
    const kind = created[1] as ResourceKind;
    const one = { id: String(output[idMembers[kind]]), kind, region: call.region };
    return { ...told, resources: [...told.resources, one] };
  }
  if (/^Update(AgentRuntime)$/.test(call.operation)) return { ...told, updates: told.updates + 1 };
  if (call.operation !== 'DeleteServiceLinkedRole') return told;
  const task = String(output.DeletionTaskId);
  return told.tasks.includes(task) ? told : { ...told, tasks: [...told.tasks, task] };
}

const here = ['us-east-1'];
const lifecycle = { regions: here, modes: ['VPC'], tasksMax: 1, updatesMax: 0 } as const;
const tag = { Key: 'team', Value: 'a' };
const { name: RoleName, policyName } = agentCoreRole;
const PolicyArn = `arn:aws:iam::aws:policy/aws-service-role/${policyName}`;

/** The scopes that are searched, smallest first. */
export const scopes: readonly Scope[] = [
  {
    ...lifecycle,
    name: 'the role alone',
    resources: [],
    tasksMax: 2,
    changes: [
      callOf('TagRole', { RoleName, Tags: [tag] }),
      callOf('UpdateRole', { RoleName, Description: 'edited' }),
    ],
    reads: [callOf('ListRoles'), callOf('ListRoleTags', { RoleName })],
  },
  { ...lifecycle, name: 'a browser', resources: ['Browser'] },
  {
    ...lifecycle,
    name: 'a browser, and a caller without rights',
    resources: ['Browser'],
    hasReader: true,
  },
  {
    ...lifecycle,
    name: 'a code interpreter in any mode',
    resources: ['CodeInterpreter'],
    modes: ['VPC', 'SANDBOX', 'PUBLIC'],
  },
  {
    ...lifecycle,
    name: 'a runtime that changes its mode',
    resources: ['AgentRuntime'],
    modes: ['VPC', 'PUBLIC'],
    updatesMax: 1,
  },
  { ...lifecycle, name: 'a browser, and two tasks', resources: ['Browser'], tasksMax: 2 },
  { ...lifecycle, name: 'two browsers', resources: ['Browser', 'Browser'] },
  {
    ...lifecycle,
    name: 'two browsers in two Regions',
    resources: ['Browser', 'Browser'],
    regions: ['us-east-1', 'eu-west-1'],
  },
  {
    ...lifecycle,
    name: 'a user and a group',
    resources: [],
    tasksMax: 0,
    changes: [
      callOf('CreateUser', { UserName: 'user' }),
      callOf('CreateGroup', { GroupName: 'group' }),
      callOf('AttachUserPolicy', { UserName: 'user', PolicyArn }),
      callOf('AttachGroupPolicy', { GroupName: 'group', PolicyArn }),
    ],
  },
];
