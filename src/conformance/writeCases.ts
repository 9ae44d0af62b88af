import { writeFileSync } from 'node:fs';
import {
  type Account,
  newAccount,
  type OperationName,
  type RequirementId,
  requirementIds,
} from '../../model/index.ts';
import { usualRegion, type WrittenCase, type WrittenStep } from './cases.ts';
import { waysToAll } from './derive.ts';
import { type CaseStep, take } from './goals.ts';
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

/** The requirements that the last step of a way shows: the one that it is for first. */
function requirementsOf(goal: string, steps: readonly CaseStep[]): readonly RequirementId[] {
  let account: Account = newAccount();
  let shows: readonly string[] = [];
  for (const one of steps) {
    const taken = take(account, one);
    if (taken === undefined) throw new Error(`${goal} leads nowhere`);
    ({ after: account, shows } = taken);
  }
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

/** The text of `cases.json`: one case a line. */
export async function casesText(): Promise<string> {
  const cells = [...waysToAll(runs, seed)].map(([id, steps]) => writtenLine(id, steps));
  const others = [...(await scenarios(seed))].map(([name, steps]) =>
    writtenLine(`scenario/${name}`, steps),
  );
  return `[\n${[...cells, ...others].join(',\n')}\n]\n`;
}

if (process.argv[1]?.endsWith('writeCases.js'))
  writeFileSync('src/conformance/cases.json', await casesText());
