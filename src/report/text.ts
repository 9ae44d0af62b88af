import type { CheckResult } from '../check/check.ts';
import type { Counterexample, PropertyResult } from '../check/verdicts.ts';
import type { ShownStep } from './steps.ts';

const width = 78;

/** Breaks a text into lines that fit a narrow terminal, each after the first indented. */
export function wrapped(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}

const grouped = (count: number): string => count.toLocaleString('en-US');
const several = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

/** A way or a counterexample as numbered calls, with what came back, what changed, and the rules. */
export function stepsText(steps: readonly ShownStep[]): string {
  return steps
    .map(({ what, outcome, changes, rules }, index) => {
      const refused = outcome === 'ok' ? '' : `\n       refused: ${wrapped(outcome, '         ')}`;
      const changed = changes.map((change) => `\n       ${change}`).join('');
      const by =
        rules.length === 0
          ? ''
          : `\n       by ${wrapped([...new Set(rules)].join(', '), '         ')}`;
      return `  ${String(index + 1).padStart(3)}  ${wrapped(what, '       ')}${refused}${changed}${by}`;
    })
    .join('\n');
}

/** The same as AWS CLI commands; what happens unasked is a comment, and so is what must be set first. */
export function commandsText(steps: readonly ShownStep[]): string {
  const lines = steps.map(({ command, what }) => command ?? `# ${what}`);
  const named = new Set(
    lines.flatMap((line) => [...line.matchAll(/\$([A-Z][A-Z0-9_]+)/g)].map(([, name]) => name)),
  );
  const unset = [...named].filter((name) => !lines.some((line) => line.startsWith(`${name}=`)));
  const first = unset.length === 0 ? [] : [`# set first: ${wrapped(unset.join(', '), '  # ')}`];
  return [...first, ...lines].map((line) => `  ${line}`).join('\n');
}

function counterexampleText(
  { name, sentence, rules }: PropertyResult,
  shown: Counterexample,
  replay: string,
): string {
  const listed = (lines: readonly string[]): string =>
    lines.map((line) => `  ${line}`).join('\n') || '  nothing';
  return [
    `violated: ${name}`,
    `  ${wrapped(sentence, '  ')}`,
    `  rules: ${wrapped(rules.join(', '), '  ')}`,
    '',
    shown.found === 'explored'
      ? `A shortest sequence that shows it, ${several(shown.steps.length, 'step')}:`
      : `A sequence that shows it, ${several(shown.steps.length, 'step')}:`,
    stepsText(shown.steps),
    '',
    'What used the role before the last step, as a client sees it:',
    listed(shown.uses),
    'What this model took to hold it:',
    listed(shown.blockers),
    '',
    'As AWS CLI commands:',
    commandsText(shown.steps),
    '',
    `Replay: ${replay}`,
  ].join('\n');
}

/** What must be reachable: each state with how often it was met, and what never was. */
function reachLines({ reached, failures, sampling }: CheckResult): string[] {
  const { regions, arcs, unreached } = reached;
  const met = arcs.filter(({ visits }) => visits > 0).length;
  const lines = regions.map(({ chart, region, states }) => {
    const counts = states.map(({ state, visits }) => `${state} ${grouped(visits)}`);
    const name = chart === region ? chart : `${chart} ${region}`;
    return `  ${wrapped(`${name}: ${counts.join(', ')}`, '    ')}`;
  });
  lines.push(`  transitions of the statecharts: ${met} of ${arcs.length} taken`);
  if (unreached.length > 0)
    lines.push(`  ${wrapped(`never, with these choices: ${unreached.join(', ')}`, '    ')}`);
  if (sampling.runs === 0) return lines;
  const unmet = failures.filter(({ times }) => times === 0);
  const names = unmet.map(({ operation, failure }) => `${operation} ${failure}`);
  lines.push(
    `  declared failures of operations: ${failures.length - unmet.length} of ${failures.length} met`,
  );
  if (unmet.length > 0)
    lines.push(`  ${wrapped(`never, in these sequences: ${names.join(', ')}`, '    ')}`);
  return lines;
}

/** Each transition with how often it was taken. */
const transitionLines = ({ reached }: CheckResult): string[] =>
  reached.arcs.map(({ arc, visits }) => `  ${grouped(visits).padStart(11)}  ${arc.id}`);

const scopesShownMax = 6;

/** What was proved for any number of resources. */
function proofLines({ anyNumber }: CheckResult): string[] {
  const [first, ...more] = anyNumber;
  if (first === undefined) return [];
  const { regions, kinds, accounts, transitions, depth, complete } = first;
  const where = regions === 'any' ? 'any number of Regions' : several(regions, 'Region');
  return [
    `For any number of resources in ${where}:`,
    `  ${grouped(accounts)} abstract accounts, ${grouped(transitions)} transitions, depth ${depth}, ${several(kinds, 'kind')}${complete ? '' : ' (stopped)'}`,
    ...(more.length > 0 ? [`  and ${more.length} more, with other choices`] : []),
  ];
}

function scopeLines({ scopes, sampling }: CheckResult): string[] {
  if (scopes.length === 0) return [];
  const shown = scopes
    .slice(0, scopesShownMax)
    .map(
      ({ scope, accounts, transitions, depths, complete }) =>
        `  ${several(scope.resources, 'resource')}, ${several(scope.regions, 'Region')}: ${grouped(accounts)} accounts, ${grouped(transitions)} transitions,` +
        ` depth ${depths.length - 1}${complete ? '' : ' (stopped)'}`,
    );
  const more = scopes.length - shown.length;
  return [
    'Explored, every account:',
    ...shown,
    ...(more > 0 ? [`  and ${more} more, with other choices`] : []),
    'Sampled, far beyond:',
    `  ${grouped(sampling.runs)} sequences, ${grouped(sampling.steps)} steps, seed ${sampling.seed}${sampling.complete ? '' : ' (stopped)'}`,
  ];
}

/** What a check found, for people. */
export function checkText(
  result: CheckResult,
  {
    fault,
    replay,
    seconds,
    transitions,
  }: { fault: string | undefined; replay: string; seconds: number; transitions: boolean },
): string {
  const { properties, unread, verdict } = result;
  const shown = properties.find(({ counterexample }) => counterexample !== undefined);
  const lines = [
    ...(fault === undefined ? [] : [`The model is changed by the fault ${fault}.`, '']),
    ...scopeLines(result),
    ...proofLines(result),
    '',
    'Must hold:',
    ...properties.map(
      ({ name, verdict: found, kind, claim }) =>
        `  ${found.padEnd(11)}  ${name} (${kind === 'live' ? 'scopes of up to 2' : claim})`,
    ),
    ...(result.scopes.length === 0 ? [] : ['', 'Must be reachable:', ...reachLines(result)]),
    ...(transitions
      ? ['', 'Transitions, and how often each was taken:', ...transitionLines(result)]
      : []),
    '',
    'Read by no statechart, and so of no matter to the lifecycle:',
    `  ${wrapped(unread.join(', ') || 'none', '  ')}`,
    ...(shown?.counterexample === undefined
      ? []
      : ['', counterexampleText(shown, shown.counterexample, replay)]),
    '',
    `${verdict}, in ${seconds.toFixed(1)} seconds`,
  ];
  return `${lines.join('\n')}\n`;
}
