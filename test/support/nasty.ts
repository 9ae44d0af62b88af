import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { OperationName } from '../../model/index.ts';
import { overTheWire, type WireOptions } from '../../src/target/overTheWire.ts';
import type { Reply, Target } from '../../src/target/target.ts';

/** A server that answers as it likes, until the test is over. */
export async function nasty(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that answers everything in the same way. */
export const always = (status: number, type: string, body: string): Promise<string> =>
  nasty((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': type }).end(body);
  });

/** A target over HTTP that is closed when the test is over. */
export async function wire(
  endpoint: NonNullable<WireOptions['endpoint']>,
  options: WireOptions = {},
): Promise<Target> {
  const target = await overTheWire({ endpoint, callMs: 5000, ...options });
  onTestFinished(() => target.close());
  return target;
}

/** Asks a target something, as the main caller. */
export const asks = (
  target: Target,
  operation: OperationName,
  input: Readonly<Record<string, unknown>> = {},
  region = 'us-east-1',
): Promise<Reply> => target.ask({ operation, region, input, caller: 'main' });
