import { BudgetSpent, budgeted, reserveOf } from '../target/budget.ts';
import { clean } from '../target/clean.ts';
import { Cleaning, type Remaining } from '../target/cleaning.ts';
import { TargetError } from '../target/errors.ts';
import { guarded } from '../target/guarded.ts';
import { type Implementation, inProcess } from '../target/inProcess.ts';
import { type Inputs, withInputs } from '../target/inputs.ts';
import { Ledger } from '../target/ledger.ts';
import { overTheWire, type WireOptions } from '../target/overTheWire.ts';
import type { Patience } from '../target/patience.ts';
import { probe } from '../target/probe.ts';
import { type TwoRegions, withRegions } from '../target/regions.ts';
import { emptyReply, type Reply, type Target } from '../target/target.ts';
import type { RunOptions } from './run.ts';

/** What can be held to the documents: an endpoint, how to reach one, or something in this process. */
export type Subject = string | WireOptions | Implementation | Target;

/** How a run deals with its subject. */
export interface Reaching {
  readonly patience: Patience;
  /** The file that keeps what the run makes. Default: it is kept in memory. */
  readonly ledger: string | undefined;
  readonly inputs: Inputs | undefined;
  readonly regions: TwoRegions | undefined;
  readonly budgetCalls: number | undefined;
}

/** A target that is ready for a run. */
export interface Reached extends Pick<RunOptions, 'target' | 'tidy' | 'left' | 'roleWasThere'> {
  /** Whether the budget is spent. */
  readonly isSpent: () => boolean;
  readonly close: () => Promise<void>;
}

const isWire = (subject: Subject): subject is string | WireOptions =>
  typeof subject === 'string' || !('answer' in subject || 'ask' in subject);

const targetOf = (subject: Subject): Promise<Target> | Target => {
  if (typeof subject === 'string') return overTheWire({ endpoint: subject });
  if ('answer' in subject) return inProcess(subject);
  return 'ask' in subject ? subject : overTheWire(subject);
};

/** Where a subject is, if it is somewhere. */
export const endpointOf = (subject: Subject): WireOptions['endpoint'] =>
  typeof subject === 'string' ? subject : isWire(subject) ? subject.endpoint : undefined;

function ledgerOf(subject: Subject, file: string | undefined): Ledger {
  if (file === undefined) return Ledger.inMemory();
  const endpoint = endpointOf(subject);
  const realAccount =
    typeof subject === 'object' && isWire(subject) ? subject.realAccount : undefined;
  return Ledger.create(file, {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(realAccount === undefined ? {} : { realAccount }),
  });
}

/** A target that answers nothing more once the budget is spent. */
class Accounted {
  isSpent = false;

  around(target: Target): Target {
    return {
      ...target,
      ask: async (call): Promise<Reply> => {
        try {
          return await target.ask(call);
        } catch (error) {
          if (!(error instanceof BudgetSpent)) throw error;
          this.isSpent = true;
          return { ...emptyReply, lost: error.message, from: 0, to: 0 };
        }
      },
    };
  }
}

/**
 * Gets a target ready for a run: one that can be reset is the run's alone; of any other one only what the run made is
 * changed and taken down.
 *
 * @throws TargetError if it cannot be reached, or may not be tried.
 */
export async function reach(subject: Subject, reaching: Reaching): Promise<Reached> {
  const { patience, inputs, regions, budgetCalls = Number.POSITIVE_INFINITY } = reaching;
  const bare = await targetOf(subject);
  const accounted = new Accounted();
  const ready = (target: Target): Target =>
    accounted.around(withRegions(withInputs(target, inputs), regions));
  const common = { isSpent: () => accounted.isSpent, close: bare.close };
  if (!isWire(subject) && bare.reset !== undefined) {
    const target = ready(budgeted(bare, budgetCalls).target);
    return { ...common, target, tidy: async () => [], roleWasThere: false };
  }
  try {
    const ledger = ledgerOf(subject, reaching.ledger);
    const { target, forCleaning } = budgeted(bare, budgetCalls, () => reserveOf(ledger));
    // What does not answer is found out at once, and not by each look around.
    await probe(target);
    const subnets = Object.fromEntries(
      Object.entries(inputs?.regions ?? {}).map(([region, given]) => [region, given.subnets ?? []]),
    );
    const own = await guarded(target, ledger, { subnets });
    let left: readonly Remaining[] = [];
    return {
      ...common,
      target: ready(own),
      tidy: async () => {
        const { remains } = await clean(forCleaning, ledger, patience, undefined, left);
        left = remains;
        own.renew();
        // What has no id was perhaps never made: nothing of it was found.
        return remains.filter(({ id }) => id !== '');
      },
      left: (reason) => new Cleaning(forCleaning, ledger, patience).remaining(reason),
      roleWasThere: ledger.before?.role !== 'absent',
    };
  } catch (error) {
    await bare.close();
    if (!(error instanceof BudgetSpent)) throw error;
    throw new TargetError('usage', `${error.message} Give the run more: it has not begun.`);
  }
}
