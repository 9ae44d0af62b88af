import { describe, expect, test } from 'vitest';
import {
  type Call,
  callers,
  type OperationName,
  operations,
  permissionsPolicy,
  step,
} from '../../model/index.ts';
import {
  type End,
  edits,
  expectEnd,
  mayHappen,
  output,
  type Refusal,
  refused,
  tell,
} from '../support/account.ts';

const made = 'makeNetwork; runtime alpha VPC; succeed alpha';
const generate = 'makeRole; GenerateServiceLastAccessedDetails Arn=$arn';
const tags = 'Tags=[{"Key":"team","Value":"a"}]';

/** One call of each operation with just the members that the APIs mark as required. */
const calls: Readonly<Record<OperationName, string>> = {
  CreateServiceLinkedRole: 'makeRole',
  DeleteServiceLinkedRole: 'makeRole; deleteRole',
  GetServiceLinkedRoleDeletionStatus: 'makeRole; deleteRole; status',
  GetRole: 'makeRole; getRole',
  ListRoles: 'ListRoles',
  UpdateRole: 'makeRole; UpdateRole RoleName=$role',
  UpdateRoleDescription: 'makeRole; UpdateRoleDescription RoleName=$role Description=d',
  TagRole: `makeRole; TagRole RoleName=$role ${tags}`,
  UntagRole: 'makeRole; UntagRole RoleName=$role TagKeys=["team"]',
  ListRoleTags: 'makeRole; ListRoleTags RoleName=$role',
  ListAttachedRolePolicies: 'makeRole; ListAttachedRolePolicies RoleName=$role',
  ListRolePolicies: 'makeRole; ListRolePolicies RoleName=$role',
  GetPolicy: 'GetPolicy PolicyArn=$policy',
  GetPolicyVersion: 'GetPolicyVersion PolicyArn=$policy VersionId=v1',
  UpdateAssumeRolePolicy: 'makePlain; UpdateAssumeRolePolicy RoleName=plain PolicyDocument={}',
  AttachRolePolicy: 'makePlain; AttachRolePolicy RoleName=plain PolicyArn=$readOnly',
  DetachRolePolicy:
    'makePlain; AttachRolePolicy RoleName=plain PolicyArn=$readOnly; DetachRolePolicy RoleName=plain PolicyArn=$readOnly',
  PutRolePolicy: 'makePlain; PutRolePolicy RoleName=plain PolicyName=p PolicyDocument={}',
  DeleteRolePolicy:
    'makePlain; PutRolePolicy RoleName=plain PolicyName=p PolicyDocument={}; DeleteRolePolicy RoleName=plain PolicyName=p',
  PutRolePermissionsBoundary:
    'makePlain; PutRolePermissionsBoundary RoleName=plain PermissionsBoundary=$readOnly',
  DeleteRolePermissionsBoundary: 'makePlain; DeleteRolePermissionsBoundary RoleName=plain',
  DeleteRole: 'makePlain; DeleteRole RoleName=plain',
  CreateRole: 'makePlain',
  CreateUser: 'CreateUser UserName=u',
  CreateGroup: 'CreateGroup GroupName=g',
  AttachUserPolicy: 'CreateUser UserName=u; AttachUserPolicy UserName=u PolicyArn=$readOnly',
  AttachGroupPolicy: 'CreateGroup GroupName=g; AttachGroupPolicy GroupName=g PolicyArn=$readOnly',
  DetachUserPolicy:
    'CreateUser UserName=u; AttachUserPolicy UserName=u PolicyArn=$readOnly; DetachUserPolicy UserName=u PolicyArn=$readOnly',
  DetachGroupPolicy:
    'CreateGroup GroupName=g; AttachGroupPolicy GroupName=g PolicyArn=$readOnly; DetachGroupPolicy GroupName=g PolicyArn=$readOnly',
  GetUser: 'GetUser',
  GetGroup: 'CreateGroup GroupName=g; GetGroup GroupName=g',
  DeleteUser: 'CreateUser UserName=u; DeleteUser UserName=u',
  DeleteGroup: 'CreateGroup GroupName=g; DeleteGroup GroupName=g',
  GenerateServiceLastAccessedDetails: generate,
  GetServiceLastAccessedDetails: `${generate}; GetServiceLastAccessedDetails JobId=$job`,
  GetServiceLastAccessedDetailsWithEntities: `${generate}; GetServiceLastAccessedDetailsWithEntities JobId=$job ServiceNamespace=ec2`,
  AssumeRole: 'makeRole; AssumeRole RoleArn=$arn RoleSessionName=s',
  GetCallerIdentity: 'GetCallerIdentity',
  CreateAgentRuntime: 'runtime alpha PUBLIC networkConfiguration=-',
  GetAgentRuntime: 'runtime alpha PUBLIC; get alpha',
  ListAgentRuntimes: 'ListAgentRuntimes',
  UpdateAgentRuntime: `runtime alpha PUBLIC; succeed alpha; update alpha PUBLIC networkConfiguration=-`,
  DeleteAgentRuntime: `runtime alpha PUBLIC; succeed alpha; delete alpha`,
  CreateCodeInterpreter: 'interpreter alpha PUBLIC',
  GetCodeInterpreter: 'interpreter alpha PUBLIC; get alpha',
  ListCodeInterpreters: 'ListCodeInterpreters',
  DeleteCodeInterpreter: `interpreter alpha PUBLIC; succeed alpha; delete alpha`,
  CreateBrowser: 'browser alpha PUBLIC',
  GetBrowser: 'browser alpha PUBLIC; get alpha',
  ListBrowsers: 'ListBrowsers',
  DeleteBrowser: `browser alpha PUBLIC; succeed alpha; delete alpha`,
  CreateVpc: 'CreateVpc CidrBlock=10.0.0.0/16',
  CreateSubnet: 'makeNetwork; CreateSubnet VpcId=$vpc CidrBlock=10.0.1.0/24',
  CreateSecurityGroup: 'makeNetwork; CreateSecurityGroup GroupName=h Description=d VpcId=$vpc',
  CreateNetworkInterface: 'makeNetwork; CreateNetworkInterface SubnetId=$subnet',
  DescribeVpcs: 'DescribeVpcs',
  DescribeSubnets: 'DescribeSubnets',
  DescribeSecurityGroups: 'DescribeSecurityGroups',
  DescribeNetworkInterfaces: 'DescribeNetworkInterfaces',
  DeleteVpc: 'CreateVpc CidrBlock=10.0.0.0/16; DeleteVpc VpcId=$vpc',
  DeleteSubnet: 'makeNetwork; DeleteSubnet SubnetId=$subnet',
  DeleteSecurityGroup: 'makeNetwork; DeleteSecurityGroup GroupId=$group',
  DeleteNetworkInterface:
    'makeNetwork; CreateNetworkInterface SubnetId=$subnet; DeleteNetworkInterface NetworkInterfaceId=$interface',
  DetachNetworkInterface: 'DetachNetworkInterface AttachmentId=ela-attach-0',
  CreateTags: `makeNetwork; CreateNetworkInterface SubnetId=$subnet; CreateTags Resources=["$interface"] ${tags}`,
};
const neverAnswered = ['AssumeRole', 'DetachNetworkInterface'];
const names = Object.keys(calls) as OperationName[];

