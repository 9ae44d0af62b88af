import fc from 'fast-check';
import {
  callers,
  type OperationName,
  type RequirementId,
  requirements,
  type Unasked,
  unfold,
} from '../../model/index.ts';
import { callFrom, type Draw } from '../../properties/calls.ts';
import { somePossible } from '../observe/narrowing.ts';
import { UnwritableCall } from '../target/errors.ts';
import { ForeignThing } from '../target/guarded.ts';
import { profileOf } from './cases.ts';
import { canBeWritten } from './derive.ts';
import { isOutOfReach } from './goals.ts';
import { kindOfWait } from './known.ts';
import { symbolIn, withNames } from './names.ts';
import { resultOf } from './perform.ts';
import { Ended, Performance } from './performance.ts';
import { namesOf } from './reads.ts';
import type { Judged } from './run.ts';
import type { Running } from './running.ts';
import { shrink } from './shrink.ts';
import { type Deviation, type Verdict, without } from './story.ts';

/** One thing drawn: a call, or something that is under way and is waited for. */
export type RandomStep = { readonly call: Draw } | { readonly wait: number };

const length = 40;
const number = fc.nat({ max: 2 ** 20 });
const call = fc.record({ operation: number, caller: number, region: number, detail: number });
const steps: fc.Arbitrary<readonly RandomStep[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ call }) },
    { weight: 1, arbitrary: fc.record({ wait: number }) },
  ),
  { minLength: length, maxLength: length },
);

/** Sequences, the same for the same seed. */
export const sequencesOf = (seed: number, runs: number): readonly (readonly RandomStep[])[] =>
  runs === 0 ? [] : fc.sample(steps, { seed, numRuns: runs });

async function waitFor(performance: Performance, drawn: number, running: Running): Promise<void> {
  const possible = somePossible(performance.beliefs);
  const { core } = possible.account;
  const events = unfold(possible.account)
    .map(({ event }) => event)
    .filter(
      (event) =>
        !isOutOfReach(event) && running.known.isStuck(kindOfWait(event, core)) === undefined,
    );
  const event: Unasked | undefined = events[drawn % Math.max(events.length, 1)];
  if (event === undefined) return;
  try {
    await performance.wait(event, namesOf(possible));
  } catch (error) {
    // What need not happen is no reason to end: it is only not waited for again where that takes real time.
    if (!(error instanceof Ended) || error.waitedFor === undefined) throw error;
    if (running.performing.target.advance === undefined) running.known.isInVain(error.waitedFor);
  }
}

async function askFor(performance: Performance, draw: Draw, running: Running): Promise<void> {
  const possible = somePossible(performance.beliefs);
  const drawn = callFrom(possible.account, draw);
  const known = namesOf(possible);
  if (symbolIn(withNames(drawn.input, known)) !== undefined || !canBeWritten(drawn)) return;
  const canLimit = running.performing.target.callers.includes('limited');
  const mayEdit = drawn.caller.mayEdit || !canLimit;
  const caller = mayEdit ? callers.administrator : callers.reader;
  if (running.known.unsupported.has(drawn.operation as OperationName)) return;
  try {
    await performance.ask({ ...drawn, caller }, known);
  } catch (error) {
    // What the protocol cannot carry, and what would change what is not the run's, is left out.
    if (!(error instanceof UnwritableCall || error instanceof ForeignThing)) throw error;
  }
}

const isRequirement = (rule: string): rule is RequirementId => Object.hasOwn(requirements, rule);

/** The rules by which what was permitted is a refusal. */
const rulesIn = ([first]: readonly Deviation[]): readonly RequirementId[] => [
  ...new Set(
    (first?.permitted ?? [])
      .flatMap((one) => (one.ok === false ? [one.rule] : []))
      .filter(isRequirement),
  ),
];

/** Performs a sequence from nothing, up to the first thing that is wrong and was not known to be. */
export async function performSequence(
  id: string,
  sequence: readonly RandomStep[],
  running: Running,
  known: ReadonlySet<string>,
): Promise<Judged> {
  const performance = new Performance(running.performing);
  const judged = (verdict: Verdict, reason?: string, waitedFor?: string): Judged => ({
    ...resultOf(id, performance, verdict, reason, waitedFor),
    level: 'MUST',
    profile: profileOf(performance.story.map((told) => told.call)),
    requirements: rulesIn(performance.deviations),
  });
  const leftOut = await running.begin(id);
  if (leftOut !== undefined)
    return { ...without(id, ...leftOut), level: 'MUST', profile: 'role', requirements: [] };
  try {
    for (const step of sequence) {
      if ('wait' in step) await waitFor(performance, step.wait, running);
      else await askFor(performance, step.call, running);
      if (performance.deviations.some(({ what }) => !known.has(what))) break;
    }
    return judged('pass');
  } catch (error) {
    if (error instanceof RangeError) return judged('inconclusive', error.message);
    if (!(error instanceof Ended)) throw error;
    return judged(error.verdict, error.message || undefined, error.waitedFor);
  }
}

/** What is wrong in a result that was not known to be. */
const news = ({ deviations }: Judged, known: ReadonlySet<string>): string | undefined =>
  deviations.map(({ what }) => what).find((what) => !known.has(what));

/** Performs a random sequence, and makes it shorter if it shows something that was not known to be wrong. */
export async function performRandom(
  id: string,
  sequence: readonly RandomStep[],
  running: Running,
): Promise<Judged> {
  const known = running.wrongs;
  const replay = (fewer: readonly RandomStep[]) => performSequence(id, fewer, running, known);
  const first = await replay(sequence);
  const what = news(first, known);
  if (what === undefined || first.verdict !== 'fail') return first;
  const { result, isMinimal, replays } = await shrink(
    sequence,
    first,
    replay,
    (other) => news(other, known) === what,
  );
  const reason = isMinimal
    ? `No step can be left out (${replays} replays).`
    : `The shortest of ${replays} replays; some step may be left out.`;
  return { ...result, reason };
}
