/** One rule: what must be so, where that is written, and how sure it is. */
export interface Requirement {
  /** The rule in our own words. */
  readonly sentence: string;
  /** The page and section, or the record, that settles it; of an assumed one: why it is assumed so. */
  readonly source: string;
  /** Documented by AWS, observed by somebody, or assumed for want of either. */
  readonly level: 'documented' | 'observed' | 'assumed';
}

const at =
  (level: Requirement['level']) =>
  (source: string, sentence: string): Requirement => ({ sentence, source, level });
const documented = at('documented');
const observed = at('observed');
const assumed = at('assumed');

const page = {
  intro: 'Service-linked roles page, introduction',
  permissions: 'Service-linked roles page, AgentCore service-linked role permissions',
  creating: 'Service-linked roles page, Creating a service-linked role for AgentCore',
  rights: 'Service-linked roles page, Permissions required to create a service-linked role',
  editing: 'Service-linked roles page, Editing a service-linked role for AgentCore',
  deleting: 'Service-linked roles page, Deleting a service-linked role for AgentCore',
  cleaning: 'Service-linked roles page, Cleaning up a service-linked role',
} as const;
const vpcPage = 'AgentCore developer guide, Configure AgentCore for VPC';
const iam = (operation: string) => `IAM API reference, ${operation}`;
const agentCore = (shape: string) => `AgentCore control API reference, ${shape}`;
const guide = (section: string) => `IAM user guide, ${section}`;
const recorded = 'Recorded answers of IAM for 71 service-linked roles (test/vectors/recorded)';
const terraform = (issue: number) => `hashicorp/terraform-provider-aws#${issue}`;

