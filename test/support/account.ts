import { expect } from 'vitest';
import {
  type Account,
  agentCoreRole,
  type Call,
  type Choices,
  callers,
  newAccount,
  type Outcome,
  step,
  type Unfolding,
  unfold,
} from '../../model/index.ts';

/** What answers have named so far, by the words that stories use for it. */
export type Names = Readonly<Record<string, string>>;

/** What a story came to: the account at its end and every outcome on the way. */
export interface Told {
  readonly account: Account;
  readonly names: Names;
  readonly outcomes: readonly Outcome[];
  /** The last call, and its outcome. */
  readonly call: Call | undefined;
  readonly outcome: Outcome;
}

const { principal, name: role, policyName } = agentCoreRole;

/** What every story knows from the start. */
export const known = {
  role,
  folded: role.toLowerCase(),
  principal,
  arn: `arn:aws:iam::123456789012:role/aws-service-role/${principal}/${role}`,
  policy: `arn:aws:iam::aws:policy/aws-service-role/${policyName}`,
  otherPolicy: 'arn:aws:iam::aws:policy/aws-service-role/BatchServiceRolePolicy',
  readOnly: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  unmade: 'arn:aws:iam::123456789012:policy/unmade',
  noJob: '0'.repeat(36),
  token: 'a'.repeat(33),
  subnet: 'subnet-11112222',
  group: 'sg-11112222',
} as const;

const trust =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';

/** Short words for calls that many stories make; `runtime alpha VPC` and the like are added below. */
const short: Names = {
  makeRole: 'CreateServiceLinkedRole AWSServiceName=$principal',
  deleteRole: 'DeleteServiceLinkedRole RoleName=$role',
  status: 'GetServiceLinkedRoleDeletionStatus DeletionTaskId=$task',
  getRole: 'GetRole RoleName=$role',
  makePlain: `CreateRole RoleName=plain AssumeRolePolicyDocument=${trust}`,
  interfaces: 'DescribeNetworkInterfaces',
  makeNetwork:
    'CreateVpc CidrBlock=10.0.0.0/16; CreateSubnet VpcId=$vpc CidrBlock=10.0.0.0/24; CreateSecurityGroup GroupName=g Description=d VpcId=$vpc',
};
const roleArn = 'roleArn=arn:aws:iam::123456789012:role/agent';
const kinds: Names = {
  runtime: `CreateAgentRuntime agentRuntimeArtifact={} ${roleArn} agentRuntimeName=`,
  interpreter: 'CreateCodeInterpreter name=',
  browser: 'CreateBrowser name=',
};

/** The operation and id member that deletes or gets what was created under a name. */
const spelt = (verb: string, name: string, names: Names): string => {
  const kind = names[`${name}'s kind`] ?? 'AgentRuntime';
  return `${verb}${kind} ${kind[0]?.toLowerCase()}${kind.slice(1)}Id=$${name}`;
};

const network = (operation: string, mode: string): string => {
  const member =
    operation === 'runtime' || operation === 'update' ? 'networkModeConfig' : 'vpcConfig';
  const vpc =
    mode === 'VPC' ? `,"${member}":{"subnets":["$subnet"],"securityGroups":["$group"]}` : '';
  return `networkConfiguration={"networkMode":"${mode}"${vpc}}`;
};

/** The same words with the short ones written out. */
function written(words: string, names: Names): string {
  const [verb = '', first = '', mode = '', ...rest] = words.split(' ');
  const more = (from: readonly string[]): string => ['', ...from].join(' ');
  if (verb in short) return `${short[verb]}${more(words.split(' ').slice(1))}`;
  if (verb in kinds) return `${kinds[verb]}${first} ${network(verb, mode)}${more(rest)}`;
  if (verb === 'update')
    return `${spelt('Update', first, names)} agentRuntimeArtifact={} ${roleArn} ${network(verb, mode)}${more(rest)}`;
  if (verb === 'delete' || verb === 'get')
    return `${spelt(verb === 'get' ? 'Get' : 'Delete', first, names)}${more([mode, ...rest])}`.trim();
  return words;
}

/** A text, or all texts in a value, with `$name` replaced by what has that name. */
export function named<T>(value: T, names: Names): T {
  if (typeof value === 'string')
    return value.replace(/\$(\w+)/g, (_, name: string) => {
      const found = names[name];
      if (found === undefined) throw new Error(`the story knows no ${name}`);
      return found;
    }) as T;
  if (Array.isArray(value)) return value.map((item) => named(item, names)) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, item]) => [member, named(item, names)]),
  ) as T;
}