/** What the APIs do not let a member be. */
const broken: Readonly<Record<string, string>> = Object.fromEntries(
  `AWSServiceName=! RoleName=a/b UserName=! GroupName=! CustomSuffix=! Description=\u0100 Path=a
  PathPrefix=a PolicyArn=arn:aws:iam::aws PermissionsBoundary=arn:aws:iam::aws Arn=arn:aws:iam::aws
  JobId=short DeletionTaskId=${'a'.repeat(1001)} VersionId=1 MaxSessionDuration=3599
  ServiceNamespace=! Tags=[{"Key":"","Value":"a"}] TagKeys=["!"] agentRuntimeName=1a name=1a
  roleArn=agent clientToken=short networkConfiguration={"networkMode":"MOON"}`
    .split(/\s+/)
    .map((one) => one.split('=')),
);
const optional: Readonly<Partial<Record<OperationName, readonly string[]>>> = {
  CreateServiceLinkedRole: ['CustomSuffix', 'Description'],
  ListRoles: ['PathPrefix'],
  ListAttachedRolePolicies: ['PathPrefix'],
  UpdateRole: ['Description', 'MaxSessionDuration'],
  CreateRole: ['Path', 'Description', 'MaxSessionDuration'],
  CreateAgentRuntime: ['networkConfiguration', 'clientToken'],
  UpdateAgentRuntime: ['networkConfiguration', 'clientToken'],
  CreateCodeInterpreter: ['clientToken'],
  CreateBrowser: ['clientToken'],
};
/** The error for input that a service does not take. */
const inputError: Readonly<Record<string, Refusal>> = {
  iam: refused.input,
  sts: refused.input,
  agentcore: ['ValidationException', 400],
  ec2: ['InvalidParameterValue', 400],
};
const undeclared = ['DeleteAgentRuntime', 'GetCodeInterpreter', 'GetBrowser'];
const unfit = (name: OperationName): Refusal =>
  undeclared.includes(name) ? refused.notFound : (inputError[operations[name].service] as Refusal);
