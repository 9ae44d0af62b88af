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

/** `network-interface-id` is NetworkInterfaceId; a group's id also stands in a list of groups. */
function valuesOf(item: Item, filter: string): readonly string[] | undefined {
  if (filter === 'tag-key') return tagsOf(item).map(({ Key }) => Key);
  if (filter.startsWith('tag:'))
    return tagsOf(item)
      .filter(({ Key }) => Key === filter.slice('tag:'.length))
      .map(({ Value }) => Value);
  const member = filter.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (member === 'GroupId' && Array.isArray(item.Groups))
    return item.Groups.map((group) => String((group as Item).GroupId));
  const value = item[member];
  return value === undefined || typeof value === 'object' ? undefined : [String(value)];
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
export function filter(filters: unknown, output: Output): Output {
  const [member, list] = listIn(output) ?? [];
  if (!Array.isArray(filters) || member === undefined || list === undefined) return output;
  const passes = (item: Item) =>
    filters.every(({ Name, Values }: { Name?: unknown; Values?: unknown[] }) => {
      const patterns = (Values ?? []).map(String);
      const values = valuesOf(item, String(Name)) ?? [];
      return patterns.some((pattern) => values.some((value) => fitsWildcards(pattern, value)));
    });
  return { ...output, [member]: list.filter((item) => passes(item as Item)) };
}
