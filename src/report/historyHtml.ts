import type { AccountExplanation, Explanation } from '../history/explain.ts';
import { type History, type HistoryCall, lineOfEvent } from '../history/history.ts';
import { answerText, callText, explainText, roleStates } from './explainText.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What a target sends is data, never markup. */
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => entities[sign] as string);

const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --bar: #dbe7f6; --edge: #3b6ea8; --bad: #b3261e; --badBar: #fbe3e1; --dim: #5f6b78; --line: #d5dae0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --paper: #14181d; --bar: #1f3550; --edge: #7fb0e8; --bad: #ff8a80; --badBar: #4a1f1c; --dim: #9aa5b1; --line: #333b45; } }
body { margin: 1.5rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.lanes { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
.lane { display: grid; align-items: center; gap: 2px 0; border-bottom: 1px solid var(--line); padding: 3px 0; width: max-content; }
.lane:last-child { border-bottom: 0; }
.who { position: sticky; left: 0; z-index: 1; background: var(--paper); padding: 0 .6rem; color: var(--dim); white-space: nowrap; }
.call { border: 1px solid var(--edge); border-radius: 4px; background: var(--bar); color: inherit; font: 12px/1.3 system-ui, sans-serif; text-align: left; padding: 2px 5px; margin: 0 1px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; cursor: pointer; min-width: 0; }
.call:focus-visible, .call:hover { outline: 3px solid var(--edge); outline-offset: 1px; }
.open { border-right: 3px dotted var(--edge); }
.left { border-style: dashed; background: none; }
.bad { border: 2px solid var(--bad); background: var(--badBar); font-weight: 600; }
#told { position: sticky; bottom: 0; z-index: 2; background: var(--paper); border-top: 2px solid var(--edge); padding: .5rem 0; min-height: 6.5rem; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 40vh; overflow-y: auto; }
.legend { color: var(--dim); }
`;

const script = `
const told = document.getElementById('told');
const show = (event) => { const call = event.target.closest('.call'); if (call) told.textContent = call.dataset.told; };
for (const type of ['mouseover', 'focusin', 'click']) document.addEventListener(type, show);
document.addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const calls = [...document.querySelectorAll('.call')].sort((a, b) => a.dataset.at - b.dataset.at);
  const next = step && calls[calls.indexOf(document.activeElement) + step];
  if (next) { next.focus(); event.preventDefault(); }
});
`;

/** What is said of a call: in the bar, and when it is pointed at. */
interface Bar {
  readonly call: HistoryCall;
  readonly mark: 'bad' | 'left' | '';
  readonly sign: string;
  readonly told: string;
}

function barsOf({ order, start, result }: AccountExplanation, calls: readonly HistoryCall[]) {
  const places = new Map(order.map(({ call }, at) => [call.invoked, at]));
  return calls.map((call): Bar => {
    const at = places.get(call.invoked);
    const isBad = result.verdict === 'no' && result.impossible.call.invoked === call.invoked;
    const what = [
      `Line ${lineOfEvent(call.invoked)}, process ${call.process}: ${callText(call)}`,
      Number.isFinite(call.ended)
        ? `Line ${lineOfEvent(call.ended)}: ${answerText(call.seen)}`
        : 'No answer.',
    ];
    if (isBad) {
      const before = roleStates(result.impossible.before).join('; ');
      const instead = result.impossible.permitted.map(answerText).join('\n  ');
      const told = [
        ...what,
        `This answer cannot be. Before it, the role may have been: ${before}`,
        `What could have come instead:\n  ${instead || 'nothing'}`,
      ];
      return { call, mark: 'bad', sign: '✗ ', told: told.join('\n') };
    }
    if (at === undefined)
      return {
        call,
        mark: 'left',
        sign: '',
        told: [...what, 'It is not in the order.'].join('\n'),
      };
    const before = roleStates([order[at - 1]?.beliefs ?? start]).join('; ');
    const after = roleStates([order[at]?.beliefs ?? start]).join('; ');
    const told = [
      ...what,
      `Number ${at + 1} in the order. The role may be before: ${before}; after: ${after}`,
    ];
    return { call, mark: '', sign: `${at + 1} `, told: told.join('\n') };
  });
}

const columnPx = 36;
const nameEnds = 3;

/** The lanes of an account: one row for each process, one column for each event. */
function lanesOf(account: AccountExplanation, history: History): string {
  const calls = history.calls.filter((one) => one.account === account.account);
  const events = calls
    .flatMap(({ invoked, ended }) => (Number.isFinite(ended) ? [invoked, ended] : [invoked]))
    .sort((a, b) => a - b);
  const columns = new Map(events.map((event, at) => [event, at + 2]));
  const end = events.length + nameEnds;
  const bars = barsOf(account, calls);
  const processes = [...new Set(calls.map(({ process }) => process))].sort((a, b) => a - b);
  return processes
    .map((process) => {
      const row = bars
        .filter(({ call }) => call.process === process)
        .map(({ call, mark, sign, told }) => {
          const from = columns.get(call.invoked) ?? 2;
          const to = (columns.get(call.ended) ?? end - 1) + 1;
          const open = Number.isFinite(call.ended) ? '' : ' open';
          return `<button type="button" class="call ${mark}${open}" style="grid-column:${from}/${to}" data-at="${call.invoked}" data-told="${escaped(told)}">${escaped(sign + call.call.operation)}</button>`;
        });
      return `<div class="lane" style="grid-template-columns:7rem repeat(${events.length + 1},${columnPx}px)"><span class="who">process ${process}</span>${row.join('')}</div>`;
    })
    .join('\n');
}

const legend =
  'A bar is a call, from when it was made until its answer; a dotted end means that no answer came. Its number is its place in the order. A dashed bar is not in the order. ✗ is the answer that cannot be.';

/** A history as one page that needs no network: processes as lanes, calls as bars, what the role may be beside each. */
export function historyHtml(history: History, explanation: Explanation): string {
  const accounts = explanation.accounts
    .map(
      (one) =>
        `<h2>Account ${escaped(one.account)}</h2>\n<div class="lanes">\n${lanesOf(one, history)}\n</div>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>A history: ${explanation.verdict}</title>
<style>${style}</style>
</head>
<body>
<h1>A history of ${explanation.calls} calls</h1>
<pre>${escaped(explainText(explanation))}</pre>
<p class="legend">${legend} Point at a bar, or reach it with Tab and the arrow keys.</p>
${accounts}
<div id="told" role="status" aria-live="polite">Point at a call.</div>
<script>${script}</script>
</body>
</html>
`;
}
