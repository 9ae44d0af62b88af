import { type Call, type Outcome, requirements, type Seen } from '../../model/index.ts';
import { missing, unjudged } from '../../model/operations/operation.ts';
import { cases, type Profile } from '../conformance/cases.ts';
import type { Judged, Run } from '../conformance/run.ts';
import {
  countsOf,
  type FailureGroup,
  failureGroups,
  profileVerdicts,
} from '../conformance/verdicts.ts';
import { awsCommand } from './awsCli.ts';
import { wrapped } from './text.ts';

const shownMax = 300;
const idsMax = 5;
const groupsMax = 20;

const short = (text: string): string =>
  text.length > shownMax ? `${text.slice(0, shownMax)}…` : text;

/** What an answer was, in a line. */
function answerText(answer: Outcome | Seen): string {
  if (answer.ok === 'unknown') return 'nothing that could be read';
  if (!answer.ok) return short(`${answer.code} ${answer.status} ${answer.message ?? ''}`.trim());
  const text = JSON.stringify(answer.output, (_, value) =>
    value === unjudged ? '(any)' : value === missing ? undefined : value,
  );
  return short(text === '{}' ? 'done' : text);
}

const callText = ({ operation, region, input, caller }: Call): string =>
  `${operation} ${JSON.stringify(input)}${region === 'us-east-1' ? '' : ` in ${region}`}${caller.mayEdit ? '' : ' by the limited caller'}`;

/** The calls of a case, numbered, with what came back. */
function storyText({ story, deviation }: Judged): string {
  return story
    .map(({ call, reply }, index) => {
      const lines = [
        `   ${index + 1}. ${wrapped(callText(call), '      ')}`,
        `      -> ${wrapped(answerText(reply.seen), '         ')}`,
      ];
      if (reply.malformed !== undefined)
        lines.push(`      (${wrapped(reply.malformed, '      ')})`);
      if (index === deviation?.at)
        for (const outcome of deviation.permitted)
          lines.push(`      permitted: ${wrapped(answerText(outcome), '         ')}`);
      return lines.join('\n');
    })
    .join('\n');
}

function groupText(
  { what, requirements: ids, results }: FailureGroup,
  number: number,
  replay: string,
): string {
  const [first] = results;
  if (first === undefined) return '';
  const rules = ids.slice(0, 3).map((id) => {
    const { sentence, source, level } = requirements[id];
    return `   ${wrapped(`${id} (${level}): ${sentence} [${source}]`, '   ')}`;
  });
  const ids5 = results.slice(0, idsMax).map(({ id }) => id);
  const more = results.length > idsMax ? `, and ${results.length - idsMax} more` : '';
  const commands = first.story.map(({ call }) => `     ${awsCommand(call).line}`);
  return [
    `${number}. ${what}`,
    ...rules,
    storyText(first),
    '   As commands:',
    ...commands,
    `   Seen in ${results.length} ${results.length === 1 ? 'case' : 'cases'}: ${wrapped(`${ids5.join(', ')}${more}`, '   ')}`,
    `   Again: ${replay} --only ${first.id}`,
  ].join('\n');
}

/** How results that decide nothing came about: the reason, with how often it was given. */
function undecidedText(results: readonly Judged[]): readonly string[] {
  const reasons = new Map<string, number>();
  for (const { verdict, reason } of results)
    if (verdict !== 'pass' && verdict !== 'fail') {
      const line = `${verdict}: ${reason ?? 'no reason'}`;
      reasons.set(line, (reasons.get(line) ?? 0) + 1);
    }
  return [...reasons]
    .sort(([, a], [, b]) => b - a)
    .slice(0, groupsMax)
    .map(([line, count]) => `  ${count} ${wrapped(line, '    ')}`);
}

/**
 * What a run found, for readers.
 *
 * @param about - The version whose semantics it certifies, and the command that repeats a case.
 */
export function conformText(
  run: Run,
  about: { readonly version: string; readonly replay: string },
): string {
  const { results, calls, target, remains } = run;
  const counts = countsOf(results);
  const told = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`);
  const groups = failureGroups(run);
  const verdicts = profileVerdicts(run);
  const countOf = (all: readonly { readonly profile: Profile }[], profile: Profile): number =>
    all.filter((one) => one.profile === profile).length;
  const isWhole = (profile: Profile): boolean =>
    countOf(results, profile) === countOf(cases, profile);
  const conformant = verdicts.filter(
    ({ verdict, profile }) => verdict === 'conformant' && isWhole(profile),
  );
  const lines = [
    `${target}: ${results.length} cases, ${calls} calls.`,
    ...verdicts.map(
      ({ profile, verdict, counts: own }) =>
        `  ${profile.padEnd(10)} ${verdict.padEnd(15)} ${own.pass} of ${Object.values(own).reduce((a, b) => a + b, 0)} passed`,
    ),
    ...(groups.length === 0 ? [] : ['', `What is wrong (${groups.length}):`]),
    ...groups.slice(0, groupsMax).map((group, index) => groupText(group, index + 1, about.replay)),
    ...(groups.length > groupsMax ? [`And ${groups.length - groupsMax} more.`] : []),
    ...(undecidedText(results).length === 0
      ? []
      : ['', 'What decides nothing:', ...undecidedText(results)]),
    ...remains.map(({ kind, region, id, reason }) =>
      wrapped(`Still there: ${kind} ${id} in ${region}: ${reason}.`, '  '),
    ),
    '',
    `${told.join(', ')}.`,
    conformant.length === 0
      ? 'No whole profile was found conformant.'
      : `Conformant to semantics ${about.version}, profiles ${conformant.map(({ profile }) => profile).join(', ')}.`,
  ];
  return `${lines.join('\n')}\n`;
}
