import { useState } from 'preact/hooks';
import { commandsOf } from '../../../src/report/steps.ts';
import { madeOf, type State } from '../state.ts';
import { titleOf } from '../words.ts';

/** Copies a text where the browser lets a page do so. */
export function CopyButton({
  text,
  label,
}: {
  readonly text: () => string;
  readonly label: string;
}) {
  const [said, say] = useState(label);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      say('Copied');
    } catch {
      say('Not permitted here');
    }
    setTimeout(() => say(label), 2000);
  };
  return (
    <button type="button" onClick={copy}>
      <span aria-live="polite">{said}</span>
    </button>
  );
}

/** The calls of the walk as commands of the AWS CLI; what happens unasked is a comment. */
export function Commands({ state }: { readonly state: State }) {
  const steps = madeOf(state).map(({ step }) => step);
  const commands = commandsOf(steps);
  const lines = steps
    .map((step, place) => commands[place] ?? `# unasked: ${titleOf(step)}`)
    .join('\n');
  return (
    <section aria-labelledby="commands">
      <h2 id="commands">As AWS CLI commands</h2>
      {steps.length === 0 ? (
        <p class="quiet">None yet.</p>
      ) : (
        <>
          <textarea
            class="commands"
            readOnly
            aria-labelledby="commands"
            rows={Math.min(steps.length + 1, 12)}
            wrap="off"
            value={lines}
          />
          <CopyButton text={() => lines} label="Copy" />
        </>
      )}
    </section>
  );
}
