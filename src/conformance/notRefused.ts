import type { ChoiceName, FailureName } from '../../model/index.ts';

const otherType = 'Only input of another type is refused so, and no client can send it.';
const emptyId = 'Only an empty id is refused so, and no client can send one.';

/** Why no client can have an operation refused so, by `operation/failure`. */
export const notWritable: Readonly<Record<string, string>> = {
  'GetAgentRuntime/ValidationException': emptyId,
  'DescribeVpcs/InvalidParameterValue': otherType,
  'DescribeSubnets/InvalidParameterValue': otherType,
  'DescribeSecurityGroups/InvalidParameterValue': otherType,
  'DescribeNetworkInterfaces/InvalidParameterValue': otherType,
};

/** Refusals that the defaults never lead to, each with the choice of which a target has to take another alternative. */
const onlyUnderChoice: Readonly<Partial<Record<FailureName, ChoiceName>>> = {
  TokenMismatch: 'client-token-mismatch',
  NotServiceLinked: 'ordinary-role-deletion',
  DeletionInProgress: 'usage-check',
};

/** Why no case shows an operation refused so; undefined where there is no reason. */
export function reasonNotRefused(operation: string, failure: FailureName): string | undefined {
  const choice = onlyUnderChoice[failure];
  return choice === undefined
    ? notWritable[`${operation}/${failure}`]
    : `Only a target that takes another alternative of \`${choice}\` refuses so.`;
}
