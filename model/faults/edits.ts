import { type Lifecycle, lifecycle, type Resource } from '../lifecycle.ts';
import {
  type ArcConfig,
  type ChartEvent,
  changed,
  chartOf,
  type StateConfig,
} from '../machines/chart.ts';
import { interfaceMachine } from '../machines/interface.ts';
import { resourceMachines } from '../machines/resource.ts';
import { roleMachine } from '../machines/role.ts';
import { sessionMachine } from '../machines/session.ts';

/** What a guard answers instead. */
type Guard = (args: { event: ChartEvent }) => boolean;
/** A change of a machine's configuration. */
export type Edit = (config: StateConfig) => void;

/** Every machine, by its name. */
export const machines = {
  role: roleMachine,
  session: sessionMachine,
  interface: interfaceMachine,
  ...resourceMachines,
};
/** The name of a machine. */
export type MachineName = keyof typeof machines;

/** A wrong lifecycle: what is changed in which machine, or in the rule about the account. */
export interface LifecycleFault {
  readonly sentence: string;
  readonly edits?: Readonly<Partial<Record<MachineName, Edit>>>;
  readonly guards?: Readonly<Partial<Record<MachineName, Readonly<Record<string, Guard>>>>>;
  readonly stillUsed?: (resources: readonly Resource[], subject: Resource) => boolean;
}

/** The rule of an arc that no requirement asks for. */
export const rule = { rule: 'fault' } as const;

const stateAt = (config: StateConfig, place: string): StateConfig => {
  const found = place
    .split('.')
    .reduce<StateConfig | undefined>((at, name) => at?.states?.[name], config);
  if (found === undefined) throw new Error(`a fault names an unknown state ${place}`);
  return found;
};

/** Replaces what a state does on an event; an arc without a target stays, none at all is never taken. */
export const on =
  (place: string, event: string, ...arcs: readonly ArcConfig[]): Edit =>
  (config) => {
    const state = stateAt(config, place);
    state.on = { ...state.on, [event]: arcs.map((arc) => ({ meta: rule, ...arc })) };
    if (arcs.length === 0) delete state.on[event];
  };

/** Lets an arc do something else than it did. */
export const amend =
  (place: string, event: string, index: number, change: ArcConfig): Edit =>
  (config) => {
    const state = stateAt(config, place);
    const arcs = [state.on?.[event] ?? []].flat();
    const arc = arcs[index];
    if (arc === undefined)
      throw new Error(`a fault names an unknown arc ${place} ${event} ${index}`);
    state.on = {
      ...state.on,
      [event]: arcs.map((one) => (one === arc ? { ...arc, ...change } : one)),
    };
  };

/** Several edits, one after the other. */
export const all =
  (...edits: readonly Edit[]): Edit =>
  (config) => {
    for (const edit of edits) edit(config);
  };

export const never: Guard = () => false;
export const always: Guard = () => true;

/** The changed machines are derived again, the others are shared. */
export function derived({
  edits = {},
  guards = {},
  stillUsed = lifecycle.stillUsed,
}: Omit<LifecycleFault, 'sentence'>): Lifecycle {
  const chart = <Kept>(machine: MachineName, kept: Kept): Kept => {
    const edit = edits[machine];
    const replaced = guards[machine];
    if (edit === undefined && replaced === undefined) return kept;
    const change = { ...(edit && { edit }), ...(replaced && { guards: replaced }) };
    return chartOf(changed(machines[machine], change)) as Kept;
  };
  const { role, session, interface: ofInterface, resource } = lifecycle.charts;
  return {
    stillUsed,
    charts: {
      role: chart('role', role),
      session: chart('session', session),
      interface: chart('interface', ofInterface),
      resource: {
        AgentRuntime: chart('AgentRuntime', resource.AgentRuntime),
        CodeInterpreter: chart('CodeInterpreter', resource.CodeInterpreter),
        Browser: chart('Browser', resource.Browser),
      },
    },
  };
}
