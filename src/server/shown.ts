import { own } from '../../model/account.ts';
import type { Account, Call } from '../../model/index.ts';
import { unjudged } from '../../model/operations/operation.ts';
import { drawKey } from './draw.ts';
import { type Time, type Times, timeKey } from './times.ts';

/** What a member that the model does not judge stands in, and what is known of the account. */
interface About {
  readonly call: Call;
  readonly account: Account;
  readonly times: Times;
  /** Whether the call changed something, and so just now. */
  readonly changes: boolean;
  readonly at: number;
  readonly among: Readonly<Record<string, unknown>>;
}

type Said = (about: About) => unknown;

const second = 1000;
const policyMade = new Date('2025-09-19T22:04:06Z');
const resourceIds = ['agentRuntimeId', 'codeInterpreterId', 'browserId'];
const isRole = ({ among, account }: About) => among.RoleName === account.role.name;

function timeOf(about: About): Time {
  const { among, call, times, at } = about;
  const id = resourceIds.map((member) => among[member]).find((value) => value !== undefined);
  const job = /:(\d+)\}\}$/.exec(String(call.input.JobId))?.[1] ?? '';
  const key =
    id !== undefined
      ? timeKey.resource(String(id))
      : among.JobStatus !== undefined
        ? timeKey.job(job)
        : isRole(about)
          ? timeKey.role()
          : timeKey.ordinaryRole(String(among.RoleName));
  return times.get(key) ?? { made: at, changed: at, asked: {} };
}

const echo =
  (member: string, otherwise: unknown): Said =>
  (about) =>
    timeOf(about).asked[member] ?? otherwise;

const made: Said = (about) => new Date(timeOf(about).made);
const changed: Said = (about) => new Date(about.changes ? about.at : timeOf(about).changed);

/** What is said where the model judges nothing, by the member. */
const said: Readonly<Record<string, Said>> = {
  CreateDate: (about) => ('RoleName' in about.among ? made(about) : policyMade),
  UpdateDate: () => policyMade,
  RoleLastUsed: () => ({}),
  Reason: () =>
    'The role is in use: a resource with VPC configuration or a session of the role is left.',
  Policy: ({ call }) => {
    const arn = String(call.input.PolicyArn);
    const name = arn.split('/').at(-1);
    return {
      PolicyName: name,
      Arn: arn,
      Path: arn.replace(/^[^/]*/, '').slice(0, -String(name).length),
      DefaultVersionId: 'v1',
      CreateDate: policyMade,
      UpdateDate: policyMade,
    };
  },
  PolicyVersion: ({ call }) => ({
    Document: { Version: '2012-10-17', Statement: [] },
    VersionId: call.input.VersionId,
    IsDefaultVersion: true,
    CreateDate: policyMade,
  }),
  UserId: ({ account }) => `AIDA${account.id}AC2SL`,
  JobStatus: () => 'COMPLETED',
  JobCreationDate: made,
  JobCompletionDate: (about) => new Date(timeOf(about).made + second),
  ServicesLastAccessed: () => [
    { ServiceName: 'Amazon EC2', ServiceNamespace: 'ec2', TotalAuthenticatedEntities: 0 },
  ],
  EntityDetailsList: () => [],
  Status: () => 'in-use',
  createdAt: made,
  lastUpdatedAt: changed,
  description: echo('description', ''),
  roleArn: (about) =>
    timeOf(about).asked.roleArn ?? `arn:aws:iam::${about.account.id}:role/AgentRuntime`,
  lifecycleConfiguration: echo('lifecycleConfiguration', {
    idleRuntimeSessionTimeout: 900,
    maxLifetime: 28_800,
  }),
};

