import { describe, expect, test } from 'vitest';
import {
  type ChoiceName,
  choiceNames,
  choices,
  failures,
  newAccount,
  type OperationName,
  type Outcome,
  operations,
  step,
  unfold,
} from '../../model/index.ts';
import {
  callOf,
  type End,
  edits,
  expectEnd,
  known,
  mayHappen,
  output,
  type Refusal,
  refused,
  type Told,
  tell,
} from '../support/account.ts';

const { denied, input, isProtected, notCreated, conflict, notFound, noRole, noSuch } = refused;
const isRole: End = { Role: { RoleName: '$role', Arn: '$arn', RoleId: '$roleId' } };
const has = (status: string): End => ({ status });
const ends = (Status: string): End => ({ Status });
const denies = (text: string): Refusal => ['AccessDenied', 403, text];

const kinds = ['runtime', 'interpreter', 'browser'] as const;
const tag = 'TagRole RoleName=$role Tags=[{"Key":"a","Value":"b"}]';
const untag = 'UntagRole RoleName=$role TagKeys=["a"]';
const tags = 'ListRoleTags RoleName=$role';
const described = 'UpdateRole RoleName=$role Description=d';
const runs = 'task.starts; task.ends';
const asked = `deleteRole; ${runs}; status`;
const out = 'runtime alpha VPC; succeed alpha; update alpha PUBLIC';
const into = 'runtime alpha PUBLIC; succeed alpha; update alpha VPC';
const gone = 'runtime alpha VPC; succeed alpha; delete alpha; succeed alpha';
const unknownTask = 'status DeletionTaskId=task/aws-service-role/$principal/$role/none';

