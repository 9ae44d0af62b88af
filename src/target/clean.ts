import { Cleaning, type Remaining, Stopped } from './cleaning.ts';
import { TargetError } from './errors.ts';
import { findLost } from './findLost.ts';
import type { Ledger } from './ledger.ts';
import type { Patience } from './patience.ts';
import {
  expectRole,
  lingering,
  takeDownIdentities,
  takeDownLinkedRoles,
  takeDownNetwork,
  takeDownResources,
  takeDownRoles,
} from './takeDown.ts';
import type { Target } from './target.ts';

/** What a clean came to. */
export interface Cleaned {
  /** How many things are gone that the run had made. */
  readonly gone: number;
  /** What is still there, or may be, and why. */
  readonly remains: readonly Remaining[];
}

/** The target answers nothing any more: what was done until then, and what remains. */
export class CleanCutShort extends TargetError {
  readonly cleaned: Cleaned;

  constructor(error: TargetError, cleaned: Cleaned) {
    super(error.cause, error.message);
    this.cleaned = cleaned;
  }
}

/**
 * Takes down everything that a run made, by its ledger: resources, then networks, identities and roles, the
 * service-linked role last, and only if it was not there before the run. It can be stopped and be run again.
 *
 * @param target - As it is, without a guard: the ledger's names are those that were sent.
 * @param signal - Stops it after the call that is under way.
 * @param inVain - What an earlier clean waited for in vain: it is tried once more, and not waited for again.
 * @throws CleanCutShort if the target answers nothing any more; the ledger has what remains, too.
 * @category Target
 */
export async function clean(
  target: Target,
  ledger: Ledger,
  patience: Patience,
  signal?: AbortSignal,
  inVain: readonly Remaining[] = [],
): Promise<Cleaned> {
  const cleaning = new Cleaning(target, ledger, patience, signal, inVain);
  const goneNow = () =>
    ledger.entries.filter(({ isGone, end }) => isGone && end?.was === 'made').length;
  const goneBefore = goneNow();
  const done = (otherwise: string): Cleaned => ({
    gone: goneNow() - goneBefore,
    remains: cleaning.remaining(otherwise),
  });
  try {
    await findLost(cleaning);
    expectRole(cleaning);
    await takeDownResources(cleaning);
    await takeDownNetwork(cleaning);
    await takeDownIdentities(cleaning);
    await takeDownRoles(cleaning);
    const interfaces = await lingering(cleaning);
    await takeDownLinkedRoles(cleaning, interfaces);
    return done(signal?.aborted ? 'it was interrupted' : 'it is still there');
  } catch (error) {
    if (error instanceof Stopped) return done(error.message);
    if (error instanceof TargetError) throw new CleanCutShort(error, done('it may still be there'));
    throw error;
  }
}
