export {
  type Account,
  agentCoreRole,
  type Bystanders,
  type Caller,
  callers,
  type Job,
  type NetworkThing,
  newAccount,
  type OrdinaryRole,
  type PastTask,
  type ResourceDetails,
  type RoleRow,
  type TokenUse,
} from './account.ts';
export { type Blocker, blockers } from './blockers.ts';
export {
  type Choice,
  type ChoiceName,
  type Choices,
  choiceNames,
  choices,
  combinations,
  defaultChoices,
  lifecycleChoices,
  noChoices,
} from './choices.ts';
export {
  creatorStatement,
  type Ec2Step,
  ec2Steps,
  fullAccessStatement,
  type PolicyDocument,
  permissionsPolicy,
  type Statement,
  trustPolicy,
} from './documents.ts';
export { type Failure, type FailureName, failures } from './failures.ts';
export {
  type Advance,
  advance,
  type Core,
  type CoreEvent,
  emptyCore,
  joins,
  type Lifecycle,
  lifecycle,
  type Resource,
  roleExists,
  taskIsOpen,
  unasked,
} from './lifecycle.ts';
export type { Arc, Chart, Given, Reaction, RefusingArc } from './machines/chart.ts';
export type { InterfaceState } from './machines/interface.ts';
export type {
  NetworkMode,
  ResourceKind,
  ResourceNetwork,
  ResourceState,
  ResourceStatus,
} from './machines/resource.ts';
export type { RoleState, RoleStatus, TaskStatus } from './machines/role.ts';
export type { SessionState } from './machines/session.ts';
export { type Model, reference } from './model.ts';
export {
  certain,
  close,
  type ObserveOptions,
  observe,
  type Possible,
  type Seen,
} from './observe.ts';
export { type OperationName, operations } from './operations/index.ts';
export type { Call, Context, Operation, Outcome, Result } from './operations/operation.ts';
export {
  leftOut,
  type Requirement,
  type RequirementId,
  type Rule,
  requirementIds,
  requirements,
} from './requirements.ts';
export { type KnownPassage, knownPage, knownPolicy } from './source.ts';
export { happen, step, type Unasked, type Unfolding, unfold } from './step.ts';
