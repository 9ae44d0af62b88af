import { isPlain } from '../../model/constraints.ts';
import type { Call, Outcome, Seen } from '../../model/index.ts';
import { explains, fits, type ObserveOptions, withIds } from '../../model/observe.ts';
import type { Judge } from './judge.ts';
import { type Reads, readsOf } from './reads.ts';
import type { Names } from './rectangles.ts';

/** A call that was made, and how what was seen of it can be read where some names are known. */
export interface Asking {
  /** The call, with the model's own names in the place of those that the target picked. */
  readonly call: Call;
  readonly reads: Reads;
  readonly names: Names;
  /** The names known once an outcome is read as what was seen, in every way in which it can be. */
  explain(outcome: Outcome): readonly Names[];
  /** The same of one row of a list. */
  explainRow(row: unknown, actual: readonly unknown[], at: number, names: Names): readonly Names[];
}

/** The call with the model's own names. */
export const asked = (call: Call, names: Names): Call =>
  isPlain(call.input) ? { ...call, input: withIds(call.input, names) } : call;

/** A call, to be read by the names that are known: each way to read is worked out once. */
export function askingOf(
  judge: Judge,
  call: Call,
  seen: Seen | 'lost',
  options: ObserveOptions,
): (names: Names) => Asking {
  const byNames = new Map<Names, Asking>();
  const make = (names: Names): Asking => {
    const translated = asked(call, names);
    const learnt = new Map<string, readonly Names[]>();
    const rows = new Map<unknown, Map<string, readonly Names[]>>();
    const most = options.possibleMax ?? judge.possibleMax;
    return {
      call: translated,
      reads: readsOf(translated),
      names,
      explain(outcome) {
        if (seen === 'lost') return [names];
        const key = JSON.stringify(outcome);
        const known = learnt.get(key) ?? explains(outcome, seen, names, options).map(judge.namesOf);
        learnt.set(key, known);
        return known;
      },
      explainRow(row, actual, at, known) {
        if (known !== names) return fits(row, actual[at], known, '', most).map(judge.namesOf);
        const ways = rows.get(row) ?? new Map<string, readonly Names[]>();
        rows.set(row, ways);
        const found = ways.get(String(at)) ?? fits(row, actual[at], known, '', most);
        ways.set(String(at), found);
        return found;
      },
    };
  };
  return (names) => {
    const known = byNames.get(names) ?? make(names);
    byNames.set(names, known);
    return known;
  };
}
