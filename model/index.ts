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
} from './choices.ts';
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
export type { Arc, Chart, Given, Reaction } from './machines/chart.ts';
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
