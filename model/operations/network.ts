import { type NetworkThing, own } from '../account.ts';
import { isStructure } from '../constraints.ts';
import {
  answer,
  type Context,
  list,
  mint,
  type Operation,
  type Result,
  refuse,
  type Tags,
  tagList,
  tagsGiven,
  text,
  unjudged,
} from './operation.ts';

type Kind = NetworkThing['kind'];

const prefixes: Readonly<Record<Kind, string>> = {
  vpc: 'vpc-',
  subnet: 'subnet-',
  'security-group': 'sg-',
  'network-interface': 'eni-',
};
const kinds = Object.keys(prefixes) as readonly Kind[];
const notFoundCodes: Readonly<Record<Kind, string>> = {
  vpc: 'InvalidVpcID.NotFound',
  subnet: 'InvalidSubnetID.NotFound',
  'security-group': 'InvalidGroup.NotFound',
  'network-interface': 'InvalidNetworkInterfaceID.NotFound',
};

const ec2 = (
  required: readonly string[],
  run: Operation['run'],
  failures: Operation['failures'] = [],
): Operation => ({
  service: 'ec2',
  required,
  failures: ['InvalidParameterValue', ...failures],
  run,
});

/** The service's interface in a network, taken apart: the names in it are those that the customer gave. */
const place = (network: string): { region: string; subnet: string; groups: readonly string[] } => {
  const [region = '', subnet = '', groups = ''] = network.split('/');
  return { region, subnet, groups: groups === '' ? [] : groups.split('+') };
};

const serviceInterfaces = ({ account, call }: Context) =>
  Object.entries(account.beside.interfaces)
    .map(([network, one]) => ({ ...one, network, ...place(network) }))
    .filter(({ region }) => region === call.region);

/** A customer's thing in the Region of the call. */
const thing = ({ account, call }: Context, id: string): NetworkThing | undefined => {
  const found = own(account.beside.network, id);
  return found?.region === call.region ? found : undefined;
};

const isThere = (context: Context, kind: Kind, id: string): boolean =>
  thing(context, id)?.kind === kind ||
  (kind === 'network-interface' && serviceInterfaces(context).some((one) => one.id === id));

const notFound = (context: Context, kind: Kind, id: string): Result =>
  refuse(context, 'NotFoundInEc2', 'network-thing-not-found', { code: notFoundCodes[kind], id });

/** Whether something still stands in the way of deleting a thing. */
function isNeeded(context: Context, kind: Kind, id: string): boolean {
  const ofService = serviceInterfaces(context).some(({ subnet, groups }) =>
    kind === 'subnet' ? subnet === id : groups.includes(id),
  );
  const ofCustomer = Object.values(context.account.beside.network).some((other) =>
    kind === 'vpc'
      ? other.vpc === id
      : kind === 'subnet'
        ? other.subnet === id
        : other.securityGroups.includes(id),
  );
  return ofService || ofCustomer;
}

const make =
  (kind: Kind, shownAs: string, idMember: string) =>
  (context: Context): Result => {
    const { call } = context;
    const { name, account } = mint(context.account, shownAs);
    const id = `${prefixes[kind]}${name}`;
    const vpc = text(call, 'VpcId') || undefined;
    const subnet = text(call, 'SubnetId') || undefined;
    if (vpc !== undefined && !isThere(context, 'vpc', vpc)) return notFound(context, 'vpc', vpc);
    if (subnet !== undefined && !isThere(context, 'subnet', subnet))
      return notFound(context, 'subnet', subnet);
    const made: NetworkThing = {
      kind,
      region: call.region,
      vpc,
      subnet,
      securityGroups: list(call, 'Groups').map(String),
      tags: tagsAtCreation(call),
    };
    const output =
      shownAs === 'SecurityGroup' ? { GroupId: id } : { [shownAs]: { [idMember]: id } };
    return answer(account, output, { network: { ...account.beside.network, [id]: made } });
  };

/** The tags that a call puts on what it makes. */
const tagsAtCreation = (call: Context['call']): Tags =>
  Object.fromEntries(
    list(call, 'TagSpecifications')
      .flatMap((given) => (isStructure(given) && Array.isArray(given.Tags) ? given.Tags : []))
      .filter(isStructure)
      .map(({ Key, Value }) => [String(Key), String(Value ?? '')]),
  );

type Shown = Readonly<Record<string, unknown>>;

/** A customer's thing as it is shown where nothing but its tags is judged. */
const withTags = ({ tags }: NetworkThing): Shown =>
  Object.keys(tags).length === 0 ? {} : { Tags: tagList(tags) };

/** Describes the things of a kind, or those that are asked for; which ones pass filters is not judged. */
const describe = (
  kind: Kind,
  member: string,
  idMember: string,
  ofCustomer: (thing: NetworkThing) => Shown = withTags,
  ofService: (context: Context) => readonly Shown[] = () => [],
): Operation =>
  ec2(
    [],
    (context) => {
      const { account, call } = context;
      const asked = list(call, `${idMember}s`).map(String);
      const absent = asked.find((id) => !isThere(context, kind, id));
      if (absent !== undefined) return notFound(context, kind, absent);
      if (list(call, 'Filters').length > 0) return answer(account, { [member]: unjudged });
      const things = Object.entries(account.beside.network)
        .filter(([id, one]) => one.kind === kind && thing(context, id) !== undefined)
        .map(([id, one]): Shown => ({ [idMember]: id, ...ofCustomer(one) }));
      const shown = [...ofService(context), ...things].filter(
        ({ [idMember]: id }) => asked.length === 0 || asked.includes(String(id)),
      );
      return answer(account, { [member]: shown });
    },
    ['NotFoundInEc2'],
  );

