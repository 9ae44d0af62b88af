import { createHash } from 'node:crypto';
import { conformFailures } from './conformFailures.ts';
import type { ConformRecord } from './conformRecord.ts';
import { conformStyle } from './conformStyle.ts';
import { certifiedText, reasonsOf, summaryText, unexpectedText } from './conformWords.ts';
import { html, Markup, type Part } from './html.ts';

const styleHash = createHash('sha256').update(conformStyle).digest('base64');
/** Nothing is loaded, nothing is run, nothing is sent. */
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

const tones: Readonly<Record<string, string>> = {
  conformant: 'good',
  pass: 'good',
  'not conformant': 'bad',
  partial: 'bad',
  fail: 'bad',
  error: 'bad',
};
const toneOf = (verdict: string): string => tones[verdict] ?? 'open';

const section = (id: string, title: string, ...content: readonly Part[]): Markup =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;

/** A table that can be moved sideways, by keys, too. */
const table = (label: string, head: readonly Part[], rows: readonly Part[]): Markup =>
  html`<div class="wide" role="region" aria-label="${label}" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;

const list = (items: readonly string[]): Markup =>
  html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;

function about(record: ConformRecord): Markup {
  const { implementation, endpoint, version, model, seed, startedAt, statistics, replay } = record;
  const { name, version: of, target } = implementation;
  const where =
    endpoint === null || typeof endpoint === 'string'
      ? (endpoint ?? undefined)
      : Object.entries(endpoint)
          .map(([service, url]) => `${service} ${url}`)
          .join(', ');
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Implementation', name === null ? undefined : `${name} ${of ?? ''}`],
    ['Called', target],
    ['Endpoint', where],
    ['Semantics', version],
    ['Model', model.slice(0, 12)],
    ['Seed', seed === null ? undefined : String(seed)],
    ['Begun', startedAt],
    ['Took', `${statistics.seconds} s, ${statistics.calls} calls in ${statistics.callSeconds} s`],
    ['Again', replay],
  ];
  return html`<dl>${facts.map(([what, value]) => (value === undefined ? '' : html`<dt>${what}</dt><dd>${value}</dd>`))}</dl>`;
}

const profileTable = ({ profiles, counts }: ConformRecord): Markup =>
  table(
    'Profiles',
    [
      html`<th scope="col">Profile</th><th scope="col">Verdict</th>`,
      ...Object.keys(counts).map((name) => html`<th scope="col" class="count">${name}</th>`),
    ],
    profiles.map(
      (one) =>
        html`<tr><th scope="row">${one.profile}</th><td class="${toneOf(one.verdict)}">${one.verdict}${one.whole ? '' : ' (of what was tried)'}</td>${Object.values(one.counts).map((count) => html`<td class="count">${count || '·'}</td>`)}</tr>`,
    ),
  );

/** Requirement by verdict: how many cases of each ended how, those that fail first. */
function matrix({ requirements, results, counts }: ConformRecord): Markup {
  const verdicts = Object.keys(counts);
  const rows = Object.entries(requirements).map(([id, rule]) => {
    const own = results.filter((result) => result.requirements.includes(id));
    const times = verdicts.map((name) => own.filter(({ verdict }) => verdict === name).length);
    return { id, rule, times, bad: times[verdicts.indexOf('fail')] ?? 0 };
  });
  const source = ({ source: text, link }: (typeof rows)[number]['rule']): Markup =>
    link === null ? html`${text}` : html`<a href="${link}" rel="noreferrer">${text}</a>`;
  return table(
    'Requirements',
    [
      html`<th scope="col">Requirement</th><th scope="col" class="rule">Rule</th>`,
      ...verdicts.map((name) => html`<th scope="col" class="count">${name}</th>`),
    ],
    rows
      .sort((one, other) => other.bad - one.bad)
      .map(
        ({ id, rule, times }) =>
          html`<tr><th scope="row" id="rule-${id}">${id}</th><td class="rule">${rule.sentence}<br><span class="faint">${rule.level}: ${source(rule)}</span></td>${times.map((count, at) => html`<td class="count ${count > 0 ? toneOf(verdicts[at] ?? '') : 'faint'}">${count || '·'}</td>`)}</tr>`,
      ),
  );
}

/**
 * What a run found, as one page that opens offline: no script, nothing loaded, and what a target sent is text in it.
 *
 * @category Conformance
 */
export function conformHtml(record: ConformRecord): string {
  const { implementation, verdict, groups, results, choices, remains, baseline } = record;
  const title = `Conformance of ${implementation.name ?? implementation.target}`;
  const sections: readonly (readonly [id: string, title: string, content: Part])[] = [
    ['profiles', 'Profiles', profileTable(record)],
    ...(groups.length === 0
      ? []
      : [['wrong', `What is wrong (${groups.length})`, conformFailures(record)] as const]),
    ...(baseline === null
      ? []
      : [['baseline', 'Against the baseline', list(unexpectedText(record))] as const]),
    ['requirements', 'Requirements', matrix(record)],
    ...(reasonsOf(results).length === 0
      ? []
      : [
          [
            'open',
            'What decides nothing',
            list(reasonsOf(results).map(([reason, count]) => `${count} ${reason}`)),
          ] as const,
        ]),
    [
      'choices',
      'What the target chose where the documents are silent',
      list(Object.entries(choices).map(([choice, taken]) => `${choice}: ${taken}`)),
    ],
    ...(remains.length === 0
      ? []
      : [
          [
            'remains',
            'Still there',
            list(
              remains.map(
                ({ kind, region, id, reason }) => `${kind} ${id} in ${region}: ${reason}`,
              ),
            ),
          ] as const,
        ]),
  ];
  const style = new Markup(conformStyle);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<div class="verdict ${toneOf(verdict)}"><p><strong>${verdict}</strong></p><p>${summaryText(record)}</p><p>${certifiedText(record)}</p></div>
${about(record)}
<nav aria-label="On this page"><ul>${sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>
<main>
${sections.map(([id, name, content]) => section(id, name, content))}
</main>
</body>
</html>
`;
  return page.text;
}
