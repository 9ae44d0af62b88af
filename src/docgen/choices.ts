import {
  choiceNames,
  choices,
  lifecycleChoices,
  noChoices,
  operations,
} from '../../model/index.ts';
import { code, codes, page, table } from './markdown.ts';
import { takenOf } from './peers.ts';

const readers = (name: string): readonly string[] =>
  Object.entries(operations).flatMap(([operation, { reads = [] }]) =>
    (reads as readonly string[]).includes(name) ? [operation] : [],
  );

const isRead = (name: string): boolean => (lifecycleChoices as readonly string[]).includes(name);

/** Every open point, its alternatives and its default. */
export const choicesPage = (): string =>
  page(
    'Choices',
    'What no document settles. A fixed choice is one alternative for a target, always; a free one may differ each time. The first alternative is the default; `check --choice name=value` takes another, `check --all-choices` takes every combination of those that the statecharts read.',
    ...choiceNames.map((name) => {
      const { kind, alternatives, reason } = choices[name];
      const [first = '', ...others] = alternatives;
      const decides = isRead(name) ? 'the statecharts' : codes(readers(name));
      const taken = (kind === 'fixed' ? takenOf(name) : []).map((words) => `\n- ${words}`).join('');
      return `## ${name}\n\n${reason}\n\n- ${kind}: **${code(first)}**, ${codes(others)}\n- Read by ${decides}${taken}`;
    }),
    '## Open, and no choice',
    table(
      ['what no document settles', 'what the model does'],
      noChoices.map(({ what, instead }) => [what, instead]),
    ),
  );
