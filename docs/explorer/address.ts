import { type FaultName, faultNames, faults } from '../../model/faults/index.ts';
import { counterexampleOf } from './counterexamples.ts';
import { type Change, elsewhere, open, playOrPause } from './state.ts';

/** A wrong model that plays by itself: the sequence that shows what is wrong with it. */
function playing(fault: FaultName): Change {
  const link = counterexampleOf(fault)?.link;
  if (link === undefined) return elsewhere({ fault, choices: {} });
  return (state) => playOrPause(open(link, { from: 'start' })(state));
}

/** What the address of the page opens: a walk after the #, or a wrong model by `?fault=NAME`. */
export function openingOf({ hash, search }: Pick<Location, 'hash' | 'search'>): Change {
  if (hash.length > 1) return open(hash.slice(1));
  const name = new URLSearchParams(search).get('fault');
  if (name === null) return (state) => state;
  if (Object.hasOwn(faults, name)) return playing(name as FaultName);
  return (state) => ({
    ...state,
    notice: `There is no wrong model of this name: choose one of the ${faultNames.length} under Model.`,
  });
}
