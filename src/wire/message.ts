import type { Call, Operation, OperationName } from '../../model/index.ts';

/** A service that the model has operations of. */
export type Service = Operation['service'];

/** A request as it comes over HTTP. @category Wire */
export interface WireRequest {
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A response as it goes over HTTP. @category Wire */
export interface WireResponse {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why a request is no call. @category Wire */
export interface WireRefusal {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** A request that was read: a call's operation and input, or why it is none. @category Wire */
export type Decoded =
  | {
      readonly service: Service;
      readonly operation: OperationName;
      readonly input: Call['input'];
    }
  | {
      readonly service: Service;
      /** What the request asks for, as far as it says so. */
      readonly operation: string | undefined;
      readonly refusal: WireRefusal;
    };

/** What a server answers. @category Wire */
export type Answer =
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
  | ({ readonly ok: false } & WireRefusal);

/** Thrown inside the codec by what reads a request, and caught by `decodeRequest`. */
export class Refused extends Error {
  readonly refusal: WireRefusal;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.refusal = { code, status, message };
  }
}

/** Thrown inside the codec by what reads a response, and caught by `decodeResponse`. */
export class Unreadable extends Error {}
