import { isDeepStrictEqual } from 'node:util';
import type { Model } from '../../model/index.ts';
import { type Case, cases } from '../conformance/cases.ts';
import { performingOn, performOnModel } from '../conformance/onModel.ts';
import { perform } from '../conformance/perform.ts';
import { inProcess, modelImplementation } from '../target/inProcess.ts';
import type { Reply, Target, TargetCall } from '../target/target.ts';
import { type Pace, usualPace } from './paces.ts';

/** One thing that was done with a target, and what came of it. */
type Exchange =
  | { readonly call: TargetCall; readonly reply: Reply }
  | { readonly advanced: boolean }
  | { readonly passed: number };

/** A target, and all that is done with it from now on. */
function kept(target: Target): { readonly target: Target; readonly exchanges: Exchange[] } {
  const exchanges: Exchange[] = [];
  const { ask, advance, pass } = target;
  return {
    exchanges,
    target: {
      ...target,
      ask: async (call) => {
        const reply = await ask(call);
        exchanges.push({ call, reply });
        return reply;
      },
      advance:
        advance &&
        (async () => {
          const advanced = await advance();
          exchanges.push({ advanced });
          return advanced;
        }),
      pass:
        pass &&
        (async (seconds) => {
          exchanges.push({ passed: seconds });
          await pass(seconds);
        }),
    },
  };
}

/** Whether a target answers the same where the same is done with it. */
async function doesTheSame(target: Target, exchanges: readonly Exchange[]): Promise<boolean> {
  for (const one of exchanges) {
    if ('passed' in one) await target.pass?.(one.passed);
    else if ('advanced' in one) {
      if ((await target.advance?.()) !== one.advanced) return false;
    } else if (!isDeepStrictEqual(await target.ask(one.call), one.reply)) return false;
  }
  return true;
}

/** The cases about a rule or a wrong model: those that look at what comes of the role, too. */
const telling = cases.filter(({ id }) => /^(rule|scenario)\//.test(id));

/** Cases, and what is done with the right model in each, at a pace. */
interface Performed {
  readonly pace: Pace;
  readonly all: readonly { readonly which: Case; readonly exchanges: readonly Exchange[] }[];
}

/** Performs cases on the right model. */
export async function performedOnRight(
  some: readonly Case[] = telling,
  pace = usualPace,
): Promise<Performed> {
  const all: Performed['all'][number][] = [];
  for (const which of some) {
    const { target, exchanges } = kept(inProcess(modelImplementation(pace)));
    await perform(which, performingOn(target));
    all.push({ which, exchanges });
  }
  return { pace, all };
}

/** The cases that a wrong model fails; where it answers as the right one does, nothing is judged again. */
export async function failedBy(model: Model, { pace, all }: Performed): Promise<readonly Case[]> {
  const on = { ...pace, model };
  const failed: Case[] = [];
  for (const { which, exchanges } of all) {
    if (await doesTheSame(inProcess(modelImplementation(on)), exchanges)) continue;
    if ((await performOnModel(which, on)).verdict === 'fail') failed.push(which);
  }
  return failed;
}
