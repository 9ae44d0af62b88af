import { type Choices, failures, type OperationName, operations } from '../model/index.ts';

/** The operations of IAM that declare a code; every operation may answer the common ones besides. @source IAM API */
const declaring: Readonly<Record<string, RegExp>> = {
  AccessDenied: /^/,
  ValidationError: /^/,
  NoSuchEntity: /^(?!ListRoles$|CreateRole$)/,
  DeleteConflict: /^Delete(Role|User|Group)$/,
  EntityAlreadyExists: /^Create(Role|User|Group)$/,
  PolicyNotAttachable: /^(Attach(Role|User|Group)Policy|PutRolePermissionsBoundary)$/,
  UnmodifiableEntity:
    /^(UpdateRole|UpdateRoleDescription|UpdateAssumeRolePolicy|(Attach|Detach|Put|Delete)RolePolicy|(Put|Delete)RolePermissionsBoundary|DeleteRole)$/,
  InvalidInput:
    /^(Create(ServiceLinkedRole|Role|User)|GetServiceLinkedRoleDeletionStatus|ListAttachedRolePolicies|GetPolicy(Version)?|(Attach|Detach)(Role|User|Group)Policy|PutRolePermissionsBoundary|TagRole|(Generate|Get)ServiceLastAccessedDetails(WithEntities)?)$/,
};

/** The operations of EC2 that answer that something is not found. @source EC2 API, error codes */
const notFound: Readonly<Record<string, RegExp>> = {
  'InvalidVpcID.NotFound': /Vpcs?$|^Create(Subnet|SecurityGroup|Tags)$/,
  'InvalidSubnetID.NotFound': /^(Describe|Delete)Subnets?$|^Create(NetworkInterface|Tags)$/,
  'InvalidGroup.NotFound': /^(Describe|Delete)SecurityGroups?$|^CreateTags$/,
  'InvalidNetworkInterfaceID.NotFound': /^(Describe|Delete)NetworkInterfaces?$|^CreateTags$/,
  'InvalidAttachmentID.NotFound': /^DetachNetworkInterface$/,
};

/** Whether an operation may refuse with a code and a status. */
export function isDeclared(
  operation: OperationName,
  { code, status }: { readonly code: string; readonly status: number },
  choices: Choices,
): boolean {
  const { service, failures: own } = operations[operation];
  const isCatalogued = own.some((name) => {
    const known = failures[name];
    const isCode =
      known.code === '{code}' ? notFound[code]?.test(operation) === true : known.code === code;
    return isCode && known.status === status;
  });
  if (service !== 'iam') return isCatalogued;
  const chosen =
    operation === 'DeleteServiceLinkedRole' && choices['ordinary-role-deletion'] === code;
  return isCatalogued && (chosen || declaring[code]?.test(operation) === true);
}
