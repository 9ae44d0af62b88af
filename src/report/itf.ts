import { type Core, emptyCore } from '../../model/index.ts';
import type { ShownStep } from './steps.ts';

/** A value of the Informal Trace Format: numbers are written as texts, and maps as lists of pairs. */
type ItfValue =
  | string
  | { readonly '#bigint': string }
  | { readonly '#map': readonly (readonly [string, ItfValue])[] }
  | { readonly [field: string]: ItfValue };

const number = (value: number): ItfValue => ({ '#bigint': String(value) });
const mapOf = (entries: readonly (readonly [string, ItfValue])[]): ItfValue => ({
  '#map': entries,
});

const variablesOf = ({ role, session, resources, interfaces, rolesMade, tasksOpened }: Core) => ({
  role: role.role,
  deletion: role.deletion,
  session,
  resources: mapOf(
    resources.map(({ id, kind, region, state }) => [
      id,
      { kind, region, status: state.status, network: state.network, use: state.use },
    ]),
  ),
  interfaces: mapOf(Object.entries(interfaces)),
  rolesMade: number(rolesMade),
  tasksOpened: number(tasksOpened),
});

/** What a trace is of. */
export interface ItfAbout {
  /** The command that finds it again. */
  readonly source: string;
  readonly description: string;
  /** Whether it shows what there is, or what must not be. */
  readonly status: 'ok' | 'violation';
}

/**
 * A way through the lifecycle as a trace that the viewers of the field read (ITF, Apalache ADR-015).
 *
 * @param cores - The lifecycle after each step.
 * @returns JSON. The clock counts steps, since the model has no time; requirement ids are in each state's `#meta`.
 * @category Report
 */
export function itfText(
  { source, description, status }: ItfAbout,
  steps: readonly Pick<ShownStep, 'what' | 'outcome' | 'rules'>[],
  cores: readonly Core[],
): string {
  const start = { what: 'init', outcome: 'ok', rules: [] };
  const states = [start, ...steps].map(({ what, outcome, rules }, index) => ({
    '#meta': { index, requirements: rules },
    ...variablesOf(index === 0 ? emptyCore : (cores[index - 1] as Core)),
    action: what,
    outcome,
    clock: number(index),
  }));
  const trace = {
    '#meta': {
      format: 'ITF',
      'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
      source,
      status,
      description,
    },
    vars: Object.keys(states[0] ?? {}).filter((name) => name !== '#meta'),
    states,
  };
  return `${JSON.stringify(trace, null, 2)}\n`;
}
