/**
 * Holding an implementation to the documents, from its own tests.
 *
 * @module
 */
export { asTypeScript } from '../report/asTypeScript.ts';
export {
  type Baseline,
  type BaselineResult,
  baselineFrom,
  baselineSchema,
  type Deviation,
  type Unexpected,
} from '../report/baseline.ts';
export { conformHtml } from '../report/conformHtml.ts';
export { conformJunit } from '../report/conformJunit.ts';
export type {
  ConformRecord,
  RecordedAnswer,
  RecordedCall,
  RecordedGroup,
  RecordedResult,
  RecordedRule,
} from '../report/conformRecord.ts';
export { conformText, type TextOptions } from '../report/conformText.ts';
export type { Remaining } from '../target/cleaning.ts';
export type { Credentials } from '../target/clients.ts';
export type { ThingKind } from '../target/effects.ts';
export { TargetError } from '../target/errors.ts';
export type { Answered, Implementation } from '../target/inProcess.ts';
export { type Inputs, inputsSchema, type RegionInputs } from '../target/inputs.ts';
export type { WireOptions } from '../target/overTheWire.ts';
export { type Patience, patiences } from '../target/patience.ts';
export type { TwoRegions } from '../target/regions.ts';
export type {
  Caller,
  RawAnswer,
  Reply,
  Target,
  TargetCall,
} from '../target/target.ts';
export { type Case, cases, type Level, type Profile } from './cases.ts';
export { type ConformOptions, conform } from './conform.ts';
export type { CaseStep } from './goals.ts';
export type { Subject } from './reach.ts';
export type { Selection } from './select.ts';
export type { Verdict } from './story.ts';
export type { ProfileVerdict } from './verdicts.ts';
export type { RunEvent } from './watched.ts';
