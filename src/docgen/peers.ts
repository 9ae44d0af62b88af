import { readdirSync, readFileSync } from 'node:fs';
import { type ChoiceName, type RequirementId, requirementIds } from '../../model/index.ts';
import { type Case, cases } from '../conformance/cases.ts';
import type { Verdict } from '../conformance/story.ts';
import { verdictNames } from '../conformance/verdicts.ts';
import type { PeerReport } from '../report/peerReport.ts';
import { code, page, ruleLink, table } from './markdown.ts';

const folder = 'docs/reports';

/** What is known of other implementations, by name. */
const peers: readonly PeerReport[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as PeerReport);

const called = ({ name, version }: PeerReport): string => `${name} ${version}`;

/** The alternatives of a choice that known implementations take, in words. */
export const takenOf = (choice: ChoiceName): readonly string[] =>
  peers.map((peer) => {
    const alternative = peer.choices[choice];
    const taken = alternative === undefined ? 'shows none of them' : `takes ${code(alternative)}`;
    return `[${called(peer)}](peers.md) ${taken}`;
  });

const byRule = new Map<RequirementId, readonly Case[]>(
  requirementIds.map((id) => [id, cases.filter(({ requirements }) => requirements.includes(id))]),
);

/** How often a peer came to each verdict in the cases of a rule: `3 pass, 1 fail`. */
function verdictsOn({ cases: ofPeer }: PeerReport, id: RequirementId): string {
  const own = byRule.get(id)?.map((one) => one.id) ?? [];
  const count = (verdict: Verdict): number =>
    (ofPeer[verdict] ?? []).filter((name) => own.includes(name)).length;
  return verdictNames
    .map((verdict) => [verdict, count(verdict)] as const)
    .filter(([, number]) => number > 0)
    .map(([verdict, number]) =>
      verdict === 'fail' ? `**${number} fail**` : `${number} ${verdict}`,
    )
    .join(', ');
}

const profilesTable = table(
  ['implementation', 'profile', 'verdict', ...verdictNames],
  peers.flatMap((peer) =>
    peer.profiles.map(({ profile, verdict, counts }) => [
      called(peer),
      profile,
      verdict,
      ...verdictNames.map((name) => String(counts[name])),
    ]),
  ),
);

const rulesTable = table(
  ['requirement', ...peers.map(called)],
  requirementIds
    .filter((id) => (byRule.get(id)?.length ?? 0) > 0)
    .map((id) => [ruleLink(id), ...peers.map((peer) => verdictsOn(peer, id))]),
);

const wrongsOf = (peer: PeerReport): readonly string[] => [
  `## What is wrong with ${called(peer)}`,
  `Started by ${code(peer.startedBy)}.`,
  table(
    ['what is wrong', 'requirements', 'cases', 'one of them'],
    peer.groups.map(({ what, requirements, cases: seenIn }) => [
      what,
      requirements.map(ruleLink).join('\n'),
      String(seenIn.length),
      code(seenIn[0]),
    ]),
  ),
];

/** What the suite finds in known implementations, from the reports in `docs/reports/`. */
export const peersPage = (): string =>
  page(
    'Peers',
    `What \`conform\` finds in other implementations, from the reports in \`${folder}/\`; \`test/slow/peers.test.ts\` compares them with what is found anew. A case counts for each requirement that it is about; what an implementation does not have is unsupported, and not wrong.`,
    profilesTable,
    ...peers.flatMap(wrongsOf),
    '## Requirements',
    rulesTable,
  );
