import type { Outcome, RequirementId, Seen } from '../../model/index.ts';
import { missing as absent, unjudged } from '../../model/operations/operation.ts';
import type { Profile } from './cases.ts';
import type { Judged, Run } from './run.ts';
import type { Verdict } from './story.ts';

/** The profiles, in the order in which they are reported. */
export const profiles: readonly Profile[] = ['role', 'lifecycle', 'network', 'access'];

/** What a run says of a profile. */
export interface ProfileVerdict {
  readonly profile: Profile;
  /** `partial`: all that is there is right, but something that must be is not; `undecided`: too little was seen. */
  readonly verdict: 'conformant' | 'not conformant' | 'partial' | 'undecided';
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** Cases that fail alike: one thing is wrong, seen in many places. */
export interface FailureGroup {
  readonly what: string;
  readonly requirements: readonly RequirementId[];
  /** The one with the shortest story first. */
  readonly results: readonly Judged[];
}

const verdictNames: readonly Verdict[] = [
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
export const profileVerdicts = ({ results }: Run): readonly ProfileVerdict[] =>
  profiles.flatMap((profile) => {
    const own = results.filter((result) => result.profile === profile);
    if (own.length === 0) return [];
    const counts = countsOf(own);
    const missing = own.some(({ verdict, level }) => verdict === 'unsupported' && level === 'MUST');
    const open = own.some(
      ({ verdict, level }) =>
        level === 'MUST' &&
        (verdict === 'inconclusive' || verdict === 'skipped' || verdict === 'error'),
    );
    const verdict =
      counts.fail > 0
        ? 'not conformant'
        : missing
          ? 'partial'
          : open || counts.pass === 0
            ? 'undecided'
            : 'conformant';
    return [{ profile, verdict, counts }];
  });

const kindOf = (answer: Outcome | Seen | undefined): string =>
  answer === undefined || answer.ok === 'unknown'
    ? 'nothing'
    : answer.ok
      ? 'success'
      : `${answer.code} ${answer.status}`;

/** The first member in which an output differs from one that was permitted. */
function difference(expected: unknown, seen: unknown, path = ''): string | undefined {
  if (expected === unjudged) return seen === undefined ? path : undefined;
  if (typeof expected === 'string' && /\{\{\w+:\d+\}\}/.test(expected))
    return typeof seen === 'string' ? undefined : path;
  if (expected === absent) return seen === undefined ? undefined : path;
  if (typeof expected !== 'object' || expected === null)
    return expected === seen ? undefined : path;
  if (typeof seen !== 'object' || seen === null) return path;
  if (Array.isArray(expected) && Array.isArray(seen) && expected.length !== seen.length)
    return path;
  for (const [member, item] of Object.entries(expected)) {
    const shown = Array.isArray(expected) ? path : `${path}${path === '' ? '' : '.'}${member}`;
    const found = difference(item, (seen as Record<string, unknown>)[member], shown);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is wrong in a failing result, in words that are the same wherever the same thing is wrong. */
export function whatIsWrong({ story, deviation, reason }: Judged): string {
  const newest = deviation && story[deviation.at];
  if (deviation === undefined || newest === undefined) return reason ?? 'nothing is known of it';
  const { call, reply } = newest;
  if (reason !== undefined) return `${call.operation}: ${reason}`;
  const { seen } = reply;
  const kinds = [...new Set(deviation.permitted.map(kindOf))];
  if (seen.ok !== true || !kinds.includes('success'))
    return `${call.operation} answered ${kindOf(seen)} where ${kinds.join(' or ')} is permitted`;
  const places = deviation.permitted
    .filter((one) => one.ok === true)
    .map((one) => difference(one.ok === true ? one.output : undefined, seen.output))
    .filter((place) => place !== undefined);
  return `${call.operation} answered with another ${places[0] ?? 'output'} than is permitted`;
}

/** The failures of a run, those together that show the same thing. */
export function failureGroups({ results }: Run): readonly FailureGroup[] {
  const groups = new Map<string, Judged[]>();
  for (const result of results) {
    if (result.verdict !== 'fail') continue;
    const what = whatIsWrong(result);
    groups.set(what, [...(groups.get(what) ?? []), result]);
  }
  return [...groups]
    .map(([what, group]) => {
      const sorted = group.toSorted((a, b) => a.story.length - b.story.length);
      return { what, requirements: sorted[0]?.requirements ?? [], results: sorted };
    })
    .sort((a, b) => (a.results[0]?.story.length ?? 0) - (b.results[0]?.story.length ?? 0));
}
