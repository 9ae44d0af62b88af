import { expect, test } from 'vitest';
import { shapesFromSdk } from '../support/shapesFromSdk.ts';

test('the table of shapes is what the schemas of the SDK say; `npm run shapes` writes it anew', async () => {
  await expect(shapesFromSdk()).toMatchFileSnapshot('../../src/wire/shapes.ts');
});
