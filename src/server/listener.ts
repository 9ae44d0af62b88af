import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { WireResponse } from '../wire/message.ts';
import type { Handler } from './handler.ts';
import type { Limits } from './limits.ts';

/** The longest time after which an idle connection is closed, in milliseconds. */
const idleMax = 65_000;
/** How long a client has to read why its connection is closed, in milliseconds. */
const lingerMs = 1000;
/** Of a body that is too long, so many times its longest length is read before the connection is closed. */
const drained = 8;
const statusTexts: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to come.'],
};

/**
 * The body of a request, or undefined where it is longer than it may be: most clients read an answer only when they
 * have sent all, so the rest is read and dropped, up to a bound.
 */
function bodyOf(request: IncomingMessage, max: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > max) chunks = [];
      else chunks.push(chunk);
      if (length > drained * max) resolve(undefined);
    });
    request.once('end', () => resolve(length > max ? undefined : Buffer.concat(chunks)));
    request.once('error', reject);
  });
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** How many whole requests of a connection are not answered yet. */
const unanswered = new WeakMap<Socket, number>();
const note = (socket: Socket, more: number) =>
  unanswered.set(socket, (unanswered.get(socket) ?? 0) + more);

/** Answers what is no HTTP, and closes; but not in the place of an answer that another request waits for. */
function refuseSocket(error: NodeJS.ErrnoException, socket: Socket): void {
  if (socket.writableEnded) return;
  socket.pause();
  setTimeout(() => socket.destroy(), lingerMs).unref();
  if (unanswered.get(socket)) return;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = statusTexts[error.code ?? ''] ?? [
    '400 Bad Request',
    'This is no HTTP request.',
  ];
  const body = `${JSON.stringify({ message })}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function send(
  response: ServerResponse,
  { status, headers, body }: WireResponse,
  close: boolean,
): void {
  const length = Buffer.byteLength(body);
  response.writeHead(status, {
    ...headers,
    'content-length': length,
    ...(close ? { connection: 'close' } : {}),
  });
  response.end(body);
}

/**
 * An HTTP server that hands whole requests to a handler.
 *
 * @param sendDate - Whether answers carry the date of this machine.
 */
export function listenerOf(
  { answer, tooLong }: Handler,
  limits: Limits,
  sendDate: boolean,
): Server {
  const answerRequest = async (request: IncomingMessage, response: ServerResponse) => {
    response.sendDate = sendDate;
    const { method = 'GET', url: path = '/' } = request;
    const headers = headersOf(request);
    try {
      const body = await bodyOf(request, limits.body);
      note(request.socket, 1);
      response.once('close', () => note(request.socket, -1));
      if (body === undefined)
        send(response, tooLong({ method, path, headers, body: Buffer.alloc(0) }), true);
      else send(response, await answer({ method, path, headers, body }), !server.listening);
    } catch (error) {
      const message = `The reference server failed: ${(error as Error).message}`;
      const body = `${JSON.stringify({ message })}\n`;
      if (request.errored !== null || response.headersSent) response.destroy();
      else
        send(
          response,
          { status: 500, headers: { 'content-type': 'application/json' }, body },
          true,
        );
    }
  };
  const server = createServer(
    {
      maxHeaderSize: limits.headers,
      requestTimeout: limits.seconds * 1000,
      headersTimeout: limits.seconds * 1000,
      keepAliveTimeout: idleMax,
      // The handler says so in the protocol's shape.
      requireHostHeader: false,
      connectionsCheckingInterval: Math.min(limits.seconds * 500, 5000),
    },
    answerRequest,
  );
  server.maxConnections = limits.connections;
  // Who does not read what is answered does not hold a connection for ever.
  server.timeout = idleMax;
  server.on('clientError', refuseSocket);
  // What a client expects makes no difference to what it gets.
  server.on('checkExpectation', answerRequest);
  return server;
}
