import { invariants } from '../../properties/index.ts';
import { liveness } from '../../properties/liveness.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import type { Stated } from '../../properties/property.ts';
import { page, ruleLink } from './markdown.ts';

const ofProperty = ({ name, sentence, rules }: Stated): string =>
  `### ${name}\n\n${sentence}\n\nRules: ${rules.map(ruleLink).join(', ')}`;

/** What must hold, and how it is decided. */
export const propertiesPage = (): string =>
  page(
    'Properties',
    'What must hold, said in terms of what a client could see.',
    '## In every step',
    'Decided on every account of the explored scopes, and on random sequences beyond them.',
    ...invariants.map(ofProperty),
    '## At every call',
    'Decided on random sequences of calls of every operation.',
    ...accountInvariants.map(ofProperty),
    '## In the end',
    'Decided on the graph of all explored accounts.',
    ...liveness.map(ofProperty),
  );
