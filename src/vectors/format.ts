import type { OperationName, RequirementId } from '../../model/index.ts';
import type { Profile } from '../conformance/cases.ts';
import type { Caller } from '../target/target.ts';

/** The version of the format: a reader of another one refuses the file. */
export const formatVersion = 1;

/** A JSON value, in which an object whose only key but `of` is `$` says how something is judged. */
export type Expected =
  | string
  | number
  | boolean
  | null
  | readonly Expected[]
  | { readonly [member: string]: Expected };

/** What may come back, and where the vector goes on if it does. */
export interface Permitted {
  /** The members that are judged; those that are not named may be there or not. */
  readonly output?: Expected;
  /** How the call is refused. */
  readonly refused?: { readonly code: string; readonly status: number };
  /** The place of the step that comes next where that is not the next one; `null`: the vector ends. */
  readonly then?: number | null;
}

/** A call as a client makes it. */
export interface VectorCall {
  readonly operation: OperationName;
  readonly region: string;
  readonly caller: Caller;
  readonly input: Expected;
}

/** A step of a vector: a call and what may come back, or time that goes by. */
export type VectorStep =
  | {
      readonly call: VectorCall;
      /** Where something is waited for: what may come back before; the call is then made again. */
      readonly until?: readonly Permitted[];
      readonly permitted: readonly Permitted[];
    }
  | { readonly advanceSeconds: number; readonly then?: number | null };

/** A test vector: from an account in which nothing was ever made. */
export interface Vector {
  /** Made from the calls alone, so that it stays when other vectors come and go. */
  readonly tcId: string;
  readonly comment: string;
  /** The requirements that it shows. */
  readonly flags: readonly RequirementId[];
  readonly steps: readonly VectorStep[];
}

/** What vectors cover, by kind. */
export interface Covered {
  readonly states: readonly string[];
  readonly transitions: readonly string[];
  readonly failures: readonly string[];
  readonly requirements: readonly string[];
  /** The wrong models that some vector fails on. */
  readonly faults: readonly string[];
}

/** A file of vectors. */
export interface VectorFile {
  readonly formatVersion: typeof formatVersion;
  readonly schema: string;
  readonly role: string;
  readonly source: { readonly name: string; readonly version: string };
  readonly numberOfTests: number;
  readonly header: readonly string[];
  readonly coverage: {
    /** No fewer sequences of those that were tried cover as much. */
    readonly lowerBound: number;
    readonly covered: Covered;
    /** Those of them that hang on what the target does unasked, or takes where the documents are silent. */
    readonly onlyOnSomeWays: Covered;
    readonly notCovered: Covered;
  };
  readonly notes: Readonly<Record<string, VectorNote>>;
  readonly testGroups: readonly VectorGroup[];
}

/** What a flag means. */
export interface VectorNote {
  readonly bugType: 'MUST' | 'SHOULD' | 'CHOICE';
  readonly description: string;
  readonly links: readonly string[];
}

/** Vectors that need the same of an implementation. */
export interface VectorGroup {
  readonly type: Profile;
  readonly tests: readonly Vector[];
}
