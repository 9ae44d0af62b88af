import fc from 'fast-check';
import { expect, test } from 'vitest';
import { certain, newAccount, observe as observeExactly, type Possible } from '../../model/index.ts';
import { believe, observe } from '../../src/observe/observe.ts';
import { type Turn, turn } from '../support/guesses.ts';

const number = fc.nat({ max: 2 ** 20 });
const turns: fc.Arbitrary<readonly Turn[]> = fc.array(
  fc.record({
    operation: number,
    caller: number,
    region: number,
    detail: number,
    unasked: fc.array(number, { maxLength: 3 }),
    free: number,
    fate: number,
    ms: fc.nat({ max: 10_000 }),
  }),
  { minLength: 1, maxLength: 20, size: 'max' },
);

test('no possible account is lost', () => {
  const stats = { calls: 0, exact: 0, rects: 0, stopped: 0 };
  fc.assert(
    fc.property(turns, (sequence) => {
      let account = newAccount();
      let exact: readonly Possible[] = certain(account);
      let beliefs = believe(account, { bounds: {} });
      const told: unknown[] = [];
      for (const one of sequence) {
        const { account: after, call, seen } = turn(account, one);
        account = after;
        told.push([call.operation, call.region, call.input, seen]);
        try {
          exact = observeExactly(exact, call, seen, { possibleMax: 1500 });
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          stats.stopped += 1;
          return;
        }
        expect(exact.length, JSON.stringify(told, null, 1)).toBeGreaterThan(0);
        beliefs = observe(beliefs, call, seen, { from: 0, to: 0 });
        stats.calls += 1;
        stats.exact += exact.length;
        stats.rects += beliefs.size;
        expect(beliefs.size, JSON.stringify(told, null, 1)).toBeGreaterThan(0);
      }
    }),
    { numRuns: 100, seed: 1 },
  );
  console.log(stats);
});
