import { defaultChoices, lifecycle } from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { proveAnyNumber, type Regions } from '../explore/anyNumber.ts';
import type { Size } from '../explore/estimate.ts';
import { explore } from '../explore/explore.ts';
import { page, table } from './markdown.ts';

const asked = { model: lifecycle, choices: defaultChoices, invariants };
/** Small enough to be explored whenever the page is compared; docs/exploring.md has those beyond. */
const sizes: readonly Size[] = [
  { resources: 1, regions: 1 },
  { resources: 1, regions: 2 },
  { resources: 1, regions: 3 },
  { resources: 2, regions: 1 },
  { resources: 2, regions: 2 },
];
const regions: readonly Regions[] = [1, 2, 3, 'any'];

const count = (number: number): string => number.toLocaleString('en-US');

function rowOf(size: Size): readonly string[] {
  const found = explore({ ...asked, scope: { ...size, choices: defaultChoices } });
  const widest = Math.max(...found.depths);
  return [
    `${size.resources} x ${size.regions}`,
    count(found.accounts),
    count(found.transitions),
    String(found.depths.length - 1),
    `${count(widest)} at ${found.depths.indexOf(widest)}`,
  ];
}

function abstractRowOf(some: Regions): readonly string[] {
  const { accounts, transitions, depth } = proveAnyNumber({ ...asked, regions: some });
  return [String(some), count(accounts), count(transitions), String(depth)];
}

/** How many accounts there are in scopes of each size, and how few stand for any number. */
export const growthPage = (): string =>
  page(
    'Growth of the state space',
    'How many accounts any sequence of events can bring about, with the default choices. Accounts that differ only in which of several like resources, or like Regions, is which count as one. Larger scopes, and how they are explored: [how far the proof goes](../exploring.md).',
    table(
      ['resources x Regions', 'accounts', 'transitions', 'depth of the last', 'most at one depth'],
      sizes.map(rowOf),
    ),
    '## Any number of resources',
    'Each abstract account stands for any number of resources; with *any*, for any number of Regions too.',
    table(['Regions', 'abstract accounts', 'steps judged', 'depth'], regions.map(abstractRowOf)),
  );
