import { expect } from 'vitest';
import type { Choices, Lifecycle } from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { explore } from '../../src/explore/explore.ts';
import { regionNames, type Scope } from '../../src/explore/scope.ts';
import { codec } from './plainCodec.ts';
import { explore as explorePlainly, type PlainExploration } from './plainExplore.ts';

export const scopeOf = (resources: number, regions: number, choices: Choices): Scope => ({
  resources,
  regions,
  choices,
});

const sorted = (
  counts: Iterable<readonly [string, number]>,
): readonly (readonly [string, number])[] => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));

const counted = (
  { transitions, visits, refusals, violations }: Omit<PlainExploration, 'cores' | 'depth'>,
  accounts: number,
  depth: number,
) => ({
  accounts,
  transitions,
  depth,
  visits: sorted([...visits].map(([{ id }, count]) => [id, count])),
  refusals: sorted(refusals),
  violations: sorted(violations.map(({ invariant, trace }) => [invariant.name, trace.length])),
});

/** What both explorers found, in the same words, and how many accounts only one of them met. */
export function bothWays(model: Lifecycle, scope: Scope) {
  const { key } = codec(regionNames(scope.regions));
  const fast = explore({ model, scope, invariants });
  const plain = explorePlainly(model, scope, invariants);
  const { accounts, account } = fast;
  const met = new Set(Array.from({ length: accounts }, (_, number) => key(account(number))));
  const metPlainly = new Set(plain.cores.map(key));
  expect(fast.complete).toBe(true);
  return {
    fast,
    counts: counted(fast, accounts, fast.depths.length - 1),
    plainCounts: counted(plain, plain.cores.length, plain.depth),
    metByOne: [...met, ...metPlainly].filter((one) => !met.has(one) || !metPlainly.has(one)).length,
  };
}