/** What is shown beside what the model knows of a thing, by the member that it stands in. */
const alsoShown: Readonly<Record<string, (about: About) => object>> = {
  Vpc: (about) => ({ ...ofThing(about, 'VpcId'), State: 'available', IsDefault: false }),
  Subnet: (about) => ({ ...ofThing(about, 'SubnetId'), State: 'available' }),
  SecurityGroup: (about) => ofThing(about, 'GroupId'),
  NetworkInterface: ofInterface,
  User: (about) => ofIdentity(about, 'User', 'AIDA', timeKey.user),
  Group: (about) =>
    'GroupName' in about.among
      ? ofIdentity(about, 'Group', 'AGPA', timeKey.group)
      : groupOfInterface(about),
  GetAgentRuntime: ofResource,
  GetBrowser: ofResource,
  GetCodeInterpreter: ofResource,
};

const timeOfThing = ({ among, times }: About, idMember: string): Time | undefined =>
  times.get(timeKey.thing(String(among[idMember])));

/** A thing in a customer's network: what was asked for, where it is, whose it is, and its tags. */
function ofThing(about: About, idMember: string): object {
  const { among, account } = about;
  const thing = own(account.beside.network, String(among[idMember]));
  const Tags = Object.entries(thing?.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  return {
    ...timeOfThing(about, idMember)?.asked,
    ...(thing?.vpc === undefined ? {} : { VpcId: thing.vpc }),
    OwnerId: account.id,
    ...(Tags.length === 0 ? {} : { Tags }),
  };
}

/** A security group that an interface has. */
function groupOfInterface(about: About): object {
  const { GroupName } = timeOfThing(about, 'GroupId')?.asked ?? {};
  return GroupName === undefined ? {} : { GroupName };
}

/** A user or a group of users. */
function ofIdentity(
  { among, account, times, at }: About,
  kind: string,
  prefix: string,
  keyOf: (name: string) => string,
): object {
  const name = String(among[`${kind}Name`]);
  const number = drawKey(account.id, kind, name).join('');
  return {
    Path: '/',
    [`${kind}Id`]: `${prefix}${number.slice(0, 17).padEnd(17, '0')}`,
    CreateDate: new Date(times.get(keyOf(name))?.made ?? at),
  };
}

/** Tools look for interfaces by their VPC, and detach by the attachment. */
function ofInterface({ among, account }: About): object {
  const { NetworkInterfaceId: id, SubnetId: subnet, InterfaceType: type } = among;
  const VpcId = own(account.beside.network, String(subnet))?.vpc;
  const ofService = {
    Description: '',
    Attachment: {
      AttachmentId: `ela-attach-${String(id).slice('eni-'.length)}`,
      DeviceIndex: 1,
      InstanceOwnerId: 'amazon-aws',
      Status: 'attached',
    },
  };
  return {
    ...(VpcId === undefined ? {} : { VpcId }),
    OwnerId: account.id,
    ...(type === 'agentic_ai' ? ofService : {}),
  };
}

/** An AgentCore resource: what was asked for. */
function ofResource(about: About): object {
  const { roleArn: _, lifecycleConfiguration: __, ...asked } = timeOf(about).asked;
  return asked;
}

/**
 * An output with everything that the model leaves open: dates, and what is repeated of what was asked.
 *
 * @throws Error where the model leaves open a member of which nothing is known here: a bug of ours.
 */
export function filled<T>(
  value: T,
  about: Omit<About, 'among'>,
  within: string = about.call.operation,
): T {
  if (Array.isArray(value))
    return value.map((item) => filled(item, about, within.replace(/s$/, ''))) as T;
  if (typeof value !== 'object' || value === null) return value;
  const among = value as Readonly<Record<string, unknown>>;
  const entries = Object.entries(among).map(([member, item]) => {
    if (item !== unjudged) return [member, filled(item, about, member)];
    const say = said[member];
    if (say === undefined) throw new Error(`nothing is known of ${member}`);
    return [member, say({ ...about, among })];
  });
  const also = Object.hasOwn(alsoShown, within) ? alsoShown[within] : undefined;
  return { ...Object.fromEntries(entries), ...also?.({ ...about, among }) };
}
