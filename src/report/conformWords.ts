import type { ConformRecord, RecordedResult } from './conformRecord.ts';
import { printable } from './printable.ts';

/** A rule in one sentence, with its source. */
export function ruleText({ requirements }: ConformRecord, id: string): string {
  const rule = requirements[id];
  if (rule === undefined) return id;
  const link = rule.link === null ? '' : ` ${rule.link}`;
  return `${id} (${rule.level}): ${rule.sentence} [${rule.source}]${link}`;
}

/** How results that decide nothing came about: verdict and reason, with how often they were given, most often first. */
export function reasonsOf(
  results: readonly RecordedResult[],
): readonly (readonly [reason: string, count: number])[] {
  const reasons = new Map<string, number>();
  for (const { verdict, reason } of results) {
    if (verdict === 'pass' || verdict === 'fail') continue;
    const line = `${verdict}: ${reason ?? 'no reason'}`;
    reasons.set(line, (reasons.get(line) ?? 0) + 1);
  }
  return [...reasons].sort(([, a], [, b]) => b - a);
}

/** What is not as the baseline says, a line each; and what is. */
export const unexpectedText = ({ unexpected, baseline }: ConformRecord): readonly string[] => [
  ...unexpected.map(
    ({ kind, what, cases }) =>
      `${kind === 'failure' ? 'new' : kind}: ${printable(what)}${cases.length === 0 ? '' : ` (${cases.length})`}`,
  ),
  ...(baseline?.known ?? []).map(
    ({ case: id, requirement, group, profile, reason, cases }) =>
      `known: ${printable(`${id ?? requirement ?? group ?? profile}: ${reason}`)}${cases.length === 0 ? '' : ` (${cases.length})`}`,
  ),
];

/** How many results there are of each verdict, in a sentence. */
export function summaryText({ counts, complete, baseline, unexpected }: ConformRecord): string {
  const told = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`);
  const known = baseline?.known.length ?? 0;
  const stale = unexpected.filter(({ kind }) => kind === 'stale').length;
  const all = [
    ...(told.length === 0 ? ['nothing was tried'] : told),
    ...(known > 0 ? [`${known} known`] : []),
    ...(stale > 0 ? [`${stale} stale`] : []),
  ];
  return `${complete ? '' : 'Incomplete, not every case was tried: '}${all.join(', ')}.`;
}

/** What a run certifies, in a sentence. */
export function certifiedText({ profiles, version, complete }: ConformRecord): string {
  const certified = profiles
    .filter(({ verdict, whole }) => complete && whole && verdict === 'conformant')
    .map(({ profile }) => profile);
  return certified.length === 0
    ? 'No whole profile was found conformant.'
    : `Conformant to semantics ${version}, profiles ${certified.join(', ')}.`;
}
