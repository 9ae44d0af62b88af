import { describe, expect, test } from 'vitest';
import {
  creatorStatement,
  ec2Steps,
  fullAccessStatement,
  interfaceTag,
  type PolicyDocument,
  permissionsPolicy,
  policyFacts,
  type Statement,
  trustPolicy,
} from '../../model/documents.ts';
import { documentFaults } from '../../model/faults/documents.ts';
import { faulty } from '../../model/faults/index.ts';
import {
  type Account,
  agentCoreRole,
  callers,
  type Model,
  newAccount,
  reference,
  step,
} from '../../model/index.ts';
import { output } from '../support/account.ts';
import {
  allows,
  type Context,
  differences,
  mutants,
  type Question,
  type Subject,
} from '../support/policy.ts';

const { principal, name } = agentCoreRole;
const account = '123456789012';
const role = `arn:aws:iam::${account}:role/aws-service-role/${principal}/${name}`;
const ec2 = (kind: string, partition = 'aws', owner = account) =>
  kind === '*' ? '*' : `arn:${partition}:ec2:us-east-1:${owner}:${kind}/a-0`;
const eni = ec2('network-interface');
const [subnet, group, vpc] = [ec2('subnet'), ec2('security-group'), ec2('vpc')];

const [create, tag, remove] = [
  'CreateNetworkInterface',
  'CreateTags',
  'DeleteNetworkInterface',
].map((action) => `ec2:${action}`) as [string, string, string];
const { Key, Value }: Readonly<Record<'Key' | 'Value', string>> = interfaceTag;
const lower = Key.toLowerCase();
const asked = (tags: Readonly<Record<string, string>>): Context => ({
  ...Object.fromEntries(Object.entries(tags).map(([key, to]) => [`aws:RequestTag/${key}`, to])),
  'aws:TagKeys': Object.keys(tags),
});
const has = (value: string, key = Key): Context => ({ [`aws:ResourceTag/${key}`]: value });
const at = (creation: string): Context => ({ 'ec2:CreateAction': creation });

/** One question for each resource that a step needs. */
const steps = (partition?: string): Question[] =>
  ec2Steps.flatMap(({ name, action, resources, context }) =>
    resources.map((kind): Question => [`${name}: ${kind}`, action, ec2(kind, partition), context]),
  );
const each = (what: string, actions: string, resource: string, context: Context = {}) =>
  actions.split(' ').map((one): Question => [`${what}: ${one}`, one, resource, context]);

const managing =
  'ec2:DeleteNetworkInterface ec2:AssignPrivateIpAddresses ec2:UnassignPrivateIpAddresses ec2:CreateNetworkInterfacePermission';
const never =
  'ec2:ModifyNetworkInterfaceAttribute ec2:ResetNetworkInterfaceAttribute ec2:AttachNetworkInterface ec2:DetachNetworkInterface ec2:DeleteNetworkInterfacePermission ec2:AssignIpv6Addresses ec2:CreateTags ec2:DeleteTags';
const ofRoles =
  'iam:CreateServiceLinkedRole iam:DeleteServiceLinkedRole iam:GetRole iam:UpdateRole iam:PassRole iam:AttachRolePolicy iam:PutRolePolicy sts:AssumeRole';

const createRole = 'iam:CreateServiceLinkedRole';
const of = (service: string): Context => ({ 'iam:AWSServiceName': service });
const creating = (statement: Statement): Subject => ({
  document: { Version: '2012-10-17', Statement: [statement] },
  actor: callers.fullAccess.arn,
  allowed: [['create the role', createRole, role, of(principal)]],
  denied: [
    ['create for no service', createRole, role],
    ['create for another service', createRole, role, of('bedrock-agentcore.amazonaws.com')],
    ['create for a service below it', createRole, role, of(`a.${principal}`)],
    ['create for it in upper case', createRole, role, of(principal.toUpperCase())],
    ['create it with a suffix', createRole, `${role}_a`, of(principal)],
    ['create it elsewhere', createRole, role.replace(principal, 'a'), of(principal)],
    ...each('else', 'iam:DeleteServiceLinkedRole iam:UpdateRole iam:GetRole', role),
    ...each('else', 'iam:GetServiceLinkedRoleDeletionStatus', role),
  ],
});

