import { type Account, step } from '../../model/index.ts';
import { explains } from '../../model/observe.ts';
import { namesIn, type SearchedCall } from './calls.ts';

/** The name of a resource that a call made, if it does not use the role. */
function madeApart(start: Account, { call, seen }: SearchedCall): string | undefined {
  const { account, outcome } = step(start, call);
  const made = account.core.resources.find((one) => !start.core.resources.includes(one));
  if (made === undefined || made.state.use === 'using') return undefined;
  return explains(outcome, seen, {}, {})[0]?.[made.id];
}

/** The resources that have nothing to do with the role, each with the call that made it: no other does but to take it down. */
function apart(start: Account, calls: readonly SearchedCall[]): ReadonlyMap<SearchedCall, string> {
  const makers = new Map<string, SearchedCall>();
  const others = new Set<string>();
  for (const one of calls) {
    if (one.changesNothing || one.call.operation.startsWith('Delete')) continue;
    const name = madeApart(start, one);
    if (name !== undefined && !makers.has(name)) makers.set(name, one);
    else for (const each of namesIn([one.call.input, one.seen])) others.add(each);
  }
  return new Map(
    [...makers].filter(([name]) => !others.has(name)).map(([name, maker]) => [maker, name]),
  );
}

/**
 * The calls that are relevant to an answer: if no order explains those, none explains all.
 *
 * Beside those of the same as the answer, they changed something, told of the role, or read one thing that lasts.
 * Resources of anything else that have nothing to do with the role are left out from first to last.
 */
export function relevantTo(
  start: Account,
  calls: readonly SearchedCall[],
  { subject }: SearchedCall,
): readonly SearchedCall[] {
  const aside = apart(start, calls);
  const names = new Set([...aside].map(([{ subject: of }, name]) => `${of} ${name}`));
  const isAside = (one: SearchedCall): boolean =>
    aside.has(one) ||
    [...namesIn(one.call.input)].some((name) => names.has(`${one.subject} ${name}`));
  const tells = (one: SearchedCall): boolean =>
    one.subject === 'Role' || (one.after > one.invoked && one.call.operation.startsWith('Get'));
  return calls
    .filter(
      (one) => one.subject === subject || ((!one.changesNothing || tells(one)) && !isAside(one)),
    )
    .map((one, number) => ({ ...one, number }));
}
