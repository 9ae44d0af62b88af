import { type ChoiceName, choiceNames, choices } from '../../../model/index.ts';
import { accountOf, elsewhere, type State } from '../state.ts';
import type { Changing } from './Offers.tsx';

/** What the documents leave open: another alternative is taken for the whole walk. */
export function Choices({ state, change }: Changing & { readonly state: State }) {
  const taken = accountOf(state).choices;
  const take = (name: ChoiceName, alternative: string) =>
    change((before) => {
      const { world } = before;
      return elsewhere({ ...world, choices: { ...world.choices, [name]: alternative } })(before);
    });
  return (
    <section aria-labelledby="choices">
      <h2 id="choices">Where the documents are silent</h2>
      <details>
        <summary>{choiceNames.length} choices</summary>
        <div class="choices">
          {choiceNames.map((name) => (
            <label key={name} title={choices[name].reason}>
              <span>{name}</span>
              <select
                value={taken[name]}
                onChange={({ currentTarget: { value } }) => take(name, value)}
              >
                {choices[name].alternatives.map((alternative) => (
                  <option key={alternative}>{alternative}</option>
                ))}
              </select>
            </label>
          ))}
        </div>
      </details>
    </section>
  );
}