/**
 * The call that words mean: an operation, `Member=value` (JSON, or a bare text; `-` leaves it out),
 * `by:caller` (administrator where it is left out), `in:region` (us-east-1).
 */
export function callOf(words: string, names: Names = known): Call {
  const [operation = '', ...parts] = written(words.trim(), names).split(' ');
  const texts = new Map<string, string>();
  let caller: Call['caller'] = callers.administrator;
  let region = 'us-east-1';
  for (const part of parts) {
    const [, member = '', text = ''] = /^(\w+)=(.*)$/.exec(part) ?? [];
    const [key, word = ''] = part.split(':');
    if (member !== '' && text === '-') texts.delete(member);
    else if (member !== '') texts.set(member, text);
    else if (key === 'by') caller = callers[word as keyof typeof callers];
    else if (key === 'in') region = word;
    else throw new Error(`${part} means nothing in: ${words}`);
  }
  const input = [...texts].map(([member, text]): [string, unknown] => [
    member,
    named(/^([[{"]|\d+$)/.test(text) ? JSON.parse(text) : text, names),
  ]);
  return { operation, caller, region, input: Object.fromEntries(input) };
}

/** The words for something that happened unasked: what happened, and to what. */
export function unaskedWords({ event }: Unfolding, names: Names): readonly string[] {
  const subject = 'id' in event ? event.id : 'network' in event ? event.network : '';
  const told = Object.entries(names).filter(([, id]) => id === subject);
  return [event.type, ...told.map(([name]) => `${event.type} ${name}`)];
}

function learnt(names: Names, call: Call, outcome: Outcome): Names {
  if (outcome.ok !== true) return names;
  const { output } = outcome;
  const name = String(call.input.agentRuntimeName ?? call.input.name);
  const found: Record<string, string> = {};
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [member, item] of Object.entries(value)) {
      if (typeof item === 'object') walk(item);
      else found[member] = String(item);
    }
  };
  walk(output);
  const {
    DeletionTaskId: task,
    VpcId,
    SubnetId,
    GroupId,
    NetworkInterfaceId,
    JobId,
    RoleId,
  } = found;
  const more: Record<string, string | undefined> = { vpc: VpcId, job: JobId, roleId: RoleId };
  const kind = /^Create(AgentRuntime|CodeInterpreter|Browser)$/.exec(call.operation)?.[1];
  if (kind !== undefined) {
    more[name] = found[`${kind[0]?.toLowerCase()}${kind.slice(1)}Id`];
    more[`${name}'s kind`] = kind;
  }
  if (call.operation === 'CreateSubnet') more.subnet = SubnetId;
  if (call.operation === 'CreateSecurityGroup') more.group = GroupId;
  if (/NetworkInterface/.test(call.operation)) more.interface = NetworkInterfaceId;
  if (task !== undefined && task !== names.task) {
    more.task = task;
    more[names.task1 === undefined ? 'task1' : 'task2'] = task;
  }
  const given = Object.entries(more).filter(([, id]) => id !== undefined);
  return { ...names, ...(Object.fromEntries(given) as Names) };
}

/** Freezes a value and all that is in it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) deepFreeze(item);
  return Object.freeze(value);
}

/** An account of which nothing was ever told. */
export const blank = (choices: Partial<Choices> = {}): Told => ({
  account: deepFreeze(newAccount(choices)),
  names: known,
  outcomes: [],
  call: undefined,
  outcome: { ok: 'unknown' },
});

/**
 * Tells a story: steps in words, with `;` between them, each a call or something unasked (`task.ends`,
 * `succeed alpha`, `begin`). Accounts and calls are frozen, so that a step that changes one throws.
 *
 * @throws Error if a step is neither an operation nor possible unasked, or if a refusal gives another account.
 */
export function tell(story: string, from: Told | Partial<Choices> = {}): Told {
  let told = 'outcomes' in from ? from : blank(from);
  for (const words of story.split(';').map((part) => part.trim())) {
    const { account, names, outcomes } = told;
    const out = written(words, names);
    if (out.includes(';')) told = tell(out, told);
    else if (/^[A-Z]/.test(out)) {
      const call = deepFreeze(callOf(words, names));
      const { account: after, outcome } = step(account, call);
      if (outcome.ok === false && after !== account)
        throw new Error(`${call.operation} was refused and gave another account`);
      told = {
        account: deepFreeze(after),
        names: learnt(names, call, outcome),
        outcomes: [...outcomes, outcome],
        call,
        outcome,
      };
    } else {
      const happened = unfold(account).find((one) => unaskedWords(one, names).includes(words));
      if (happened === undefined) throw new Error(`nothing unasked is called ${words}`);
      told = { ...told, account: deepFreeze(happened.account) };
    }
  }
  return told;
}

/** Everything that may happen unasked, in words; of what has a name in the story, by that name. */
export const mayHappen = ({ account, names }: Told): readonly string[] =>
  unfold(account).map((one) => unaskedWords(one, names).at(-1) ?? '');

/** A refusal in a table: code, HTTP status, and the exact text, or a pattern where a part of it is open. */
export type Refusal = readonly [code: string, status: number, text?: string | RegExp];

/** How a call ends in a table: refused, or answered with at least so much. */
export type End = Refusal | Readonly<Record<string, unknown>>;

const iamDenied = (action: string, user: string): Refusal => [
  'AccessDenied',
  403,
  `User: arn:aws:iam::123456789012:user/${user} is not authorized to perform: iam:${action} on resource: $arn because no identity-based policy allows the iam:${action} action`,
];

/** How calls are refused, with the texts that are known. */
export const refused = {
  denied: iamDenied,
  input: [
    'ValidationError',
    400,
    /^1 validation error detected: Value .*at '\w+' failed to satisfy constraint: .+/,
  ],
  noRole: ['NoSuchEntity', 404, 'The role with name $role cannot be found.'],
  taken: [
    'InvalidInput',
    400,
    'Service role name $role has been taken in this account, please try a different suffix.',
  ],
  suffix: ['InvalidInput', 400, 'Custom suffix is not allowed for $principal'],
  isProtected: [
    'UnmodifiableEntity',
    400,
    "Cannot perform the operation on the protected role '$role' - this role is only modifiable by AWS",
  ],
  notAttachable: [
    'PolicyNotAttachable',
    400,
    'Cannot attach a Service Role Policy to a Customer Role.',
  ],
  reservedPath: [
    'InvalidInput',
    400,
    "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles",
  ],
  notCreated: [
    'AccessDeniedException',
    403,
    'Failed creating service linked role. Please verify that the calling role has sufficient permissions to create a service linked role.',
  ],
  detach: ['OperationNotPermitted', 400, "You are not allowed to manage 'ela-attach' attachments."],
  subnetInUse: [
    'DependencyViolation',
    400,
    "The subnet '$subnet' has dependencies and cannot be deleted.",
  ],
  groupInUse: ['DependencyViolation', 400, 'resource $group has a dependent object'],
  conflict: ['ConflictException', 409],
  notFound: ['ResourceNotFoundException', 404],
  noSuch: ['NoSuchEntity', 404],
} as const;

/** The calls that change what only AWS may change, but for the name of the role. */
export const edits = [
  'UpdateAssumeRolePolicy PolicyDocument={}',
  'AttachRolePolicy PolicyArn=$readOnly',
  'DetachRolePolicy PolicyArn=$policy',
  'PutRolePolicy PolicyName=p PolicyDocument={}',
  'DeleteRolePolicy PolicyName=p',
  'PutRolePermissionsBoundary PermissionsBoundary=$readOnly',
  'DeleteRolePermissionsBoundary',
  'DeleteRole',
] as const;

/** Fails unless the last call of a story ended so. */
export function expectEnd({ outcome, names }: Told, end: End): void {
  if (!Array.isArray(end)) {
    expect(output({ outcome })).toMatchObject(named(end, names));
    return;
  }
  const [code, status, text] = named(end as unknown as Refusal, names);
  expect(outcome).toMatchObject({ ok: false, code, status });
  if (outcome.ok !== false || text === undefined) return;
  if (text instanceof RegExp) expect(outcome.message).toMatch(text);
  else expect(outcome.message).toBe(text);
}

/** The output of an answer. @throws Error if it was none. */
export function output({ outcome }: Pick<Told, 'outcome'>): Readonly<Record<string, unknown>> {
  if (outcome.ok === true) return outcome.output;
  throw new Error(`no answer but ${JSON.stringify(outcome)}`);
}
