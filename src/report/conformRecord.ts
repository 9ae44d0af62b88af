import {
  type Outcome,
  type RequirementId,
  reference,
  requirements,
  type Seen,
} from '../../model/index.ts';
import { missing, unjudged } from '../../model/operations/operation.ts';
import type { Level, Profile } from '../conformance/cases.ts';
import type { Judged, Run } from '../conformance/run.ts';
import type { Told, Verdict } from '../conformance/story.ts';
import {
  countsOf,
  failureGroups,
  type ProfileVerdict,
  profileVerdicts,
} from '../conformance/verdicts.ts';
import { modelDigest } from '../explore/digest.ts';
import type { Remaining } from '../target/cleaning.ts';
import type { Caller } from '../target/target.ts';
import { type Baseline, type BaselineResult, compared, type Unexpected } from './baseline.ts';
import { linkOf } from './links.ts';

/** The version of the record's format; it changes when a reader of the old one would be misled. */
export const conformFormatVersion = 1;

/** An answer as data. What is not judged is `(any)`, and what is not known says why. */
export type RecordedAnswer =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly code: string; readonly status: number; readonly message: string }
  | { readonly ok: 'unknown'; readonly why: string };

/** A call that was made, and what came back. */
export interface RecordedCall {
  readonly operation: string;
  readonly region: string;
  readonly caller: Caller;
  readonly input: Readonly<Record<string, unknown>>;
  readonly answer: RecordedAnswer;
  /** What is wrong with the form of the answer, and how it began; null where nothing is. */
  readonly malformed: { readonly what: string; readonly body: string } | null;
}

/** What came of one case. */
export interface RecordedResult {
  readonly id: string;
  readonly level: Level;
  readonly profile: Profile;
  readonly requirements: readonly string[];
  readonly verdict: Verdict;
  readonly reason: string | null;
  readonly calls: readonly RecordedCall[];
  /** The place in `calls`, from 0, of the first answer that cannot be, and what would have been possible there. */
  readonly deviation: { readonly at: number; readonly permitted: readonly RecordedAnswer[] } | null;
}

/** Failures that show the same thing, the one with the shortest story first. */
export interface RecordedGroup {
  readonly what: string;
  readonly requirements: readonly string[];
  readonly cases: readonly string[];
}

/** A rule that was asked about, so that a record can be read alone. */
export interface RecordedRule {
  readonly sentence: string;
  readonly source: string;
  readonly link: string | null;
  readonly level: 'documented' | 'observed' | 'assumed';
}

/** What a run found, as data: described by `agentcore-slr/conform.schema.json`. @category Conformance */
export interface ConformRecord {
  readonly format: 'agentcore-slr/conform';
  readonly formatVersion: number;
  /** The version of the semantics that is certified: that of the package. */
  readonly version: string;
  /** The SHA-256 of what the statecharts do. */
  readonly model: string;
  readonly implementation: {
    /** As the user says it. */
    readonly name: string | null;
    readonly version: string | null;
    /** What was called. */
    readonly target: string;
  };
  readonly endpoint: string | Readonly<Record<string, string>> | null;
  readonly startedAt: string;
  /** Of what is random in the run. */
  readonly seed: number;
  /** The command that repeats the run. */
  readonly replay: string;
  readonly verdict: 'conformant' | 'not conformant' | 'partial' | 'undecided';
  /** Whether every case was performed, or left out for a reason. */
  readonly complete: boolean;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly profiles: readonly ProfileVerdict[];
  /** What ends the command with 1: failures, partial profiles and entries of the baseline that are not as it says. */
  readonly unexpected: readonly Unexpected[];
  readonly baseline: BaselineResult | null;
  readonly groups: readonly RecordedGroup[];
  readonly results: readonly RecordedResult[];
  readonly requirements: Readonly<Record<string, RecordedRule>>;
  /** The alternative that the target took of each choice that it has, where it was found out. */
  readonly choices: Readonly<Record<string, string>>;
  readonly statistics: {
    readonly calls: number;
    /** The time that calls took, added up, in seconds. */
    readonly callSeconds: number;
    readonly seconds: number;
  };
  readonly remains: readonly Remaining[];
}

