import { expect, test } from 'vitest';
import { getRole } from '../../src/conformance/performance.ts';
import type { Judged, Run } from '../../src/conformance/run.ts';
import { without } from '../../src/conformance/story.ts';
import { failureGroups } from '../../src/conformance/verdicts.ts';
import { emptyReply } from '../../src/target/target.ts';

/** A case that failed: what is wrong by its place in the story, and the place of the call that it is about. */
function failed(id: string, wrongs: Readonly<Record<number, string>>, shownAt: number): Judged {
  const deviations = Object.entries(wrongs).map(([at, what]) => ({
    at: Number(at),
    what,
    permitted: [],
  }));
  const told = { call: getRole, reply: { ...emptyReply, from: 0, to: 0 } };
  return {
    ...without(id, 'fail'),
    level: 'MUST',
    profile: 'role',
    requirements: [`about-${id}` as Judged['requirements'][number]],
    story: Array(5).fill(told),
    deviations,
    deviation: deviations[0],
    shownAt,
  };
}

const groupsOf = (...results: readonly Judged[]) =>
  failureGroups({ results } as unknown as Run).map(({ what, requirements, results: own }) => ({
    what,
    requirements,
    shown: own.map(({ id, deviation }) => [id, deviation?.at]),
  }));

test('what is wrong is shown by the case that is about it, with that as its deviation', () => {
  expect(
    groupsOf(
      failed('a/GetUser/ok', { 3: 'hidden' }, 1),
      failed('rule/hidden', { 2: 'hidden' }, 1),
      failed('a/GetRole/ok', { 0: 'named', 1: 'hidden' }, 1),
      failed('b/GetRole/ok', { 0: 'named' }, 1),
    ),
  ).toEqual([
    {
      what: 'hidden',
      requirements: ['about-a/GetRole/ok'],
      shown: [
        ['a/GetRole/ok', 1],
        ['a/GetUser/ok', 3],
        ['rule/hidden', 2],
      ],
    },
    { what: 'named', requirements: [], shown: [['b/GetRole/ok', 0]] },
  ]);
});
