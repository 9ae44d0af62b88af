import { reference } from '../../model/index.ts';
import { namesIn, type OfSubject } from './calls.ts';

const creations: ReadonlySet<string> = new Set(
  Object.keys(reference.charts.resource).map((kind) => `Create${kind}`),
);

/**
 * The reads that tell a name which other calls ask by, and which no call that made something was answered with: before
 * them, nobody can know it.
 */
export function tellingReads<One extends OfSubject>(calls: readonly One[]): ReadonlySet<One> {
  const own = ({ call }: One): ReadonlySet<string> => new Set(namesIn(call.input));
  const shown = (one: One): readonly string[] => {
    const asked = own(one);
    return [...namesIn(one.seen)].filter((name) => !asked.has(name));
  };
  const changes = calls.filter((one) => !one.changesNothing);
  const known = new Set(changes.flatMap(shown));
  const asked = new Set<string>();
  for (const one of calls)
    for (const name of own(one))
      if (creations.has(one.call.operation)) known.add(name);
      else asked.add(name);
  const isTold = (name: string): boolean => asked.has(name) && !known.has(name);
  return new Set(calls.filter((one) => one.changesNothing && shown(one).some(isTold)));
}
