import type { HistoryCall } from './history.ts';

/** A call, and what it is of. */
export interface OfSubject extends HistoryCall {
  /** Whether it changes nothing: a read, or a call that was refused. */
  readonly changesNothing: boolean;
  /** What it is of: the role, or the resources of a kind in a Region. */
  readonly subject: string;
}

/** Members of input by which a list is shown in part. */
const paging = /^(Filters?|Marker|MaxItems|[Mm]axResults|[Nn]extToken|PageSize)$/;
const readName = /^(Get|List|Describe)/;

const subjectOf = ({ call: { operation, region } }: HistoryCall): string =>
  /Role/.test(operation)
    ? 'Role'
    : `${operation.replace(/^(Create|Delete|Describe|Get|List|Update)|s$/g, '')} ${region}`;

/** Whether a call only reads. */
export const isRead = ({ call }: HistoryCall): boolean => readName.test(call.operation);

/** Whether what came back is a part of a list: pages and filters are not modelled, and tell nothing here. */
export const isPartOfList = ({ call, seen }: HistoryCall): boolean =>
  /^(List|Describe)/.test(call.operation) &&
  (Object.keys(call.input).some((member) => paging.test(member)) ||
    (seen.ok === true &&
      (seen.output.IsTruncated === true ||
        Object.keys(seen.output).some((member) => /^[Nn]extToken$/.test(member)))));

/** A call with what it is of. */
export const ofSubject = (one: HistoryCall): OfSubject => ({
  ...one,
  subject: subjectOf(one),
  changesNothing: isRead(one) || (one.seen.ok === false && one.seen.status < 500),
});
