import type { OperationName } from '../../model/index.ts';
import { isRecord } from '../wire/values.ts';
import type { Reply, Target, TargetCall } from './target.ts';

/** Where a list is in an answer, and how its next page is asked for. */
interface Paging {
  readonly member: string;
  /** The member of an item that is its own id; items of some lists have none. */
  readonly id: string | undefined;
  readonly marker: string;
  readonly size: string;
}

const iam = (member: string, id?: string): Paging => ({
  member,
  id,
  marker: 'Marker',
  size: 'MaxItems',
});
const ec2 = (member: string, id: string): Paging => ({
  member,
  id,
  marker: 'NextToken',
  size: 'MaxResults',
});
const agentcore = (member: string, id: string): Paging => ({
  member,
  id,
  marker: 'nextToken',
  size: 'maxResults',
});

/** Operations that give lists in pages. */
export const lists: Readonly<Partial<Record<OperationName, Paging>>> = {
  ListRoles: iam('Roles', 'RoleName'),
  ListRoleTags: iam('Tags'),
  ListAttachedRolePolicies: iam('AttachedPolicies'),
  ListRolePolicies: iam('PolicyNames'),
  DescribeVpcs: ec2('Vpcs', 'VpcId'),
  DescribeSubnets: ec2('Subnets', 'SubnetId'),
  DescribeSecurityGroups: ec2('SecurityGroups', 'GroupId'),
  DescribeNetworkInterfaces: ec2('NetworkInterfaces', 'NetworkInterfaceId'),
  ListAgentRuntimes: agentcore('agentRuntimes', 'agentRuntimeId'),
  ListCodeInterpreters: agentcore('codeInterpreterSummaries', 'codeInterpreterId'),
  ListBrowsers: agentcore('browserSummaries', 'browserId'),
};

const pagesMax = 1000;

/** The items of a list in an answer; none if it is no answer. */
export function itemsOf({ operation }: Pick<TargetCall, 'operation'>, { seen }: Reply) {
  const list = seen.ok === true ? seen.output[lists[operation]?.member ?? ''] : undefined;
  return (Array.isArray(list) ? list : []) as readonly unknown[];
}

/**
 * Makes a call, and asks on until a list is whole: then the answer is as if it had come on one page. A call that says
 * itself which page it wants is made as it is.
 */
export async function askAll(ask: Target['ask'], call: TargetCall): Promise<Reply> {
  const paging = lists[call.operation];
  const first = await ask(call);
  if (paging === undefined || paging.marker in call.input || paging.size in call.input)
    return first;
  const items = [...itemsOf(call, first)];
  let last = first;
  for (let page = 1; page < pagesMax; page++) {
    const marker = last.seen.ok === true ? last.seen.output[paging.marker] : undefined;
    if (typeof marker !== 'string' || marker === '') break;
    last = await ask({ ...call, input: { ...call.input, [paging.marker]: marker } });
    if (last.seen.ok !== true) return last;
    items.push(...itemsOf(call, last));
  }
  return last === first ? first : { ...last, from: first.from, seen: whole(last, paging, items) };
}

function whole(
  { seen }: Reply,
  { member, marker }: Paging,
  items: readonly unknown[],
): Reply['seen'] {
  if (seen.ok !== true) return seen;
  const { [marker]: _, ...output } = seen.output;
  const truncated = 'IsTruncated' in output ? { IsTruncated: false } : {};
  return { ok: true, output: { ...output, ...truncated, [member]: items } };
}

/** A reply with some items of its list only. */
export function onlyItems(
  call: TargetCall,
  reply: Reply,
  isKept: (item: Readonly<Record<string, unknown>>) => boolean,
): Reply {
  const paging = lists[call.operation];
  if (paging === undefined || reply.seen.ok !== true) return reply;
  if (!Array.isArray(reply.seen.output[paging.member])) return reply;
  const kept = itemsOf(call, reply).filter((item) => !isRecord(item) || isKept(item));
  return { ...reply, seen: { ok: true, output: { ...reply.seen.output, [paging.member]: kept } } };
}