/** By row of facts section 6; 29, and the tag in 30, are about the role's EC2 policy and no calls. */
const rows: readonly (readonly [fact: number, story: string, end: End])[] = [
  [1, 'makeRole by:reader', denied('CreateServiceLinkedRole', 'reader')],
  [2, 'makeRole AWSServiceName=!', input],
  [
    3,
    'makeRole AWSServiceName=Network.a.amazonaws.com',
    denies('Cannot find Service Linked Role template for Network.a.amazonaws.com'),
  ],
  [3, 'makeRole AWSServiceName=x', denies('x is not a valid AWS service name (Service Principal)')],
  [4, 'makeRole CustomSuffix=mine', refused.suffix],
  [5, 'makeRole', isRole],
  [5, 'makeRole; getRole', { Role: { RoleId: '$roleId', MaxSessionDuration: 3600 } }],
  [5, 'makeRole; ListAttachedRolePolicies RoleName=$role', { AttachedPolicies: [{}] }],
  [5, 'makeRole; makeRole', refused.taken],
  [5, 'runtime alpha VPC; makeRole', refused.taken],
  ...kinds.flatMap((kind): typeof rows => [
    [6, `${kind} alpha VPC by:fullAccess`, has('CREATING')],
    [6, `${kind} alpha VPC by:fullAccess; getRole`, isRole],
    [6, `${kind} alpha VPC by:reader`, notCreated],
    [7, `makeRole; ${kind} alpha VPC by:reader`, has('CREATING')],
    [8, `makeRole; deleteRole; ${kind} alpha VPC`, has('CREATING')],
    [9, `${kind} alpha VPC; succeed alpha; get alpha`, has('READY')],
    [9, `${kind} alpha VPC; fail alpha; get alpha`, has('CREATE_FAILED')],
    [10, `${kind} alpha PUBLIC by:fullAccess; getRole`, noRole],
    [13, `${kind} alpha PUBLIC; succeed alpha; delete alpha`, has('DELETING')],
    [13, `${kind} alpha PUBLIC; delete alpha`, conflict],
    [13, `${kind} alpha PUBLIC; succeed alpha; delete alpha; delete alpha`, conflict],
    [13, `${kind} alpha PUBLIC; succeed alpha; delete alpha in:eu-west-1`, notFound],
    [25, `${kind} alpha VPC in:eu-west-1; succeed alpha; ${asked}`, ends('FAILED')],
  ]),
  [6, 'runtime alpha VPC by:reader; ListAgentRuntimes', { agentRuntimes: [] }],
  [6, 'runtime alpha VPC by:reader; getRole', noRole],
  [
    9,
    'runtime alpha VPC; succeed alpha; browser beta VPC; succeed beta; interfaces',
    { NetworkInterfaces: [{ SubnetId: '$subnet', Groups: [{ GroupId: '$group' }] }] },
  ],
  [10, 'interpreter alpha SANDBOX by:fullAccess; getRole', noRole],
  [11, into, has('UPDATING')],
  [11, `${into}; getRole`, isRole],
  [11, `${into} by:reader`, notCreated],
  [11, `${into}; fail alpha; get alpha`, has('UPDATE_FAILED')],
  [12, `${out}; ${asked}`, ends('FAILED')],
  [12, `${out}; succeed alpha; ${asked}`, ends('SUCCEEDED')],
  [12, `${out}; succeed alpha; interfaces`, { NetworkInterfaces: [{ SubnetId: '$subnet' }] }],
  [
    13,
    `${gone}; get alpha`,
    [...notFound, "Agent '$alpha' was not found. Please check the agent ID and try again."],
  ],
  [13, 'browser alpha VPC; fail alpha; delete alpha; succeed alpha; get alpha', has('DELETED')],
  [14, 'getRole', noRole],
  [14, 'makeRole; deleteRole; task.starts; getRole', isRole],
  [15, `makeRole; ${described}`, {}],
  [15, `makeRole; ${described}; getRole`, { Role: { Description: 'd' } }],
  [15, 'makeRole; UpdateRoleDescription RoleName=$role Description=d', isRole],
  [15, described, noRole],
  [16, 'makeRole; UpdateRole RoleName=$role MaxSessionDuration=7200', ['UnmodifiableEntity', 400]],
  ...edits.flatMap((edit): typeof rows => [
    [17, `makeRole; ${edit} RoleName=$role`, isProtected],
    [17, `${edit} RoleName=$role`, noRole],
  ]),
  [18, 'makePlain; AttachRolePolicy RoleName=plain PolicyArn=$policy', refused.notAttachable],
  [18, 'makePlain; AttachRolePolicy RoleName=plain PolicyArn=$otherPolicy', refused.notAttachable],
  [
    18,
    'CreateUser UserName=u; AttachUserPolicy UserName=u PolicyArn=$policy',
    ['PolicyNotAttachable', 400, 'Cannot attach a Service Role Policy to an IAM user'],
  ],
  [19, 'makePlain Path=/aws-service-role/a/', refused.reservedPath],
  [20, `makeRole; ${tag}; ${tags}`, { Tags: [{ Key: 'a', Value: 'b' }] }],
  [20, `makeRole; ${tag}; ${untag}; ${tags}`, { Tags: [] }],
  [20, tag, noRole],
  [20, untag, noRole],
  [
    21,
    'makeRole; AssumeRole RoleArn=$arn RoleSessionName=s by:reader',
    denies(
      'User: arn:aws:iam::123456789012:user/reader is not authorized to perform: sts:AssumeRole on resource: $arn',
    ),
  ],
  [22, 'deleteRole', noRole],
  [22, 'makeRole; deleteRole by:fullAccess', denied('DeleteServiceLinkedRole', 'full-access')],
  [23, 'makeRole; deleteRole; deleteRole', { DeletionTaskId: '$task1' }],
  [23, 'makeRole; deleteRole; task.starts; deleteRole', { DeletionTaskId: '$task1' }],
  [24, `makeRole; begin; deleteRole; ${runs}; deleteRole`, { DeletionTaskId: '$task2' }],
  [25, `makeRole; begin; ${asked}`, ends('FAILED')],
  [25, `makeRole; begin; ${asked}; getRole`, isRole],
  [26, `makeRole; ${asked}`, { Status: 'SUCCEEDED', Reason: '{{missing}}' }],
  [26, `makeRole; ${asked}; getRole`, noRole],
  [27, 'makeRole; deleteRole; status', { Status: 'NOT_STARTED', Reason: '{{missing}}' }],
  [27, 'makeRole; deleteRole; task.starts; status', ends('IN_PROGRESS')],
  [27, `makeRole; deleteRole; ${unknownTask}`, noSuch],
  [27, 'status DeletionTaskId=malformed', ['InvalidInput', 400]],
  [28, `makeRole; ${asked}; makeRole`, isRole],
  [31, 'DetachNetworkInterface AttachmentId=ela-attach-0', refused.detach],
  [31, `makeNetwork; ${gone}; DeleteSubnet SubnetId=$subnet`, refused.subnetInUse],
  [31, `makeNetwork; ${gone}; DeleteSecurityGroup GroupId=$group`, refused.groupInUse],
];

