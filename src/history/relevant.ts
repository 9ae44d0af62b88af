import { type Account, step } from '../../model/index.ts';
import { explains } from '../../model/observe.ts';
import { namedIn, type SearchedCall } from './calls.ts';

/** The name of a resource that a call made, if it does not use the role. */
function madeApart(start: Account, { call, seen }: SearchedCall): string | undefined {
  const { account, outcome } = step(start, call);
  const made = account.core.resources.find((one) => !start.core.resources.includes(one));
  if (made === undefined || made.state.use === 'using') return undefined;
  return explains(outcome, seen, {}, {})[0]?.[made.id];
}

/** The calls that make a resource which has nothing to do with the role, and those that take it down. */
function apart(start: Account, calls: readonly SearchedCall[]): ReadonlySet<SearchedCall> {
  const makers = new Map<string, SearchedCall>();
  const other = new Set<string>();
  for (const one of calls) {
    const name = madeApart(start, one);
    if (name !== undefined && !makers.has(name)) makers.set(name, one);
    else if (name !== undefined) other.add(name);
    else if (!one.call.operation.startsWith('Delete'))
      for (const each of namedIn(one.call)) other.add(each);
  }
  const isApart = (name: string): boolean => makers.has(name) && !other.has(name);
  return new Set([
    ...[...makers].filter(([name]) => isApart(name)).map(([, maker]) => maker),
    ...calls.filter(({ call }) => [...namedIn(call)].some(isApart)),
  ]);
}

/**
 * The calls that are relevant to an answer: if no order explains those, none explains all.
 *
 * They changed something or told of the role, or are of the same as the answer. Resources of anything else that do not
 * use the role, and that no call has changed meanwhile, are left out from first to last.
 */
export function relevantTo(
  start: Account,
  calls: readonly SearchedCall[],
  { subject }: SearchedCall,
): readonly SearchedCall[] {
  const changing = calls.filter((one) => !one.changesNothing);
  const aside = apart(start, changing);
  return calls
    .filter((one) =>
      one.changesNothing
        ? one.subject === 'Role' || one.subject === subject
        : one.subject === subject || !aside.has(one),
    )
    .map((one, number) => ({ ...one, number }));
}
