import { type Arc, type Chart, joins, reference } from '../../model/index.ts';
import { chartsOf } from '../explore/reached.ts';
import { code, page, ruleLink, table } from './markdown.ts';

/** What is drawn: Mermaid takes no hyphens in the names of states. */
const drawnName = (state: string): string => state.replaceAll('-', '_');

const label = ({ event, guard }: Arc): string =>
  guard === undefined ? event : `${event} [${guard}]`;

/** One region as a Mermaid diagram: every arrow that leads from one state to another. */
function diagram(
  region: Chart<object>['regions'][number],
  initial: string,
  arcs: readonly Arc[],
): string {
  const arrows = arcs
    .filter(({ from, target }) => target !== undefined && target !== from)
    .map((arc) => `  ${drawnName(arc.from)} --> ${drawnName(arc.target as string)}: ${label(arc)}`);
  const names = region.states.map((state) => `  state "${state}" as ${drawnName(state)}`);
  const lines = ['stateDiagram-v2', ...names, `  [*] --> ${drawnName(initial)}`, ...arrows];
  return `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``;
}

/** What an arc comes to, in a few words. */
function ending({ target, refuses }: Arc): string {
  if (refuses !== undefined) return `refused: ${code(refuses)}`;
  return target === undefined ? 'stays' : `→ **${target}**`;
}

/** What an event does in a state: the first arc whose guard is true; `·` where it changes nothing here. */
function outcome(arcs: readonly Arc[]): string {
  const told = arcs.map((arc, place) => {
    if (arc.guard !== undefined) return `if ${code(arc.guard)}: ${ending(arc)}`;
    return place === 0 ? ending(arc) : `else: ${ending(arc)}`;
  });
  return told.join('\n') || '·';
}

function ofRegion(
  chart: Chart<object>,
  { name, states }: Chart<object>['regions'][number],
): string[] {
  const arcs = chart.arcs.filter(({ region }) => region === name);
  const events = [...new Set(arcs.map(({ event }) => event))];
  const several = chart.regions.length > 1;
  return [
    ...(several ? [`### ${chart.name}: ${name}`] : []),
    diagram({ name, states }, states[0] as string, arcs),
    table(
      ['event', ...states.map(code)],
      events.map((event) => [
        code(event),
        ...states.map((state) =>
          outcome(arcs.filter((arc) => arc.from === state && arc.event === event)),
        ),
      ]),
    ),
    table(
      ['from', 'event', 'if', 'to', 'and tells', 'rule'],
      arcs.map((arc) => [
        code(arc.from),
        code(arc.event),
        code(arc.guard),
        ending(arc),
        arc.does.map(code).join(', '),
        ruleLink(arc.rule),
      ]),
    ),
  ];
}

function ofChart(chart: Chart<object>): string[] {
  const made = [...chart.guards].filter(([, means]) => means !== undefined);
  return [
    `## ${chart.name}`,
    ...chart.regions.flatMap((region) => ofRegion(chart, region)),
    ...(made.length === 0
      ? []
      : [
          `Guards of ${chart.name} that are made of others:`,
          table(
            ['guard', 'is'],
            made.map(([guard, means]) => [code(guard), means ?? '']),
          ),
        ]),
  ];
}

/** The statecharts: diagrams, the table state × event, and every transition with its rule. */
export const statechartsPage = (): string =>
  page(
    'Statecharts',
    'Each chart has one or more regions that run side by side. A diagram shows the arrows from one state to another; the table below it is complete: what each event does in each state. The first condition that is true decides. `·` means that this region takes no part; an event in which no region takes part cannot happen. Calls by clients have the names of operations (`create`, `update` and `delete` stand for those of each kind); everything else happens unasked or is told by another chart.',
    ...chartsOf(reference).flatMap(ofChart),
    '## What one chart tells another',
    table(
      ['fact', 'told to', 'rule'],
      joins.map(({ fact, tells, rule }) => [code(fact), tells.join(', '), ruleLink(rule)]),
    ),
  );
