import { type Choices, failures, type OperationName, operations } from '../model/index.ts';

/** The operations of IAM that declare a code; every operation may answer the common ones besides. @source IAM API */
const declaring: Readonly<Record<string, RegExp>> = {
  AccessDenied: /^/,
  ValidationError: /^/,
  NoSuchEntity: /^(?!ListRoles$|CreateRole$)/,
  EntityAlreadyExists: /^Create(Role|User|Group)$/,
  PolicyNotAttachable: /^(Attach(Role|User|Group)Policy|PutRolePermissionsBoundary)$/,
  UnmodifiableEntity:
    /^(UpdateRole|UpdateRoleDescription|UpdateAssumeRolePolicy|(Attach|Detach|Put|Delete)RolePolicy|(Put|Delete)RolePermissionsBoundary|DeleteRole)$/,
  InvalidInput:
    /^(Create(ServiceLinkedRole|Role|User)|GetServiceLinkedRoleDeletionStatus|ListAttachedRolePolicies|GetPolicy(Version)?|(Attach|Detach)RolePolicy|Attach(User|Group)Policy|PutRolePermissionsBoundary|TagRole|(Generate|Get)ServiceLastAccessedDetails(WithEntities)?)$/,
};

/** What EC2 answers where it does not find what a member names. */
const notFound: Readonly<Record<string, string>> = {
  VpcId: 'InvalidVpcID.NotFound',
  SubnetId: 'InvalidSubnetID.NotFound',
  GroupId: 'InvalidGroup.NotFound',
  NetworkInterfaceId: 'InvalidNetworkInterfaceID.NotFound',
  Resources: 'InvalidNetworkInterfaceID.NotFound',
  AttachmentId: 'InvalidAttachmentID.NotFound',
};

/** Whether an operation may refuse with a code and a status. */
export function isDeclared(
  operation: OperationName,
  { code, status }: { readonly code: string; readonly status: number },
  choices: Choices,
): boolean {
  const { service, failures: own, required } = operations[operation];
  const isCatalogued = own.some((name) => {
    const known = failures[name];
    const isCode =
      known.code === '{code}'
        ? required.some((member) => notFound[member] === code)
        : known.code === code;
    return isCode && known.status === status;
  });
  if (service !== 'iam') return isCatalogued;
  const chosen =
    operation === 'DeleteServiceLinkedRole' && choices['ordinary-role-deletion'] === code;
  return isCatalogued && (chosen || declaring[code]?.test(operation) === true);
}