test.each(rows)('what is known, row %s: %s', (_, story, end) => expectEnd(tell(story), end));

test('what is known, row 30: a lingering interface waits for a role, and is removed with one', () => {
  const shared = tell(`browser beta VPC; succeed beta; ${gone}`);
  expect(mayHappen(shared)).toEqual(['begin']);
  const orphaned = tell(`${gone}; ${asked}`);
  expect(mayHappen(orphaned)).toEqual([]);
  const remade = tell('makeRole', orphaned);
  expect(mayHappen(remade)).toEqual(['begin', 'release']);
  expect(output(tell('release; interfaces', remade))).toEqual({ NetworkInterfaces: [] });
});

const ofRole = `${edits.join(', ')}, DeleteServiceLinkedRole, GetRole, ListRoleTags, UpdateRole,
  UpdateRoleDescription Description=d, TagRole Tags=[], UntagRole TagKeys=[],
  ListAttachedRolePolicies, ListRolePolicies`.split(/,\s+/);
const noRight = 'RoleName=$role => AccessDenied | by:administrator';
const bare = 'networkConfiguration={"networkMode":"VPC"}';
const open = 'networkConfiguration={"networkMode":"PUBLIC"}';

/** Calls that break several rules at once: each fix (`<` puts it before the story) leaves the next failure. */
const chains: readonly string[] = [
  `makeRole; makeRole AWSServiceName=! CustomSuffix=s by:reader => ValidationError
    | AWSServiceName=x => AccessDenied | by:administrator => NotAPrincipal
    | AWSServiceName=$principal => SuffixNotAllowed | CustomSuffix=- => RoleNameTaken`,
  `makeRole AWSServiceName=a.amazonaws.com CustomSuffix=s => NoTemplate
    | AWSServiceName=$principal => SuffixNotAllowed`,
  `status DeletionTaskId= by:reader => ValidationError | DeletionTaskId=x => AccessDenied
    | by:administrator => MalformedTaskId | DeletionTaskId=task/aws-service-role/a/b/c => NoSuchOther`,
  `UpdateRole RoleName=! MaxSessionDuration=7200 by:reader => ValidationError
    | ${noRight} => NoSuchEntity | < makeRole => UnmodifiableEntity`,
  ...ofRole
    .filter((words) => /^(DeleteS|UpdateRoleD|Tag|Untag)/.test(words))
    .map(
      (words) => `${words} RoleName=! by:reader => ValidationError | ${noRight} => NoSuchEntity`,
    ),
  ...ofRole
    .filter((words) => !/^(DeleteS|UpdateRole|Tag|Untag)/.test(words))
    .map((words) => `${words} RoleName=! => ValidationError | RoleName=$role => NoSuchEntity`),
  `makePlain; makeRole; AttachRolePolicy RoleName=none PolicyArn=$policy => NoSuchEntity
    | RoleName=$role => UnmodifiableEntity | RoleName=plain => PolicyNotAttachable`,
  'GetPolicy PolicyArn=x => ValidationError | PolicyArn=$unmade => NoSuchPolicy',
  `GetPolicyVersion PolicyArn=$unmade VersionId=1 => ValidationError
    | VersionId=v1 => NoSuchPolicy`,
  `makePlain; makePlain Path=bad => ValidationError | Path=/aws-service-role/a/ => ReservedPath
    | Path=/ => EntityAlreadyExists`,
  `makePlain; AttachRolePolicy RoleName=plain PolicyArn=$readOnly; DeleteRole RoleName=!
    => ValidationError | RoleName=none => NoSuchEntity | RoleName=plain => DeleteConflict`,
  ...['User', 'Group'].flatMap((kind) => [
    `Create${kind} ${kind}Name=u; Create${kind} ${kind}Name=u Path=bad => ValidationError
      | Path=- => EntityAlreadyExists`,
    `Create${kind} ${kind}Name=u; Attach${kind}Policy ${kind}Name=! PolicyArn=$policy
      => ValidationError | ${kind}Name=v PolicyArn=longpolicynamebutnoarn => InvalidArn
      | PolicyArn=$policy => NoSuchOther | ${kind}Name=u => PolicyNotAttachable
      | PolicyArn=$unmade => NotAttachable`,
    `Create${kind} ${kind}Name=u; Detach${kind}Policy ${kind}Name=! PolicyArn=$readOnly => ValidationError
      | ${kind}Name=v PolicyArn=longpolicynamebutnoarn => InvalidArn | PolicyArn=$readOnly => NoSuchOther | ${kind}Name=u => NoSuchPolicy`,
    `Get${kind} ${kind}Name=! => ValidationError | ${kind}Name=u => NoSuchOther`,
    `Create${kind} ${kind}Name=u; Attach${kind}Policy ${kind}Name=u PolicyArn=$readOnly; Delete${kind} ${kind}Name=!
      => ValidationError | ${kind}Name=v => NoSuchOther | ${kind}Name=u => DeleteConflict`,
  ]),
  'GenerateServiceLastAccessedDetails Arn= => ValidationError | Arn=$arn => NoSuchOther',
  'GetServiceLastAccessedDetails JobId= => ValidationError | JobId=$noJob => NoSuchOther',
  `GetServiceLastAccessedDetailsWithEntities JobId=$noJob => ValidationError
    | ServiceNamespace=a => NoSuchOther`,
  'AssumeRole RoleArn=$arn => ValidationError | RoleSessionName=s => AssumeDenied',
  ...kinds.flatMap((kind) => [
    `${kind} alpha PUBLIC clientToken=$token; ${kind} alpha MOON clientToken=$token
      => ValidationException | ${bare} => TokenMismatch | clientToken=- => NetworkModeConfigRequired
      | ${open} => NameConflict`,
    `${kind} alpha PUBLIC; ${kind} alpha VPC by:reader => NameConflict
      | ${kind === 'runtime' ? 'agentRuntimeName' : 'name'}=beta => ServiceLinkedRoleCreationDenied
      | < makeRole; deleteRole => DeletionInProgress`,
  ]),
  `${into} clientToken=$token; update alpha MOON clientToken=$token agentRuntimeId=none-0000000000
    => ValidationException | ${bare} => TokenMismatch | clientToken=- => NetworkModeConfigRequired
    | ${open} => ResourceNotFound`,
  `runtime alpha PUBLIC; runtime beta PUBLIC; succeed beta; update alpha VPC by:reader
    => ConflictInTransition | agentRuntimeId=$beta => ServiceLinkedRoleCreationDenied
    | < makeRole; deleteRole => DeletionInProgress`,
  'GetAgentRuntime agentRuntimeId= => ValidationException | agentRuntimeId=a => ResourceNotFound',
  'runtime a PUBLIC; DeleteAgentRuntime agentRuntimeId= => ResourceNotFound | agentRuntimeId=$a => ConflictInTransition',
  ...(['interpreter codeInterpreterId', 'browser browserId'] as const).map((words) => {
    const [kind = '', id = ''] = words.split(' ');
    return `${kind} a PUBLIC; ${kind} b PUBLIC; succeed b; delete b clientToken=$token;
      delete a clientToken=$token ${id}= => ValidationException | ${id}=none => TokenMismatch
      | clientToken=- => ResourceNotFound | ${id}=$a => ConflictInTransition`;
  }),
  'CreateSubnet VpcId=vpc-none => InvalidParameterValue | CidrBlock=a => NotFoundInEc2',
  'CreateSecurityGroup VpcId=a GroupName=a => InvalidParameterValue | Description=d => NotFoundInEc2',
  ...['CreateNetworkInterface SubnetId', 'DeleteVpc VpcId', 'DeleteSubnet SubnetId']
    .concat('DeleteSecurityGroup GroupId', 'DeleteNetworkInterface NetworkInterfaceId')
    .map(
      (words) => `${words}= => InvalidParameterValue | ${words.split(' ')[1]}=a => NotFoundInEc2`,
    ),
  `DetachNetworkInterface AttachmentId= => InvalidParameterValue
    | AttachmentId=ela-attach-0 => OperationNotPermitted | AttachmentId=a => NotFoundInEc2`,
  ...['Vpcs VpcIds', 'Subnets SubnetIds', 'SecurityGroups GroupIds']
    .concat('NetworkInterfaces NetworkInterfaceIds')
    .map(
      (words) =>
        `Describe${words}=a => InvalidParameterValue | ${words.split(' ')[1]}=["a"] => NotFoundInEc2`,
    ),
  'CreateTags Resources=["eni-none"] => InvalidParameterValue | Tags=[{"Key":"k","Value":"v"}] => NotFoundInEc2',
];

