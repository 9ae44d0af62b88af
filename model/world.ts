import { type Choices, choiceNames, choices as everyChoice } from './choices.ts';
import type { CoreEvent } from './lifecycle.ts';
import type { Given } from './machines/chart.ts';
import type { NetworkMode } from './machines/resource.ts';
import type { SessionState } from './machines/session.ts';

const either = [true, false] as const;
const modes: readonly NetworkMode[] = ['PUBLIC', 'SANDBOX', 'VPC'];

/** Every answer to each question of a guard. */
export const answers: Readonly<Record<string, readonly (string | boolean)[]>> = {
  ...Object.fromEntries(choiceNames.map((name) => [name, everyChoice[name].alternatives])),
  session: either,
  lingering: either,
  mayCreate: either,
  mayDelete: either,
  stillUsed: either,
  wanted: either,
  mode: modes,
};

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
