import { invariants } from '../../../properties/index.ts';
import { accountInvariants } from '../../../properties/ofAccounts.ts';
import type { Stated } from '../../../properties/property.ts';
import { madeOf, type State } from '../state.ts';

function Light({ stated, brokenAt }: { readonly stated: Stated; readonly brokenAt: number }) {
  const isBroken = brokenAt > 0;
  return (
    <li class={isBroken ? 'light broken' : 'light'} data-invariant={stated.name}>
      <details open={isBroken}>
        <summary>
          <span class="lamp" aria-hidden="true" />
          {stated.name}
          <span class={isBroken ? 'verdict' : 'unseen'}>
            {isBroken ? ` broken at step ${brokenAt}` : ' holds'}
          </span>
        </summary>
        <p>{stated.sentence}</p>
      </details>
    </li>
  );
}

/** What must hold in every step, each with the step that broke it. */
export function Invariants({ state }: { readonly state: State }) {
  const made = madeOf(state);
  const row = (stated: Stated) => ({
    stated,
    brokenAt: 1 + made.findIndex(({ broke }) => broke.includes(stated.name)),
  });
  const rows = [...invariants, ...accountInvariants].map(row);
  const broken = rows.filter(({ brokenAt }) => brokenAt > 0);
  const others = rows.filter(({ brokenAt }) => brokenAt === 0);
  return (
    <section aria-labelledby="invariants">
      <h2 id="invariants">What must always hold</h2>
      <p class="quiet" role="status">
        {broken.length === 0
          ? `All ${rows.length} hold so far.`
          : `${broken.length} of ${rows.length} broken.`}
      </p>
      <ul class="lights">
        {[...broken, ...others].map(({ stated, brokenAt }) => (
          <Light key={stated.name} stated={stated} brokenAt={brokenAt} />
        ))}
      </ul>
    </section>
  );
}