/** The stories of a chain, each with what the model answers to its last call, and with what it should. */
const links = (chain: string) => {
  let story = '';
  return chain.split(/\s*\|\s*/).map((link) => {
    const [fix = '', should] = link.split(/\s*=>\s*/);
    story = fix.startsWith('< ') ? `${fix.slice(2)}; ${story}` : `${story} ${fix}`.trim();
    const strict = { 'client-token-mismatch': 'refused', 'usage-check': 'at-start' } as const;
    const { outcome, call } = tell(story, strict);
    return { is: outcome.ok === false ? outcome.failure : 'ok', should, name: call?.operation };
  });
};

describe('order of failures', () => {
  test.each(chains.map((chain) => chain.replace(/\s+/g, ' ')))('%s', (chain) => {
    const found = links(chain);
    expect(found.map(({ is }) => is)).toEqual(found.map(({ should }) => should));
    const name = found[0]?.name as OperationName;
    const should = found.map((link) => link.should);
    expect(operations[name].failures.filter((one) => should.includes(one))).toEqual(should);
  });

  test('the table has every operation that can be refused for two reasons', () => {
    const named = new Set(chains.map((chain) => links(chain)[0]?.name));
    const several = Object.entries(operations).filter(([, { failures }]) => failures.length > 1);
    expect(several.map(([name]) => name).filter((name) => !named.has(name))).toEqual([]);
  });
});

