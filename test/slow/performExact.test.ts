import { expect, test } from 'vitest';
import { type FaultName, faultNames, faulty } from '../../model/faults/index.ts';
import {
  certain,
  defaultChoices,
  newAccount,
  observe as observeExactly,
  type Possible,
} from '../../model/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { performingOn } from '../../src/conformance/onModel.ts';
import { perform } from '../../src/conformance/perform.ts';
import { atTheStart } from '../../src/conformance/performance.ts';
import { performSequence, sequencesOf } from '../../src/conformance/random.ts';
import { Running } from '../../src/conformance/running.ts';
import type { CaseResult } from '../../src/conformance/story.ts';
import { whereChoicesAre } from '../../src/observe/narrowing.ts';
import { observe } from '../../src/observe/observe.ts';
import { defaultAccount } from '../../src/server/admission.ts';
import { inProcess, modelImplementation } from '../../src/target/inProcess.ts';

const possibleMax = 1_000;
const sequences = sequencesOf(11, 6);
const everyNth = 40;

/** Nothing has a latest time: the exact judge knows of none. */
const start = atTheStart(defaultAccount, {});
const defaults = Object.fromEntries(
  Object.entries(defaultChoices).map(([name, alternative]) => [name, [alternative]]),
);

const compared = { calls: 0, refuted: 0, missed: 0, leftOff: 0 };

/** Judges a story once more with both, up to the first answer that one of them takes for impossible. */
function judge({ id, story, deviation, verdict }: CaseResult, by: string): void {
  let exact: readonly Possible[] = certain({ ...newAccount(), id: defaultAccount });
  let beliefs = whereChoicesAre(start, defaults);
  const last = deviation?.at ?? story.length - 1;
  try {
    for (const { call, reply } of story.slice(0, last + 1)) {
      exact = observeExactly(exact, call, reply.seen, { possibleMax });
      beliefs = observe(beliefs, call, reply.seen, reply);
      compared.calls += 1;
      if (exact.length > 0)
        expect(beliefs.size, `${by} ${id} ${call.operation}`).toBeGreaterThan(0);
      else {
        compared.refuted += 1;
        if (beliefs.size > 0) compared.missed += 1;
        return;
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    compared.leftOff += 1;
    return;
  }
  expect(verdict, `${by} ${id}: the exact judge takes all of it for possible`).not.toBe('fail');
}

/** What a target does over, by who it is. */
async function judgeAll(by: string, fault: FaultName | undefined, from: number): Promise<void> {
  const model = fault === undefined ? {} : { model: faulty(fault) };
  const target = inProcess(modelImplementation({ behaviour: 'adversarial', seed: by, ...model }));
  const performing = { ...performingOn(target), start };
  for (const [at, which] of cases.entries()) {
    const isAbout = which.id === `scenario/${fault}`;
    if (!isAbout && (at + from) % everyNth !== 0) continue;
    await target.reset?.();
    judge(await perform(which, performing), by);
  }
  const beginning = { target, tidy: async () => [], roleWasThere: false };
  for (const [at, sequence] of sequences.entries())
    judge(
      await performSequence(
        `random/${at}`,
        sequence,
        new Running(beginning, performing),
        new Set(),
      ),
      by,
    );
}

test('no case and no sequence fails a target whose answers the exact judge takes for possible', async () => {
  await judgeAll('right', undefined, 0);
  for (const [at, fault] of faultNames.entries())
    if (at % 8 === 0) await judgeAll(fault, fault, at);
  const { calls, refuted, missed, leftOff } = compared;
  console.log(
    `${calls} answers; of ${refuted} that cannot be ${missed} believed; ${leftOff} stories left off`,
  );
  expect(refuted).toBeGreaterThan(10);
  expect(missed / refuted).toBeLessThan(0.05);
}, 600_000);
