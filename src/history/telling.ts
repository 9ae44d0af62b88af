import { reference } from '../../model/index.ts';
import { namesIn } from './names.ts';
import type { OfSubject } from './subjects.ts';

const creations: ReadonlySet<string> = new Set(
  Object.keys(reference.charts.resource).map((kind) => `Create${kind}`),
);

/** The least event at which something was done by each name. */
class First {
  readonly #events = new Map<string, number>();

  note(names: Iterable<string>, event: number): void {
    for (const name of names) this.#events.set(name, Math.min(event, this.of(name)));
  }

  of(name: string): number {
    return this.#events.get(name) ?? Number.POSITIVE_INFINITY;
  }
}

/**
 * The reads that tell a name which other calls ask by, before any call that made something was answered with it: nobody
 * else can have told it.
 */
export function tellingReads<One extends OfSubject>(calls: readonly One[]): ReadonlySet<One> {
  const shown = (one: One): readonly string[] => {
    const own = new Set(namesIn(one.call.input));
    return [...namesIn(one.seen)].filter((name) => !own.has(name));
  };
  const known = new First();
  const asked = new First();
  for (const one of calls) {
    if (!one.changesNothing) known.note(shown(one), one.ended);
    const isPicked = creations.has(one.call.operation);
    (isPicked ? known : asked).note(namesIn(one.call.input), isPicked ? 0 : one.invoked);
  }
  const isTold = (name: string): boolean => asked.of(name) < known.of(name);
  return new Set(calls.filter((one) => one.changesNothing && shown(one).some(isTold)));
}
