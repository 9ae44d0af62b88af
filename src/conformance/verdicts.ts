import type { RequirementId } from '../../model/index.ts';
import { cases, type Profile } from './cases.ts';
import type { Judged, Run } from './run.ts';
import type { Verdict } from './story.ts';

/** The profiles, in the order in which they are reported. */
export const profiles: readonly Profile[] = ['role', 'lifecycle', 'network', 'access'];

/** What a run says of a profile. */
export interface ProfileVerdict {
  readonly profile: Profile;
  /**
   * `partial`: all that is there is right, but something that must be is not; `undecided`: too little was seen, as where
   * the run was stopped.
   */
  readonly verdict: 'conformant' | 'not conformant' | 'partial' | 'undecided';
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Whether every case of the profile has a result: only then is it certified. */
  readonly whole: boolean;
}

/** Cases that fail alike: one thing is wrong, seen in many places. */
export interface FailureGroup {
  readonly what: string;
  readonly requirements: readonly RequirementId[];
  /** The one with the shortest story first. */
  readonly results: readonly Judged[];
}

/** Every verdict, in the order in which they are reported. */
export const verdictNames: readonly Verdict[] = [
  'pass',
  'fail',
  'vacuous',
  'unsupported',
  'skipped',
  'inconclusive',
  'error',
];

/** How many results there are of each verdict. */
export const countsOf = (results: readonly Judged[]): ProfileVerdict['counts'] =>
  Object.fromEntries(
    verdictNames.map((name) => [name, results.filter(({ verdict }) => verdict === name).length]),
  ) as Record<Verdict, number>;

/** What a run says of each profile that it has cases of. */
export const profileVerdicts = ({ results, complete }: Run): readonly ProfileVerdict[] =>
  profiles.flatMap((profile) => {
    const own = results.filter((result) => result.profile === profile);
    if (own.length === 0) return [];
    const counts = countsOf(own);
    const ids = new Set(own.map(({ id }) => id));
    const whole = cases.every((one) => one.profile !== profile || ids.has(one.id));
    const isFinished = complete || whole;
    const missing = own.some(({ verdict, level }) => verdict === 'unsupported' && level === 'MUST');
    const open = own.some(
      ({ verdict, level }) =>
        level === 'MUST' &&
        (verdict === 'inconclusive' || verdict === 'skipped' || verdict === 'error'),
    );
    const verdict =
      counts.fail > 0
        ? 'not conformant'
        : missing && isFinished
          ? 'partial'
          : open || !isFinished || counts.pass === 0
            ? 'undecided'
            : 'conformant';
    return [{ profile, verdict, counts, whole }];
  });

/** What is wrong in a failing result, in words that are the same wherever the same thing is wrong. */
const whatIsWrong = ({ deviations, reason }: Judged): readonly string[] =>
  deviations.length > 0 ? deviations.map(({ what }) => what) : [reason ?? 'nothing is known of it'];

/**
 * The failures of a run, those together that show the same thing: one that shows nothing new is put to the first thing
 * that is wrong in it.
 */
export function failureGroups({ results }: Run): readonly FailureGroup[] {
  const groups = new Map<string, Judged[]>();
  const failed = results
    .filter(({ verdict }) => verdict === 'fail')
    .toSorted(
      (a, b) => a.deviations.length - b.deviations.length || a.story.length - b.story.length,
    );
  for (const result of failed) {
    const wrongs = whatIsWrong(result);
    const what = wrongs.find((one) => !groups.has(one)) ?? (wrongs[0] as string);
    groups.set(what, [...(groups.get(what) ?? []), result]);
  }
  return [...groups]
    .map(([what, group]) => ({
      what,
      requirements: group[0]?.requirements ?? [],
      results: group.toSorted((a, b) => a.story.length - b.story.length),
    }))
    .sort((a, b) => (a.results[0]?.story.length ?? 0) - (b.results[0]?.story.length ?? 0));
}
