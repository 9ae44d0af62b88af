import type { OperationName } from '../../model/index.ts';
import { type Baseline, baselineFrom } from '../report/baseline.ts';
import { type ConformRecord, conformRecord } from '../report/conformRecord.ts';
import { type Inputs, inputsFrom, lacks } from '../target/inputs.ts';
import { type Patience, patiences } from '../target/patience.ts';
import { regionAt, type TwoRegions } from '../target/regions.ts';
import { version } from '../version.ts';
import type { Case } from './cases.ts';
import { embedded } from './embedded.ts';
import { endpointOf, reach, type Subject } from './reach.ts';
import { type Judged, type Run, run } from './run.ts';
import { type Beside, besides, type Selection, selected } from './select.ts';
import { without } from './story.ts';
import type { RunEvent } from './watched.ts';

/** How a run is made; all of it can be left out. @category Conformance */
export interface ConformOptions extends Selection {
  /** What is tried, for the report. */
  readonly implementation?: { readonly name?: string; readonly version?: string };
  /** How long to wait for what happens unasked. Default `emulator`. */
  readonly patience?: keyof typeof patiences | Patience;
  /** The file in which to keep what the run makes, for `clean` after a crash. Default: it is kept in memory. */
  readonly ledger?: string;
  /** What strict targets need to be given; a case that needs something else is skipped. */
  readonly inputs?: Inputs;
  /** Two Regions of the target. Default: us-east-1 and eu-west-1. */
  readonly regions?: TwoRegions;
  /** The most calls, those for taking down included. */
  readonly budgetCalls?: number;
  /** How many random sequences are tried. Default 10 with the whole suite, else none. */
  readonly runs?: number;
  /** What they are drawn from. Default: another each time. */
  readonly seed?: number;
  /** Deviations that are known. */
  readonly baseline?: Baseline;
  /** The command that repeats the run, for the report. */
  readonly replay?: string;
  /** Asked between calls: true stops the run, takes everything down and reports what was found. */
  readonly stopped?: () => boolean;
  /** Told of each call, before it is made and after it was answered. */
  readonly record?: (event: RunEvent) => void;
  /** Told of each case that ended. */
  readonly told?: (done: number, of: number, id: string) => void;
}

/** What a case needs and was not given, in words. */
function lacking(one: Case, inputs: Inputs | undefined, regions: TwoRegions | undefined) {
  for (const step of one.steps) {
    if (!('call' in step)) continue;
    const { operation, region, input } = step.call;
    const missing = lacks(inputs, {
      operation: operation as OperationName,
      region: regionAt(regions, region),
      input,
      caller: 'main',
    });
    if (missing !== undefined) return missing;
  }
  return undefined;
}

const skipped = ({ id, level, profile, requirements }: Case, missing: string): Judged => ({
  ...without(id, 'skipped', `The inputs have no ${missing}.`),
  level,
  profile,
  requirements,
});

/**
 * Holds an implementation to the documents.
 *
 * @param subject - What is tried: an endpoint, how to reach one, an implementation in this process, or a target. Default:
 *   the reference model, behind HTTP.
 * @returns What was found, failures included: `verdict`, and in `unexpected` all that is not as it should be.
 * @throws TargetError if the subject cannot be reached or may not be tried, or an option names what there is not.
 * @category Conformance
 */
export async function conform(
  subject?: Subject,
  options: ConformOptions = {},
): Promise<ConformRecord> {
  const { patience = 'emulator', budgetCalls, ledger, regions } = options;
  const baseline = options.baseline && baselineFrom(options.baseline);
  const inputs = options.inputs && inputsFrom(options.inputs);
  const { runs, seed, record } = options;
  const said: Beside = {
    ...(runs === undefined ? {} : { runs }),
    ...(seed === undefined ? {} : { seed }),
  };
  const cases = selected(options);
  const beside = besides(options, said);
  const able = cases.filter((one) => lacking(one, inputs, regions) === undefined);
  const startedAt = new Date();
  const waiting = typeof patience === 'string' ? patiences[patience] : patience;
  const reached = await reach(subject ?? (await embedded()), {
    patience: waiting,
    ledger,
    inputs,
    regions,
    budgetCalls,
  });
  try {
    const done = await run({
      target: reached.target,
      tidy: reached.tidy,
      ...(reached.left === undefined ? {} : { left: reached.left }),
      roleWasThere: reached.roleWasThere,
      cases: able,
      ...beside,
      patience: waiting,
      ...(record === undefined ? {} : { record }),
      stopped: () => reached.isSpent() || (options.stopped?.() ?? false),
      told: (count, of, { id }) => options.told?.(count, of, id),
    });
    const skips = cases.flatMap((one) => {
      const missing = lacking(one, inputs, regions);
      return missing === undefined ? [] : [skipped(one, missing)];
    });
    const whole: Run = { ...done, results: [...done.results, ...skips] };
    return conformRecord(whole, {
      version,
      implementation: {
        name: options.implementation?.name ?? null,
        version: options.implementation?.version ?? null,
      },
      endpoint: (subject && endpointOf(subject)) ?? null,
      startedAt,
      replay: options.replay ?? 'agentcore-slr conform',
      baseline,
    });
  } finally {
    await reached.close();
  }
}
