import { writeFileSync } from 'node:fs';
import {
  type Account,
  newAccount,
  type OperationName,
  type RequirementId,
  requirementIds,
} from '../../model/index.ts';
import { stepFrom, usualRegion, type WrittenCase, type WrittenStep } from './cases.ts';
import { type Ways, waysToAll } from './derive.ts';
import { type CaseStep, take } from './goals.ts';
import { rareWays as written } from './rareWays.ts';
import { scenarios } from './scenarios.ts';

const runs = 4000;
const seed = 1;

const writtenStep = (one: CaseStep): WrittenStep =>
  'wait' in one
    ? one
    : {
        call: one.call.operation as OperationName,
        input: one.call.input,
        ...(one.call.region === usualRegion ? {} : { region: one.call.region }),
        ...(one.call.caller.mayEdit ? {} : { caller: 'limited' }),
      };

/** What the last step of a way shows; nothing if the way cannot be taken. */
function shownBy(steps: readonly CaseStep[]): readonly string[] {
  let account: Account = newAccount();
  let shows: readonly string[] = [];
  for (const one of steps) {
    const taken = take(account, one);
    if (taken === undefined) return [];
    ({ after: account, shows } = taken);
  }
  return shows;
}

/** The requirements that the last step of a way shows: the one that it is for first. */
function requirementsOf(goal: string, steps: readonly CaseStep[]): readonly RequirementId[] {
  const shows = shownBy(steps);
  const shown = requirementIds.filter((id) => shows.includes(`rule/${id}`));
  return [...shown].sort(
    (a, b) =>
      Number(goal === `rule/${b}`) - Number(goal === `rule/${a}`) ||
      Number(a === 'declared-errors') - Number(b === 'declared-errors'),
  );
}

/** A case as a line of `cases.json`. */
export const writtenLine = (id: string, steps: readonly CaseStep[]): string => {
  const written: WrittenCase = {
    id,
    requirements: requirementsOf(id, steps),
    steps: steps.map(writtenStep),
  };
  return JSON.stringify(written);
};

const rareWays = Object.values(written).map((way) => {
  const steps = way.map(stepFrom);
  return { steps, shows: shownBy(steps) };
});

/** What no way shows and a rare one does, too. */
function withRareWays(ways: Ways): Ways {
  const all = new Map(ways);
  for (const { steps, shows } of rareWays)
    for (const goal of shows) if (!all.has(goal)) all.set(goal, steps);
  return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The text of `cases.json`: one case a line. */
export async function casesText(): Promise<string> {
  const ways = withRareWays(waysToAll(runs, seed));
  const cells = [...ways].map(([id, steps]) => writtenLine(id, steps));
  const ofRules = [...ways].filter(([goal]) => goal.startsWith('rule/')).map(([, steps]) => steps);
  const known = [...ofRules, ...rareWays.map(({ steps }) => steps)];
  const others = [...(await scenarios(seed, known))].map(([name, steps]) =>
    writtenLine(`scenario/${name}`, steps),
  );
  return `[\n${[...cells, ...others].join(',\n')}\n]\n`;
}

if (process.argv[1]?.endsWith('writeCases.js'))
  writeFileSync('src/conformance/cases.json', await casesText());
