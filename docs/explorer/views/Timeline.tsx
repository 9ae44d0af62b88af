import { useEffect, useRef } from 'preact/hooks';
import { missing, unjudged } from '../../../model/operations/operation.ts';
import { shownStep } from '../../../src/report/steps.ts';
import type { Played } from '../../../src/walk/play.ts';
import { accountAt, goTo, playOrPause, redo, type State, undo } from '../state.ts';
import { circumstanceOf, readable, ruleOf, titleOf } from '../words.ts';
import type { Changing } from './Offers.tsx';

/** What came back, without what nobody judges. */
const answerOf = ({ step }: Played): string | undefined =>
  'call' in step && step.outcome.ok === true && Object.keys(step.outcome.output).length > 0
    ? readable(
        JSON.stringify(
          step.outcome.output,
          (_, value) => (value === missing ? undefined : value === unjudged ? '…' : value),
          2,
        ),
      )
    : undefined;

const outcomeOf = ({ step }: Played): string => {
  if (!('call' in step)) return 'unasked';
  return step.outcome.ok === false ? step.outcome.code : 'ok';
};

/** What changed in a step, by which rules, and what came back. */
function Details({ played, state }: { readonly played: Played; readonly state: State }) {
  const shown = shownStep(accountAt(state, state.at - 1), played.step, state.model);
  const answer = answerOf(played);
  return (
    <div class="details">
      {played.broke.map((name) => (
        <p key={name} class="broke">
          Breaks {name}
        </p>
      ))}
      {shown.outcome === 'ok' ? null : <p>{readable(shown.outcome)}</p>}
      <ul class="changes">
        {shown.changes.map((change) => (
          <li key={change}>{readable(change).replace('->', '→')}</li>
        ))}
        {shown.changes.length === 0 ? <li class="quiet">changes nothing</li> : null}
      </ul>
      {[...new Set(shown.rules)].map((id) => (
        <p key={id} class="quiet" title={ruleOf(id)?.source}>
          {ruleOf(id)?.sentence ?? 'No requirement asks for this: the model is wrong.'}
        </p>
      ))}
      {answer === undefined ? null : (
        <details>
          <summary>Answer</summary>
          <pre>{answer}</pre>
        </details>
      )}
    </div>
  );
}

function Entry({
  played,
  place,
  state,
  change,
}: Changing & {
  readonly played: Played;
  readonly place: number;
  readonly state: State;
}) {
  const isCurrent = place === state.at;
  const outcome = outcomeOf(played);
  const marks = [
    'entry',
    isCurrent ? 'current' : '',
    place > state.at ? 'undone' : '',
    outcome === 'ok' ? '' : 'not-ok',
    played.broke.length > 0 ? 'breaks' : '',
  ];
  return (
    <li class={marks.filter(Boolean).join(' ')}>
      <button
        type="button"
        aria-current={isCurrent ? 'step' : undefined}
        onClick={() => change(goTo(place))}
      >
        <span class="number">{place}</span>
        <span class="title">{titleOf(played.step)}</span>
        <span class="outcome">{outcome}</span>
        <span class="quiet where">{circumstanceOf(played.step)}</span>
      </button>
      {isCurrent ? <Details played={played} state={state} /> : null}
    </li>
  );
}

/** The newest step for those who hear the page. */
function Announced({ state }: { readonly state: State }) {
  const { steps, at, model } = state;
  const current = steps[at - 1];
  const changes =
    current === undefined ? [] : shownStep(accountAt(state, at - 1), current.step, model).changes;
  return (
    <p class="unseen" role="status">
      {current === undefined
        ? 'The beginning'
        : [`Step ${at}: ${titleOf(current.step)}`, outcomeOf(current), ...changes.map(readable)]
            .join('. ')
            .replaceAll('->', 'to')}
    </p>
  );
}

/** The walk so far, and what is still to come of one that was opened or undone. */
export function Timeline({ state, change }: Changing & { readonly state: State }) {
  const { steps, at, isPlaying } = state;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const box = list.current;
    const current = box?.querySelector<HTMLElement>('.current');
    if (box === null || !current) return;
    box.scrollTop = current.offsetTop - box.clientHeight / 3;
    // The button that was pressed may be gone: then the keyboard goes on at the step that it has made.
    if (document.activeElement === document.body)
      current.querySelector('button')?.focus({ preventScroll: true });
  });
  return (
    <section aria-labelledby="walk">
      <h2 id="walk">Walk</h2>
      <div class="bar">
        <button type="button" disabled={at === 0} onClick={() => change(undo)}>
          Undo
        </button>
        <button type="button" disabled={at === steps.length} onClick={() => change(redo)}>
          {at === steps.length ? 'Redo' : 'Next'}
        </button>
        <button type="button" disabled={steps.length === 0} onClick={() => change(playOrPause)}>
          {isPlaying ? 'Pause' : 'Play'}
        </button>
        <button type="button" disabled={at === 0} onClick={() => change(goTo(0))}>
          To the start
        </button>
        <span class="quiet">
          {at} of {steps.length}
        </span>
      </div>
      {steps.length === 0 ? (
        <p class="quiet">Nothing has happened. Create a resource in a VPC and see the role made.</p>
      ) : null}
      <Announced state={state} />
      <ol class="timeline" ref={list}>
        {steps.map((played, index) => (
          <Entry key={index} played={played} place={index + 1} state={state} change={change} />
        ))}
      </ol>
    </section>
  );
}
