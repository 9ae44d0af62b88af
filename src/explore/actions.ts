import type { CoreEvent } from '../../model/index.ts';

/** What an event is to somebody who has every right and waits for the deletion, as bits. */
export const actions = {
  /** It needs no right that somebody else might lack. */
  entitled: 1,
  /** The client asks for the deletion. */
  request: 2,
  /** The task starts. */
  start: 4,
  /** The task ends. */
  end: 8,
} as const;

/** The bits of an event. */
export function actionsOf(event: CoreEvent): number {
  const entitled =
    !('mayCreate' in event && !event.mayCreate) && !('mayDelete' in event && !event.mayDelete);
  if (!entitled) return 0;
  const { type } = event;
  if (type === 'DeleteServiceLinkedRole') return actions.entitled | actions.request;
  if (type === 'task.starts') return actions.entitled | actions.start;
  return type === 'task.ends' ? actions.entitled | actions.end : actions.entitled;
}
