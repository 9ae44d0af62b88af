import type { Call, Seen } from '../../model/index.ts';
import type { Judge } from './judge.ts';
import { numberOfValue } from './numbers.ts';
import { type Beliefs, observe } from './observe.ts';
import { keyOf, type Rectangle } from './rectangles.ts';

/** The most things to remember; once there are more, all are forgotten. */
const rememberedMost = 20_000;

/** What a judge has come to believe, and what followed from it. */
interface Memory {
  readonly beliefs: Map<string, Beliefs>;
  readonly following: WeakMap<Beliefs, Map<string, unknown>>;
  /** How many things followed. */
  count: number;
}

const memories = new WeakMap<Judge, Memory>();

function memoryOf(judge: Judge): Memory {
  const known = memories.get(judge);
  if (known !== undefined && known.count < rememberedMost) return known;
  const memory: Memory = {
    beliefs: new Map(),
    following: new WeakMap(),
    count: 0,
  };
  memories.set(judge, memory);
  return memory;
}

/** What was kept in a map before, or what is kept in it from now on. */
function kept<Key, Value>(
  all: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  value: Value,
): Value {
  const known = all.get(key);
  if (known !== undefined) return known;
  all.set(key, value);
  return value;
}

/** A text that two rectangles have in common only if they are the same. */
const keyInTime = (one: Rectangle): string => `${keyOf(one)} ${numberOfValue(one.dues)}`;

/** The beliefs, or those met before that are the same. */
function metBefore(beliefs: Beliefs): Beliefs {
  const key = [beliefs.isTextJudged, ...beliefs.rectangles.map(keyInTime)].join('\n');
  return kept(memoryOf(beliefs.judge).beliefs, key, beliefs);
}

/** What follows from beliefs, worked out once for each thing that is asked of them. */
export function remembered<T>(beliefs: Beliefs, asked: readonly unknown[], make: () => T): T {
  const memory = memoryOf(beliefs.judge);
  const known = kept(memory.following, beliefs, new Map<string, unknown>());
  const key = JSON.stringify(asked);
  if (!known.has(key)) {
    known.set(key, make());
    memory.count += 1;
  }
  return known.get(key) as T;
}

/** The same of what follows and is beliefs, too: those that are the same are one object. */
export const rememberedBeliefs = (
  beliefs: Beliefs,
  asked: readonly unknown[],
  make: () => Beliefs,
): Beliefs => remembered(beliefs, asked, () => metBefore(make()));

/** What remains of beliefs after this was seen, as `observe` has it, worked out once. */
export const observeOnce = (
  beliefs: Beliefs,
  call: Call,
  seen: Seen,
  when: { readonly from: number; readonly to: number },
): Beliefs =>
  rememberedBeliefs(beliefs, [call, seen, when.from, when.to], () =>
    observe(beliefs, call, seen, when),
  );