const membersOf = (name: OperationName): string[] =>
  Object.keys(tell(calls[name]).call?.input ?? {});

describe('input', () => {
  test.each(names)('%s: answered with what it needs, refused without any part of that', (name) => {
    const { account, outcome, call } = tell(calls[name]);
    const again = step(account, call as Call).account;
    if (/^(Get|List|Describe)/.test(name)) expect(again).toBe(account);
    expect([call?.operation, outcome.ok]).toEqual([name, !neverAnswered.includes(name)]);
    const { required } = operations[name];
    expect([...required].sort()).toEqual(membersOf(name).sort());
    for (const member of required) expectEnd(tell(`${calls[name]} ${member}=-`), unfit(name));
  });

  test.each(
    names.flatMap((name) =>
      [...membersOf(name), ...(optional[name] ?? [])]
        .filter((member) => operations[name].service !== 'ec2' && member in broken)
        .map((member): [OperationName, string] => [name, member]),
    ),
  )('%s: refuses %s that does not fit', (name, member) => {
    expectEnd(tell(`${calls[name]} ${member}=${broken[member]}`), unfit(name));
  });

  const a = (length: number) => 'a'.repeat(length);
  const some = (prefix: string, count: number) =>
    JSON.stringify(Array.from({ length: count }, (_, n) => `${prefix}-0000000${n % 10}`));
  const inVpc = (subnets: string, groups: string) =>
    `{"networkMode":"VPC","vpcConfig":{"subnets":${subnets},"securityGroups":${groups}}}`;
  const key = (Key: unknown, Value: unknown = '') => JSON.stringify([{ Key, Value }]);
  const keys = (count: number) =>
    JSON.stringify(Array.from({ length: count }, (_, n) => ({ Key: `k${n}`, Value: '' })));
  const badTags = [
    keys(51),
    key(a(129)),
    key('a', a(257)),
    key({}),
    '{}',
    '[null]',
    '[{"Key":"a"}]',
  ];
  const uuid = '00000000-0000-4000-8000-000000000000';
  test.each<[string, string, string[], string[]]>([
    ['makeRole', 'AWSServiceName', [], [a(129)]],
    ['GetRole', 'RoleName', [], [a(65)]],
    ['makeRole', 'Description', [a(1000), '\u00ff', ''], [a(1001), '\u0000']],
    ['makeRole; UpdateRoleDescription RoleName=$role', 'Description', ['', a(1000)], [a(1001)]],
    ['ListRoles', 'PathPrefix', ['/', `/${a(511)}`], [`/${a(512)}`]],
    ['makePlain', 'Path', ['/', '/a/', `/${a(510)}/`], ['/a', `/${a(511)}/`]],
    ['makePlain', 'RoleName', [a(64), '+=,.@-_'], [a(65)]],
    ['makePlain', 'MaxSessionDuration', ['3600', '9999', '10000', '43200'], ['3599', '43201', '0']],
    ['makeRole; TagRole RoleName=$role', 'Tags', [keys(50), key(a(128), a(256))], badTags],
    ['GetPolicyVersion PolicyArn=$policy', 'VersionId', ['v1'], ['v0', 'v', 'v1.!', 'V1']],
    ['runtime a PUBLIC', 'agentRuntimeName', [a(48)], [a(49), '_a', 'a-b']],
    [
      'runtime a PUBLIC',
      'clientToken',
      [a(33), a(256), uuid, `a${'-'.repeat(32)}a`],
      [a(32), a(257), `-${a(40)}`],
    ],
    [
      'runtime a PUBLIC',
      'roleArn',
      ['arn:aws-us-gov:iam::123456789012:role/a'],
      ['arn:aws:iam::1:role/a'],
    ],
    [
      'browser a VPC',
      'networkConfiguration',
      [inVpc(some('subnet', 16), some('sg', 16))],
      [
        inVpc(some('subnet', 17), some('sg', 1)),
        inVpc('["a"]', some('sg', 1)),
        inVpc(some('subnet', 1), '["a"]'),
      ],
    ],
  ])('%s: how long and of what %s may be', (story, member, fit, unfit) => {
    const code = (value: string) => {
      const { outcome } = tell(`${story} ${member}=${value}`);
      return outcome.ok === false ? outcome.code : 'ok';
    };
    expect(fit.map(code)).toEqual(fit.map(() => 'ok'));
    expect(unfit.map(code)).toEqual(unfit.map(() => expect.stringMatching(/^Validation/)));
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['a member that is undefined is left out', { MaxSessionDuration: undefined }],
    ['a member that AWS does not know is passed over', { constructor: 'a' }],
  ])('%s', (_, more) => {
    const { account, call } = tell('makeRole; UpdateRole RoleName=$role');
    const asked = { ...call, input: { ...call?.input, ...more } } as NonNullable<typeof call>;
    expect(step(account, asked).outcome).toEqual({ ok: true, output: {} });
  });
});

