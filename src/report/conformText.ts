import { asCommands } from './asCommands.ts';
import { asTypeScript } from './asTypeScript.ts';
import type {
  ConformRecord,
  RecordedAnswer,
  RecordedCall,
  RecordedGroup,
  RecordedResult,
} from './conformRecord.ts';
import { certifiedText, reasonsOf, ruleText, summaryText, unexpectedText } from './conformWords.ts';
import { printable } from './printable.ts';
import { wrapped } from './text.ts';

const shownMax = 300;
const idsMax = 5;
const groupsMax = 20;

const short = (text: string, most = shownMax): string =>
  printable(text.length > most ? `${text.slice(0, most)}…` : text);

/** What an answer was, in a line of so many letters at the most. */
export function answerText(answer: RecordedAnswer, most = shownMax): string {
  if (answer.ok === 'unknown') return short(answer.why, most);
  if (!answer.ok) return short(`${answer.code} ${answer.status} ${answer.message}`.trim(), most);
  const text = JSON.stringify(answer.output);
  return short(text === '{}' ? 'done' : text, most);
}

/** What is wrong with the form of an answer, where that is not all that is known of it. */
export const formFault = ({ answer, malformed }: RecordedCall): string | undefined =>
  answer.ok === 'unknown' && answer.why === malformed?.what ? undefined : malformed?.what;

/** A call, in a line. */
export const callText = ({ operation, region, input, caller }: RecordedCall): string =>
  printable(
    `${operation} ${JSON.stringify(input)}${region === 'us-east-1' ? '' : ` in ${region}`}${caller === 'limited' ? ' by the limited caller' : ''}`,
  );

/** The calls of a case, numbered, with what came back. */
function storyText({ calls, deviation }: RecordedResult): readonly string[] {
  return calls.flatMap((call, index) => {
    const fault = formFault(call);
    return [
      `   ${index + 1}. ${wrapped(callText(call), '      ')}`,
      `      -> ${wrapped(answerText(call.answer), '         ')}`,
      ...(fault === undefined ? [] : [`      (${wrapped(short(fault), '      ')})`]),
      ...(index === deviation?.at
        ? deviation.permitted.map(
            (one) => `      permitted: ${wrapped(answerText(one), '         ')}`,
          )
        : []),
    ];
  });
}

function groupText(
  record: ConformRecord,
  { what, requirements: ids, cases }: RecordedGroup,
  number: number,
  verbose: boolean,
): readonly string[] {
  const first = record.results.find(({ id }) => id === cases[0]);
  if (first === undefined) return [];
  const rules = ids.slice(0, 3).map((id) => `   ${wrapped(ruleText(record, id), '   ')}`);
  const more = cases.length > idsMax ? `, and ${cases.length - idsMax} more` : '';
  const known = record.baseline?.known.find((entry) => entry.cases.includes(first.id));
  const code = verbose ? asTypeScript(first, record) : undefined;
  return [
    `${number}. ${printable(what)}`,
    ...(known === undefined ? [] : [`   known: ${wrapped(printable(known.reason), '   ')}`]),
    ...rules,
    ...storyText(first),
    '   As commands:',
    ...asCommands(first.calls).map((line) => `     ${printable(line)}`),
    ...(code === undefined
      ? []
      : [
          '   As a test:',
          ...code
            .trimEnd()
            .split('\n')
            .map((line) => `     ${line}`.trimEnd()),
        ]),
    `   Seen in ${cases.length} ${cases.length === 1 ? 'case' : 'cases'}: ${wrapped(`${cases.slice(0, idsMax).join(', ')}${more}`, '   ')}`,
    `   Again: ${record.replay} --only ${first.id}`,
  ];
}

/** How a report is written. */
export interface TextOptions {
  /** With each failure as a test, too. */
  readonly verbose?: boolean;
  /** The summary alone. */
  readonly quiet?: boolean;
}

const titled = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

/** What a run found, for readers. @category Conformance */
export function conformText(record: ConformRecord, options: TextOptions = {}): string {
  const { groups, remains, profiles, choices, implementation, statistics, results } = record;
  const { quiet = false, verbose = false } = options;
  const summary = [summaryText(record), certifiedText(record)];
  if (quiet) return `${summary.join('\n')}\n`;
  const { name, version, target } = implementation;
  const called =
    name === null ? target : `${name}${version === null ? '' : ` ${version}`}, ${target}`;
  const lines = [
    `${printable(called)}: ${results.length} cases, ${statistics.calls} calls, ${statistics.seconds.toFixed(1)} s.`,
    ...profiles.map(
      ({ profile, verdict, counts }) =>
        `  ${profile.padEnd(10)} ${verdict.padEnd(15)} ${counts.pass} of ${Object.values(counts).reduce((a, b) => a + b, 0)} passed`,
    ),
    ...titled(`What is wrong (${groups.length}):`, [
      ...groups
        .slice(0, groupsMax)
        .flatMap((group, index) => groupText(record, group, index + 1, verbose)),
      ...(groups.length > groupsMax ? [`And ${groups.length - groupsMax} more.`] : []),
    ]),
    ...titled(
      'What decides nothing:',
      reasonsOf(results)
        .slice(0, groupsMax)
        .map(([reason, count]) => `  ${count} ${wrapped(short(reason), '    ')}`),
    ),
    ...titled(
      'What the target chose where the documents are silent:',
      Object.entries(choices).map(([choice, taken]) => `  ${choice}: ${taken}`),
    ),
    ...titled(
      'Against the baseline:',
      record.baseline === null
        ? []
        : unexpectedText(record).map((line) => `  ${wrapped(line, '    ')}`),
    ),
    ...titled(
      'Still there:',
      remains.map(
        ({ kind, region, id, reason }) =>
          `  ${wrapped(printable(`${kind} ${id} in ${region}: ${reason}.`), '    ')}`,
      ),
    ),
    '',
    ...summary,
  ];
  return `${lines.join('\n')}\n`;
}
