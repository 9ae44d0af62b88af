import { setup } from 'xstate';
import type { ArcMeta, ChartEvent } from './chart.ts';

/** Whether the service holds credentials of the role. */
export type SessionState = 'none' | 'active';

const vocabulary = setup({
  types: { events: {} as ChartEvent, meta: {} as ArcMeta },
  actions: { 'session.begins': () => undefined },
});

/** A session of the role: it begins and ends unasked, and nobody can revoke it. */
export const sessionMachine = vocabulary.createMachine({
  id: 'session',
  initial: 'none',
  states: {
    none: {
      on: {
        begin: {
          target: 'active',
          actions: 'session.begins',
          meta: { rule: 'session-needs-role' },
        },
      },
    },
    active: { on: { end: { target: 'none', meta: { rule: 'session-ends-by-itself' } } } },
  },
});
