import { isPlain } from '../../model/constraints.ts';
import type { Call, Outcome, Seen } from '../../model/index.ts';
import { explains, fits, withIds } from '../../model/observe.ts';
import { onceForEach } from '../once.ts';
import type { Judge } from './judge.ts';
import type { Component } from './parts.ts';
import { type Reads, readsOf } from './reads.ts';
import type { Names, Rectangle } from './rectangles.ts';

/** What remains of what a call met, and which of its components it has changed or learnt of. */
export interface Left {
  readonly rectangle: Rectangle;
  readonly touched: readonly Component[];
}

/** A call that was made, and how what was seen of it can be read where some names are known. */
export interface Asking {
  /** The call, with the model's own names in the place of those that the target picked. */
  readonly call: Call;
  readonly reads: Reads;
  readonly names: Names;
  /** The names known once an outcome is read as what was seen, in every way in which it can be. */
  explain(outcome: Outcome): readonly Names[];
  /** What remains of what it meets, as far as that was worked out. */
  readonly left: Map<string, readonly Left[]>;
  /** The same of one row of a list. */
  explainRow(row: unknown, actual: readonly unknown[], at: number, names: Names): readonly Names[];
}

/** The call with the model's own names. */
export const asked = (call: Call, names: Names): Call =>
  isPlain(call.input) ? { ...call, input: withIds(call.input, names) } : call;

type AskingIn = (names: Names) => Asking;

interface Asked {
  readonly seen: Seen | 'lost';
  readonly isTextJudged: boolean;
  readonly askingIn: AskingIn;
}

const latelyMost = 64;
/** What a judge was asked about lately: calls that are under way are asked about again and again. */
const lately = onceForEach((_: Judge) => new Map<Call, Asked>());

/** A call, to be read by the names that are known: each way to read is worked out once. */
export function askingOf(
  judge: Judge,
  call: Call,
  seen: Seen | 'lost',
  isTextJudged: boolean,
): AskingIn {
  const calls = lately(judge);
  const known = calls.get(call);
  if (known?.seen === seen && known.isTextJudged === isTextJudged) return known.askingIn;
  const askingIn = askingBy(judge, call, seen, isTextJudged);
  if (calls.size >= latelyMost) calls.delete(calls.keys().next().value as Call);
  calls.set(call, { seen, isTextJudged, askingIn });
  return askingIn;
}

function askingBy(judge: Judge, call: Call, seen: Seen | 'lost', isTextJudged: boolean): AskingIn {
  const { possibleMax, rules } = judge;
  const options = { text: isTextJudged, possibleMax, model: rules.model };
  const byNames = new Map<Names, Asking>();
  const make = (names: Names): Asking => {
    const translated = asked(call, names);
    const learnt = new Map<string, readonly Names[]>();
    const rows = new Map<unknown, Map<number, readonly Names[]>>();
    const reads = readsOf(translated);
    return {
      call: translated,
      reads: { ...reads, isMet: onceForEach(reads.isMet) },
      names,
      left: new Map(),
      explain(outcome) {
        if (seen === 'lost') return [names];
        const key = JSON.stringify(outcome);
        const known = learnt.get(key) ?? explains(outcome, seen, names, options).map(judge.namesOf);
        learnt.set(key, known);
        return known;
      },
      explainRow(row, actual, at, known) {
        if (known !== names)
          return fits(row, actual[at], known, '', possibleMax).map(judge.namesOf);
        const ways = rows.get(row) ?? new Map<number, readonly Names[]>();
        rows.set(row, ways);
        const found =
          ways.get(at) ?? fits(row, actual[at], known, '', possibleMax).map(judge.namesOf);
        ways.set(at, found);
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
