import { asCommands } from './asCommands.ts';
import { asTypeScript } from './asTypeScript.ts';
import type {
  ConformRecord,
  RecordedCall,
  RecordedGroup,
  RecordedResult,
} from './conformRecord.ts';
import { answerText, callText, formFault } from './conformText.ts';
import { html, type Markup } from './html.ts';

const shownMax = 100;
const rulesMax = 3;
const answerMax = 4000;

const fold = (title: string, text: string): Markup =>
  html`<details><summary>${title}</summary><pre><code>${text}</code></pre></details>`;

function step(call: RecordedCall, at: number, { deviation }: RecordedResult): Markup {
  const isWrong = deviation?.at === at;
  const permitted = isWrong
    ? html`<div class="permitted">Permitted would be:<ul>${deviation.permitted.map((one) => html`<li><code>${answerText(one, answerMax)}</code></li>`)}</ul></div>`
    : '';
  const fault = formFault(call);
  const form = fault === undefined ? '' : html`<div class="faint">${fault}</div>`;
  return html`<li${isWrong ? html` class="wrong"` : ''}><p class="call">${at + 1}. <code>${callText(call)}</code></p><p class="answer"><code>${answerText(call.answer, answerMax)}</code></p>${form}${permitted}</li>`;
}

function rule({ requirements }: ConformRecord, id: string): Markup {
  const found = requirements[id];
  if (found === undefined) return html`<li>${id}</li>`;
  const { sentence, source, link, level } = found;
  const where =
    link === null ? html`${source}` : html`<a href="${link}" rel="noreferrer">${source}</a>`;
  return html`<li><a href="#rule-${id}">${id}</a>: ${sentence} <span class="faint">${level}: ${where}</span></li>`;
}

function failure(record: ConformRecord, group: RecordedGroup, number: number): Markup {
  const first = record.results.find(({ id }) => id === group.cases[0]);
  if (first === undefined) return html``;
  const known = record.baseline?.known.find(({ cases }) => cases.includes(first.id));
  const code = asTypeScript(first, record);
  const seed = record.seed === null ? '' : html`, seed ${record.seed}`;
  return html`<article aria-labelledby="failure-${number}">
<h3 id="failure-${number}">${number}. ${group.what}</h3>
${known === undefined ? '' : html`<p class="open">Known: ${known.reason}</p>`}
<ul>${group.requirements.slice(0, rulesMax).map((id) => rule(record, id))}</ul>
<div class="lanes" aria-hidden="true"><span>client</span><span>${record.implementation.name ?? record.implementation.target}</span></div>
<ol class="sequence">${first.calls.map((call, at) => step(call, at, first))}</ol>
${fold('As commands of the AWS CLI', asCommands(first.calls).join('\n'))}
${code === undefined ? '' : fold('As a test in TypeScript', code)}
${fold(`Seen in ${group.cases.length} ${group.cases.length === 1 ? 'case' : 'cases'}`, group.cases.join('\n'))}
<p class="faint">Again: <code>${record.replay} --only ${first.id}</code>${seed}</p>
</article>`;
}

/** Each failure as a diagram of who said what, with what shows it again. */
export const conformFailures = (record: ConformRecord): readonly Markup[] => [
  ...record.groups.slice(0, shownMax).map((group, index) => failure(record, group, index + 1)),
  ...(record.groups.length > shownMax
    ? [html`<p>And ${record.groups.length - shownMax} more.</p>`]
    : []),
];
