import type { Call, OperationName } from '../../model/index.ts';
import { isRecord } from '../wire/values.ts';

/** What a run can make. */
export type ThingKind =
  | 'service-linked-role'
  | 'role'
  | 'user'
  | 'group'
  | 'vpc'
  | 'subnet'
  | 'security-group'
  | 'network-interface'
  | 'runtime'
  | 'code-interpreter'
  | 'browser';

/** What an operation does to an account. */
export type Effect =
  | { readonly does: 'reads' }
  | {
      readonly does: 'creates';
      readonly kind: ThingKind;
      /** The member that names what is made, where the caller names it. */
      readonly nameMember?: string;
      /** Where the answer has its id. */
      readonly idPath: readonly string[];
    }
  | {
      readonly does: 'changes';
      readonly kind: ThingKind | 'any-network-thing' | 'attachment';
      /** The member that says what is changed. */
      readonly member: string;
    };

const reads: Effect = { does: 'reads' };
const changes = (kind: (Effect & { does: 'changes' })['kind'], member: string): Effect => ({
  does: 'changes',
  kind,
  member,
});
const creates = (kind: ThingKind, idPath: string, nameMember?: string): Effect => ({
  does: 'creates',
  kind,
  idPath: idPath.split('.'),
  ...(nameMember === undefined ? {} : { nameMember }),
});
const ofRole = changes('role', 'RoleName');

/**
 * What each operation does. A session of the role that is begun by a target that should refuse it changes nothing, and
 * what Access Advisor is asked to find out is forgotten by itself.
 */
export const effects: Readonly<Record<OperationName, Effect>> = {
  CreateServiceLinkedRole: creates('service-linked-role', 'Role.RoleName'),
  DeleteServiceLinkedRole: ofRole,
  GetServiceLinkedRoleDeletionStatus: reads,
  GetRole: reads,
  ListRoles: reads,
  UpdateRole: ofRole,
  UpdateRoleDescription: ofRole,
  TagRole: ofRole,
  UntagRole: ofRole,
  ListRoleTags: reads,
  ListAttachedRolePolicies: reads,
  ListRolePolicies: reads,
  GetPolicy: reads,
  GetPolicyVersion: reads,
  UpdateAssumeRolePolicy: ofRole,
  AttachRolePolicy: ofRole,
  DetachRolePolicy: ofRole,
  PutRolePolicy: ofRole,
  DeleteRolePolicy: ofRole,
  PutRolePermissionsBoundary: ofRole,
  DeleteRolePermissionsBoundary: ofRole,
  DeleteRole: ofRole,
  CreateRole: creates('role', 'Role.RoleName', 'RoleName'),
  CreateUser: creates('user', 'User.UserName', 'UserName'),
  CreateGroup: creates('group', 'Group.GroupName', 'GroupName'),
  AttachUserPolicy: changes('user', 'UserName'),
  AttachGroupPolicy: changes('group', 'GroupName'),
  DetachUserPolicy: changes('user', 'UserName'),
  DetachGroupPolicy: changes('group', 'GroupName'),
  DeleteUser: changes('user', 'UserName'),
  DeleteGroup: changes('group', 'GroupName'),
  GetUser: reads,
  GetGroup: reads,
  GenerateServiceLastAccessedDetails: reads,
  GetServiceLastAccessedDetails: reads,
  GetServiceLastAccessedDetailsWithEntities: reads,
  AssumeRole: reads,
  GetCallerIdentity: reads,
  CreateVpc: creates('vpc', 'Vpc.VpcId'),
  CreateSubnet: creates('subnet', 'Subnet.SubnetId'),
  CreateSecurityGroup: creates('security-group', 'GroupId', 'GroupName'),
  CreateNetworkInterface: creates('network-interface', 'NetworkInterface.NetworkInterfaceId'),
  DescribeVpcs: reads,
  DescribeSubnets: reads,
  DescribeSecurityGroups: reads,
  DescribeNetworkInterfaces: reads,
  DeleteVpc: changes('vpc', 'VpcId'),
  DeleteSubnet: changes('subnet', 'SubnetId'),
  DeleteSecurityGroup: changes('security-group', 'GroupId'),
  DeleteNetworkInterface: changes('network-interface', 'NetworkInterfaceId'),
  DetachNetworkInterface: changes('attachment', 'AttachmentId'),
  CreateTags: changes('any-network-thing', 'Resources'),
  CreateAgentRuntime: creates('runtime', 'agentRuntimeId', 'agentRuntimeName'),
  GetAgentRuntime: reads,
  ListAgentRuntimes: reads,
  UpdateAgentRuntime: changes('runtime', 'agentRuntimeId'),
  DeleteAgentRuntime: changes('runtime', 'agentRuntimeId'),
  CreateCodeInterpreter: creates('code-interpreter', 'codeInterpreterId', 'name'),
  GetCodeInterpreter: reads,
  ListCodeInterpreters: reads,
  DeleteCodeInterpreter: changes('code-interpreter', 'codeInterpreterId'),
  CreateBrowser: creates('browser', 'browserId', 'name'),
  GetBrowser: reads,
  ListBrowsers: reads,
  DeleteBrowser: changes('browser', 'browserId'),
};

/** Kinds that are the same in every Region. */
export const isGlobal = (kind: ThingKind): boolean =>
  ['service-linked-role', 'role', 'user', 'group'].includes(kind);

/** The text at a path in an output; undefined if there is none. */
export function textAt(output: Call['input'], path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(
    (value, member) => (isRecord(value) ? value[member] : undefined),
    output,
  );
  return typeof found === 'string' && found !== '' ? found : undefined;
}
