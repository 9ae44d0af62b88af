import { Agent, request } from 'node:http';
import type { OperationName } from '../../model/index.ts';
import { operations } from '../../model/index.ts';
import { encodeRequest } from '../../src/wire/wire.ts';

/** A call as bytes that any server of AWS's protocols can be sent. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const scopes = { iam: 'iam', sts: 'sts', ec2: 'ec2', agentcore: 'bedrock-agentcore' } as const;

/** A call as it is sent: it says who calls, and is signed by nobody. */
export function sent(operation: OperationName, input: Readonly<Record<string, unknown>>): Sent {
  const { service } = operations[operation];
  const { headers, ...rest } = encodeRequest(service, operation, input);
  const length = { 'content-length': String(Buffer.byteLength(rest.body)) };
  const scope = `123456789012/20260101/us-east-1/${scopes[service]}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
  return { ...rest, headers: { ...headers, ...length, authorization } };
}

/** How fast a server answered. */
export interface Speed {
  readonly perSecond: number;
  /** In milliseconds: one request in a hundred took longer. */
  readonly p99: number;
}

/** One call over a connection; its body if it succeeds. */
export function send(url: string, { method, path, headers, body }: Sent, agent?: Agent) {
  return new Promise<string>((resolve, reject) => {
    const options = { method, headers, ...(agent === undefined ? {} : { agent }) };
    const asking = request(`${url}${path}`, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        (response.statusCode ?? 500) < 300
          ? resolve(text)
          : reject(new Error(`${url} answered ${response.statusCode} to ${body}: ${text}`)),
      );
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

/** Sends calls in turn over some connections, each the next when its last was answered, for a while. */
export async function load(
  url: string,
  calls: readonly Sent[],
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Speed> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const took: number[] = [];
  let next = 0;
  const began = performance.now();
  const end = began + seconds * 1000;
  const oneConnection = async () => {
    for (let from = began; from < end; ) {
      await send(url, calls[next++ % calls.length] as Sent, agent);
      const now = performance.now();
      took.push(now - from);
      from = now;
    }
  };
  await Promise.all(Array.from({ length: connections }, oneConnection));
  const perSecond = (took.length * 1000) / (performance.now() - began);
  agent.destroy();
  took.sort((a, b) => a - b);
  return { perSecond, p99: took[Math.floor(took.length * 0.99)] ?? Number.NaN };
}
