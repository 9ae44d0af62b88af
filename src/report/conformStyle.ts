/** The style of the page: light and dark, for screens of any width. */
export const conformStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --faint: #57606a; --paper: #fff; --line: #d0d7de; --shade: #f6f8fa;
  --good: #116329; --bad: #a40e26; --open: #7d4e00; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --faint: #9da7b3; --paper: #0d1117; --line: #3d444d;
  --shade: #161b22; --good: #56d364; --bad: #ff8b87; --open: #e3b341; --link: #79c0ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); } :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 0 0 .5rem; }
code, pre { font: .85rem/1.45 ui-monospace, monospace; } pre { white-space: pre-wrap; margin: .5rem 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 1rem 0; }
dt { color: var(--faint); } dd { margin: 0; }
.verdict { border-left: .4rem solid var(--open); padding: .5rem 1rem; background: var(--shade); }
.good { color: var(--good); } .bad { color: var(--bad); } .open { color: var(--open); }
.verdict.good { border-color: var(--good); } .verdict.bad { border-color: var(--bad); } .verdict p + p { color: var(--ink); } .verdict p { margin: 0; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: normal; }
td.count, th.count { text-align: right; font-variant-numeric: tabular-nums; } thead th { color: var(--faint); font-weight: 600; }
.rule { min-width: 18rem; } .faint { color: var(--faint); }
article { border: 1px solid var(--line); border-radius: .4rem; padding: 1rem; margin: 1rem 0; }
summary { cursor: pointer; padding: .2rem 0; }
.lanes { display: flex; justify-content: space-between; font-weight: 600; gap: 2rem; }
.sequence { list-style: none; margin: 0 .5rem 1rem; padding: .5rem 0; border: solid var(--line); border-width: 0 2px; }
.sequence li { padding: .4rem 0; } .sequence p { position: relative; margin: 0; padding: .1rem 1rem .35rem; border-bottom: 2px solid var(--faint); }
.sequence p::after { content: ""; position: absolute; bottom: -6px; border: 5px solid transparent; }
.sequence .call::after { right: 0; border-left-color: var(--faint); border-right: 0; }
.sequence .answer { border-bottom-style: dashed; text-align: right; }
.sequence .answer::after { left: 0; border-right-color: var(--faint); border-left: 0; }
.wrong { background: var(--shade); } .sequence .wrong .answer { border-color: var(--bad); color: var(--bad); }
.permitted { margin: .5rem 1rem; color: var(--good); }
@media (max-width: 40rem) { body { padding: .5rem; } dl { grid-template-columns: 1fr; } dd { margin: 0 0 .5rem; } .rule { min-width: 12rem; } }
@media print { details > * { display: block; } }
`;
