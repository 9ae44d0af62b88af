import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultNames, faults } from '../../model/faults/index.ts';
import { invariants } from '../../properties/index.ts';
import { liveness } from '../../properties/liveness.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import { pages } from '../../src/docgen/pages.ts';

const committed = readFileSync('docs/reference/faults.md', 'utf8');

test('every fault and every guard is caught, as the committed page says', async () => {
  expect(committed, '`npm run reference` writes it anew').toBe(await pages['faults.md']());
  expect(committed).not.toContain('**nothing**');
});

test.each([...invariants, ...accountInvariants, ...liveness])(
  '$name catches a fault',
  ({ name }) => {
    const [rows = ''] = committed.split('## Guards');
    expect(rows).toContain(`(properties.md#${name})`);
  },
);

test('there are enough wrong models of each layer', () => {
  const layers = faultNames.map((name) => faults[name].layer);
  const count = (layer: string) => layers.filter((one) => one === layer).length;
  expect(count('lifecycle')).toBeGreaterThanOrEqual(40);
  expect(count('surface')).toBeGreaterThanOrEqual(20);
  expect(count('document')).toBeGreaterThanOrEqual(10);
});
