import { knownPage, leftOut, requirementIds, requirements } from '../../model/index.ts';
import { code, page, sourceLink, table } from './markdown.ts';

const levels = ['documented', 'observed', 'assumed'] as const;

/** Every rule in one sentence, with how sure it is and where it is said. */
export const requirementsPage = (): string => {
  const counts = levels.map(
    (level) => `${requirementIds.filter((id) => requirements[id].level === level).length} ${level}`,
  );
  return page(
    'Requirements',
    `${requirementIds.length} rules: ${counts.join(', ')}. An assumed one says why it is assumed so; where several answers are plausible, it is a [choice](choices.md) instead. Each has a page: what stands for it, what tests it, and a shortest sequence that shows it.`,
    ...requirementIds.map((id) => {
      const { sentence, source, level } = requirements[id];
      return `### ${id}\n\n${sentence}\n\n${level}: ${sourceLink(source)} ([more](rules/${id}.md))`;
    }),
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