const table = {
  // How the role comes into being.
  'role-made-by-vpc-create': documented(
    page.creating,
    'Creating a Runtime, Code Interpreter or Browser with VPC configuration makes the role where there is none.',
  ),
  'role-remade-by-vpc-create': documented(
    page.creating,
    'After the role was deleted, the next such resource makes it again.',
  ),
  'role-made-by-hand': documented(
    iam('CreateServiceLinkedRole'),
    'Whoever may create the role can make it without any resource; then nothing uses it.',
  ),
  'role-name-taken': observed(
    recorded,
    'A second CreateServiceLinkedRole is InvalidInput: the name has been taken.',
  ),
  'creation-needs-right': documented(
    page.rights,
    'CreateServiceLinkedRole is refused to a caller without iam:CreateServiceLinkedRole on the role.',
  ),
  'vpc-create-needs-role': observed(
    'aws-samples/generative-ai-use-cases PR 1327',
    'Where there is no role, a call that puts a resource into a VPC needs the right to create it; refused, it leaves nothing behind.',
  ),
  'no-right-needed-when-role-exists': observed(
    'aws-samples/amazon-cloudwatch-auto-alarms#47',
    'Where the role exists, a resource goes into a VPC without the right to create the role.',
  ),
  'public-leaves-role-alone': documented(
    page.creating,
    'A resource outside a VPC neither makes nor holds the role.',
  ),
  'no-template': observed(
    'gonsoomoon-ml/Self-Study-Generative-AI; clouddrove/terraform-aws-elasticsearch PR 21',
    'A service without such a role is AccessDenied: there is no template for it.',
  ),
  'not-a-principal': observed(
    'hashicorp/terraform-provider-aws PR 7181',
    'A name that is no service principal is AccessDenied.',
  ),
  'case-sensitive-principal': documented(
    iam('CreateServiceLinkedRole'),
    'Service principals are compared with regard to case.',
  ),
  'suffix-refused': observed(
    recorded,
    'The role takes no custom suffix: InvalidInput. Seen for 68 of 71 services; assumed for this one.',
  ),
  'full-access-cannot-delete': documented(
    'AWS managed policy reference, BedrockAgentCoreFullAccess',
    'Whoever has BedrockAgentCoreFullAccess may create the role, and may neither edit nor delete it.',
  ),

  // What uses the role.
  'resource-uses-role': documented(
    page.deleting,
    'A resource uses the role from the accepted call that gives it VPC configuration.',
  ),
  'becomes-ready': assumed(
    'Tells a role that was made but never worked from one that is in use',
    'The first resource in a VPC to become READY turns a newly made role into one in use.',
  ),
  'mode-change-to-vpc': observed(
    'gonsoomoon-ml/Self-Study-Generative-AI, October 2025',
    'UpdateAgentRuntime into a VPC uses the role from the accepted call on.',
  ),
  'mode-change-from-vpc': assumed(
    'The way out is not documented; until it has finished, interfaces are still attached',
    'UpdateAgentRuntime out of the VPC lets go of the role when the update has succeeded.',
  ),
  'create-failed-uses-role': assumed(
    'The page says all resources with VPC configuration',
    'A resource in CREATE_FAILED uses the role until it is deleted; that it does not is a choice.',
  ),
  'update-failed-uses-role': assumed(
    'The page says all resources with VPC configuration',
    'A runtime whose way into the VPC ended in UPDATE_FAILED uses the role; that it does not is a choice.',
  ),
  'deleting-uses-role': documented(
    page.deleting,
    'A resource in DELETING uses the role until it is gone.',
  ),
  'delete-failed-uses-role': documented(
    page.deleting,
    'A resource in DELETE_FAILED uses the role: it is not deleted.',
  ),
  'last-release-frees-role': documented(
    page.deleting,
    'When the last resource in a VPC is gone, nothing uses the role.',
  ),
  'any-region-holds-role': documented(
    page.cleaning,
    'One resource in any Region is enough to use the role.',
  ),

  // How it goes.
  'deletion-needs-right': documented(
    guide('Service-linked role permissions'),
    'DeleteServiceLinkedRole is refused to a caller without that right on the role.',
  ),
  'deletion-task-accepted': documented(
    iam('DeleteServiceLinkedRole'),
    'A request to delete a role that exists opens a task, whatever uses the role.',
  ),
  'deletion-same-task': documented(
    iam('DeleteServiceLinkedRole'),
    'A request while a task is open answers with that task.',
  ),
  'deletion-new-task-after-failure': documented(
    iam('DeleteServiceLinkedRole'),
    'A request after a task has failed opens a new one.',
  ),
  'deletion-absent-role': documented(
    iam('DeleteServiceLinkedRole'),
    'A request to delete a role that does not exist is NoSuchEntity.',
  ),
  'ordinary-role-not-slr': assumed(
    'NoSuchEntity is the only declared error that fits',
    'DeleteServiceLinkedRole on an ordinary role, or on no role, deletes nothing.',
  ),
  'task-progress': documented(
    iam('GetServiceLinkedRoleDeletionStatus'),
    'A task goes from NOT_STARTED to IN_PROGRESS, then to SUCCEEDED or FAILED.',
  ),
  'task-fails-while-used': documented(
    page.cleaning,
    'A task fails while a resource in any Region uses the role.',
  ),
  'task-fails-in-session': documented(
    page.cleaning,
    'A task fails while the role has an active session.',
  ),
  'task-failure-leaves-role': documented(
    guide('Deleting a service-linked role'),
    'A task that fails leaves the role as it was.',
  ),
  'task-succeeds-when-free': documented(
    page.cleaning,
    'A task succeeds when nothing uses the role and it has no session.',
  ),
  'success-means-gone': observed(
    recorded,
    'The role ceases to exist in the step in which a task succeeds.',
  ),
  'failure-names-usage': documented(
    iam('GetServiceLinkedRoleDeletionStatus'),
    'A failed task has a reason and names, by Region, all, some or none of the resources that use the role, and nothing else.',
  ),
  'usage-check-closes-use': assumed(
    'A check at the start alone is safe only so',
    'Where usage is looked for at the task’s start only, nothing may begin to use the role while the task is open.',
  ),
  'status-needs-right': documented(
    guide('Deleting a service-linked role'),
    'GetServiceLinkedRoleDeletionStatus is refused to a caller without that right on the role.',
  ),
  'status-unknown-task': documented(
    iam('GetServiceLinkedRoleDeletionStatus'),
    'The status of a task that is not known is NoSuchEntity; that of a finished one may be, too.',
  ),
  'status-malformed-task': documented(
    iam('GetServiceLinkedRoleDeletionStatus'),
    'The status of what is no task id is InvalidInput.',
  ),
  'role-id-fresh': documented(
    guide('IAM identifiers'),
    'A role that is made again has a RoleId that no role had before.',
  ),
  'same-arn-when-remade': documented(
    guide('IAM identifiers'),
    'A role that is made again has the name and the ARN that it had.',
  ),

  // Sessions.
  'session-needs-role': documented(page.intro, 'A session begins only while the role exists.'),
  'session-ends-by-itself': documented(page.cleaning, 'A session ends by itself, unasked.'),
  'session-not-revocable': documented(
    page.cleaning,
    'No call ends a session of the role; a policy that would revoke it is refused.',
  ),
  'assume-refused': documented(page.intro, 'Nobody but the service can assume the role.'),
  'access-advisor-lags': documented(
    guide('Last accessed information'),
    'Access Advisor shows past use up to hours late: that it shows none does not mean that the role can be deleted.',
  ),
  'access-advisor-job': documented(
    iam('GenerateServiceLastAccessedDetails'),
    'Last accessed details come from a job, for whoever asked for it; without the role, or of an unknown job, they are NoSuchEntity.',
  ),

  // A resource's life.
  'resource-creating': documented(agentCore('Create*'), 'An accepted create answers CREATING.'),
  'resource-ready': documented(
    agentCore('Get*, status'),
    'CREATING or UPDATING goes to READY unasked.',
  ),
  'resource-create-failed': documented(
    agentCore('Get*, status'),
    'CREATING goes to CREATE_FAILED unasked, for one where the zone is not supported.',
  ),
  'resource-updating': documented(
    agentCore('UpdateAgentRuntime'),
    'An accepted update answers UPDATING, and with the next version.',
  ),
  'resource-update-failed': documented(
    agentCore('AgentRuntimeStatus'),
    'UPDATING goes to UPDATE_FAILED unasked.',
  ),
  'resource-deleting': documented(agentCore('Delete*'), 'An accepted delete answers DELETING.'),
  'resource-delete-failed': documented(
    agentCore('Get*, status'),
    'DELETING goes to DELETE_FAILED unasked; it can be deleted again.',
  ),
  'resource-gone': documented(
    agentCore('Get*'),
    'A deleted resource is not found, and uses the role no more.',
  ),
  'resource-conflict-in-transition': documented(
    agentCore('ConflictException'),
    'A resource in transition, or one that failed, cannot be changed: ConflictException. Which states are meant is assumed.',
  ),
  'resource-not-found': documented(
    agentCore('ResourceNotFoundException'),
    'A call on a resource that is not there is ResourceNotFoundException.',
  ),
  'tool-deleted-status': documented(
    agentCore('BrowserStatus, CodeInterpreterStatus'),
    'A deleted Browser or Code Interpreter may show DELETED before it is not found; it uses the role no more.',
  ),
  'tool-has-no-update': documented(
    agentCore('Operations'),
    'The network mode of a Browser or Code Interpreter is that of its creation: there is no update.',
  ),
  'vpc-needs-config': documented(
    agentCore('NetworkConfiguration'),
    'Mode VPC needs subnets and security groups: ValidationException.',
  ),
  'name-conflict': observed(
    'Several repositories',
    'A second resource of a kind with the same name in a Region is ConflictException.',
  ),
  'client-token-repeats': documented(
    agentCore('clientToken'),
    'A repeated client token repeats the first answer and does nothing.',
  ),

  // Network interfaces.
  'interface-attached': documented(
    vpcPage,
    'A resource in a VPC has an interface in each of its subnets when it is READY.',
  ),
  'interface-shared': documented(
    vpcPage,
    'Resources with the same subnet and security groups share an interface, and it stays while one of them is left.',
  ),
  'interface-lingers': documented(
    vpcPage,
    'After its last resource an interface lingers, for up to eight hours.',
  ),
  'interface-taken-over': observed(
    'One account, September 2026',
    'A new resource with the same subnet and security groups takes a lingering interface over.',
  ),
  'interface-released': documented(vpcPage, 'A lingering interface is removed unasked.'),
  'interface-removal-needs-role': observed(
    'AWS sample script validate_eni_cleanup.sh',
    'An interface is removed with the role: where there is none, it stays until there is one again.',
  ),
  'interface-tag': documented(
    page.permissions,
    'The service’s interfaces carry the tag AmazonBedrockAgentCoreManaged=true.',
  ),
  'interface-not-customers': observed(
    terraform(47399),
    'A customer can neither detach nor delete the service’s interface: OperationNotPermitted.',
  ),
  'interface-blocks-network': observed(
    terraform(45099),
    'A subnet or security group with an interface in it cannot be deleted: DependencyViolation.',
  ),
  'network-thing-not-found': documented(
    'EC2 API reference, Error codes',
    'A call on a VPC, subnet, security group or interface that is not there is its NotFound code.',
  ),

  // Reading and editing the role.
  'role-read': observed(
    recorded,
    'The role has its fixed name, the path and ARN of its service, sessions of at most an hour; lists show the same but for its tags and its last use.',
  ),
  'role-absent-read': observed(recorded, 'A role that does not exist is NoSuchEntity.'),
  'one-attached-policy': observed(recorded, 'The role has one attached policy, its own.'),
  'no-inline-policy': observed(recorded, 'The role has no inline policy.'),
  'policy-read': documented(
    'AWS managed policy reference, BedrockAgentCoreNetworkServiceRolePolicy',
    'The role’s policy can be read, in its default version; one that is none of AWS’s is NoSuchEntity.',
  ),
  'trust-policy': documented(
    page.permissions,
    'The role trusts network.bedrock-agentcore.amazonaws.com and nobody else.',
  ),
  'permissions-policy': documented(
    page.permissions,
    'The role may do what its seven statements say, and nothing else.',
  ),
  'policy-evaluation': documented(
    guide('Condition operators'),
    'Names of actions and of tag keys in a condition key match without case, values with it; ForAllValues holds where the key is absent.',
  ),
  'policy-not-attachable': documented(
    page.intro,
    'The policy of a service-linked role can be attached to no other role, user or group: PolicyNotAttachable.',
  ),
  'attach-own-policy-refused': documented(
    iam('AttachRolePolicy'),
    'No policy can be attached to the role, its own included.',
  ),
  'description-editable': documented(page.editing, 'The description of the role can be edited.'),
  'tags-editable': documented(iam('TagRole'), 'The role can be tagged and untagged.'),
  'edit-needs-right': documented(
    page.rights,
    'Editing the role is refused to a caller without the right.',
  ),
  'name-not-editable': documented(page.editing, 'The name of the role cannot be changed.'),
  'role-protected': documented(
    page.editing,
    'What only AWS may change is refused on the role, whoever asks: UnmodifiableEntity.',
  ),
  'boundary-refused': documented(
    iam('PutRolePermissionsBoundary'),
    'The role takes no permissions boundary.',
  ),
  'session-duration-fixed': assumed(
    'Only the description may be edited; what UpdateRole answers is not said',
    'The session duration of the role cannot be changed: UnmodifiableEntity.',
  ),
  'reserved-path': observed(
    'tilfin/aws-iam-policy-tool PR 9; 99designs/iamy#49',
    'Nobody can make an ordinary role under the path of service-linked roles.',
  ),
  'role-names-without-case': documented(
    guide('IAM identifiers'),
    'Role names are unique without regard to case: no ordinary role gets the name of the role, nor the role that of an ordinary one.',
  ),
  'bystander-made-once': documented(
    iam('CreateUser, CreateGroup'),
    'A second user or group of a name is EntityAlreadyExists.',
  ),
  'bystander-with-policies': documented(
    iam('DeleteRole, DeleteUser, DeleteGroup'),
    'An ordinary role, a user or a group that has a policy cannot be deleted: DeleteConflict.',
  ),
  'bystander-absent': documented(
    iam(
      'AttachUserPolicy, DetachUserPolicy, GetUser, DeleteUser, and the same of groups; DeleteRolePolicy',
    ),
    'A call on a user or group that is not there is NoSuchEntity, and so is the taking away of a policy that it does not have.',
  ),
  'input-constraints': documented(
    'API references, parameter constraints',
    'Input that is missing or does not fit its constraint is refused before anything else is looked at.',
  ),
  'declared-errors': documented(
    'API references, Errors',
    'An operation refuses with the errors that it declares, and those common to its service.',
  ),
} as const satisfies Readonly<Record<string, Requirement>>;

