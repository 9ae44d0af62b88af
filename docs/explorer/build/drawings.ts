import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { type Arc, type Chart, reference } from '../../../model/index.ts';
import { chartsOf } from '../../../src/explore/reached.ts';

/** A region of a statechart as SVG, its states and arrows marked so that a page can light them. */
export interface Drawing {
  /** The chart and the region. */
  readonly name: string;
  readonly svg: string;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;

const label = ({ event, guard }: Arc): string =>
  guard === undefined ? event : `${event}\\n[${guard}]`;

/** Arrows from one state to another, those with the same ends together. */
function arrows(arcs: readonly Arc[]): ReadonlyMap<string, readonly Arc[]> {
  const between = new Map<string, Arc[]>();
  for (const arc of arcs) {
    if (arc.target === undefined || arc.target === arc.from) continue;
    const ends = `${quoted(arc.from)} -> ${quoted(arc.target)}`;
    between.set(ends, [...(between.get(ends) ?? []), arc]);
  }
  return between;
}

function dot(chart: Chart<object>, { name, states }: Chart<object>['regions'][number]): string {
  const own = chart.arcs.filter(({ region }) => region === name);
  return [
    'digraph {',
    'bgcolor=transparent; pad=0.05; nodesep=0.1; ranksep=0.35;',
    'node [shape=box, style=rounded, fontname="Helvetica", fontsize=12, height=0.34, margin="0.1,0.04"];',
    'edge [fontname="Helvetica", fontsize=10.5, arrowsize=0.6];',
    ...states.map((state) => `${quoted(state)} [class=${quoted(`state is-${state}`)}];`),
    ...[...arrows(own)].map(([ends, some]) => {
      const lines = some.map((arc) => ` ${label(arc)} `).join('\\n');
      const marks = ['arrow', ...some.map(({ id }) => id)].join(' ');
      return `${ends} [label=${quoted(lines)}, class=${quoted(marks)}];`;
    }),
    '}',
  ].join('\n');
}

/** What Graphviz writes, without colours, which are the page's, and without what only it needs. */
const bare = (svg: string, name: string): string =>
  svg
    .slice(svg.indexOf('<svg'))
    .replaceAll(/<!--[\s\S]*?-->\s*/g, '')
    .replaceAll(/<title>[\s\S]*?<\/title>\s*/g, '')
    .replaceAll('&#45;', '-')
    .replaceAll(/ (fill|stroke|font-family|id|xmlns:xlink)="[^"]*"/g, '')
    .replace(
      /<svg width="(\d+)pt" height="(\d+)pt"/,
      `<svg data-drawing="${name}" width="$1" height="$2" aria-hidden="true"`,
    )
    .trim();

/** Every region of every statechart. */
export async function drawings(): Promise<readonly Drawing[]> {
  const graphviz = await Graphviz.load();
  return chartsOf(reference).flatMap((chart) =>
    chart.regions.map((region) => {
      const name = `${chart.name}-${region.name}`;
      return { name, svg: bare(graphviz.layout(dot(chart, region), 'svg', 'dot'), name) };
    }),
  );
}
