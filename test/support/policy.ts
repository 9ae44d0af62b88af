import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { PolicyDocument, Statement } from '../../model/documents.ts';

/** Condition keys of a request. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** What a document is asked: about what, the action, the resource, the condition keys, who acts. */
export type Question = readonly [string, string, string, Context?, string?];

/** A document and what it allows and denies. */
export interface Subject {
  readonly document: PolicyDocument;
  /** Whether it says who may use the role rather than what its owner may do. */
  readonly isTrust?: boolean;
  readonly actor: string;
  readonly allowed: readonly Question[];
  readonly denied: readonly Question[];
}

const accountId = '123456789012';
const anything: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/**
 * Whether a document in the place of the subject's own allows it.
 *
 * @throws Error if the simulator knows no such action, resource or condition key.
 */
export async function allows(
  { actor, isTrust, document: own }: Subject,
  [what, action, resource, contextVariables = {}, by = actor]: Question,
  document = own,
): Promise<boolean> {
  const found = await runSimulation(
    {
      request: {
        principal: by,
        action,
        resource: { resource, accountId },
        contextVariables: contextVariables as Record<string, string | string[]>,
      },
      identityPolicies: [{ name: 'policy', policy: isTrust ? anything : document }],
      resourcePolicy: isTrust ? document : undefined,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  // A key that the simulator passes over would make a denial mean nothing.
  if (found.resultType !== 'single' || found.result.ignoredContextKeys?.length !== 0)
    throw new Error(`${what} was not understood: ${JSON.stringify(found)}`);
  return found.overallResult === 'Allowed';
}

/** The questions that another document answers differently, or the first so many of them. */
export async function differences(
  subject: Subject,
  document: PolicyDocument,
  most = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const found: string[] = [];
  for (const answer of ['allowed', 'denied'] as const)
    for (const question of subject[answer]) {
      if (found.length >= most) return found;
      const isAllowed = await allows(subject, question, document);
      if (isAllowed !== (answer === 'allowed'))
        found.push(`${isAllowed ? 'allows' : 'denies'} ${question[0]}`);
    }
  return found;
}

/** A change of a statement: its name, and what stands there instead. */
type Change = readonly [string, ...Statement[]];

/** Each condition dropped, asking for something else, and with operators that hold more often. */
const changedConditions = ({ Condition = {}, ...rest }: Statement): Change[] =>
  Object.entries(Condition).flatMap(([operator, tests]) =>
    Object.entries(tests).flatMap(([key, value]) => {
      const { [operator]: _, ...others } = Condition;
      const { [key]: __, ...kept } = tests;
      const left = Object.keys(kept).length > 0 ? { ...others, [operator]: kept } : others;
      const instead = (by: string, to: string | readonly string[] = value): Change => [
        `${by} ${key} ${to}`,
        { ...rest, Condition: { ...left, [by]: { ...left[by], [key]: to } } },
      ];
      const weaker = [
        operator.includes('ForAllValues')
          ? operator.replace('ForAllValues', 'ForAnyValue')
          : `${operator}IfExists`,
        operator.replace('StringEquals', 'StringEqualsIgnoreCase'),
      ].filter((one) => one !== operator);
      return [
        [`no ${operator} ${key}`, { ...rest, Condition: left }],
        instead(operator, ['another']),
        ...weaker.map((by) => instead(by)),
      ];
    }),
  );

/** Condition keys that only one action has; with them, any action is that action. */
const ofOneAction = /ec2:CreateAction|iam:AWSServiceName/;

function changes(statement: Statement): Change[] {
  const { Action, Resource, Principal, Condition } = statement;
  const actions = [Action].flat();
  const found: Change[] = [['nothing'], ...changedConditions(statement)];
  const put = (name: string, part: Partial<Statement>) =>
    found.push([name, { ...statement, ...part }]);
  if (actions.length > 1)
    for (const one of actions)
      put(`no ${one}`, { Action: actions.filter((other) => other !== one) });
  const wide = `${actions[0]?.split(':')[0]}:*`;
  if (!ofOneAction.test(JSON.stringify(Condition))) put(wide, { Action: wide });
  if (Principal) put('the account too', { Principal: { ...Principal, AWS: accountId } });
  if (Resource !== undefined && Resource !== '*') put('any resource', { Resource: '*' });
  return found;
}

/** The documents that differ from one in one thing, by what that is. */
export const mutants = (document: PolicyDocument): (readonly [string, PolicyDocument])[] =>
  document.Statement.flatMap((statement, index) =>
    changes(statement).map(([change, ...instead]) => [
      `${statement.Sid ?? 'the statement'}: ${change}`,
      { ...document, Statement: document.Statement.toSpliced(index, 1, ...instead) },
    ]),
  );
