import type { Verdict } from '../conformance/story.ts';
import { type ProfileVerdict, verdictNames } from '../conformance/verdicts.ts';
import type { ConformRecord, RecordedGroup } from './conformRecord.ts';

/** What is kept of a run on a known implementation: all that is the same each time. */
export interface PeerReport {
  readonly name: string;
  readonly version: string;
  /** How it was started, for who wants to see the same. */
  readonly startedBy: string;
  readonly profiles: readonly Omit<ProfileVerdict, 'whole'>[];
  readonly groups: readonly RecordedGroup[];
  /** The alternative that it takes of each choice that was found out. */
  readonly choices: Readonly<Record<string, string>>;
  /** The ids of the cases by their verdict, in order. */
  readonly cases: Readonly<Partial<Record<Verdict, readonly string[]>>>;
}

/** What a run on a known implementation found, without calls, times and ids. */
export function peerReport(
  { profiles, groups, choices, results }: ConformRecord,
  { name, version, startedBy }: Pick<PeerReport, 'name' | 'version' | 'startedBy'>,
): PeerReport {
  const met = verdictNames.flatMap((verdict) => {
    const ids = results.filter((one) => one.verdict === verdict).map(({ id }) => id);
    return ids.length === 0 ? [] : [[verdict, ids.toSorted()] as const];
  });
  return {
    name,
    version,
    startedBy,
    profiles: profiles.map(({ profile, verdict, counts }) => ({ profile, verdict, counts })),
    groups: groups.map(({ what, requirements, cases: [best, ...others] }) => ({
      what,
      requirements,
      cases: best === undefined ? [] : [best, ...others.toSorted()],
    })),
    choices: Object.fromEntries(
      Object.entries(choices).filter(([, alternative]) => alternative !== 'undetermined'),
    ),
    cases: Object.fromEntries(met),
  };
}
