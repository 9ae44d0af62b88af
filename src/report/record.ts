import type { FaultName } from '../../model/faults/index.ts';
import type { CheckResult } from '../check/check.ts';
import { linkText } from '../walk/link.ts';

/** The version of the record's format; it changes when a reader of the old one would be misled. */
export const recordVersion = 1;

/**
 * What a check found, as data: the format of `check --json`, described by `check.schema.json`.
 *
 * @param about - What was checked, by whom, and how long it took.
 */
export function checkRecord(
  result: CheckResult,
  about: {
    readonly version: string;
    readonly fault: FaultName | undefined;
    readonly replay: string;
    readonly seconds: number;
  },
): object {
  const { scopes, anyNumber, properties, reached, unread, sampling, failures, verdict } = result;
  return {
    format: 'agentcore-slr/check',
    formatVersion: recordVersion,
    version: about.version,
    fault: about.fault ?? null,
    replay: about.replay,
    seconds: about.seconds,
    verdict,
    scopes: scopes.map(({ scope, accounts, transitions, depths, complete }) => ({
      resources: scope.resources,
      regions: scope.regions,
      choices: scope.choices,
      accounts,
      transitions,
      depth: depths.length - 1,
      accountsAtDepth: depths,
      complete,
    })),
    anyNumber: anyNumber.map(
      ({ regions, choices, kinds, accounts, transitions, depth, broken, complete }) => ({
        resources: 'any',
        regions,
        choices,
        kinds,
        accounts,
        transitions,
        depth,
        broken: broken.map(({ name }) => name),
        complete,
      }),
    ),
    properties: properties.map(({ counterexample, ...property }) => {
      if (counterexample === undefined) return property;
      // The steps say already what has changed.
      const { walk, cores: _, ...shown } = counterexample;
      const link = linkText({ fault: about.fault, choices: walk.choices }, walk.keys);
      return { ...property, counterexample: { ...shown, link } };
    }),
    states: reached.regions.flatMap(({ chart, region, states }) =>
      states.map(({ state, visits }) => ({ chart, region, state, visits })),
    ),
    transitions: reached.arcs.map(({ arc, visits }) => ({ id: arc.id, rule: arc.rule, visits })),
    notReached: reached.unreached,
    failures,
    choicesNotRead: unread,
    sampling: {
      seed: sampling.seed,
      runs: sampling.runs,
      steps: sampling.steps,
      complete: sampling.complete,
      outcomes: Object.fromEntries([...sampling.seen].sort()),
    },
  };
}
