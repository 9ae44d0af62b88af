import {
  joins,
  knownPage,
  knownPolicy,
  leftOut,
  type RequirementId,
  reference,
  requirementIds,
  requirements,
} from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { liveness } from '../../properties/liveness.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import { chartsOf } from '../explore/reached.ts';
import { code, codes, page, table } from './markdown.ts';

const arcs = chartsOf(reference).flatMap((chart) => chart.arcs);
const properties = [...invariants, ...accountInvariants, ...liveness];

const propertyLink = (name: string): string => `[${name}](properties.md#${name})`;

function ofRequirement(id: RequirementId): string {
  const { sentence, source, level } = requirements[id];
  const transitions = [
    ...arcs.filter(({ rule }) => rule === id).map((arc) => arc.id),
    ...joins.filter(({ rule }) => rule === id).map(({ fact }) => fact),
  ];
  const checks = properties
    .filter(({ rules }) => (rules as readonly string[]).includes(id))
    .map(({ name }) => propertyLink(name));
  const stated = [
    ...(knownPage.some(({ rules }) => rules.includes(id)) ? ['the page'] : []),
    ...(knownPolicy.some(({ rules }) => rules.includes(id)) ? ['the policy'] : []),
  ];
  const rows = [
    `- ${level === 'assumed' ? 'Assumed' : `${level === 'documented' ? 'Documented' : 'Observed'}`}: ${source}`,
    ...(stated.length === 0 ? [] : [`- Drift is watched in ${stated.join(' and ')}`]),
    ...(transitions.length === 0 ? [] : [`- Transitions: ${codes(transitions)}`]),
    ...(checks.length === 0 ? [] : [`- Properties: ${checks.join(', ')}`]),
    ...(transitions.length + checks.length > 0
      ? []
      : ['- Said by the answer of an operation, or held by a test of its own']),
  ];
  return `### ${id}\n\n${sentence}\n\n${rows.join('\n')}`;
}

/** Every rule, with its source, the transitions that stand for it and the properties that check it. */
export const requirementsPage = (): string => {
  const levels = ['documented', 'observed', 'assumed'] as const;
  const counts = levels.map(
    (level) => `${requirementIds.filter((id) => requirements[id].level === level).length} ${level}`,
  );
  return page(
    'Requirements',
    `${requirementIds.length} rules: ${counts.join(', ')}. An assumed one says why it is assumed so; where several answers are plausible, it is a [choice](choices.md) instead.`,
    ...requirementIds.map(ofRequirement),
    '## What is left out',
    table(
      ['what', 'where it is said', 'why it is left out'],
      leftOut.map(({ what, source, reason }) => [what, source, reason]),
    ),
    '## Sentences of the page that state no rule',
    table(
      ['sentence', 'why'],
      knownPage.flatMap(({ digest, reason }, place) =>
        reason === undefined ? [] : [[`${place + 1} (${code(digest)})`, reason]],
      ),
    ),
  );
};
