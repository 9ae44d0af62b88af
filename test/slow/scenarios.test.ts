import { describe, expect, test } from 'vitest';
import { type FaultName, faulty } from '../../model/faults/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { embedded } from '../../src/conformance/embedded.ts';
import { performOnModel } from '../../src/conformance/onModel.ts';
import { decided } from '../../src/power/decide.ts';
import { scopes } from '../../src/power/scopes.ts';
import { withoutCase } from '../../src/power/withoutCase.ts';
import { runOn } from '../support/runOn.ts';

const killing = cases.filter(({ id }) => id.startsWith('scenario/'));
const unseen = (Object.keys(withoutCase) as (keyof typeof withoutCase)[]).filter(
  (name) => !withoutCase[name].isVisible,
);

describe('scenarios', () => {
  test.each(killing)('$id: the right model passes it', async (one) => {
    expect((await performOnModel(one, {})).verdict).toBe('pass');
  });

  test.each(killing)('$id finds its wrong model over HTTP', async (one) => {
    const name = one.id.replace('scenario/', '') as FaultName;
    const target = await embedded({ model: faulty(name) });
    try {
      const { results } = await runOn(target, [one]);
      expect(results.map(({ verdict }) => verdict)).toEqual(['fail']);
    } finally {
      await target.close();
    }
  });
});

test.each(unseen)('%s shows in nothing that a client of the role and a browser can do', (name) => {
  for (const scope of scopes.slice(0, 2)) {
    const { way, isWhole } = decided(name, scope, 'any');
    expect(way).toBeUndefined();
    expect(isWhole).toBe(true);
  }
});
