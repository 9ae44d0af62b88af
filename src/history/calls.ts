import { naming } from '../../model/observe.ts';
import type { HistoryCall } from './history.ts';
import { lastingReads } from './lasting.ts';
import { tellingReads } from './telling.ts';

/** A call, and what it is of. */
export interface OfSubject extends HistoryCall {
  /** Whether it changes nothing: a read, or a call that was refused. */
  readonly changesNothing: boolean;
  /** What it is of: the role, or the resources of a kind in a Region. */
  readonly subject: string;
}

/** A call, as the search over orders sees it. */
export interface SearchedCall extends OfSubject {
  /** Its place among the calls of its account. */
  readonly number: number;
  /** Whether it tells a name that others ask by: then they hang on it. */
  readonly tellsName: boolean;
  /** Whether it may as well have happened just before its answer. */
  readonly isLasting: boolean;
  /** The event after which it is looked for: that it was made, or the one before its answer. */
  readonly after: number;
}

/** Members of input by which a list is shown in part. */
const paging = /^(Filters?|Marker|MaxItems|[Mm]axResults|[Nn]extToken|PageSize)$/;
const readName = /^(Get|List|Describe)/;

const subjectOf = ({ call: { operation, region } }: HistoryCall): string =>
  /Role/.test(operation)
    ? 'Role'
    : `${operation.replace(/^(Create|Delete|Describe|Get|List|Update)|s$/g, '')} ${region}`;

const isRead = ({ call }: HistoryCall): boolean => readName.test(call.operation);

/** Whether what came back is a part of a list: pages and filters are not modelled, and tell nothing here. */
const isPartOfList = ({ call, seen }: HistoryCall): boolean =>
  /^(List|Describe)/.test(call.operation) &&
  (Object.keys(call.input).some((member) => paging.test(member)) ||
    (seen.ok === true &&
      (seen.output.IsTruncated === true ||
        Object.keys(seen.output).some((member) => /^[Nn]extToken$/.test(member)))));

const ofSubject = (one: HistoryCall): OfSubject => ({
  ...one,
  subject: subjectOf(one),
  changesNothing: isRead(one) || (one.seen.ok === false && one.seen.status < 500),
});

/** Whether a part of a list, which is left out, tells a name that other calls ask by. */
export const isNameLeftOut = (calls: readonly HistoryCall[]): boolean =>
  [...tellingReads(calls.map(ofSubject))].some(isPartOfList);

/** The calls of one account that an order must have; reads that tell nothing are left out. */
export function searched(calls: readonly HistoryCall[]): readonly SearchedCall[] {
  const all = calls
    .filter((one) => !isRead(one) || (one.seen.ok !== 'unknown' && !isPartOfList(one)))
    .map(ofSubject);
  const telling = tellingReads(all);
  const lasting = lastingReads(all);
  return all.map((one, number) => {
    const tellsName = telling.has(one);
    const isLasting = lasting.has(one) && !tellsName;
    return { ...one, number, tellsName, isLasting, after: isLasting ? one.ended - 1 : one.invoked };
  });
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) yield* textsIn(item);
}

const withLastPart = (text: string): readonly string[] => [
  text,
  text.slice(text.lastIndexOf('/') + 1),
];

/** Each text in a value, and the last part of its path. */
export function* namesIn(value: unknown): Generator<string> {
  for (const text of textsIn(value)) yield* withLastPart(text);
}

/** The same of members that name things. */
export function* idsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [member, item] of Object.entries(value))
    if (naming.test(member)) yield* namesIn(item);
    else yield* idsIn(item);
}

/** When the last call that names something ends: its event, or infinity. */
export function lastNamed(calls: readonly HistoryCall[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const { call, ended } of calls)
    for (const name of namesIn(call.input)) last.set(name, Math.max(last.get(name) ?? 0, ended));
  return last;
}
