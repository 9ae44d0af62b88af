import { type Fault, type FaultName, faults, faulty } from '../../model/faults/index.ts';
import { check } from '../check/check.ts';
import type { Size } from '../explore/estimate.ts';

/** What notices a wrong model, and after how many steps. */
export interface Catch {
  readonly property: string;
  readonly steps: number;
}

/** A wrong model with every property that a shortest counterexample was found for. */
export interface FaultRow extends Fault {
  readonly name: FaultName;
  readonly caughtBy: readonly Catch[];
}

/** The sizes that show what is wrong with a lifecycle, smallest first. */
export const sizesOfFaults: readonly Size[] = [
  { resources: 1, regions: 1 },
  { resources: 2, regions: 1 },
  { resources: 2, regions: 2 },
];

/**
 * What notices a wrong model: every property broken in the smallest scope that breaks any, or in random sequences.
 *
 * @param progress - Told what is going on; true stops, and what was not found by then is not in the row.
 * @category Exploration
 */
export async function faultRow(
  name: FaultName,
  progress: (doing: string) => boolean = () => false,
): Promise<FaultRow> {
  const explored = faults[name].layer === 'lifecycle';
  const { properties } = await check({
    model: faulty(name),
    sizes: () => (explored ? sizesOfFaults : sizesOfFaults.slice(0, 1)),
    choices: {},
    allChoices: false,
    runs: explored ? 0 : 1_000,
    seed: 2,
    untilBroken: true,
    progress: (doing) => progress(`${name}: ${doing}`),
  });
  const caughtBy = properties.flatMap(({ name: property, counterexample }) =>
    counterexample === undefined ? [] : [{ property, steps: counterexample.steps.length }],
  );
  return { name, ...faults[name], caughtBy };
}
