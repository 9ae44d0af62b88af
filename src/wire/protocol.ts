import type { Call, Seen } from '../../model/index.ts';
import type { Answer, WireRequest, WireResponse } from './message.ts';
import type { OperationShape } from './schema.ts';

/** What a request asks for, before its input is read. */
export interface Asked {
  /** The operation's name, or what stands for it where it has none. */
  readonly operation: string;
  /**
   * Its input, once the operation is known to have a shape.
   *
   * @throws Refused
   */
  readonly input: (shape: OperationShape) => Call['input'];
}

/** One of AWS's protocols, for the services that speak it. */
export interface Protocol {
  /** @throws Refused */
  readonly ask: (request: WireRequest) => Asked;
  /** @throws TypeError If an output does not have the operation's shape, or it has none. */
  readonly answer: (
    shape: OperationShape | undefined,
    answer: Answer,
    requestId: string,
  ) => WireResponse;
  /** @throws TypeError If an input does not have the operation's shape. */
  readonly call: (shape: OperationShape, input: Call['input']) => WireRequest;
  /** @throws Unreadable */
  readonly seen: (shape: OperationShape, response: WireResponse, timeOf: TimeReader) => Seen;
}

/** A time as a `Date` writes it, from what stands in a response; undefined if it is none. */
export type TimeReader = (value: unknown) => string | undefined;

/** The media type of a message, in lower case; empty if it names none. */
export const mediaType = ({ headers }: { headers: WireRequest['headers'] }): string =>
  (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** A path and its query string, which is empty if there is none. */
export function splitPath(path: string): readonly [path: string, query: string] {
  const mark = path.indexOf('?');
  return mark < 0 ? [path, ''] : [path.slice(0, mark), path.slice(mark + 1)];
}
