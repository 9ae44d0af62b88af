import { faultNames } from '../../model/faults/index.ts';
import { guardNames } from '../../model/faults/lifecycle.ts';
import { type GuardRow, guardRow } from '../faults/guards.ts';
import { type Catch, type FaultRow, faultRow } from '../faults/matrix.ts';
import { code, page, table } from './markdown.ts';

const layers = {
  lifecycle: 'Explored: every property that the smallest scope breaks, with the shortest way.',
  surface: 'Sampled: the property that a shrunk random sequence breaks.',
  document: 'Sampled; what the documents allow is tested with a policy simulator besides.',
} as const;

const caught = ({ property, steps }: Catch): string =>
  `[${property}](properties.md#${property}) in ${steps}`;

const ofLayer = (layer: FaultRow['layer'], rows: readonly FaultRow[]): string[] => [
  `## ${layer}`,
  layers[layer],
  table(
    ['fault', 'what is wrong', 'caught by, in steps'],
    rows
      .filter((row) => row.layer === layer)
      .map(({ name, sentence, caughtBy }) => [
        code(name),
        sentence,
        caughtBy.map(caught).join('\n') || '**nothing**',
      ]),
  ),
];

const ofGuard = ({ caughtBy, changes }: GuardRow | Record<'caughtBy' | 'changes', undefined>) => {
  if (caughtBy !== undefined) return caught(caughtBy);
  return changes === undefined ? '**nothing**' : `another outcome of ${code(changes)}`;
};

/** Every wrong model with what catches it, and every guard that always gives the same answer. */
export async function faultsPage(): Promise<string> {
  const rows: FaultRow[] = [];
  for (const name of faultNames) rows.push(await faultRow(name));
  const guards: string[][] = [];
  for (const guard of guardNames) {
    const [always, never] = [await guardRow(guard, true), await guardRow(guard, false)];
    guards.push([code(guard.machine), code(guard.guard), ofGuard(always), ofGuard(never)]);
  }
  return page(
    'Wrong models',
    `${faultNames.length} wrong models, each the right one with one named change, and what notices it. \`check --fault NAME\` shows the sequence.`,
    ...(Object.keys(layers) as FaultRow['layer'][]).flatMap((layer) => ofLayer(layer, rows)),
    '## Guards',
    'Every guard of the statecharts, made to be always true and always false, under every combination of choices: the property that breaks, or else an event that ends otherwise.',
    table(['chart', 'guard', 'always true', 'always false'], guards),
  );
}
