import { type Account, placeOf, type ResourceDetails, type TokenUse } from '../account.ts';
import { isStructure } from '../constraints.ts';
import type { Resource } from '../lifecycle.ts';
import { find, findById, replaced } from '../lists.ts';
import type { NetworkMode, ResourceKind } from '../machines/resource.ts';
import {
  answer,
  type Context,
  isNameTaken,
  mint,
  missing,
  move,
  type Operation,
  type Result,
  refuse,
  text,
  unjudged,
} from './operation.ts';
import { resourceArn } from './role.ts';

/** How a kind of resource is spelled in its operations. */
interface Spelling {
  readonly kind: ResourceKind;
  readonly nameMember: string;
  readonly idMember: string;
  readonly arnMember: string;
  readonly vpcMember: 'networkModeConfig' | 'vpcConfig';
  readonly listMember: string;
  readonly modes: readonly NetworkMode[];
  readonly required: readonly string[];
  /** Which of Get and Delete declares ValidationException: it is one for each kind. */
  readonly validates: 'Get' | 'Delete';
  /** The members of Get that carry id, ARN and name. */
  readonly shown: readonly [string, string, string];
}

const spellings: Readonly<Record<ResourceKind, Spelling>> = {
  AgentRuntime: {
    kind: 'AgentRuntime',
    nameMember: 'agentRuntimeName',
    idMember: 'agentRuntimeId',
    arnMember: 'agentRuntimeArn',
    vpcMember: 'networkModeConfig',
    listMember: 'agentRuntimes',
    modes: ['PUBLIC', 'VPC'],
    required: ['agentRuntimeName', 'agentRuntimeArtifact', 'roleArn'],
    validates: 'Get',
    shown: ['agentRuntimeId', 'agentRuntimeArn', 'agentRuntimeName'],
  },
  CodeInterpreter: {
    kind: 'CodeInterpreter',
    nameMember: 'name',
    idMember: 'codeInterpreterId',
    arnMember: 'codeInterpreterArn',
    vpcMember: 'vpcConfig',
    listMember: 'codeInterpreterSummaries',
    modes: ['PUBLIC', 'SANDBOX', 'VPC'],
    required: ['name', 'networkConfiguration'],
    validates: 'Delete',
    shown: ['codeInterpreterId', 'codeInterpreterArn', 'name'],
  },
  Browser: {
    kind: 'Browser',
    nameMember: 'name',
    idMember: 'browserId',
    arnMember: 'browserArn',
    vpcMember: 'vpcConfig',
    listMember: 'browserSummaries',
    modes: ['PUBLIC', 'VPC'],
    required: ['name', 'networkConfiguration'],
    validates: 'Delete',
    shown: ['browserId', 'browserArn', 'name'],
  },
};

