import { type FaultName, faultNames, faults, faulty } from '../../model/faults/index.ts';
import { type Case, cases } from '../conformance/cases.ts';
import { decided } from '../power/decide.ts';
import { failedBy, performedOnRight } from '../power/differing.ts';
import { atAnotherPace, type Pace, paceOf, usualPace } from '../power/paces.ts';
import { scopes } from '../power/scopes.ts';
import { withoutCase } from '../power/withoutCase.ts';
import { code, page, ruleLink, table } from './markdown.ts';

const without: Readonly<Partial<Record<FaultName, string>>> = withoutCase;
/** Those in which every wrong model that shows nowhere is gone through to the end. */
const exhausted = scopes.slice(0, 2);

const killing = new Map(
  cases.filter(({ id }) => id.startsWith('scenario/')).map((one) => [one.id.slice(9), one]),
);

/** What the failed cases are about, each by the rule that it is for. */
const broken = (failed: readonly Case[]): string =>
  [...new Set(failed.flatMap(({ requirements: [first] }) => first ?? []))]
    .sort()
    .map(ruleLink)
    .join('\n');

function found(name: FaultName, failed: readonly Case[]): readonly string[] {
  const steps = killing.get(name)?.steps.length;
  const which = [code(`scenario/${name}`), String(steps), String(failed.length)];
  return [code(name), faults[name].layer, ...which, broken(failed)];
}

/** What the search through all that a client can do in a scope comes to. */
function searchedIn(name: FaultName, scope: (typeof scopes)[number]): string {
  const { way, states, isWhole } = decided(name, scope, 'any');
  if (way !== undefined) return `**seen** after ${states}`;
  return isWhole ? String(states) : `not decided after ${states}`;
}

const unseen = (name: FaultName, because: string): readonly string[] => [
  code(name),
  ...exhausted.map((scope) => searchedIn(name, scope)),
  because,
];

/** A pace as `serve` is told it. */
const flagsOf = ({ durations }: Pace): string =>
  Object.entries(durations)
    .map(([name, { from, to, chance }]) =>
      code(`--duration ${name}=${chance === 0 ? 'never' : `${from}..${to}`}`),
    )
    .join(' ');

/** Which wrong models a client can tell from the right one, and the cases that do. */
export async function powerPage(): Promise<string> {
  const performed = await performedOnRight();
  const rows: (readonly string[])[] = [];
  for (const name of faultNames) {
    if (without[name] !== undefined) continue;
    const pace = paceOf(name);
    const there = pace === usualPace ? performed : await performedOnRight(undefined, pace);
    rows.push(found(name, await failedBy(faulty(name), there)));
  }
  return page(
    'Power',
    'Which wrong models a client can tell from the right one. What a client sees is judged against every account that the right model could be in: with hidden sessions, failures for the service’s own reasons, and every alternative of a fixed choice.',
    '## Found by a case',
    `The matrix *wrong model x requirement*: which of the ${performed.all.length} cases about a rule or a wrong model each one fails, and the rules that those cases are for. A case that is for another rule fails where the wrong answer comes on its way, or in what it looks at in the end.`,
    table(
      ['wrong model', 'layer', 'its own case', 'steps', 'cases failed', 'requirements broken'],
      rows,
    ),
    '## At another pace',
    'These show on no target that takes its usual time, whatever it is asked, but on one that goes as it may, too: with `serve --fault` and these options.',
    table(
      ['wrong model', 'options'],
      Object.entries(atAnotherPace).map(([name, { pace }]) => [code(name), flagsOf(pace)]),
    ),
    '## Invisible',
    `Of each, the product of the wrong model with all that the right one could be is gone through to its end in small scopes: ${exhausted.map(({ name }) => name).join(', and ')}. There is no way in it on which a client sees an answer that cannot be. The numbers are the states of the product.`,
    table(
      ['wrong model', ...exhausted.map(({ name }) => name), 'why'],
      faultNames.flatMap((name) => {
        const why = without[name];
        return why === undefined ? [] : [unseen(name, why)];
      }),
    ),
  );
}
