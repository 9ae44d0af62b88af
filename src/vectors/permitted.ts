import { type Call, type Outcome, step } from '../../model/index.ts';
import { asked } from '../observe/asking.ts';
import { type Beliefs, current } from '../observe/observe.ts';
import { outcomesIn } from '../observe/outcomes.ts';
import { readsOf } from '../observe/reads.ts';
import type { Names, Rectangle } from '../observe/rectangles.ts';
import { type Picked, pickedFrom, together } from '../observe/whole.ts';

/** One thing that a target could answer, in the model's own names, and the names that it has picked so far. */
export interface Answer {
  readonly outcome: Outcome;
  readonly names: Names;
}

/** Every way to pick from a rectangle: each draw is tried with each number. */
function* everyPick(rectangle: Rectangle): Generator<Picked> {
  let draws: { at: number; most: number }[] = [];
  for (;;) {
    let place = 0;
    yield pickedFrom(rectangle, (most) => {
      const draw = draws[place] ?? { at: 0, most };
      draws[place++] = draw;
      return draw.at;
    });
    const last = draws.findLastIndex(({ at, most }) => at + 1 < most);
    if (last < 0) return;
    draws = draws.slice(0, last + 1);
    (draws[last] as { at: number }).at += 1;
  }
}

/** All that a target could answer to a call, at an instant in milliseconds. */
export function everyAnswer(beliefs: Beliefs, call: Call, instant: number): readonly Answer[] {
  const { judge } = beliefs;
  return current(beliefs, instant).flatMap((rectangle) => {
    const { names } = rectangle;
    const translated = asked(call, names);
    const reads = readsOf(translated);
    const outcomes =
      reads.rows === undefined
        ? outcomesIn(judge, rectangle, { call: translated, reads }).map(({ outcome }) => outcome)
        : [...everyPick(rectangle)].map(
            (picked) => step(together(rectangle, picked), translated, judge.rules.model).outcome,
          );
    return outcomes.map((outcome) => ({ outcome, names }));
  });
}
