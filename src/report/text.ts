import type { CheckResult, Counterexample, PropertyResult } from '../check/check.ts';
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

/** The same as AWS CLI commands; what happens unasked is a comment. */
export const commandsText = (steps: readonly ShownStep[]): string =>
  steps.map(({ command, what }) => `  ${command ?? `# ${what}`}`).join('\n');

function counterexampleText(
  { name, sentence, rules }: PropertyResult,
  shown: Counterexample,
  replay: string,
): string {
  const held =
    shown.blockers.length === 0
      ? '  nothing'
      : shown.blockers.map((blocker) => `  ${blocker}`).join('\n');
  return [
    `violated: ${name}`,
    `  ${wrapped(sentence, '  ')}`,
    `  rules: ${wrapped(rules.join(', '), '  ')}`,
    '',
    shown.found === 'explored'
      ? `A shortest sequence that shows it, ${shown.steps.length} steps:`
      : `A sequence that shows it, ${shown.steps.length} steps:`,
    stepsText(shown.steps),
    '',
    'What the model took to hold the role before the last step:',
    held,
    '',
    'As AWS CLI commands:',
    commandsText(shown.steps),
    '',
    `Replay: ${replay}`,
  ].join('\n');
}

/** What a check found, for people. */
export function checkText(
  result: CheckResult,
  { fault, replay, seconds }: { fault: string | undefined; replay: string; seconds: number },
): string {
  const { scopes, properties, reached, unread, sampling, verdict } = result;
  const lines: string[] = [];
  if (fault !== undefined) lines.push(`The model is changed by the fault ${fault}.`, '');
  lines.push('Explored, every account:');
  for (const { scope, accounts, transitions, depths, complete } of scopes.slice(0, 6))
    lines.push(
      `  ${scope.resources} resources, ${scope.regions} Region${scope.regions === 1 ? '' : 's'}: ${grouped(accounts)} accounts, ${grouped(transitions)} transitions,` +
        ` depth ${depths.length - 1}${complete ? '' : ' (stopped)'}`,
    );
  if (scopes.length > 6) lines.push(`  and ${scopes.length - 6} more sets of choices`);
  lines.push(
    'Sampled, far beyond:',
    `  ${grouped(sampling.runs)} sequences, ${grouped(sampling.steps)} steps, seed ${sampling.seed}${sampling.complete ? '' : ' (stopped)'}`,
    '',
    'Must hold:',
  );
  for (const { name, verdict: found, kind } of properties)
    lines.push(`  ${found.padEnd(11)}  ${name}${kind === 'live' ? ' (in scopes of 2)' : ''}`);
  lines.push('', 'Must be reachable:');
  for (const { chart, region, states } of reached.regions)
    lines.push(
      `  ${wrapped(`${chart === region ? chart : `${chart} ${region}`}: ${states.map(({ state, visits }) => `${state} ${grouped(visits)}`).join(', ')}`, '    ')}`,
    );
  const visited = reached.arcs.filter(({ visits }) => visits > 0).length;
  lines.push(`  transitions of the statecharts: ${visited} of ${reached.arcs.length} taken`);
  if (reached.unreached.length > 0)
    lines.push(`  ${wrapped(`not reached: ${reached.unreached.join(', ')}`, '    ')}`);
  if (unread.length > 0)
    lines.push(
      '',
      `Read by no statechart, and so of no matter to the lifecycle:`,
      `  ${wrapped(unread.join(', '), '  ')}`,
    );
  const shown = properties.find(({ counterexample }) => counterexample !== undefined);
  if (shown?.counterexample !== undefined)
    lines.push('', counterexampleText(shown, shown.counterexample, replay));
  lines.push('', `${verdict}, in ${seconds.toFixed(1)} seconds`);
  return `${lines.join('\n')}\n`;
}
