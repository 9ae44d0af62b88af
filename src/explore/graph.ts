import type { Core } from '../../model/index.ts';
import type { Successors } from './successors.ts';

/** Every account reached, numbered in the order of discovery, with the arrows between them. */
export interface Graph {
  readonly size: number;
  /** The arrows of account n are those from `first[n]` up to `first[n + 1]`. */
  readonly first: Int32Array;
  readonly targets: Int32Array;
  /** What each arrow is made of: bits of `actions`. */
  readonly actions: Uint8Array;
  /** The account with a number, its resources named r1, r2, … */
  account(number: number): Core;
}

/** Works the arrows out again. */
export function graphOf(
  met: Uint32Array,
  tried: number,
  successors: Successors,
  account: (number: number) => Core,
): Graph {
  const places = new Int32Array(successors.layout.size);
  for (const [place, number] of met.entries()) places[number] = place;
  const first = new Int32Array(met.length + 1);
  let targets = new Int32Array(met.length * 8);
  let actions = new Uint8Array(met.length * 8);
  let end = 0;
  for (let at = 0; at < met.length; at++) {
    first[at] = end;
    if (at >= tried) continue;
    const length = successors.of(met[at] as number);
    if (end + length > targets.length) {
      const [longer, longerActions] = [
        new Int32Array(targets.length * 2),
        new Uint8Array(targets.length * 2),
      ];
      longer.set(targets);
      longerActions.set(actions);
      [targets, actions] = [longer, longerActions];
    }
    for (let n = 0; n < length; n++) {
      const target = places[successors.targets[n] as number] as number;
      if (target === at) continue;
      targets[end] = target;
      actions[end++] = successors.actions[n] as number;
    }
  }
  first[met.length] = end;
  return {
    size: met.length,
    first,
    targets: targets.subarray(0, end),
    actions: actions.subarray(0, end),
    account,
  };
}
