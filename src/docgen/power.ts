import { type FaultName, faultNames, faults } from '../../model/faults/index.ts';
import { cases } from '../conformance/cases.ts';
import { type WithoutCase, withoutCase } from '../power/withoutCase.ts';
import { code, page, ruleLink, table } from './markdown.ts';

const killing = new Map(
  cases
    .filter(({ id }) => id.startsWith('scenario/'))
    .map(({ id, requirements, steps }) => [id.replace('scenario/', ''), { requirements, steps }]),
);
const without = withoutCase as Partial<Record<FaultName, WithoutCase>>;

const found = (name: FaultName): readonly string[] => {
  const one = killing.get(name);
  if (one === undefined) return [];
  const { requirements, steps } = one;
  const rules = requirements.map(ruleLink).join('\n');
  return [code(name), faults[name].layer, code(`scenario/${name}`), String(steps.length), rules];
};

const notFound = (name: FaultName): readonly string[] => {
  const why = without[name];
  if (why === undefined) return [];
  return [code(name), why.isVisible ? 'visible, without a case' : 'invisible', why.because];
};

/** Which wrong models a client can tell from the right one, and the case that does. */
export const powerPage = (): string =>
  page(
    'Power',
    'Which wrong models a client can tell from the right one. What a client sees is judged against every account that the right model could be in: with hidden sessions, failures for the service’s own reasons, and every alternative of a fixed choice.',
    '## Found by a case',
    'The requirements are those that the last step of the case is about.',
    table(
      ['fault', 'layer', 'case', 'steps', 'requirements'],
      faultNames.map(found).filter((row) => row.length > 0),
    ),
    '## Without a case',
    'Of each invisible one, the product of the wrong model with all that the right one could be is gone through to its end in small scopes: the role alone, and one browser. There is no way in it on which a client sees an answer that cannot be (`test/slow/scenarios.test.ts`).',
    table(
      ['fault', 'seen', 'why'],
      faultNames.map(notFound).filter((row) => row.length > 0),
    ),
  );