const created = {
  runtime: 'CreateAgentRuntime',
  interpreter: 'CreateCodeInterpreter',
  browser: 'CreateBrowser',
};

/** A choice, whose answer it decides (`-` where statecharts read it), a story, how that ends in turn. */
const readings: readonly string[] = [
  'suffix-check CreateServiceLinkedRole | makeRole; makeRole CustomSuffix=s => SuffixNotAllowed, RoleNameTaken',
  'new-role-visibility CreateServiceLinkedRole | makeRole; getRole => ok, NoSuchEntity',
  ...kinds.flatMap((kind) => [
    `new-role-visibility ${created[kind]} | ${kind} alpha VPC; getRole => ok, NoSuchEntity`,
    `role-creation-refusal ${created[kind]} | ${kind} alpha VPC by:reader => ServiceLinkedRoleCreationDenied, ValidationException`,
    `name-after-delete ${created[kind]} | ${kind} alpha VPC; fail alpha; delete alpha; succeed alpha${kind === 'runtime' ? '' : '; forget alpha'}; ${kind} alpha VPC => CREATING, NameConflict`,
    ...(kind === 'runtime'
      ? []
      : [
          `client-token-mismatch ${created[kind].replace('Create', 'Delete')} | ${kind} a PUBLIC; ${kind} b PUBLIC; succeed a; succeed b; delete a clientToken=$token; delete b clientToken=$token => DELETING, TokenMismatch`,
        ]),
    `client-token-mismatch ${created[kind]} | ${kind} alpha PUBLIC clientToken=$token; ${kind} beta PUBLIC clientToken=$token => CREATING, TokenMismatch`,
  ]),
  `new-role-visibility UpdateAgentRuntime | ${into}; getRole => ok, NoSuchEntity`,
  `role-creation-refusal UpdateAgentRuntime | ${into} by:reader => ServiceLinkedRoleCreationDenied, ValidationException`,
  `client-token-mismatch UpdateAgentRuntime | ${into} clientToken=$token; update alpha PUBLIC clientToken=$token => UPDATING, TokenMismatch`,
  'update-without-network UpdateAgentRuntime | runtime alpha VPC; succeed alpha; update alpha VPC networkConfiguration=-; get alpha => UPDATING in VPC, UPDATING in PUBLIC',
  ...ofRole.map((words) => {
    const found = (edits as readonly string[]).includes(words) ? 'UnmodifiableEntity' : 'ok';
    return `role-name-case ${words.split(' ')[0]} | makeRole; ${words} RoleName=$folded => NoSuchEntity, ${found}`;
  }),
  'ordinary-role-deletion DeleteServiceLinkedRole | makePlain; deleteRole RoleName=plain => NoSuchEntity, NotServiceLinked',
  `failure-usage GetServiceLinkedRoleDeletionStatus | runtime alpha VPC; browser beta VPC; ${asked} => FAILED by 2, FAILED by 1, FAILED by 0`,
  `task-record GetServiceLinkedRoleDeletionStatus | makeRole; ${asked} => SUCCEEDED, NoSuchOther`,
  'new-task-visibility GetServiceLinkedRoleDeletionStatus | makeRole; deleteRole; status => NOT_STARTED, NoSuchOther',
  'session-duration-edit UpdateRole | makeRole; UpdateRole RoleName=$role MaxSessionDuration=3600 => UnmodifiableEntity, ok',
  'attach-check AttachRolePolicy | makeRole; AttachRolePolicy RoleName=$role PolicyArn=$policy => UnmodifiableEntity, PolicyNotAttachable',
  'usage-check - | runtime alpha VPC; deleteRole; task.starts; status => IN_PROGRESS, FAILED by 1, FAILED by 1',
  'usage-check - | makeRole; deleteRole; runtime alpha VPC => CREATING, CREATING, DeletionInProgress',
  `lingering-interface - | ${gone}; ${asked} => SUCCEEDED, FAILED by 0`,
  `failed-entry - | runtime alpha VPC; fail alpha; ${asked} => FAILED by 1, SUCCEEDED`,
  `failed-entry - | ${into}; fail alpha; ${asked} => FAILED by 1, SUCCEEDED`,
  `old-versions - | ${out}; succeed alpha; ${asked} => SUCCEEDED, FAILED by 1`,
];
const read = readings.map((line) => {
  const [about = '', rest = ''] = line.split(' | ');
  const [choice = '', operation = ''] = about.split(' ');
  const [story = '', told = ''] = rest.split(' => ');
  return { choice: choice as ChoiceName, operation, story, told: told.split(', ') };
});

