import { notShown } from '../conformance/situations.ts';

const notWritable = 'Only input of another type is refused so, and no client can send it.';
const noEmptyLabel = 'Only an empty id is refused so, and no client can send one.';

const byFailure: Readonly<Record<string, string>> = {
  'GetAgentRuntime/ValidationException': noEmptyLabel,
  'DescribeVpcs/InvalidParameterValue': notWritable,
  'DescribeSubnets/InvalidParameterValue': notWritable,
  'DescribeSecurityGroups/InvalidParameterValue': notWritable,
  'DescribeNetworkInterfaces/InvalidParameterValue': notWritable,
};

/** Why no vector covers something; undefined where there is no reason. */
export function reasonNotCovered(item: string): string | undefined {
  const [kind, name = ''] = item.split(' ');
  if (kind === 'failures') return byFailure[name];
  return kind === 'requirements' ? notShown[name as keyof typeof notShown] : undefined;
}