const [missing, unjudged] = ['{{missing}}', '{{unjudged}}'];
const listed = {
  Path: '/aws-service-role/$principal/',
  RoleName: '$role',
  RoleId: '$roleId',
  Arn: '$arn',
  CreateDate: unjudged,
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: '$principal' }, Action: 'sts:AssumeRole' },
    ],
  },
  PermissionsBoundary: missing,
};
const policy = {
  PolicyName: 'BedrockAgentCoreNetworkServiceRolePolicy',
  Arn: '$policy',
  Path: '/aws-service-role/',
  DefaultVersionId: 'v1',
  Description:
    'Allows access to other AWS service resources that are required to run Amazon Bedrock AgentCore in VPC mode',
};
const vpc = { subnets: ['$subnet'], securityGroups: ['$group'] };
const tagged = { Tags: [{ Key: 'team', Value: 'a' }] };
const ofService = {
  NetworkInterfaceId: expect.stringMatching(/^eni-/),
  InterfaceType: 'agentic_ai',
  RequesterManaged: false,
  SubnetId: '$subnet',
  Groups: [{ GroupId: '$group' }],
  TagSet: [{ Key: 'AmazonBedrockAgentCoreManaged', Value: 'true' }],
};
const shown = { ...listed, Description: missing, MaxSessionDuration: 3600, RoleLastUsed: unjudged };
const version = { Document: permissionsPolicy, VersionId: 'v1', IsDefaultVersion: true };

