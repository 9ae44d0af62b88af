import { type Arc, type Chart, type Lifecycle, lifecycle } from '../../model/index.ts';
import type { Exploration } from './explore.ts';

/** How often everything that must be reachable was reached. */
export interface Reached {
  readonly regions: readonly {
    readonly chart: string;
    readonly region: string;
    readonly states: readonly { readonly state: string; readonly visits: number }[];
  }[];
  readonly arcs: readonly { readonly arc: Arc; readonly visits: number }[];
  /** The states and arcs that never were, by name. */
  readonly unreached: readonly string[];
}

/** The charts of a lifecycle. */
export const chartsOf = ({ charts }: Lifecycle): readonly Chart<unknown & object>[] =>
  [
    charts.role,
    charts.session,
    charts.interface,
    ...Object.values(charts.resource),
  ] as unknown as readonly Chart<object>[];

/**
 * How often each state and each transition of the statecharts was met.
 *
 * What must be reachable is what the right statecharts have: a transition that a wrong model lacks is not reached.
 */
export function reached(explorations: readonly Pick<Exploration, 'visits'>[]): Reached {
  const visitsByArc = new Map<string, number>();
  for (const { visits } of explorations)
    for (const [{ id }, count] of visits) visitsByArc.set(id, (visitsByArc.get(id) ?? 0) + count);
  const charts = chartsOf(lifecycle);
  const arcs = charts.flatMap((chart) =>
    chart.arcs.map((arc) => ({ arc, visits: visitsByArc.get(arc.id) ?? 0 })),
  );
  const regions = charts.flatMap((chart) =>
    chart.regions.map(({ name, states }) => ({
      chart: chart.name,
      region: name,
      states: states.map((state, place) => ({
        state,
        visits:
          (place === 0 ? 1 : 0) +
          arcs
            .filter(
              ({ arc }) => arc.id.startsWith(`${chart.name}:${name}:`) && arc.target === state,
            )
            .reduce((sum, { visits }) => sum + visits, 0),
      })),
    })),
  );
  return {
    regions,
    arcs,
    unreached: [
      ...regions.flatMap(({ chart, region, states }) =>
        states
          .filter(({ visits }) => visits === 0)
          .map(({ state }) => `${chart}:${region}:${state}`),
      ),
      ...arcs.filter(({ visits }) => visits === 0).map(({ arc }) => arc.id),
    ],
  };
}
