import { type Chart, choices } from '../../model/index.ts';

type Answers = readonly (string | boolean)[];

const modes = ['PUBLIC', 'SANDBOX', 'VPC'];
const alternativesOf = (name: string): Answers | undefined =>
  Object.hasOwn(choices, name) ? choices[name as keyof typeof choices].alternatives : undefined;
/** Every answer to whatever a guard may ask. */
const allAnswers = new Proxy<Record<string, Answers>>(
  {},
  { get: (_, name: string) => (name === 'mode' ? modes : (alternativesOf(name) ?? [true, false])) },
);

const known = new WeakMap<object, readonly unknown[]>();

/** Every state of a chart that some sequence of events brings about. */
export function statesOf<State>(chart: Chart<State>): readonly State[] {
  const walked = known.get(chart) as readonly State[] | undefined;
  if (walked !== undefined) return walked;
  const found = new Set([chart.initial]);
  for (const state of found)
    for (const event of chart.events)
      for (const { reaction } of chart.reactions(state, event, allAnswers))
        if (reaction !== undefined) found.add(reaction.state);
  known.set(chart, [...found]);
  return [...found];
}

/** The JSON Schema of a chart's states: one for each of its regions. */
export function stateSchema<State>({ regions, initial }: Chart<State>): object {
  const schemas = regions.map(({ name, states }) => [name, { enum: states }] as const);
  return typeof initial === 'string'
    ? (schemas[0]?.[1] ?? {})
    : {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(schemas),
        required: regions.map(({ name }) => name),
      };
}
