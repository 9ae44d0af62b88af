import type { OperationName, RequirementId } from '../../model/index.ts';
import type { Level, Profile } from '../conformance/cases.ts';
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
  readonly next?: number | null;
}

/** A call as a client makes it. */
export interface VectorCall {
  /** As AWS clients name it. */
  readonly service: string;
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
  | { readonly advanceSeconds: number; readonly next?: number | null };

/** A test vector: from an account in which nothing was ever made. */
export interface Vector {
  /** Made from the calls alone, so that it stays when other vectors come and go. */
  readonly tcId: string;
  readonly comment: string;
  /** The requirements that it shows. */
  readonly flags: readonly RequirementId[];
  readonly steps: readonly VectorStep[];
}

/** Names of things that vectors cover, by kind. */
export interface Covered {
  readonly states: readonly string[];
  readonly transitions: readonly string[];
  /** Refusals that an operation may answer with. */
  readonly failures: readonly string[];
  readonly requirements: readonly string[];
  /** The wrong models that some vector fails on. */
  readonly faults: readonly string[];
}

/** How much vectors cover, and how many it takes. */
export interface Coverage {
  /** No fewer of the sequences that were tried cover as much. */
  readonly lowerBound: number;
  readonly covered: Covered;
  /** Those of them that hang on what the target does unasked, or takes where the documents are silent. */
  readonly onSomeWays: Covered;
  /** Why nothing covers what is left. */
  readonly notCovered: Readonly<Record<string, string>>;
}

/** What a flag means: the rule, where it is written, and what it means to break it. */
export interface VectorNote {
  readonly level: Level;
  readonly description: string;
  readonly links: readonly string[];
}

/** A file of vectors. */
export interface VectorFile {
  readonly formatVersion: typeof formatVersion;
  readonly schema: string;
  readonly role: string;
  readonly source: { readonly name: string; readonly version: string };
  readonly numberOfTests: number;
  /** How to read the file. */
  readonly header: readonly string[];
  readonly coverage: Coverage;
  readonly notes: Readonly<Record<string, VectorNote>>;
  readonly testGroups: readonly VectorGroup[];
}

/** Vectors that need the same of an implementation. */
export interface VectorGroup {
  readonly type: Profile;
  readonly tests: readonly Vector[];
}