const bodyMax = 500;

/** A structure with what is not judged said so, and what must not be there left out. */
const plain = (output: unknown): unknown =>
  JSON.parse(
    JSON.stringify(output, (_, value) =>
      value === unjudged ? '(any)' : value === missing ? undefined : value,
    ),
  );

function answerOf(answer: Outcome | Seen, why: string | undefined): RecordedAnswer {
  if (answer.ok === 'unknown') return { ok: 'unknown', why: why ?? 'nothing that can be read' };
  if (answer.ok) return { ok: true, output: plain(answer.output) };
  const { code, status, message } = answer;
  return { ok: false, code, status, message: message ?? '' };
}

function callOf({ call, reply }: Told): RecordedCall {
  const { operation, region, input, caller } = call;
  const { seen, lost, unsupported, malformed, raw } = reply;
  return {
    operation,
    region,
    caller: caller.mayEdit ? 'main' : 'limited',
    input: plain(input) as RecordedCall['input'],
    answer: answerOf(seen, lost ?? unsupported ?? malformed),
    malformed:
      malformed === undefined ? null : { what: malformed, body: raw?.body.slice(0, bodyMax) ?? '' },
  };
}

const resultOf = (result: Judged): RecordedResult => {
  const { id, level, profile, requirements: shown, verdict, reason, story, deviation } = result;
  return {
    id,
    level,
    profile,
    requirements: shown,
    verdict,
    reason: reason ?? null,
    calls: story.map(callOf),
    deviation:
      deviation === undefined
        ? null
        : {
            at: deviation.at,
            permitted: deviation.permitted.map((one) => answerOf(one, undefined)),
          },
  };
};

const ruleOf = (id: RequirementId): RecordedRule => {
  const { sentence, source, level } = requirements[id];
  return { sentence, source, link: linkOf(source) ?? null, level };
};

/** What a run does not know of itself. */
export interface About extends Pick<ConformRecord, 'version' | 'endpoint' | 'replay'> {
  readonly implementation: Omit<ConformRecord['implementation'], 'target'>;
  readonly startedAt: Date;
  readonly baseline: Baseline | undefined;
}

function verdictOf(
  complete: boolean,
  profiles: readonly ProfileVerdict[],
): ConformRecord['verdict'] {
  const met = new Set(profiles.map(({ verdict }) => verdict));
  if (met.has('not conformant')) return 'not conformant';
  if (met.has('partial')) return 'partial';
  return !complete || met.has('undecided') || profiles.length === 0 ? 'undecided' : 'conformant';
}

const seconds = (ms: number): number => Math.round(ms) / 1000;

/** The record of a run. */
export function conformRecord(run: Run, about: About): ConformRecord {
  const { results, complete, remains, target, seed, choices, statistics } = run;
  const profiles = profileVerdicts(run);
  const failures = failureGroups(run);
  const groups = failures.map((group) => ({
    what: group.what,
    requirements: group.requirements,
    cases: group.results.map(({ id }) => id),
  }));
  const failed = new Map(failures.flatMap((group) => group.results).map((one) => [one.id, one]));
  const shown = new Set(results.flatMap((result) => result.requirements));
  const recorded = results.map((one) => resultOf(failed.get(one.id) ?? one));
  return {
    format: 'agentcore-slr/conform',
    formatVersion: conformFormatVersion,
    version: about.version,
    model: modelDigest(reference),
    implementation: { ...about.implementation, target },
    endpoint: about.endpoint,
    startedAt: about.startedAt.toISOString(),
    seed,
    replay: about.replay,
    verdict: verdictOf(complete, profiles),
    complete,
    counts: countsOf(results),
    profiles,
    ...compared({ results: recorded, groups, profiles, complete }, about.baseline),
    groups,
    results: recorded,
    requirements: Object.fromEntries([...shown].sort().map((id) => [id, ruleOf(id)])),
    choices,
    statistics: {
      calls: statistics.calls,
      callSeconds: seconds(statistics.ms),
      seconds: seconds(statistics.wholeMs),
    },
    remains,
  };
}
