import type { Call, Operation } from '../../model/index.ts';

/** A refusal of a list's parameters: they belong to the protocol, and the model does not know them. */
export interface Refused {
  readonly ok: false;
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

type Output = Readonly<Record<string, unknown>>;

interface Paging {
  readonly size: string;
  readonly sizeMax: number;
  readonly sizeDefault: number;
  readonly marker: string;
  readonly nextMarker: string;
  readonly code: string;
}

/** How each service hands out long lists. */
const pagings: Readonly<Record<Operation['service'], Paging | undefined>> = {
  iam: {
    size: 'MaxItems',
    sizeMax: 1000,
    sizeDefault: 100,
    marker: 'Marker',
    nextMarker: 'Marker',
    code: 'ValidationError',
  },
  sts: undefined,
  ec2: {
    size: 'MaxResults',
    sizeMax: 1000,
    sizeDefault: 1000,
    marker: 'NextToken',
    nextMarker: 'NextToken',
    code: 'InvalidParameterValue',
  },
  agentcore: {
    size: 'maxResults',
    sizeMax: 100,
    sizeDefault: 10,
    marker: 'nextToken',
    nextMarker: 'nextToken',
    code: 'ValidationException',
  },
};

const refused = (code: string, message: string): Refused => ({
  ok: false,
  code,
  status: 400,
  message,
});

const markerOf = (shown: number): string => Buffer.from(`after ${shown}`).toString('base64url');
const shownBefore = (marker: unknown): number =>
  Number(/^after (\d+)$/.exec(Buffer.from(String(marker), 'base64url').toString())?.[1]);

const listIn = (output: Output): readonly [string, readonly unknown[]] | undefined =>
  Object.entries(output).find((entry): entry is [string, readonly unknown[]] =>
    Array.isArray(entry[1]),
  );

/** The page of a list that a call asks for. */
export function page(
  service: Operation['service'],
  { input, operation }: Call,
  output: Output,
): Output | Refused {
  const paging = pagings[service];
  const [member, list] = listIn(output) ?? [];
  if (paging === undefined || list === undefined || !/^(List|Describe)/.test(operation))
    return output;
  const asked = input[paging.size] ?? undefined;
  const size = asked === undefined ? paging.sizeDefault : Number(asked);
  const isSize = Number.isInteger(size) && size >= 1 && size <= paging.sizeMax;
  if (!isSize)
    return refused(
      paging.code,
      `${paging.size} must be a whole number from 1 to ${paging.sizeMax}`,
    );
  const marker = input[paging.marker] ?? undefined;
  const from = marker === undefined ? 0 : shownBefore(marker);
  if (Number.isNaN(from)) return refused(paging.code, `${paging.marker} is none that was given`);
  const to = from + size;
  const more = list.length > to;
  return {
    ...output,
    [member as string]: list.slice(from, to),
    ...('IsTruncated' in output ? { IsTruncated: more } : {}),
    ...(more ? { [paging.nextMarker]: markerOf(to) } : {}),
  };
}

type Item = Readonly<Record<string, unknown>>;

const tagsOf = ({ TagSet, Tags }: Item): readonly { Key: string; Value: string }[] =>
  (TagSet ?? Tags ?? []) as { Key: string; Value: string }[];

/** The filters that are known, beside those by tag, and the members that they look at where the name does not say it. */
const filters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DescribeVpcs: { 'vpc-id': '', cidr: 'CidrBlock', state: '', 'is-default': '', 'owner-id': '' },
  DescribeSubnets: { 'subnet-id': '', 'vpc-id': '', 'cidr-block': '', state: '', 'owner-id': '' },
  DescribeSecurityGroups: {
    'group-id': '',
    'group-name': '',
    description: '',
    'vpc-id': '',
    'owner-id': '',
  },
  DescribeNetworkInterfaces: {
    'network-interface-id': '',
    'subnet-id': '',
    'vpc-id': '',
    'group-id': 'Groups.GroupId',
    'group-name': 'Groups.GroupName',
    'interface-type': '',
    status: '',
    description: '',
    'requester-managed': '',
    'owner-id': '',
    'attachment.attachment-id': '',
    'attachment.device-index': '',
    'attachment.instance-owner-id': '',
    'attachment.status': '',
  },
};

/** `network-interface-id` is NetworkInterfaceId. */
const memberOf = (filter: string): string =>
  filter.replace(/(?:^|-|(?<=\.))([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The texts at a path of members; of a list, those of every item. */
function textsAt(value: unknown, path: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsAt(item, path));
  const [member, ...below] = path;
  if (member === undefined) return value === undefined ? [] : [String(value)];
  return typeof value === 'object' && value !== null ? textsAt((value as Item)[member], below) : [];
}

/** What a filter looks at in an item, or undefined for one that is none. */
function valuesOf(
  operation: string,
  filter: string,
): ((item: Item) => readonly string[]) | undefined {
  if (filter === 'tag-key') return (item) => tagsOf(item).map(({ Key }) => Key);
  if (filter.startsWith('tag:')) {
    const key = filter.slice('tag:'.length);
    return (item) =>
      tagsOf(item)
        .filter(({ Key }) => Key === key)
        .map(({ Value }) => Value);
  }
  const known = filters[operation] ?? {};
  if (!Object.hasOwn(known, filter)) return undefined;
  const path = (known[filter] || memberOf(filter)).split('.');
  return (item) => textsAt(item, path);
}

/** Whether a text fits a pattern in which `*` is any text and `?` any character. */
export function fitsWildcards(pattern: string, text: string): boolean {
  let [at, star, resumeAt] = [0, -1, 0];
  for (let next = 0; next < text.length; ) {
    if (pattern[at] === '*') {
      star = at++;
      resumeAt = next;
    } else if (pattern[at] === '?' || pattern[at] === text[next]) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      at = star + 1;
      next = ++resumeAt;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** What of a list passes the filters of a call, as EC2 filters: all filters, any value of each. */
export function filter(operation: string, asked: unknown, output: Output): Output | Refused {
  const [member, list] = listIn(output) ?? [];
  if (!Array.isArray(asked) || member === undefined || list === undefined) return output;
  const tests: ((item: Item) => boolean)[] = [];
  for (const { Name, Values } of asked as readonly { Name?: unknown; Values?: unknown[] }[]) {
    const values = valuesOf(operation, String(Name));
    if (values === undefined)
      return refused('InvalidParameterValue', `The filter '${Name}' is invalid`);
    const patterns = (Values ?? []).map(String);
    tests.push((item) =>
      patterns.some((pattern) => values(item).some((value) => fitsWildcards(pattern, value))),
    );
  }
  return { ...output, [member]: list.filter((item) => tests.every((fits) => fits(item as Item))) };
}

/** Whether what became of a list is a refusal. */
export const isRefused = (output: Output | Refused): output is Refused =>
  output.ok === false && typeof output.code === 'string';
