import type { Handler } from '../server/handler.ts';
import { pathOf } from '../target/http.ts';
import type { FakeRequestHandler } from './clients.ts';

/** A request of a client of the AWS SDK. */
interface Request {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The bytes of a body, and nothing that the SDK has added to them. */
const bytesOf = (body: unknown): Buffer =>
  body instanceof Uint8Array
    ? Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    : Buffer.from(typeof body === 'string' ? body : '');

/** Answers what a client sends, in memory. */
export const requestHandler = ({ answer }: Handler): FakeRequestHandler => ({
  handle: async (request) => {
    const { method, path, query = {}, headers, body } = request as Request;
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const answered = await answer({
      method,
      path: pathOf({ path, query }),
      headers: Object.fromEntries(lower),
      body: bytesOf(body),
    });
    const response = {
      statusCode: answered.status,
      headers: { ...answered.headers },
      body: Buffer.from(answered.body),
    };
    // The SDK’s own type is a class of another package, of which there may be several versions.
    return { response: response as never };
  },
  destroy: () => undefined,
  metadata: { handlerProtocol: 'http/1.1' },
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
});
