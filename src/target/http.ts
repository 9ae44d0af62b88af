import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { WireResponse } from '../wire/message.ts';
import { percentEncoded } from '../wire/values.ts';
import { messageOf } from './errors.ts';

/** Nothing came back that can be used: whether the call happened is not known. */
export class Lost extends Error {}

/** What is borne of an endpoint. */
export interface Bounds {
  /** For a whole answer to have come. */
  readonly callMs: number;
  /** The longest body that is read, in bytes. */
  readonly bodyMax: number;
}

/** A request as the SDK's own handlers take it. */
export interface SdkRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>> | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An answer, when its request began to be sent, and when all of it had come. */
export interface Exchange {
  readonly response: WireResponse;
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Milliseconds since 1970, by a clock that only goes forward. */
export const now = (): number => performance.timeOrigin + performance.now();

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection is refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was reset',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the connection timed out',
};

const reasonOf = (error: Error & { readonly code?: string }): string =>
  reasons[error.code ?? ''] ?? messageOf(error);

export const inSeconds = (ms: number): string => `${ms / 1000} s`;

/** Sends requests, each once, and reads answers within bounds. */
export class Connections {
  readonly #bounds: Bounds;
  readonly #http = new HttpAgent({ keepAlive: true });
  readonly #https = new HttpsAgent({ keepAlive: true });

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }

  /**
   * The answer to a request. Redirections are answers, too: they are not followed.
   *
   * @throws Lost
   */
  exchange(request: SdkRequest): Promise<Exchange> {
    const { callMs } = this.#bounds;
    const isSecure = request.protocol === 'https:';
    const { port, hostname, method, headers } = request;
    const from = now();
    return new Promise((resolve, reject) => {
      const outgoing = (isSecure ? httpsRequest : httpRequest)({
        host: hostname.replace(/^\[(.*)\]$/, '$1'),
        ...(port === undefined ? {} : { port }),
        method,
        path: pathOf(request),
        headers: { ...headers },
        agent: isSecure ? this.#https : this.#http,
      });
      const fail = (error: Error): void => {
        clearTimeout(timer);
        reject(error instanceof Lost ? error : new Lost(reasonOf(error)));
        outgoing.destroy();
      };
      const timer = setTimeout(
        () => fail(new Lost(`there is no answer within ${inSeconds(callMs)}`)),
        callMs,
      );
      outgoing.once('error', fail);
      outgoing.on('error', () => undefined);
      outgoing.once('response', (incoming) => {
        this.#read(incoming).then((bytes) => {
          clearTimeout(timer);
          resolve({ response: responseOf(incoming, bytes), bytes, from, to: now() });
        }, fail);
      });
      outgoing.end(request.body as string | Uint8Array | undefined);
    });
  }

  #read(incoming: IncomingMessage): Promise<Buffer> {
    const { bodyMax } = this.#bounds;
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const tooLong = (): void =>
        reject(new Lost(`the answer is longer than ${bodyMax} bytes and was not read on`));
      if (Number(incoming.headers['content-length']) > bodyMax) return tooLong();
      incoming.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > bodyMax) tooLong();
        else chunks.push(chunk);
      });
      incoming.once('end', () => resolve(Buffer.concat(chunks)));
      incoming.once('error', (error) => reject(new Lost(reasonOf(error))));
      incoming.once('close', () => reject(new Lost('the connection ended within an answer')));
    });
  }
}

/** A path with its query. */
export function pathOf({ path, query = {} }: Pick<SdkRequest, 'path' | 'query'>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one: string | null) =>
      one === null ? percentEncoded(name) : `${percentEncoded(name)}=${percentEncoded(one)}`,
    ),
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

const responseOf = ({ statusCode = 0, headers }: IncomingMessage, bytes: Buffer): WireResponse => ({
  status: statusCode,
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  ),
  body: bytes.toString('utf8'),
});
