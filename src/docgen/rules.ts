import { readFileSync } from 'node:fs';
import { type FaultName, faultNames, faults } from '../../model/faults/index.ts';
import {
  joins,
  knownPage,
  knownPolicy,
  type RequirementId,
  reference,
  requirementIds,
  requirements,
} from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { liveness } from '../../properties/liveness.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import { type Case, cases } from '../conformance/cases.ts';
import { notShown } from '../conformance/situations.ts';
import { chartsOf } from '../explore/reached.ts';
import { fileNames } from '../vectors/files.ts';
import type { Vector, VectorFile } from '../vectors/format.ts';
import { code, page, sourceLink } from './markdown.ts';
import { sequenceDiagram } from './sequence.ts';

const arcs = chartsOf(reference).flatMap((chart) => chart.arcs);
const properties = [...invariants, ...accountInvariants, ...liveness];
const levels = { documented: 'Documented', observed: 'Observed', assumed: 'Assumed' } as const;
const listedMax = 12;
const { testGroups } = JSON.parse(
  readFileSync(`test/vectors/sequences/${fileNames.vectors}`, 'utf8'),
) as VectorFile;
const vectors = testGroups.flatMap(({ tests }) => tests);

const transitionsOf = (id: RequirementId): readonly string[] => [
  ...arcs.filter(({ rule }) => rule === id).map((arc) => arc.id),
  ...joins.filter(({ rule }) => rule === id).map(({ fact }) => fact),
];

const isScenario = (one: Case): boolean => one.id.startsWith('scenario/');
/** The cases that show a rule, the one that is about it first, then the shortest. */
const casesOf = (id: RequirementId): readonly Case[] =>
  cases
    .filter((one) => !isScenario(one) && one.requirements.includes(id))
    .sort(
      (one, other) =>
        Number(other.id === `rule/${id}`) - Number(one.id === `rule/${id}`) ||
        one.steps.length - other.steps.length,
    );

/** The test vectors that show a rule, the shortest first. */
const vectorsOf = (id: RequirementId): readonly Vector[] =>
  vectors
    .filter(({ flags }) => flags.includes(id))
    .sort((one, other) => one.steps.length - other.steps.length);

/** The wrong models whose shortest scenario breaks a rule. */
const faultsOf = (id: RequirementId): readonly FaultName[] => {
  const broken = new Set(
    cases.filter((one) => isScenario(one) && one.requirements.includes(id)).map((one) => one.id),
  );
  return faultNames.filter((name) => broken.has(`scenario/${name}`));
};

const watchedIn = (id: RequirementId): readonly string[] => [
  ...(knownPage.some(({ rules }) => rules.includes(id)) ? ['the page'] : []),
  ...(knownPolicy.some(({ rules }) => rules.includes(id)) ? ['the policy'] : []),
];

/** A list under a title; nothing where there is nothing in it. */
function section(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length > listedMax ? [`and ${items.length - listedMax} more`] : [];
  const lines = [...items.slice(0, listedMax), ...more].map((item) => `- ${item}`);
  return [`## ${title}`, lines.join('\n')];
}

/** One rule: where it is said, what stands for it, what tests it, and a shortest sequence that shows it. */
function rulePage(id: RequirementId): string {
  const { sentence, source, level } = requirements[id];
  const watched = watchedIn(id);
  const transitions = transitionsOf(id);
  const tested = casesOf(id);
  const checks = properties.filter(({ rules }) => (rules as readonly string[]).includes(id));
  const [shown] = tested;
  return page(
    id,
    sentence,
    [
      `- ${levels[level]}: ${sourceLink(source)}`,
      ...(watched.length === 0 ? [] : [`- Drift is watched in ${watched.join(' and ')}`]),
      ...(transitions.length + checks.length > 0
        ? []
        : ['- Said by the answer of an operation, or held by a test of its own']),
    ].join('\n'),
    ...section('Transitions that it justifies', transitions.map(code)),
    ...section(
      'Properties that check it',
      checks.map(({ name }) => `[${name}](../properties.md#${name})`),
    ),
    ...section(
      'Cases that test it',
      tested.map((one) => code(one.id)),
    ),
    ...section(
      'Test vectors that show it',
      vectorsOf(id).map(({ tcId, comment }) => `${code(tcId)}: ${comment}`),
    ),
    ...section(
      'Wrong models that it catches',
      faultsOf(id).map((name) => `${code(name)}: ${faults[name].sentence}`),
    ),
    shown === undefined ? '## Shown by no call' : '## A shortest sequence that shows it',
    shown === undefined ? (notShown[id] ?? 'No case shows it.') : sequenceDiagram(shown.steps),
  );
}

/** The page of every rule, by its file. */
export const rulePages: Readonly<Record<`rules/${string}.md`, () => string>> = Object.fromEntries(
  requirementIds.map((id) => [`rules/${id}.md`, () => rulePage(id)]),
);
