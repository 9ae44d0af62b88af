import { expect } from 'vitest';
import {
  advance,
  type Choices,
  type Core,
  type CoreEvent,
  type Lifecycle,
} from '../../model/index.ts';
import { invariants, see } from '../../properties/index.ts';
import { explore } from '../../src/explore/explore.ts';
import { here, subjectId } from '../../src/explore/parts.ts';
import { bystanding, creates, resourceEvents, roleCalls } from '../../src/explore/scope.ts';

/**
 * Asks the statecharts about one in so many situations of a scope, once as it is and once among the other Regions that
 * stand for its own, and expects equal answers to every event.
 *
 * @returns How many answers were compared.
 */
export function expectAlike(
  model: Lifecycle,
  choices: Choices,
  size: { readonly resources: number; readonly regions: number; readonly every: number },
): number {
  const { tables } = explore({ model, scope: { ...size, choices }, invariants: [] }).search;
  const { roles, views, others, codes, alike, situation, roleOf, interfaceOf } = tables;
  /** What is judged of an event: what it changes here, and what it breaks. */
  const answer = (before: Core, event: CoreEvent): unknown => {
    const made = advance(model, choices, before, event);
    if (made === undefined) return undefined;
    const refused = made.refusal?.refuses;
    const shown = { before: see(before), event, refused, after: see(made.core), choices };
    return [
      roleOf(made.core),
      interfaceOf(made.core, here),
      made.core.resources.find(({ id }) => id === subjectId)?.state,
      made.arcs.map(({ id }) => id),
      refused,
      ...invariants.filter(({ holds }) => !holds(shown)).map(({ name }) => name),
    ];
  };
  const subjects = [
    undefined,
    ...codes.values.map((resource) => ({ ...resource, id: subjectId, region: here })),
  ];
  let asked = 0;
  let drawn = 0;
  for (const around of others.values.keys()) {
    const first = alike(around);
    if (first === around) continue;
    for (const own of views.values.keys())
      for (const role of roles.values.keys())
        for (const subject of subjects) {
          if (drawn++ % size.every !== 0) continue;
          const [one, other] = [around, first].map((some) => situation(role, own, some, subject));
          const events =
            subject === undefined
              ? [...roleCalls, ...bystanding([here]), ...creates([here], subjectId)]
              : resourceEvents(subject);
          for (const event of events) {
            asked += 1;
            expect(answer(other as Core, event)).toEqual(answer(one as Core, event));
          }
        }
  }
  return asked;
}
