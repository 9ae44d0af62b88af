import fc from 'fast-check';
import { type Choices, type Model, newAccount, unfold } from '../../model/index.ts';
import { callFrom, type Draw } from '../../properties/calls.ts';
import type { Invariant } from '../../properties/index.ts';
import type { AccountInvariant } from '../../properties/ofAccounts.ts';
import { ask, broken, type WalkStep } from '../walk/steps.ts';

/** A drawn step: a call, or one of the things that may happen unasked. */
export type SampleDraw = { readonly call: Draw } | { readonly unasked: number };

/** The draws of a sequence that breaks something, small enough to keep. */
export interface SampleFailure {
  readonly broke: string;
  readonly sentence: string;
  readonly draws: readonly SampleDraw[];
  readonly steps: readonly WalkStep[];
  /** The model that broke it. */
  readonly model: Model;
}

/** What random sequences far beyond the explored scopes have shown. */
export interface Sampling {
  readonly seed: number;
  readonly runs: number;
  readonly steps: number;
  /** How often each operation gave each outcome: `operation:ok` or `operation:Failure`. */
  readonly seen: ReadonlyMap<string, number>;
  readonly failure: SampleFailure | undefined;
  /** Whether all runs were made. */
  readonly complete: boolean;
}

/** What sampling may be told. */
export interface SampleOptions {
  readonly model: Model;
  readonly choices: Choices;
  readonly invariants: readonly Invariant[];
  readonly accountInvariants: readonly AccountInvariant[];
  readonly runs: number;
  readonly seed: number;
  /** Sequences to try first, such as those that failed before. */
  readonly first?: readonly (readonly SampleDraw[])[];
  /** Asked now and then; true stops. */
  readonly stop?: () => Promise<boolean>;
}

const asksEvery = 16;
const drawsMax = 160;
const number = fc.nat({ max: 2 ** 20 });
const callDraw = fc.record({
  call: fc.record({ operation: number, caller: number, region: number, detail: number }),
});
const unaskedDraw = fc.record({ unasked: number });
const draws = fc.array(
  fc.oneof({ weight: 3, arbitrary: callDraw }, { weight: 2, arbitrary: unaskedDraw }),
  { minLength: 1, maxLength: drawsMax, size: 'max' },
);

/** Reads draws against the accounts that they meet, and says what broke, if anything did. */
function run(
  { model, choices, invariants, accountInvariants }: SampleOptions,
  sequence: readonly SampleDraw[],
  seen?: Map<string, number>,
): { steps: readonly WalkStep[]; broken: Invariant | AccountInvariant | undefined } {
  const stated = { invariants, accountInvariants };
  let account = newAccount(choices);
  const steps: WalkStep[] = [];
  for (const draw of sequence) {
    const before = account;
    const made =
      'unasked' in draw
        ? unaskedFrom(draw.unasked)
        : ask(before, callFrom(before, draw.call), model);
    if (made === undefined) continue;
    account = made.account;
    steps.push(made);
    if ('call' in made) {
      const failure = made.outcome.ok === false ? made.outcome.failure : 'ok';
      const name = `${made.call.operation}:${failure}`;
      seen?.set(name, (seen.get(name) ?? 0) + 1);
    }
    const [first] = broken(before, made, model, stated);
    if (first !== undefined) return { steps, broken: first };
  }
  return { steps, broken: undefined };

  function unaskedFrom(number: number): WalkStep | undefined {
    const possible = unfold(account, model);
    const chosen = possible[number % Math.max(possible.length, 1)];
    return chosen && { unasked: chosen.event, account: chosen.account };
  }
}

/**
 * Random sequences of calls and of what happens unasked between them, shrunk where they break something.
 *
 * @returns What was seen; a failure is the smallest sequence that fast-check could make of it.
 * @category Exploration
 */
export async function sample(options: SampleOptions): Promise<Sampling> {
  const seen = new Map<string, number>();
  let tried = 0;
  let runs = 0;
  let steps = 0;
  let stopped = false;
  const details = await fc.check(
    fc.asyncProperty(draws, async (sequence) => {
      if (tried++ % asksEvery === 0) stopped ||= (await options.stop?.()) ?? false;
      if (stopped) return true;
      const made = run(options, sequence, seen);
      runs += 1;
      steps += made.steps.length;
      return made.broken === undefined;
    }),
    {
      seed: options.seed,
      numRuns: options.runs,
      examples: (options.first ?? []).map((one): [SampleDraw[]] => [[...one]]),
      endOnFailure: false,
    },
  );
  const sequence = details.counterexample?.[0];
  const made = sequence === undefined ? undefined : run(options, sequence);
  return {
    seed: options.seed,
    runs,
    steps,
    seen,
    complete: !stopped,
    failure:
      made?.broken === undefined || sequence === undefined
        ? undefined
        : {
            broke: made.broken.name,
            sentence: made.broken.sentence,
            draws: sequence,
            steps: made.steps,
            model: options.model,
          },
  };
}
