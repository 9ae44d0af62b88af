import type { FaultName } from '../../model/faults/index.ts';
import type { ModelOptions } from '../target/inProcess.ts';

/** How long things take on a target, where it is not the usual time. */
export type Pace = Required<Pick<ModelOptions, 'durations'>>;

export const usualPace: Pace = { durations: {} };

/** How a wrong model shows that does not at the usual pace. */
interface AtAnotherPace {
  readonly pace: Pace;
  /** One of the rare ways. */
  readonly way: string;
}

const everyChangeMayFail: Pace = {
  durations: { 'resource.fail': { from: 20, to: 60, chance: 1 } },
};
const attachedWhenReady: Pace = {
  durations: { 'interface.attach': { from: 0, to: 0, chance: 0 } },
};

/** The wrong models that show on no target which goes at the usual pace. A target may go at another; no call asks for it. */
export const atAnotherPace: Readonly<Partial<Record<FaultName, AtAnotherPace>>> = {
  'failed-delete-not-counted': {
    pace: everyChangeMayFail,
    way: 'A browser that failed to be deleted holds the role.',
  },
  'interface-freed-while-shared': {
    pace: attachedWhenReady,
    way: 'An interface that two resources share stays when one of them goes.',
  },
};

/** The pace of a target on which a wrong model shows. */
export const paceOf = (name: FaultName): Pace => atAnotherPace[name]?.pace ?? usualPace;