/** The permanent id of a requirement. */
export type RequirementId = keyof typeof table;

/** What an arc stands for: a requirement, or in a wrong model the fault. */
export type Rule = RequirementId | 'fault';

/** Every documented rule, by its permanent id. @source Each row says its own @category Rules */
export const requirements: Readonly<Record<RequirementId, Requirement>> = table;

/** The ids of all requirements. @source The keys of `requirements` @category Rules */
export const requirementIds = Object.keys(table) as readonly RequirementId[];

/** What the documents say and this model leaves out, each with the reason. @source Each row says its own @category Rules */
export const leftOut: readonly {
  readonly what: string;
  readonly source: string;
  readonly reason: string;
}[] = [
  {
    what: 'The wire: query and REST-JSON encoding, namespaces, URL-encoded policies, dates',
    source: 'Service models of IAM, STS, EC2 and AgentCore',
    reason: 'The model speaks calls and outcomes; bytes are the business of what serves it.',
  },
  {
    what: 'Pages of lists, throttling, quotas, failures of a service',
    source: 'API references, Errors',
    reason: 'They can happen to any call at any time and say nothing about the role.',
  },
  {
    what: 'Harnesses',
    source: agentCore('CreateHarness'),
    reason: 'That they use this role is inferred, not documented.',
  },
  {
    what: 'Gateways, capacity providers, OAuth providers, and their own service-linked roles',
    source: 'AgentCore developer guide, Service-linked roles',
    reason: 'Their roles are others; other rows of the same model can stand for them.',
  },
  {
    what: 'Reading one older version of a runtime, and lists of versions',
    source: agentCore('ListAgentRuntimeVersions'),
    reason: 'Whether old versions count is a choice; how they are read does not bear on the role.',
  },
  {
    what: 'Policy documents for other partitions',
    source: page.permissions,
    reason: 'The published document names the partition aws; no other one is published.',
  },
  {
    what: 'Zones in which a subnet is supported',
    source: vpcPage,
    reason: 'A failed creation may happen to any resource; why it did is not modelled.',
  },
  {
    what: 'Workload identities of a runtime',
    source: agentCore('CreateAgentRuntime, workloadIdentityDetails'),
    reason: 'They outlive a runtime at times, and do not bear on the role.',
  },
  {
    what: 'The condition keys bedrock-agentcore:subnets and bedrock-agentcore:securityGroups',
    source: 'Service authorization reference, Amazon Bedrock AgentCore',
    reason: 'They narrow who may create what; a caller here may create a resource or may not.',
  },
  {
    what: 'Tags when the service-linked role is created',
    source: iam('CreateServiceLinkedRole'),
    reason: 'The operation has no such member; TagRole comes after.',
  },
  {
    what: 'How last accessed details are sorted, and that they show denied attempts',
    source: guide('Last accessed information'),
    reason: 'They say what was tried, and not whether the role is held.',
  },
  {
    what: 'How often last accessed details are refreshed, and their window of 400 days',
    source: guide('Last accessed information'),
    reason: 'Dates are not judged; that the details lag is a requirement.',
  },
];
