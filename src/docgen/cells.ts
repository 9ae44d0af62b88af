import {
  type Account,
  newAccount,
  type OperationName,
  operations,
  type RequirementId,
  type RoleStatus,
  reference,
} from '../../model/index.ts';
import { type Case, cases } from '../conformance/cases.ts';
import { take } from '../conformance/goals.ts';
import { chartsOf } from '../explore/reached.ts';
import { code, page, ruleLink, table } from './markdown.ts';

/** What an operation answers in a state of the role, and what comes of it in the case that shows it. */
interface Cell {
  readonly state: RoleStatus;
  readonly operation: OperationName;
  readonly answer: string;
  readonly next: RoleStatus;
  readonly rule: RequirementId | undefined;
}

function cellFrom({ id, steps, requirements: [rule] }: Case): Cell {
  const [state, operation, answer = ''] = id.split('/');
  const end = steps.reduce(
    (account: Account, one) => take(account, one)?.after ?? account,
    newAccount(),
  );
  return {
    state: state as RoleStatus,
    operation: operation as OperationName,
    answer,
    next: end.core.role.role,
    rule,
  };
}

const states = (chartsOf(reference)[0]?.regions[0]?.states ?? []) as readonly RoleStatus[];

const groupedBy = <T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
};

function ofOperation(operation: string, cells: readonly Cell[]): string {
  const rows = [...groupedBy(cells, ({ answer }) => answer)].map(([answer, own]) => [
    answer === 'ok' ? 'ok' : `[${answer}](operations.md#${answer.toLowerCase()})`,
    ...states.map((state) => {
      const cell = own.find((one) => one.state === state);
      if (cell === undefined) return '';
      return cell.next === state ? 'stays' : `→ ${cell.next}`;
    }),
    [...new Set(own.map(({ rule }) => rule ?? ''))].filter(Boolean).map(ruleLink).join(', '),
  ]);
  return `## ${operation}\n\n${table(['answer', ...states.map(code), 'rule'], rows)}`;
}

/** What each operation answers in each state of the role, the state afterwards, and the rule. */
export function cellsPage(): string {
  const cells = cases.filter(({ id }) => !/^(rule|scenario)\//.test(id)).map(cellFrom);
  const byOperation = groupedBy(cells, ({ operation }) => operation);
  return page(
    'State and operation',
    'What each operation can answer in each state of the role, and the state afterwards, in the shortest case that shows it; empty where the model has no such answer. Each filled place is a case of the suite, `STATE/OPERATION/ANSWER`.',
    ...Object.keys(operations).flatMap((operation) => {
      const own = byOperation.get(operation);
      return own === undefined ? [] : [ofOperation(operation, own)];
    }),
  );
}