/** What a call asks for by its `networkConfiguration`. */
interface NetworkAsked {
  readonly mode: NetworkMode | undefined;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

function networkAsked({ call }: Context, { vpcMember }: Spelling): NetworkAsked {
  const { networkMode: mode, [vpcMember]: vpc } = (call.input.networkConfiguration ?? {}) as {
    networkMode?: NetworkMode;
  } & Partial<Record<Spelling['vpcMember'], Partial<NetworkAsked>>>;
  return { mode, subnets: vpc?.subnets ?? [], securityGroups: vpc?.securityGroups ?? [] };
}

const idsMax = 16;
const idOf = (prefix: string): RegExp =>
  new RegExp(`^${prefix}-([0-9a-zA-Z]{8,17}|\\{\\{\\w+:\\d+\\}\\})$`);
const idOfSubnet = idOf('subnet');
const idOfSecurityGroup = idOf('sg');
const areIds = (ids: readonly string[], pattern: RegExp): boolean =>
  ids.length <= idsMax && ids.every((id) => pattern.test(id));

/** Runs an operation on a `networkConfiguration` of the shape that its kind takes, and refuses others. */
const shaped =
  (spelling: Spelling, run: Operation['run']): Operation['run'] =>
  (context) => {
    const { mode, subnets, securityGroups } = networkAsked(context, spelling);
    const unfit = (member: string, constraint: string) =>
      refuse(context, 'ValidationException', 'input-constraints', { member, constraint });
    if (
      isStructure(context.call.input.networkConfiguration) &&
      !spelling.modes.some((known) => known === mode)
    )
      return unfit('networkMode', spelling.modes.join(' or '));
    if (!areIds(subnets, idOfSubnet) || !areIds(securityGroups, idOfSecurityGroup))
      return unfit(spelling.vpcMember, `at most ${idsMax} ids`);
    return run(context);
  };

/** Refuses a VPC without subnets or security groups. */
const withoutVpcConfig = (context: Context, asked: NetworkAsked): Result | undefined =>
  asked.mode === 'VPC' && (asked.subnets.length === 0 || asked.securityGroups.length === 0)
    ? refuse(context, 'NetworkModeConfigRequired', 'vpc-needs-config')
    : undefined;

/** The interfaces that a resource shares: one for each subnet with these security groups. */
const networksOf = (
  region: string,
  subnets: readonly string[],
  groups: readonly string[],
): string[] => subnets.map((subnet) => `${region}/${subnet}/${[...groups].sort().join('+')}`);

const present = (account: Account, kind: ResourceKind, region: string): readonly Resource[] =>
  account.core.resources.filter((one) => one.kind === kind && one.region === region);

/** A call's members in an order that does not depend on how they were written. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, item) =>
    isStructure(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );

const keyOf = ({ key }: TokenUse): string => key;

/**
 * Runs an operation once for each client token in a Region, and answers what it answered before.
 *
 * @param mayRefuse - Whether the operation declares an error for other members under the same token.
 */
const once =
  (run: Operation['run'], mayRefuse = true): Operation['run'] =>
  (context) => {
    const { call } = context;
    const { beside, choices } = context.account;
    const token = text(call, 'clientToken');
    if (token === '') return run(context);
    const key = `${call.region} ${call.operation} ${token}`;
    const asked = mayRefuse ? inOrder(call.input) : '';
    const used = find(beside.tokens, key, keyOf);
    if (used !== undefined)
      return used.asked !== asked && choices['client-token-mismatch'] === 'refused'
        ? refuse(context, 'TokenMismatch', 'client-token-repeats')
        : answer(context.account, used.output);
    const result = run(context);
    const { account, outcome } = result;
    if (outcome.ok !== true) return result;
    const use = { key, asked, output: outcome.output };
    const tokens = replaced(account.beside.tokens, undefined, use);
    return { ...result, account: { ...account, beside: { ...account.beside, tokens } } };
  };

/** Whether the role can be made for a call: its caller may, and no ordinary role has its name. */
const mayMakeRole = ({ account, call }: Context): boolean =>
  call.caller.mayCreate && !isNameTaken(account);

const create =
  (spelling: Spelling) =>
  (context: Context): Result => {
    const { call } = context;
    const { region } = call;
    const { kind } = spelling;
    const asked = networkAsked(context, spelling);
    const refused = withoutVpcConfig(context, asked);
    if (refused !== undefined) return refused;
    const { mode = 'PUBLIC', subnets, securityGroups } = asked;
    const name = text(call, spelling.nameMember);
    const { beside, choices } = context.account;
    const place = placeOf({ kind, region, name });
    const taken =
      find(beside.resources, place, placeOf) !== undefined ||
      (choices['name-after-delete'] === 'reserved' && beside.formerNames.includes(place));
    if (taken) return refuse(context, 'NameConflict', 'name-conflict');
    const { name: picked, account } = mint(context.account, 'Resource');
    const id = `${name}-${picked}`;
    const networks = mode === 'VPC' ? networksOf(region, subnets, securityGroups) : [];
    const mayCreate = mayMakeRole(context);
    const resource = { id, kind, region, networks };
    const result = move(
      { ...context, account },
      { machine: 'resource', type: 'create', resource, mode, mayCreate },
      (after) => {
        const details = { id, kind, region, name, mode, version: 1, subnets, securityGroups };
        return answer(
          after,
          {
            [spelling.idMember]: id,
            [spelling.arnMember]: resourceArn(account.id, region, kind, id),
            createdAt: unjudged,
            status: 'CREATING',
            ...(kind === 'AgentRuntime' ? { agentRuntimeVersion: '1' } : {}),
          },
          { resources: replaced(after.beside.resources, undefined, details) },
        );
      },
    );
    return result.outcome.ok === true
      ? result
      : { ...result, account: unmint(context.account, result.account) };
  };

/** A refused create has made up a name for nothing. */
const unmint = (before: Account, after: Account): Account =>
  after.core === before.core ? before : after;

/** What a call of a kind names in its Region. */
const named = ({ account, call }: Context, { kind, idMember }: Spelling): Resource | undefined => {
  const found = findById(account.core.resources, text(call, idMember));
  return found?.kind === kind && found.region === call.region ? found : undefined;
};

const detailsOf = ({ beside }: Account, id: string): ResourceDetails | undefined =>
  findById(beside.resources, id);

const get =
  (spelling: Spelling) =>
  (context: Context): Result => {
    const { account } = context;
    const resource = named(context, spelling);
    const details = resource && detailsOf(account, resource.id);
    if (resource === undefined || details === undefined)
      return refuse(context, 'ResourceNotFound', 'resource-not-found');
    const { status } = resource.state;
    const { mode, subnets, securityGroups } = details;
    const failed = status.endsWith('_FAILED');
    const [idMember, arnMember, nameMember] = spelling.shown;
    return answer(account, {
      [idMember]: resource.id,
      [arnMember]: resourceArn(account.id, resource.region, resource.kind, resource.id),
      [nameMember]: details.name,
      status,
      networkConfiguration: {
        networkMode: mode,
        [spelling.vpcMember]: mode === 'VPC' ? { subnets, securityGroups } : missing,
      },
      createdAt: unjudged,
      lastUpdatedAt: unjudged,
      ...(failed ? {} : { failureReason: missing }),
      ...(resource.kind === 'AgentRuntime'
        ? {
            agentRuntimeVersion: String(details.version),
            roleArn: unjudged,
            lifecycleConfiguration: unjudged,
          }
        : {}),
    });
  };

/** A resource as lists show it, with the members that the service declares to be always there. */
const summary = (account: Account, spelling: Spelling, { id, kind, region, state }: Resource) => {
  const details = detailsOf(account, id);
  return {
    [spelling.idMember]: id,
    [spelling.arnMember]: resourceArn(account.id, region, kind, id),
    status: state.status,
    ...(kind === 'AgentRuntime'
      ? {
          agentRuntimeName: details?.name,
          agentRuntimeVersion: String(details?.version),
          description: unjudged,
          lastUpdatedAt: unjudged,
        }
      : { createdAt: unjudged }),
  };
};

const listAll =
  (spelling: Spelling) =>
  ({ account, call }: Context): Result =>
    answer(account, {
      [spelling.listMember]: present(account, spelling.kind, call.region).map((resource) =>
        summary(account, spelling, resource),
      ),
    });

const remove =
  (spelling: Spelling) =>
  (context: Context): Result => {
    const { kind, idMember } = spelling;
    const id = named(context, spelling)?.id ?? '';
    return move(context, { machine: 'resource', type: 'delete', id, kind }, (after) =>
      answer(after, {
        [idMember]: id,
        status: 'DELETING',
        ...(kind === 'AgentRuntime' ? {} : { lastUpdatedAt: unjudged }),
      }),
    );
  };

const update = (context: Context): Result => {
  const spelling = spellings.AgentRuntime;
  const { account, call } = context;
  const asked = networkAsked(context, spelling);
  const refused = withoutVpcConfig(context, asked);
  if (refused !== undefined) return refused;
  const resource = named(context, spelling);
  const id = resource?.id ?? '';
  const details = detailsOf(account, id);
  const kept = account.choices['update-without-network'] === 'keeps' ? details?.mode : undefined;
  const mode = asked.mode ?? kept ?? 'PUBLIC';
  const subnets = asked.mode === undefined ? (details?.subnets ?? []) : asked.subnets;
  const securityGroups =
    asked.mode === undefined ? (details?.securityGroups ?? []) : asked.securityGroups;
  const networks = mode === 'VPC' ? networksOf(call.region, subnets, securityGroups) : [];
  const mayCreate = mayMakeRole(context);
  return move(
    context,
    { machine: 'resource', type: 'update', id, kind: 'AgentRuntime', mode, networks, mayCreate },
    (after) => {
      const version = (details?.version ?? 0) + 1;
      const changed: ResourceDetails = {
        id,
        kind: 'AgentRuntime',
        region: call.region,
        name: details?.name ?? '',
        mode,
        version,
        subnets,
        securityGroups,
      };
      return answer(
        after,
        {
          agentRuntimeId: id,
          agentRuntimeArn: resourceArn(account.id, call.region, 'AgentRuntime', id),
          agentRuntimeVersion: String(version),
          createdAt: unjudged,
          lastUpdatedAt: unjudged,
          status: 'UPDATING',
        },
        { resources: replaced(after.beside.resources, details, changed) },
      );
    },
  );
};

const reads = ['role-creation-refusal', 'client-token-mismatch', 'new-role-visibility'] as const;

const operationsOf = (
  spelling: Spelling,
): Readonly<Record<'create' | 'get' | 'list' | 'delete', Operation>> => ({
  create: {
    service: 'agentcore',
    required: spelling.required,
    failures: [
      'ValidationException',
      'TokenMismatch',
      'NetworkModeConfigRequired',
      'NameConflict',
      'ServiceLinkedRoleCreationDenied',
      'DeletionInProgress',
    ],
    reads: [...reads, 'name-after-delete'],
    run: shaped(spelling, once(create(spelling))),
  },
  get: {
    service: 'agentcore',
    required: [spelling.idMember],
    failures:
      spelling.validates === 'Get'
        ? ['ValidationException', 'ResourceNotFound']
        : ['ResourceNotFound'],
    run: get(spelling),
  },
  list: { service: 'agentcore', required: [], failures: [], run: listAll(spelling) },
  delete: {
    service: 'agentcore',
    required: [spelling.idMember],
    failures:
      spelling.validates === 'Delete'
        ? ['ValidationException', 'TokenMismatch', 'ResourceNotFound', 'ConflictInTransition']
        : ['ResourceNotFound', 'ConflictInTransition'],
    reads: spelling.validates === 'Delete' ? ['client-token-mismatch'] : [],
    run: once(remove(spelling), spelling.validates === 'Delete'),
  },
});

const runtime = operationsOf(spellings.AgentRuntime);
const interpreter = operationsOf(spellings.CodeInterpreter);
const browser = operationsOf(spellings.Browser);

/** The AgentCore control plane, as far as it touches the role. */
export const agentCoreOperations = Object.freeze({
  CreateAgentRuntime: runtime.create,
  GetAgentRuntime: runtime.get,
  ListAgentRuntimes: runtime.list,
  UpdateAgentRuntime: {
    service: 'agentcore',
    required: ['agentRuntimeId', 'agentRuntimeArtifact', 'roleArn'],
    failures: [
      'ValidationException',
      'TokenMismatch',
      'NetworkModeConfigRequired',
      'ResourceNotFound',
      'ConflictInTransition',
      'ServiceLinkedRoleCreationDenied',
      'DeletionInProgress',
    ],
    reads: [...reads, 'update-without-network'],
    run: shaped(spellings.AgentRuntime, once(update)),
  },
  DeleteAgentRuntime: runtime.delete,
  CreateCodeInterpreter: interpreter.create,
  GetCodeInterpreter: interpreter.get,
  ListCodeInterpreters: interpreter.list,
  DeleteCodeInterpreter: interpreter.delete,
  CreateBrowser: browser.create,
  GetBrowser: browser.get,
  ListBrowsers: browser.list,
  DeleteBrowser: browser.delete,
} satisfies Record<string, Operation>);
