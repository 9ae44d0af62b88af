import { type FaultName, faultNames, faults } from '../../../model/faults/index.ts';
import { invariants } from '../../../properties/index.ts';
import { liveness } from '../../../properties/liveness.ts';
import { accountInvariants } from '../../../properties/ofAccounts.ts';
import { counterexampleOf } from '../counterexamples.ts';
import { begin, elsewhere, linkTo, open, playFromFile, playOrPause, type State } from '../state.ts';
import { CopyButton } from './Commands.tsx';
import type { Changing } from './Offers.tsx';

const everyProperty = [...invariants, ...accountInvariants, ...liveness];
const layers = ['lifecycle', 'surface', 'document'] as const;

/** Which model is walked, and the ways to bring a walk here and to take it away. */
export function Header({
  state,
  change,
  onFile,
}: Changing & { readonly state: State; readonly onFile: (file: File) => void }) {
  const { fault } = state.world;
  return (
    <header>
      <div class="name">
        <h1>The AgentCore service-linked role</h1>
        <p class="quiet">
          Make it, hold it, try to delete it: AWSServiceRoleForBedrockAgentCoreNetwork
        </p>
      </div>
      <div class="tools">
        <label>
          <span>Model </span>
          <select
            value={fault ?? ''}
            onChange={({ currentTarget: { value } }) =>
              change((before) =>
                elsewhere({
                  ...before.world,
                  fault: value === '' ? undefined : (value as FaultName),
                })(before),
              )
            }
          >
            <option value="">as documented</option>
            {layers.map((layer) => (
              <optgroup key={layer} label={`wrong: ${layer}`}>
                {faultNames
                  .filter((name) => faults[name].layer === layer)
                  .map((name) => (
                    <option key={name} value={name}>
                      {name}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </label>
        <label class="file">
          <input
            type="file"
            accept=".json,application/json"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file !== undefined) onFile(file);
              currentTarget.value = '';
            }}
          />
          <span class="button">Open a trace</span>
        </label>
        <CopyButton
          text={() => `${location.href.split('#')[0]}#${linkTo(state)}`}
          label="Copy link"
        />
        <button type="button" onClick={() => change(({ world }) => begin(world))}>
          Begin anew
        </button>
      </div>
    </header>
  );
}

/** What catches a wrong model, and the walk that shows it. */
function FaultCaught({ fault, change }: Changing & { readonly fault: FaultName }) {
  const found = counterexampleOf(fault);
  const property = everyProperty.find(({ name }) => name === found?.property);
  if (found === undefined || property === undefined) return null;
  return (
    <>
      <span class="quiet">
        It breaks {property.name}: {property.sentence}
      </span>{' '}
      <button
        type="button"
        onClick={() => change((before) => playOrPause(open(found.link, { from: 'start' })(before)))}
      >
        Show how
      </button>
    </>
  );
}

/** What is to be said above everything else: the wrong model, a problem, what a file holds. */
export function Notices({ state, change }: Changing & { readonly state: State }) {
  const { world, notice, playable } = state;
  return (
    <aside class="notices" aria-label="Notices">
      <p role="alert" class={notice === undefined ? 'unseen' : 'notice'}>
        {notice}
        {notice === undefined ? null : (
          <button
            type="button"
            onClick={() => change((before) => ({ ...before, notice: undefined }))}
          >
            Close
          </button>
        )}
      </p>
      {world.fault === undefined ? null : (
        <p class="wrong">
          <strong>A wrong model.</strong> {faults[world.fault].sentence}{' '}
          <FaultCaught fault={world.fault} change={change} />
        </p>
      )}
      {playable.length === 0 ? null : (
        <div class="notice-of-file">
          <p>{playable[state.played]?.remark}</p>
          <p class="offers">
            <span>In this file: </span>
            {playable.map(({ title }, place) => (
              <button
                key={title}
                type="button"
                aria-pressed={place === state.played}
                onClick={() => change(playFromFile(playable, place))}
              >
                {title}
              </button>
            ))}
          </p>
        </div>
      )}
    </aside>
  );
}
