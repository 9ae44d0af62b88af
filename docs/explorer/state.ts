import type { Account, Model, ResourceKind } from '../../model/index.ts';
import { linkText, openLink } from '../../src/walk/link.ts';
import type { CallerName, Offer } from '../../src/walk/offers.ts';
import { brokenBy, modelOf, type Played, startOf, type World } from '../../src/walk/play.ts';

/** A counterexample of a file, to be played. */
export interface Playable {
  readonly title: string;
  readonly link: string;
  /** What its last step shows, where the walk itself does not. */
  readonly remark?: string;
}

/** All that the page shows. */
export interface State {
  readonly world: World;
  readonly model: Model;
  /** The steps of the walk, those that are undone included. */
  readonly steps: readonly Played[];
  /** How many of them are made. */
  readonly at: number;
  readonly isPlaying: boolean;
  readonly caller: CallerName;
  readonly region: string;
  /** The kind of resource whose statechart is shown. */
  readonly kind: ResourceKind;
  /** The key of a refused call whose rule is shown. */
  readonly explained: string | undefined;
  /** What went wrong last, in a sentence. */
  readonly notice: string | undefined;
  /** What the file that was opened last holds. */
  readonly playable: readonly Playable[];
  /** Which of that is played. */
  readonly played: number;
}

/** What becomes of the state. */
export type Change = (state: State) => State;

/** The beginning of a walk. */
export function begin(world: World): State {
  return {
    world,
    model: modelOf(world),
    steps: [],
    at: 0,
    isPlaying: false,
    caller: 'administrator',
    region: 'us-east-1',
    kind: 'Browser',
    explained: undefined,
    notice: undefined,
    playable: [],
    played: 0,
  };
}

/** The account after some steps. */
export const accountAt = ({ world, steps }: State, at: number): Account =>
  steps[at - 1]?.step.account ?? startOf(world);

/** The account that is shown. */
export const accountOf = (state: State): Account => accountAt(state, state.at);

/** The steps that are made. */
export const madeOf = ({ steps, at }: State): readonly Played[] => steps.slice(0, at);

/** What follows the # of an address that opens this again. */
export const linkTo = ({ world, steps, at }: State): string =>
  linkText(
    world,
    steps.map(({ key }) => key),
    at,
  );

/** A new step; those that were undone are gone then. */
export const take =
  ({ key, step }: Offer): Change =>
  (state) => {
    const broke = brokenBy(accountOf(state), step, state.model);
    const steps = [...madeOf(state), { key, step, broke }];
    const resource = step.account.core.resources.at(-1);
    const isNew = step.account.core.resources.length > accountOf(state).core.resources.length;
    return {
      ...state,
      steps,
      at: steps.length,
      isPlaying: false,
      explained: undefined,
      notice: undefined,
      kind: isNew && resource !== undefined ? resource.kind : state.kind,
    };
  };

/** To the account after some steps, backwards or forwards. */
export const goTo =
  (at: number): Change =>
  (state) => ({
    ...state,
    at: Math.max(0, Math.min(at, state.steps.length)),
    isPlaying: false,
    explained: undefined,
  });

export const undo: Change = (state) => goTo(state.at - 1)(state);
export const redo: Change = (state) => goTo(state.at + 1)(state);

/** Starts to play the steps that are still to come, or stops. */
export const playOrPause: Change = (state) => {
  const isPlaying = !state.isPlaying;
  const atEnd = state.at === state.steps.length;
  return { ...state, isPlaying, at: isPlaying && atEnd ? 0 : state.at };
};

/** The next step while playing: it stops at the end, and where an invariant breaks. */
export const tick: Change = (state) => {
  const next = redo(state);
  const broke = next.steps[next.at - 1]?.broke ?? [];
  return { ...next, isPlaying: broke.length === 0 && next.at < next.steps.length };
};

/** Opens a link; of one that cannot be read only its problem is shown, and nothing else changes. */
export const open =
  (link: string, { from }: { readonly from: 'start' | 'end' } = { from: 'end' }): Change =>
  (state) => {
    const opened = openLink(link);
    if (!('played' in opened)) return { ...state, isPlaying: false, notice: opened.problem };
    const { world, played, at, problem } = opened;
    return {
      ...begin(world),
      caller: state.caller,
      region: state.region,
      kind: played.at(-1)?.step.account.core.resources.at(-1)?.kind ?? state.kind,
      steps: played,
      at: from === 'start' ? 0 : at,
      notice: problem,
    };
  };

/** The same walk, as far as it goes, with another model or other choices. */
export const elsewhere =
  (world: World): Change =>
  (state) => {
    const keys = state.steps.map(({ key }) => key);
    return open(linkText(world, keys, state.at))(state);
  };

/** One of the counterexamples of a file, from its start; where it cannot be read, nothing changes but the notice. */
export const playFromFile =
  (playable: readonly Playable[], place: number): Change =>
  (state) => {
    const chosen = playable[place];
    if (chosen === undefined) return state;
    const opened = open(chosen.link, { from: 'start' })(state);
    return opened.steps === state.steps ? opened : { ...opened, playable, played: place };
  };
