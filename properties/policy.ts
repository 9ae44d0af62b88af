import type { Statement } from '../model/index.ts';

type Test = readonly [operator: string, key: string, value: string];

const tag = 'AmazonBedrockAgentCoreManaged';
const carriesTag: Test = ['StringEquals', `aws:ResourceTag/${tag}`, 'true'];
/** What must be asked where one of these reaches an interface; of any other action, that it carries the tag. */
const tests: Readonly<Record<string, readonly Test[]>> = {
  'ec2:createnetworkinterface': [
    ['StringEquals', `aws:RequestTag/${tag}`, 'true'],
    ['ForAllValues:StringEquals', 'aws:TagKeys', tag],
  ],
  'ec2:createtags': [['StringEquals', 'ec2:CreateAction', 'CreateNetworkInterface']],
};
const reads = /^ec2:(Describe[\w*]*|GetSecurityGroupsForVpc)$/i;
const arnOfInterface = ['arn', '', 'ec2', '', '', 'network-interface/'];

/** Whether a pattern could match the ARN of an interface: each part is compared as far as its first wildcard. */
const mayBeInterface = (pattern: string): boolean =>
  pattern.split(':').every((part, place) => {
    const [literal = ''] = part.split(/[*?$]/);
    const wanted = arnOfInterface[place] ?? '';
    return literal.startsWith(wanted) || wanted.startsWith(literal);
  });

function testsOf(action: string): readonly Test[] {
  const pattern = new RegExp(`^${action.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');
  const own = Object.entries(tests).filter(([name]) => pattern.test(name));
  return [
    ...own.flatMap(([, asked]) => asked),
    ...(action.toLowerCase() in tests ? [] : [carriesTag]),
  ];
}

const judged = new WeakMap<Partial<Statement>, boolean>();

/** Whether a statement reaches no further than the service's own interfaces. */
export function isBound(statement: Partial<Statement>): boolean {
  const known = judged.get(statement) ?? judge(statement);
  judged.set(statement, known);
  return known;
}

function judge({ Effect, Action, Resource, Condition }: Partial<Statement>): boolean {
  if (Effect === 'Deny') return true;
  const onInterface = [Resource ?? '*'].flat().some(mayBeInterface);
  return [Action ?? '*'].flat().every((action) => {
    if (reads.test(action)) return true;
    if (!onInterface) return action === 'ec2:CreateNetworkInterface';
    return testsOf(action).every(
      ([operator, key, value]) => String([Condition?.[operator]?.[key]].flat()) === value,
    );
  });
}