/** What reading gives, as the APIs spell it. */
const readings: readonly (readonly [string, End])[] = [
  ['makeRole; getRole', { Role: { ...shown, Tags: missing } }],
  ['makeRole Description=d; getRole', { Role: { Description: 'd' } }],
  [`makeRole; TagRole RoleName=$role ${tags}; getRole`, { Role: tagged }],
  ['makeRole; ListRoles', { Roles: [{ ...listed, RoleLastUsed: missing, Tags: missing }] }],
  ['makeRole; makePlain; ListRoles', { Roles: [{ RoleName: '$role' }, { RoleName: 'plain' }] }],
  ['makeRole; makePlain; ListRoles PathPrefix=/aws-service-role/', { Roles: [{ Arn: '$arn' }] }],
  ['ListRoles', { Roles: [], IsTruncated: false }],
  [
    'makeRole; ListAttachedRolePolicies RoleName=$role',
    { AttachedPolicies: [{ PolicyName: policy.PolicyName, PolicyArn: '$policy' }] },
  ],
  [
    `${calls.AttachRolePolicy}; ListAttachedRolePolicies RoleName=plain`,
    { AttachedPolicies: [{ PolicyArn: '$readOnly' }] },
  ],
  ['makeRole; ListRolePolicies RoleName=$role', { PolicyNames: [], IsTruncated: false }],
  [`makeRole; TagRole RoleName=$role ${tags}; ListRoleTags RoleName=$role`, tagged],
  [`makePlain; TagRole RoleName=plain ${tags}; ListRoleTags RoleName=plain`, tagged],
  [`makePlain; TagRole RoleName=plain ${tags}; GetRole RoleName=plain`, { Role: tagged }],
  [`${calls.PutRolePolicy}; ListRolePolicies RoleName=plain`, { PolicyNames: ['p'] }],
  [`${calls.DeleteRolePolicy}; ListRolePolicies RoleName=plain`, { PolicyNames: [] }],
  [
    `${calls.UpdateAssumeRolePolicy}; GetRole RoleName=plain`,
    { Role: { AssumeRolePolicyDocument: {} } },
  ],
  ['GetPolicy PolicyArn=$policy', { Policy: policy }],
  ['GetPolicyVersion PolicyArn=$policy VersionId=v1', { PolicyVersion: version }],
  ['GetCallerIdentity by:reader', { Account: '123456789012', Arn: callers.reader.arn }],
  [
    'runtime alpha VPC; get alpha',
    {
      networkConfiguration: { networkMode: 'VPC', networkModeConfig: vpc },
      failureReason: missing,
    },
  ],
  [
    'interpreter alpha SANDBOX; get alpha',
    { networkConfiguration: { networkMode: 'SANDBOX', vpcConfig: missing } },
  ],
  ...['PUBLIC', 'VPC'].map((networkMode): [string, End] => [
    `browser alpha ${networkMode}; succeed alpha; delete alpha; succeed alpha; get alpha`,
    { status: 'DELETED', networkConfiguration: { networkMode } },
  ]),
  ['browser alpha VPC; get alpha', { networkConfiguration: { vpcConfig: vpc } }],
  ['browser alpha PUBLIC; ListBrowsers', { browserSummaries: [{ browserId: '$alpha' }] }],
  ['browser alpha PUBLIC; ListBrowsers in:eu-west-1', { browserSummaries: [] }],
  [`${made}; interfaces`, { NetworkInterfaces: [ofService] }],
  [
    `${made}; interfaces; CreateTags Resources=["$interface"] ${tags}; DescribeNetworkInterfaces NetworkInterfaceIds=["$interface"]`,
    { NetworkInterfaces: [{ TagSet: [...ofService.TagSet, ...tagged.Tags] }] },
  ],
  [
    `${made}; CreateNetworkInterface SubnetId=$subnet; DescribeNetworkInterfaces NetworkInterfaceIds=["$interface"]`,
    { NetworkInterfaces: [{ NetworkInterfaceId: '$interface', Status: 'available' }] },
  ],
  ['interfaces Filters=[{"Name":"status"}]', { NetworkInterfaces: unjudged }],
  [`${made}; interfaces in:eu-west-1`, { NetworkInterfaces: [] }],
  [
    'CreateVpc CidrBlock=a; makeNetwork; DescribeVpcs VpcIds=["$vpc"]',
    { Vpcs: [{ VpcId: '$vpc' }] },
  ],
];

