import type { HistoryCall } from './history.ts';
import { lastingReads } from './lasting.ts';
import { isPartOfList, isRead, type OfSubject, ofSubject } from './subjects.ts';
import { tellingReads } from './telling.ts';

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