/** A call's end in a few words. */
function inWords({ outcome }: Told): string {
  if (outcome.ok !== true) {
    const { failure, code } = outcome as Extract<Outcome, { ok: false }>;
    return code === failures[failure].code ? failure : code;
  }
  const { Status, status, Reason, networkConfiguration: network } = outcome.output;
  if (network !== undefined)
    return `${status} in ${(network as { networkMode: string }).networkMode}`;
  const usage = (Reason as { RoleUsageList?: { Resources: [] }[] } | undefined)?.RoleUsageList;
  const regions = Array.isArray(usage) ? usage : [];
  const resources = regions.flatMap(({ Resources }) => Resources);
  return Status === 'FAILED' ? `FAILED by ${resources.length}` : String(Status ?? status ?? 'ok');
}

describe('choices', () => {
  test.each(read)('$choice $operation: $story', ({ choice, story, told }) => {
    const { alternatives } = choices[choice];
    expect(alternatives.map((one) => inWords(tell(story, { [choice]: one })))).toEqual(told);
    expect(new Set(told).size).toBeGreaterThan(1);
  });

  test.each(choiceNames)('%s: those operations declare it whose answers it decides', (choice) => {
    const shown = read.filter((row) => row.choice === choice).map(({ operation }) => operation);
    expect(shown).not.toEqual([]);
    const declared = Object.entries(operations).filter(([, { reads }]) => reads?.includes(choice));
    expect(declared.map(([name]) => name).sort()).toEqual(
      shown.filter((one) => one !== '-').sort(),
    );
  });
});