const remove =
  (kind: Kind, idMember: string) =>
  (context: Context): Result => {
    const { account, call } = context;
    const id = text(call, idMember);
    if (!isThere(context, kind, id)) return notFound(context, kind, id);
    if (isNeeded(context, kind, id))
      return refuse(context, 'DependencyViolation', 'interface-blocks-network', {
        dependent:
          kind === 'security-group'
            ? `resource ${id} has a dependent object`
            : `The ${kind} '${id}' has dependencies and cannot be deleted.`,
      });
    const { [id]: _, ...network } = account.beside.network;
    return answer(account, {}, { network });
  };

const customersInterface = ({ subnet, tags }: NetworkThing): Shown => ({
  SubnetId: subnet,
  Status: 'available',
  TagSet: tagList(tags),
});

const servicesInterfaces = (context: Context): readonly Shown[] =>
  serviceInterfaces(context).map(({ id, subnet, groups, tags }) => ({
    NetworkInterfaceId: id,
    SubnetId: subnet,
    Groups: groups.map((GroupId) => ({ GroupId })),
    InterfaceType: 'agentic_ai',
    Status: unjudged,
    RequesterManaged: false,
    TagSet: tagList(tags),
  }));

const deleteInterface = (context: Context): Result => {
  const id = text(context.call, 'NetworkInterfaceId');
  return serviceInterfaces(context).some((one) => one.id === id)
    ? refuse(context, 'OperationNotPermitted', 'interface-not-customers')
    : remove('network-interface', 'NetworkInterfaceId')(context);
};

const detachInterface = (context: Context): Result =>
  text(context.call, 'AttachmentId').startsWith('ela-attach-')
    ? refuse(context, 'OperationNotPermitted', 'interface-not-customers')
    : refuse(context, 'NotFoundInEc2', 'network-thing-not-found', {
        code: 'InvalidAttachmentID.NotFound',
      });

const kindOf = (id: string): Kind =>
  kinds.find((kind) => id.startsWith(prefixes[kind])) ?? 'network-interface';

const tagThings = (context: Context): Result => {
  const { account, call } = context;
  const { network, interfaces } = account.beside;
  const resources = list(call, 'Resources').map(String);
  const absent = resources.find((id) => !isThere(context, kindOf(id), id));
  if (absent !== undefined) return notFound(context, kindOf(absent), absent);
  const tagged = <T extends { readonly tags: Tags }>(one: T, id: string): T =>
    resources.includes(id) ? { ...one, tags: { ...one.tags, ...tagsGiven(call) } } : one;
  const changed = <T>(record: Readonly<Record<string, T>>, change: (one: T, name: string) => T) =>
    Object.fromEntries(Object.entries(record).map(([name, one]) => [name, change(one, name)]));
  return answer(
    account,
    {},
    {
      network: changed(network, tagged),
      interfaces: changed(interfaces, (one) => tagged(one, one.id)),
    },
  );
};

const deletes = (kind: Kind, member: string): Operation =>
  ec2([member], remove(kind, member), ['NotFoundInEc2', 'DependencyViolation']);

/** EC2, as far as the service's interfaces stand in a customer's way. */
export const networkOperations = Object.freeze({
  CreateVpc: ec2(['CidrBlock'], make('vpc', 'Vpc', 'VpcId')),
  CreateSubnet: ec2(['VpcId', 'CidrBlock'], make('subnet', 'Subnet', 'SubnetId'), [
    'NotFoundInEc2',
  ]),
  CreateSecurityGroup: ec2(
    ['GroupName', 'Description', 'VpcId'],
    make('security-group', 'SecurityGroup', 'GroupId'),
    ['NotFoundInEc2'],
  ),
  CreateNetworkInterface: ec2(
    ['SubnetId'],
    make('network-interface', 'NetworkInterface', 'NetworkInterfaceId'),
    ['NotFoundInEc2'],
  ),
  DescribeVpcs: describe('vpc', 'Vpcs', 'VpcId'),
  DescribeSubnets: describe('subnet', 'Subnets', 'SubnetId'),
  DescribeSecurityGroups: describe('security-group', 'SecurityGroups', 'GroupId'),
  DescribeNetworkInterfaces: describe(
    'network-interface',
    'NetworkInterfaces',
    'NetworkInterfaceId',
    customersInterface,
    servicesInterfaces,
  ),
  DeleteVpc: deletes('vpc', 'VpcId'),
  DeleteSubnet: deletes('subnet', 'SubnetId'),
  DeleteSecurityGroup: deletes('security-group', 'GroupId'),
  DeleteNetworkInterface: ec2(['NetworkInterfaceId'], deleteInterface, [
    'OperationNotPermitted',
    'NotFoundInEc2',
  ]),
  DetachNetworkInterface: ec2(['AttachmentId'], detachInterface, [
    'OperationNotPermitted',
    'NotFoundInEc2',
  ]),
  CreateTags: ec2(['Resources', 'Tags'], tagThings, ['NotFoundInEc2']),
} satisfies Record<string, Operation>);
