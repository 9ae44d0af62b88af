import type { Account, NetworkThing } from '../account.ts';
import { interfaceTag } from '../documents.ts';
import {
  answer,
  type Context,
  list,
  mint,
  type Operation,
  type Result,
  refuse,
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
const notFoundCodes: Readonly<Record<Kind, string>> = {
  vpc: 'InvalidVpcID.NotFound',
  subnet: 'InvalidSubnetID.NotFound',
  'security-group': 'InvalidGroup.NotFound',
  'network-interface': 'InvalidNetworkInterfaceID.NotFound',
};

/** The service's interface in a network, taken apart: the names in it are those that the customer gave. */
const place = (network: string): { region: string; subnet: string; groups: readonly string[] } => {
  const [region = '', subnet = '', groups = ''] = network.split('/');
  return { region, subnet, groups: groups === '' ? [] : groups.split('+') };
};

const serviceInterfaces = (account: Account): readonly (readonly [string, string])[] =>
  Object.entries(account.beside.interfaceIds);

const thing = (account: Account, kind: Kind, id: string): NetworkThing | undefined => {
  const found = account.beside.network[id];
  return found?.kind === kind ? found : undefined;
};

const notFound = (context: Context, kind: Kind, id: string): Result =>
  refuse(context, 'NotFoundInEc2', 'network-thing-not-found', { code: notFoundCodes[kind], id });

/** Whether something still stands in the way of deleting a thing. */
function isNeeded(account: Account, kind: Kind, id: string): boolean {
  const ofService = serviceInterfaces(account).some(([network]) => {
    const { subnet, groups } = place(network);
    return kind === 'subnet' ? subnet === id : groups.includes(id);
  });
  const ofCustomer = Object.values(account.beside.network).some((other) =>
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
    if (vpc !== undefined && !thing(account, 'vpc', vpc)) return notFound(context, 'vpc', vpc);
    if (subnet !== undefined && !thing(account, 'subnet', subnet))
      return notFound(context, 'subnet', subnet);
    const made: NetworkThing = {
      kind,
      region: call.region,
      vpc,
      subnet,
      securityGroups: list(call, 'Groups').map(String),
      tags: {},
    };
    const output =
      shownAs === 'SecurityGroup' ? { GroupId: id } : { [shownAs]: { [idMember]: id } };
    return answer(account, output, { network: { ...account.beside.network, [id]: made } });
  };

const describeAll =
  (kind: Kind, member: string, idMember: string) =>
  ({ account, call }: Context): Result => {
    const asked = list(call, `${idMember}s`).map(String);
    const things = Object.entries(account.beside.network).filter(
      ([id, { kind: its, region }]) =>
        its === kind && region === call.region && (asked.length === 0 || asked.includes(id)),
    );
    return answer(account, { [member]: things.map(([id]) => ({ [idMember]: id })) });
  };

const remove =
  (kind: Kind, idMember: string) =>
  (context: Context): Result => {
    const { account, call } = context;
    const id = text(call, idMember);
    if (thing(account, kind, id)?.region !== call.region) return notFound(context, kind, id);
    if (isNeeded(account, kind, id))
      return refuse(context, 'DependencyViolation', 'interface-blocks-network', {
        dependent:
          kind === 'security-group'
            ? `resource ${id} has a dependent object`
            : `The ${kind} '${id}' has dependencies and cannot be deleted.`,
      });
    const { [id]: _, ...network } = account.beside.network;
    return answer(account, {}, { network });
  };

const describeInterfaces = ({ account, call }: Context): Result => {
  const ofService = serviceInterfaces(account)
    .map(([network, id]) => ({ id, ...place(network) }))
    .filter(({ region }) => region === call.region)
    .map(({ id, subnet, groups }) => ({
      NetworkInterfaceId: id,
      SubnetId: subnet,
      Groups: groups.map((GroupId) => ({ GroupId })),
      InterfaceType: 'agentic_ai',
      Status: unjudged,
      RequesterManaged: false,
      TagSet: [interfaceTag],
    }));
  const ofCustomer = Object.entries(account.beside.network)
    .filter(([, { kind, region }]) => kind === 'network-interface' && region === call.region)
    .map(([id, { subnet, tags }]) => ({
      NetworkInterfaceId: id,
      SubnetId: subnet,
      Status: 'available',
      TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }));
  return answer(account, { NetworkInterfaces: [...ofService, ...ofCustomer] });
};

const isService = ({ account }: Context, id: string): boolean =>
  serviceInterfaces(account).some(([, known]) => known === id);

const deleteInterface = (context: Context): Result => {
  const id = text(context.call, 'NetworkInterfaceId');
  return isService(context, id)
    ? refuse(context, 'OperationNotPermitted', 'interface-not-customers')
    : remove('network-interface', 'NetworkInterfaceId')(context);
};

const detachInterface = (context: Context): Result =>
  text(context.call, 'AttachmentId').startsWith('ela-attach-')
    ? refuse(context, 'OperationNotPermitted', 'interface-not-customers')
    : refuse(context, 'NotFoundInEc2', 'network-thing-not-found', {
        code: 'InvalidAttachmentID.NotFound',
      });

const tagThings = (context: Context): Result => {
  const { account, call } = context;
  const tags = Object.fromEntries(
    list(call, 'Tags').map((tag) => {
      const { Key, Value } = tag as { Key: string; Value: string };
      return [Key, Value];
    }),
  );
  let { network } = account.beside;
  for (const id of list(call, 'Resources').map(String)) {
    const known = Object.hasOwn(network, id) ? network[id] : undefined;
    if (known === undefined && !isService(context, id))
      return notFound(context, 'network-interface', id);
    if (known !== undefined)
      network = { ...network, [id]: { ...known, tags: { ...known.tags, ...tags } } };
  }
  return answer(account, {}, { network });
};

const ec2 = (
  required: readonly string[],
  run: Operation['run'],
  failures: Operation['failures'] = [],
): Operation => ({
  service: 'ec2',
  required,
  failures: required.length === 0 ? failures : ['InvalidParameterValue', ...failures],
  run,
});

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
  DescribeVpcs: ec2([], describeAll('vpc', 'Vpcs', 'VpcId')),
  DescribeSubnets: ec2([], describeAll('subnet', 'Subnets', 'SubnetId')),
  DescribeSecurityGroups: ec2([], describeAll('security-group', 'SecurityGroups', 'GroupId')),
  DescribeNetworkInterfaces: ec2([], describeInterfaces),
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
