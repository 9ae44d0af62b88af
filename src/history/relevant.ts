import { type Account, step } from '../../model/index.ts';
import { explains } from '../../model/observe.ts';
import type { SearchedCall } from './calls.ts';
import { idsIn, namesIn } from './names.ts';

/** The name of a resource that a call made, if it does not use the role. */
function madeApart(start: Account, { call, seen }: SearchedCall): string | undefined {
  const { account, outcome } = step(start, call);
  const made = account.core.resources.find((one) => !start.core.resources.includes(one));
  if (made === undefined || made.state.use === 'using') return undefined;
  return explains(outcome, seen, {}, {})[0]?.[made.id];
}

/** The client tokens that more than one call brings. */
function sharedTokens(calls: readonly SearchedCall[]): ReadonlySet<unknown> {
  const once = new Set<unknown>();
  const shared = new Set<unknown>();
  for (const { clientToken } of calls.map(({ call }) => call.input))
    if (clientToken !== undefined) (once.has(clientToken) ? shared : once).add(clientToken);
  return shared;
}

/** The calls that ask by each name, and of what. */
function askedBy(calls: readonly SearchedCall[]): ReadonlyMap<string, readonly SearchedCall[]> {
  const found = new Map<string, SearchedCall[]>();
  for (const one of calls)
    for (const name of new Set(idsIn(one.call.input))) {
      const key = `${one.subject} ${name}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, [one]);
      else known.push(one);
    }
  return found;
}

/** The calls of resources that have nothing to do with the role, each made by one call and changed by none but to take it down. */
function apart(start: Account, calls: readonly SearchedCall[]): ReadonlySet<SearchedCall> {
  const makers = new Map<string, SearchedCall>();
  const others = new Set<string>();
  // Of these a list is kept, which shows all.
  const listed = new Set(calls.filter((one) => one.tellsName).map(({ subject }) => subject));
  const shared = sharedTokens(calls);
  for (const one of calls) {
    if (one.changesNothing || one.call.operation.startsWith('Delete')) continue;
    const isOwn = !listed.has(one.subject) && !shared.has(one.call.input.clientToken);
    const name = isOwn ? madeApart(start, one) : undefined;
    if (name !== undefined && !makers.has(name)) makers.set(name, one);
    else for (const each of namesIn([one.call.input, one.seen])) others.add(each);
  }
  const asked = askedBy(calls);
  return new Set(
    [...makers].flatMap(([name, maker]) => {
      const by = asked.get(`${maker.subject} ${name}`) ?? [];
      const isLater = by.every(({ invoked }) => invoked > maker.ended);
      return isLater && !others.has(name) ? [maker, ...by] : [];
    }),
  );
}

/**
 * The calls that are relevant to an answer: if no order explains those, none explains all.
 *
 * They are of the same as the answer, changed something, told of the role or a name, or read one thing that lasts.
 * Resources of anything else that have nothing to do with the role are left out from first to last.
 */
export function relevantTo(
  start: Account,
  calls: readonly SearchedCall[],
  { subject }: SearchedCall,
): readonly SearchedCall[] {
  const aside = apart(start, calls);
  const tells = (one: SearchedCall): boolean =>
    !one.changesNothing ||
    one.subject === 'Role' ||
    one.tellsName ||
    (one.isLasting && one.call.operation.startsWith('Get'));
  return calls
    .filter((one) => one.subject === subject || (tells(one) && !aside.has(one)))
    .map((one, number) => ({ ...one, number }));
}
