import { describe, expect, test } from 'vitest';
import { choices, newAccount } from '../../model/index.ts';
import { possibleBefore } from '../../src/observe/narrowing.ts';
import { type BeliefOptions, believe, observe } from '../../src/observe/observe.ts';
import { pending } from '../../src/observe/questions.ts';
import { callOf } from '../support/account.ts';
import {
  because,
  got,
  made,
  names,
  requested,
  type Sight,
  seenAs,
  status,
} from '../support/sights.ts';

const seconds = 1000;
const start = (usageCheck = 'at-end') => newAccount({ 'usage-check': usageCheck } as never);
/** Something seen so many milliseconds after the start. */
type Timed = readonly [at: number, sight: Sight];

function watched(sights: readonly Timed[], options: BeliefOptions = {}, account = start()) {
  let beliefs = believe(account, options);
  for (const [at, [words, seen]] of sights)
    beliefs = observe(beliefs, callOf(words, names), seenAs(seen), { from: at, to: at + 10 });
  return beliefs;
}
const atOnce = (sights: readonly Sight[]) => sights.map((sight): Timed => [0, sight]);
const refusedUse: Sight = ['browser beta VPC', ['ConflictException', 409]];

test('where a session may be or not, one account stands for both', () => {
  const beliefs = watched(atOnce([made(), got(), requested()]));
  const sessions = beliefs.rectangles.map(({ account }) => account.core.session);
  expect([...new Set(sessions)]).toEqual(['none']);
});

test('where none can begin, both are kept', () => {
  const beliefs = watched(atOnce([made(), got(), requested()]), {}, start('at-start'));
  const sessions = beliefs.rectangles.map(({ account }) => account.core.session);
  expect(new Set(sessions)).toEqual(new Set(['none', 'active']));
});

describe('that a session may be there is told', () => {
  const beliefs = watched(atOnce([made(), got()]));

  test.each(['begin', 'end'] as const)('as it may %s', (type) => {
    expect(possibleBefore(beliefs, { machine: 'session', type })).toBeDefined();
    expect(pending(beliefs)).toContainEqual({ machine: 'session', type, of: undefined });
  });

  test('and not where there is no role', () => {
    expect(possibleBefore(watched([]), { machine: 'session', type: 'end' })).toBeUndefined();
  });
});

describe('a session from before a task holds it back, where a task looks at its start', () => {
  const before = atOnce([made(), got(), requested()]);
  const open = { 'usage-check': choices['usage-check'].alternatives };
  const later = (at: number): readonly Timed[] => [
    [at, status('NOT_STARTED')],
    [at + 1, because([])],
  ];

  test.each<[string, readonly Timed[], BeliefOptions, string | undefined, boolean]>([
    ['which is known', later(20 * seconds), {}, 'at-start', true],
    ['which an answer tells', [...atOnce([refusedUse]), ...later(1)], { open }, undefined, true],
    [
      'until its latest time',
      later(9 * seconds),
      { bounds: { 'session.end': 10 } },
      'at-start',
      true,
    ],
    [
      'and not after that',
      later(20 * seconds),
      { bounds: { 'session.end': 10 } },
      'at-start',
      false,
    ],
    [
      'but one that begins anew',
      later(20 * seconds),
      { bounds: { 'session.end': 10 } },
      'at-end',
      true,
    ],
  ])('%s', (_, sights, options, usageCheck, isPossible) => {
    const beliefs = watched([...before, ...sights], options, start(usageCheck));
    expect(beliefs.size > 0).toBe(isPossible);
  });
});
