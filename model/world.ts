import type { Choices } from './choices.ts';
import type { CoreEvent } from './lifecycle.ts';
import type { Given } from './machines/chart.ts';
import type { SessionState } from './machines/session.ts';

/** The worlds that were met under some choices: they differ in four facts. */
const worlds = new WeakMap<Choices, Given[]>();

/** What the guards may ask of the world at an event. */
export function worldOf(
  sessionState: SessionState,
  lingering: boolean,
  event: CoreEvent,
  choices: Choices,
): Given {
  const session = sessionState === 'active';
  const mayCreate = 'mayCreate' in event ? event.mayCreate : true;
  const mayDelete = 'mayDelete' in event ? event.mayDelete : true;
  const place = (session ? 8 : 0) + (lingering ? 4 : 0) + (mayCreate ? 2 : 0) + (mayDelete ? 1 : 0);
  const met = worlds.get(choices) ?? [];
  worlds.set(choices, met);
  met[place] ??= { session, lingering, mayCreate, mayDelete, ...choices };
  return met[place];
}