/** The members that an output always has, after the one that they are in, if they are in one. */
const shapes = `
CreateServiceLinkedRole Role: Path RoleName RoleId Arn CreateDate
CreateRole Role: Path RoleName RoleId Arn CreateDate
GetPolicyVersion PolicyVersion: Document VersionId IsDefaultVersion CreateDate
GetServiceLastAccessedDetails : JobStatus JobCreationDate ServicesLastAccessed JobCompletionDate
GetServiceLastAccessedDetailsWithEntities : JobStatus JobCreationDate EntityDetailsList JobCompletionDate
CreateAgentRuntime : agentRuntimeArn agentRuntimeId agentRuntimeVersion createdAt status
GetAgentRuntime : agentRuntimeArn agentRuntimeName agentRuntimeId agentRuntimeVersion createdAt lastUpdatedAt roleArn networkConfiguration status lifecycleConfiguration
UpdateAgentRuntime : agentRuntimeArn agentRuntimeId agentRuntimeVersion createdAt lastUpdatedAt status
DeleteAgentRuntime : status
CreateCodeInterpreter : codeInterpreterId codeInterpreterArn createdAt status
GetCodeInterpreter : codeInterpreterId codeInterpreterArn name networkConfiguration status createdAt lastUpdatedAt
DeleteCodeInterpreter : codeInterpreterId status lastUpdatedAt
CreateBrowser : browserId browserArn createdAt status
GetBrowser : browserId browserArn name networkConfiguration status createdAt lastUpdatedAt
DeleteBrowser : browserId status lastUpdatedAt`;

describe('output', () => {
  test.each(readings)('%s', (story, end) => expectEnd(tell(story), end));

  test.each(shapes.trim().split('\n'))('%s', (row) => {
    const [, name, within = '', members = ''] = /^(\w+) (\w*): (.*)$/.exec(row) ?? [];
    const given = output(tell(calls[name as OperationName]));
    const inner = (within === '' ? given : given[within]) as object;
    expect(members.split(' ').filter((member) => !(member in inner))).toEqual([]);
  });
});

const revoke =
  'PutRolePolicy RoleName=$role PolicyName=AWSRevokeOlderSessions PolicyDocument={"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["*"],"Resource":["*"],"Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-01-01T00:00:00Z"}}}]}';

describe('the protected role', () => {
  test.each(edits.flatMap((edit) => Object.keys(callers).map((by) => [edit, by])))(
    '%s by the %s is refused and changes nothing',
    (edit, by) => {
      const role = tell('makeRole; getRole');
      const told = tell(`${edit} RoleName=$role by:${by}`, role);
      expectEnd(told, refused.isProtected);
      expect(output(tell('getRole', told))).toEqual(output(role));
    },
  );

  test('[session-not-revocable] a policy that would revoke its sessions is refused, and they go on', () => {
    const told = tell(`makeRole; begin; ${revoke}`);
    expectEnd(told, refused.isProtected);
    expect(mayHappen(told)).toEqual(['end']);
    expectEnd(tell('ListRolePolicies RoleName=$role', told), { PolicyNames: [] });
  });

  test.each(names)('%s ends no session', (name) => {
    const active = tell('makeRole; begin');
    expect(mayHappen(tell(calls[name], active))).toContain('end');
  });
});
