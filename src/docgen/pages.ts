import { cellsPage } from './cells.ts';
import { choicesPage } from './choices.ts';
import { durationsPage } from './durations.ts';
import { faultsPage } from './faults.ts';
import { growthPage } from './growth.ts';
import { page } from './markdown.ts';
import { operationsPage } from './operations.ts';
import { peersPage } from './peers.ts';
import { powerPage } from './power.ts';
import { propertiesPage } from './properties.ts';
import { requirementsPage } from './requirements.ts';
import { rulePages } from './rules.ts';
import { statechartsPage } from './statecharts.ts';

const contents = {
  'statecharts.md': 'the lifecycle: diagrams, the table *state × event*, every transition',
  'cells.md': 'the table *state × operation*: what is answered, and the state afterwards',
  'requirements.md': 'every rule with its source; a page for each',
  'choices.md': 'what no document settles',
  'durations.md': 'how long `serve` takes over what happens unasked',
  'properties.md': 'what must hold',
  'operations.md': 'every operation with its failures',
  'faults.md': 'wrong models and what catches them',
  'growth.md': 'how many accounts there are in scopes of each size',
  'power.md': 'which wrong models a client can see, and the cases that find them',
  'peers.md': 'what the suite finds in other implementations',
} as const;

const index = (): string =>
  page(
    'Reference',
    Object.entries(contents)
      .map(([file, what]) => `- [${file.replace('.md', '')}](${file}): ${what}`)
      .join('\n'),
  );

/** The generated reference: what each file of `docs/reference/` holds. */
export const pages: Readonly<
  Record<
    keyof typeof contents | 'README.md' | keyof typeof rulePages,
    () => string | Promise<string>
  >
> = {
  'README.md': index,
  'statecharts.md': statechartsPage,
  'cells.md': cellsPage,
  'requirements.md': requirementsPage,
  ...rulePages,
  'choices.md': choicesPage,
  'durations.md': durationsPage,
  'properties.md': propertiesPage,
  'operations.md': operationsPage,
  'faults.md': faultsPage,
  'growth.md': growthPage,
  'power.md': powerPage,
  'peers.md': peersPage,
};