test('two Regions hold the role; freed, it goes; made again, it has its ARN and a new RoleId', () => {
  const used = tell('runtime alpha VPC; browser beta VPC in:eu-west-1; succeed alpha; getRole');
  const failed = tell(asked, used);
  const held = (Region: string, id: string) => ({
    Region,
    Resources: [`arn:aws:bedrock-agentcore:${Region}:123456789012:${id}`],
  });
  const { alpha, beta } = used.names;
  const RoleUsageList = [
    held('eu-west-1', `browser-custom/${beta}`),
    held('us-east-1', `runtime/${alpha}`),
  ];
  const Reason = { Reason: '{{unjudged}}', RoleUsageList };
  expect(output(failed)).toEqual({ Status: 'FAILED', Reason });
  const freed = tell('fail beta; delete beta in:eu-west-1; succeed beta', failed);
  const gone = tell(`delete alpha; succeed alpha; ${asked}`, freed);
  expect(output(gone)).toEqual({ Status: 'SUCCEEDED', Reason: '{{missing}}' });
  expectEnd(tell('getRole', gone), noRole);
  const again = tell('interpreter gamma VPC; getRole', gone);
  expect(output(again).Role).toMatchObject({ RoleName: known.role, Arn: known.arn });
  expect(again.names.roleId).not.toBe(used.names.roleId);
});

describe('step and unfold', () => {
  test('a refusal gives the same account back, and no call changes the account that it is given', () => {
    const { account } = tell('makeRole');
    expect(step(account, callOf('makeRole')).account).toBe(account);
    const before = structuredClone(account);
    expect(step(account, callOf('deleteRole')).account).not.toEqual(before);
    expect(account).toEqual(before);
  });

  test.each(['NoSuchOperation', 'toString', '__proto__', ''])('no operation: %s', (operation) => {
    expect(() => step(newAccount(), { ...callOf('makeRole'), operation })).toThrow(TypeError);
  });

  test('nothing happens unasked in an empty account', () => {
    expect(unfold(newAccount())).toEqual([]);
  });
});
