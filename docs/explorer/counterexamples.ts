import type { FaultName } from '../../model/faults/index.ts';
import text from './counterexamples.txt';

/** What shows that a wrong model is wrong: a walk, and the property that it breaks. */
export interface FaultCounterexample {
  readonly property: string;
  readonly link: string;
}

const lines = text.trimEnd().split('\n');
const byFault: ReadonlyMap<string, FaultCounterexample> = new Map(
  lines.map((line) => {
    const [property = '', link = ''] = line.split(' ');
    return [link.split('.')[1] ?? '', { property, link }];
  }),
);

/** The counterexample of a wrong model; `npm run counterexamples` finds them. */
export const counterexampleOf = (fault: FaultName): FaultCounterexample | undefined =>
  byFault.get(fault);
