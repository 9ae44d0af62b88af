import { setup } from 'xstate';
import type { ArcMeta, ChartEvent } from './chart.ts';

/** A network interface of the service in one subnet with one set of security groups. */
export type InterfaceState = 'absent' | 'in-use' | 'lingering';

const vocabulary = setup({
  types: { events: {} as ChartEvent, meta: {} as ArcMeta },
  guards: { wanted: ({ event }) => event.given.wanted === true },
  actions: { 'interface.isReleased': () => undefined },
});

const readied = { target: 'in-use', meta: { rule: 'interface-attached' } } as const;
const stays = { meta: { rule: 'interface-shared' } } as const;

/** A shared interface: attached for the first resource that wants it, lingering after the last. */
export const interfaceMachine = vocabulary.createMachine({
  id: 'interface',
  initial: 'absent',
  states: {
    absent: {
      on: {
        attach: { ...readied, guard: 'wanted' },
        'resource.becomesReady': readied,
        'resource.letsGo': stays,
      },
    },
    'in-use': {
      on: {
        'resource.becomesReady': stays,
        'resource.letsGo': [
          { guard: 'wanted', ...stays },
          { target: 'lingering', meta: { rule: 'interface-lingers' } },
        ],
      },
    },
    lingering: {
      on: {
        attach: { guard: 'wanted', target: 'in-use', meta: { rule: 'interface-taken-over' } },
        'resource.becomesReady': { target: 'in-use', meta: { rule: 'interface-taken-over' } },
        'resource.letsGo': stays,
        release: {
          target: 'absent',
          actions: 'interface.isReleased',
          meta: { rule: 'interface-released' },
        },
      },
    },
  },
});
