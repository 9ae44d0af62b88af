import {
  type Account,
  type Call,
  newAccount,
  type Outcome,
  type Unasked,
} from '../../model/index.ts';
import { type CaseStep, take } from '../conformance/goals.ts';
import { changesBetween } from '../report/steps.ts';

/** Mermaid reads these as its own. */
const plain = (text: string): string =>
  text.replaceAll(' -> ', ' → ').replaceAll(/[;#]/g, ' ').replaceAll(/[{}]/g, '');

const called = ({ operation, region, caller }: Call): string =>
  `${operation} in ${region}${caller.mayEdit ? '' : ', without rights'}`;

const answered = (outcome: Outcome | undefined): string =>
  outcome?.ok === false ? `${outcome.code} ${outcome.status}` : 'ok';

const happened = (event: Unasked): string =>
  `unasked: ${'id' in event ? `${event.id} ` : ''}${event.type}`;

/** Steps as a Mermaid sequence diagram: what is asked and answered, and what is different afterwards. */
export function sequenceDiagram(steps: readonly CaseStep[]): string {
  let account: Account = newAccount();
  const lines = ['sequenceDiagram', '  participant client', '  participant AWS'];
  for (const one of steps) {
    const taken = take(account, one);
    if (taken === undefined) throw new Error('a case has a step that the model does not take');
    if ('call' in one) {
      lines.push(`  client->>AWS: ${plain(called(one.call))}`);
      lines.push(`  AWS-->>client: ${plain(answered(taken.outcome))}`);
    } else lines.push(`  Note over AWS: ${plain(happened(one.wait))}`);
    for (const change of changesBetween(account.core, taken.after.core))
      lines.push(`  Note right of AWS: ${plain(change)}`);
    account = taken.after;
  }
  return `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``;
}
