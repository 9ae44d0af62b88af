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
  /** Those of the case that shows it best; none if that one is about something else. */
  readonly requirements: readonly RequirementId[];
  /** The one that shows it best first, each with what is wrong as its deviation. */
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
 * How directly a result shows what is wrong: in the call that it is about; after it, where it is about what comes of its
 * calls; or somewhere else, and then what it is about has nothing to do with it.
 */
function directness({ id, shownAt, deviations }: Judged, what: string): 0 | 1 | 2 {
  const at = deviations.find((one) => one.what === what)?.at;
  if (at === undefined || at === shownAt) return 0;
  return /^(rule|scenario)\//.test(id) && at > (shownAt ?? at) ? 1 : 2;
}

/** A failing result as it shows one thing that is wrong. */
const showing = (result: Judged, what: string): Judged => ({
  ...result,
  deviation: result.deviations.find((one) => one.what === what) ?? result.deviation,
});

/**
 * The failures of a run, those together that show the same thing: the one that shows it best, and those that show nothing
 * new and have it as the first thing that is wrong in them.
 */
export function failureGroups({ results }: Run): readonly FailureGroup[] {
  const failed = results
    .filter(({ verdict }) => verdict === 'fail')
    .toSorted(
      (a, b) => a.deviations.length - b.deviations.length || a.story.length - b.story.length,
    );
  const groups = new Map<string, Judged[]>();
  const placed = new Set<Judged>();
  const place = (result: Judged, what: string): void => {
    groups.set(what, [...(groups.get(what) ?? []), showing(result, what)]);
    placed.add(result);
  };
  for (const what of new Set(failed.flatMap(whatIsWrong))) {
    const [best] = failed
      .filter((one) => !placed.has(one) && whatIsWrong(one).includes(what))
      .toSorted((a, b) => directness(a, what) - directness(b, what));
    if (best !== undefined) place(best, what);
  }
  for (const result of failed) {
    const what = whatIsWrong(result).find((one) => groups.has(one));
    if (!placed.has(result) && what !== undefined) place(result, what);
  }
  return [...groups]
    .map(([what, [best, ...others]]) => ({
      what,
      requirements: best && directness(best, what) < 2 ? best.requirements : [],
      results: best ? [best, ...others] : [],
    }))
    .sort((a, b) => (a.results[0]?.story.length ?? 0) - (b.results[0]?.story.length ?? 0));
}