const subjects: Readonly<Record<'permissions' | 'trust' | 'creator' | 'full access', Subject>> = {
  permissions: {
    document: permissionsPolicy,
    actor: `arn:aws:sts::${account}:assumed-role/${name}/a`,
    allowed: [
      ...steps(),
      ['the spelling of the policy', 'ec2:GetSecurityGroupsForVPC', vpc],
      ['any other spelling', 'ec2:getsecuritygroupsforvpc', vpc],
      ['a subnet shared by another account', create, ec2('subnet', 'aws', '111122223333')],
      ['an interface that a customer tagged', remove, eni, { ...has(Value), ...has('a', 'team') }],
      // Keys are compared without case inside the name of a condition key.
      ['an interface with the key in lower case', remove, eni, has(Value, lower)],
    ],
    denied: [
      ...steps('aws-us-gov').filter(([, , resource]) => resource !== '*'),
      ['create without a tag', create, eni],
      ['create with no tag in the list', create, eni, asked({})],
      ['create with another tag', create, eni, asked({ team: 'a' })],
      ['create with one tag more', create, eni, asked({ [Key]: Value, team: 'a' })],
      ['create with True', create, eni, asked({ [Key]: 'True' })],
      ['create with 1', create, eni, asked({ [Key]: '1' })],
      // Here the key is also a value of aws:TagKeys, and values are compared with case.
      ['create with the key in lower case', create, eni, asked({ [lower]: Value })],
      ['tag what exists', tag, eni, asked({ [Key]: Value })],
      ['tag at another creation', tag, eni, { ...asked({ [Key]: Value }), ...at('RunInstances') }],
      ['tag at a creation in lower case', tag, eni, at('createnetworkinterface')],
      ['tag a subnet at the creation', tag, subnet, at('CreateNetworkInterface')],
      ...each('untagged', managing, eni),
      ...each('tagged True', managing, eni, has('True')),
      ...each('tagged 1', managing, eni, has('1')),
      ...each('otherwise tagged', managing, eni, has(Value, 'team')),
      ...each('its own', never, eni, has(Value)),
      ...each('not an interface', 'ec2:DeleteSubnet ec2:ModifySubnetAttribute', subnet),
      ...each('not an interface', 'ec2:DeleteSecurityGroup', group),
      ...each('not an interface', 'ec2:DeleteVpc', vpc),
      ...each('not an interface', 'ec2:RunInstances', ec2('instance')),
      ...each('not the network', 'ec2:DescribeInstances s3:ListAllMyBuckets', '*'),
      ...each('roles', ofRoles, role),
    ],
  },
  trust: {
    document: trustPolicy(principal),
    isTrust: true,
    actor: principal,
    allowed: [['its service', 'sts:AssumeRole', role]],
    denied: [
      ...['bedrock-agentcore.amazonaws.com', 'ec2.amazonaws.com', `a.${principal}`]
        .concat(callers.administrator.arn, `arn:aws:iam::${account}:root`, role)
        .concat('arn:aws:iam::111122223333:user/a')
        .map((actor): Question => [actor, 'sts:AssumeRole', role, {}, actor]),
      ...each('its service', 'sts:TagSession sts:SetSourceIdentity', role),
    ],
  },
  creator: creating(creatorStatement),
  'full access': creating(fullAccessStatement),
};

/** What each wrong document lets happen. */
const lets: Readonly<Record<keyof typeof documentFaults, string>> = {
  'any-interface-managed': 'untagged: ec2:DeleteNetworkInterface',
  'untagged-create': 'create with one tag more',
  // ForAllValues holds where the key is absent.
  'vacuous-tag-keys': 'create without a tag',
  'tag-adopts': 'tag what exists',
  'deletes-anywhere': 'untagged: ec2:DeleteNetworkInterface',
  'tag-not-equals': 'untagged: ec2:DeleteNetworkInterface',
  'tag-if-any': 'untagged: ec2:DeleteNetworkInterface',
  'tag-of-any-value': 'tagged True: ec2:DeleteNetworkInterface',
  'tag-at-any-creation': 'tag at another creation',
  'trusts-another-service': 'bedrock-agentcore.amazonaws.com',
  'trusts-anybody': callers.administrator.arn,
};
const conditions = [
  'AllowCreateEniWithBedrockManagedRequestTag: no ForAllValues:StringEquals aws:TagKeys',
  'AllowCreateEniWithBedrockManagedRequestTag: no StringEquals aws:RequestTag/AmazonBedrockAgentCoreManaged',
  'AllowTagEniOnCreate: no StringEquals ec2:CreateAction',
  'AllowManageEniWhenBedrockManaged: no StringEquals aws:ResourceTag/AmazonBedrockAgentCoreManaged',
];

const titled = (questions: readonly Question[]) => questions.map((one) => [one[0], one] as const);

describe.each(Object.entries(subjects))('[policy-evaluation] %s', (_, subject) => {
  test.each(titled(subject.allowed))('allows %s', async (_, one) => {
    expect(await allows(subject, one)).toBe(true);
  });

  test.each(titled(subject.denied))('denies %s', async (_, one) => {
    expect(await allows(subject, one)).toBe(false);
  });

  test.each(mutants(subject.document))('answers otherwise with %s', async (_, document) => {
    expect(await differences(subject, document, 1)).toHaveLength(1);
  });
});

test('each condition is dropped in turn', () => {
  const names = mutants(permissionsPolicy).map(([change]) => change);
  expect(names.filter((change) => / no \S+ /.test(change))).toEqual(conditions);
});

/** What the documents that a model gives to a reader allow and deny otherwise. */
async function readDifferences(model: Model): Promise<string[]> {
  const ask = (operation: string, input: object, from: Account = newAccount()) => {
    const { administrator: caller } = callers;
    return step(from, { operation, caller, region: 'us-east-1', input: { ...input } }, model);
  };
  const { account: made } = ask('CreateServiceLinkedRole', { AWSServiceName: principal });
  const { Role } = output(ask('GetRole', { RoleName: name }, made));
  const version = { PolicyArn: policyFacts.arn, VersionId: policyFacts.defaultVersion };
  const { PolicyVersion } = output(ask('GetPolicyVersion', version, made));
  const trust = (Role as { AssumeRolePolicyDocument: PolicyDocument }).AssumeRolePolicyDocument;
  const permissions = (PolicyVersion as { Document: PolicyDocument }).Document;
  return [
    ...(await differences(subjects.permissions, permissions)),
    ...(await differences(subjects.trust, trust)),
  ];
}

test('[permissions-policy] [trust-policy] the role is read with these documents', async () => {
  expect(await readDifferences(reference)).toEqual([]);
});

test.each(Object.keys(documentFaults) as (keyof typeof lets)[])('%s is noticed', async (fault) => {
  expect(await readDifferences(faulty(fault))).toContain(`allows ${lets[fault]}`);
});

test.each(
  titled([
    ['no such action', 'ec2:MakeInterface', eni],
    ['no resource of the action', create, vpc],
    ['no key of the action', remove, eni, at('RunInstances')],
  ]),
)('%s is an error and no denial', async (what, one) => {
  await expect(allows(subjects.permissions, one)).rejects.toThrow(what);
});
