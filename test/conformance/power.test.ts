import { describe, expect, test } from 'vitest';
import { type FaultName, faultNames, faulty } from '../../model/faults/index.ts';
import { newAccount, reference } from '../../model/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { performOnModel } from '../../src/conformance/onModel.ts';
import { Beliefs } from '../../src/power/beliefs.ts';
import { decided } from '../../src/power/decide.ts';
import { paceOf } from '../../src/power/paces.ts';
import { search } from '../../src/power/product.ts';
import { type Scope, scopes } from '../../src/power/scopes.ts';
import { withoutCase } from '../../src/power/withoutCase.ts';

const [roleAlone] = scopes as readonly [Scope];
const killing = cases.filter(({ id }) => id.startsWith('scenario/'));

describe('wrong models', () => {
  test('each has a case that finds it, or a reason why none does', () => {
    const named = killing.map(({ id }) => id.replace('scenario/', ''));
    expect([...named, ...Object.keys(withoutCase)].sort()).toEqual([...faultNames].sort());
  });

  test('each is found by its case', async () => {
    const missed: string[] = [];
    for (const one of killing) {
      const name = one.id.replace('scenario/', '') as FaultName;
      const { verdict } = await performOnModel(one, { model: faulty(name), ...paceOf(name) });
      if (verdict !== 'fail') missed.push(`${one.id}: ${verdict}`);
    }
    expect(missed).toEqual([]);
  });
});

describe('the search for what a client can see', () => {
  const ofItself = (right: Parameters<typeof newAccount>[0]) =>
    search({
      model: reference,
      scope: roleAlone,
      right: [newAccount(right)],
      wrong: newAccount(),
      beliefs: new Beliefs(),
      mayHappen: () => true,
      hasClock: true,
      statesMax: 1000,
    });

  test('refutes nothing where the right model is looked for in itself, and gets to the end', () => {
    const { way, isWhole, states } = ofItself({});
    expect(way).toBeUndefined();
    expect(isWhole).toBe(true);
    expect(states).toBeGreaterThan(50);
  });

  test('finds the shortest way to what is seen', () => {
    const { way = [] } = decided('request-succeeds-at-once', roleAlone, 'documented');
    const asked = way.flatMap((move) => ('call' in move ? [move.call.operation] : []));
    expect(asked.filter((operation) => !/^(Get|List)/.test(operation))).toEqual([
      'CreateServiceLinkedRole',
      'DeleteServiceLinkedRole',
    ]);
  });

  test('is stopped at a number of states, and is not whole then', () => {
    const { way, isWhole } = decided('task-never-ends', roleAlone, 'any', 3);
    expect([way, isWhole]).toEqual([undefined, false]);
  });
});
