import { useMemo } from 'preact/hooks';
import { callsOffered, unaskedOffered } from '../../../src/walk/offers.ts';
import { accountOf, type State } from '../state.ts';
import { AccountView } from './AccountView.tsx';
import { Charts } from './Charts.tsx';
import { Choices } from './Choices.tsx';
import { Commands } from './Commands.tsx';
import { Doing, regions } from './Doing.tsx';
import { Header, Notices } from './Header.tsx';
import { Invariants } from './Invariants.tsx';
import type { Changing } from './Offers.tsx';
import { Timeline } from './Timeline.tsx';

/** The page: a picture of the state, and nothing else. */
export function Page({
  state,
  change,
  onFile,
}: Changing & { readonly state: State; readonly onFile: (file: File) => void }) {
  const { model, caller } = state;
  const account = accountOf(state);
  const offered = useMemo(() => {
    const places = [...regions, ...account.core.resources.map(({ region }) => region)];
    return {
      calls: callsOffered(account, model, { regions: [...new Set(places)], caller }),
      unasked: unaskedOffered(account, model),
    };
  }, [account, model, caller]);
  return (
    <>
      <Header state={state} change={change} onFile={onFile} />
      <Notices state={state} change={change} />
      <main>
        <div class="column">
          <AccountView state={state} offered={offered} change={change} />
          <Doing state={state} offered={offered} change={change} />
          <Choices state={state} change={change} />
        </div>
        <div class="column">
          <Timeline state={state} change={change} />
          <Invariants state={state} />
          <Commands state={state} />
        </div>
        <div class="column">
          <Charts state={state} change={change} />
        </div>
      </main>
    </>
  );
}
