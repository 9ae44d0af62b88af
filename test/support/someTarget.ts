import { type FaultName, faulty } from '../../model/faults/index.ts';
import { embedded } from '../../src/conformance/embedded.ts';
import { paceOf, usualPace } from '../../src/power/paces.ts';
import type { Target } from '../../src/target/target.ts';

const targetsMax = 30;

/** How many targets are tried until a wrong model shows: at another pace it does on some. */
export const seedsFor = (name: FaultName): readonly string[] =>
  Array.from({ length: paceOf(name) === usualPace ? 1 : targetsMax }, (_, seed) => String(seed));

/** Whether something holds of a wrong model behind HTTP: names differ from run to run, and so does what is drawn for them. */
export async function onSomeTarget(
  name: FaultName,
  holds: (target: Target) => Promise<boolean>,
): Promise<boolean> {
  for (const seed of seedsFor(name)) {
    const target = await embedded({ model: faulty(name), seed, ...paceOf(name) });
    try {
      if (await holds(target)) return true;
    } finally {
      await target.close();
    }
  }
  return false;
}
