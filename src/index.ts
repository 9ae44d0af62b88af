/**
 * An executable reference model of the service-linked role AWSServiceRoleForBedrockAgentCoreNetwork.
 *
 * @module
 */
export { type Fault, type FaultName, faultNames, faults, faulty } from '../model/faults/index.ts';
export * from '../model/index.ts';
export type { Draw } from '../properties/calls.ts';
export {
  type Invariant,
  invariants,
  type Seen as SeenLifecycle,
  type SeenResource,
  type Step,
  see,
} from '../properties/index.ts';
export { type Liveness, liveness } from '../properties/liveness.ts';
export {
  type AccountInvariant,
  type AccountStep,
  accountInvariants,
} from '../properties/ofAccounts.ts';
export type { Stated } from '../properties/property.ts';
export {
  type CheckOptions,
  type CheckResult,
  check,
  type FailureMet,
} from './check/check.ts';
export type {
  Claim,
  Counterexample,
  ExploredScope,
  PropertyResult,
  Verdict,
} from './check/verdicts.ts';
export {
  type AnyNumber,
  type AnyNumberOptions,
  proveAnyNumber,
  provingAnyNumber,
  type Regions,
} from './explore/anyNumber.ts';
export { estimate, type Size } from './explore/estimate.ts';
export {
  type Exploration,
  type ExploreOptions,
  type ExploreProgress,
  explore,
  exploring,
  type TraceStep,
  type Violation,
} from './explore/explore.ts';
export type { Graph } from './explore/graph.ts';
export type { Reached } from './explore/reached.ts';
export type { Scope } from './explore/scope.ts';
export type { Outcome as TableOutcome } from './explore/tables.ts';
export type {
  FakeClient,
  FakeClientConfig,
  FakeClients,
  FakeCommand,
  FakeRequestHandler,
} from './fake/clients.ts';
export {
  createFake,
  type Fake,
  type FakeCaller,
  type FakeOptions,
  type FakeState,
} from './fake/fake.ts';
export {
  type CallEvent,
  type HistoryEvent,
  type HistoryHeader,
  historySchema,
  type Invocation,
  type OwnDoing,
} from './history/events.ts';
export {
  type AccountExplanation,
  type ExplainOptions,
  type Explanation,
  explain,
  type Impossible,
  type PlacedCall,
} from './history/explain.ts';
export { type History, type HistoryCall, HistoryError } from './history/history.ts';
export { readHistory } from './history/read.ts';
export {
  type Recorded,
  type RecordedTarget,
  type Recorder,
  recorderInto,
  recorderTo,
} from './history/recorder.ts';
export type { Replay, ReplayStep } from './history/witness.ts';
export type { BoundName } from './observe/bounds.ts';
export type { ShownStep } from './report/steps.ts';
export {
  type SampleDraw,
  type SampleFailure,
  type SampleOptions,
  type Sampling,
  sample,
} from './sample/sample.ts';
export { type CallersFile, callersSchema, type KnownCaller } from './server/callers.ts';
export { standingStart, type TimeScale } from './server/clock.ts';
export { type Duration, type DurationName, durationNames, durations } from './server/durations.ts';
export { accountSchema } from './server/given.ts';
export { defaultLimits, type Limits } from './server/limits.ts';
export type { Logged } from './server/log.ts';
export { type RunningServer, type ServerOptions, startServer } from './server/server.ts';
export { ServerError } from './server/serverError.ts';
export type { WorldOptions } from './server/setUp.ts';
export type { Move, WalkStep } from './walk/steps.ts';
