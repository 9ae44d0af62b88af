import { onTestFinished } from 'vitest';
import { type Call, type OperationName, operations } from '../../model/index.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../src/server/server.ts';
import { decodeResponse, encodeRequest, type ReadResponse } from '../../src/wire/wire.ts';

/** A server that is stopped when the test is over. */
export async function started(options: ServerOptions = {}): Promise<RunningServer> {
  const server = await startServer(options);
  onTestFinished(() => server.close());
  return server;
}

const scopes = { iam: 'iam', sts: 'sts', ec2: 'ec2', agentcore: 'bedrock-agentcore' } as const;

/** A header that says who asks, for which service and Region, and is signed by nobody. */
export const unsigned = (service: keyof typeof scopes, region: string, key = '123456789012') =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${scopes[service]}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

/** Asks a server over HTTP, with this project's own codec on the client's side. */
export async function ask(
  { url }: Pick<RunningServer, 'url'>,
  operation: OperationName,
  input: Call['input'] = {},
  region = 'us-east-1',
  key?: string,
): Promise<ReadResponse> {
  const { service } = operations[operation];
  const { method, path, headers, body } = encodeRequest(service, operation, input);
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...headers, authorization: unsigned(service, region, key) },
    ...(body === '' ? {} : { body }),
  });
  return decodeResponse(service, operation, {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  });
}

/** An account as the model's own interface shows it. */
export interface ShownAccount {
  readonly id: string;
  readonly time: string;
  readonly roleState: string;
  readonly blockers: readonly {
    readonly what: string;
    readonly region: string;
    readonly id: string;
  }[];
  readonly unasked: readonly {
    readonly event: { readonly type: string };
    readonly at: string | null;
  }[];
  readonly account: { readonly core: unknown; readonly beside: unknown };
  readonly choices: Readonly<Record<string, string>>;
}

/** Asks a server about the model. */
export async function model(
  { url }: Pick<RunningServer, 'url'>,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  value?: unknown,
): Promise<{
  readonly status: number;
  readonly value: ShownAccount & { readonly message?: string };
}> {
  const response = await fetch(`${url}/_model/${path}`, {
    method,
    ...(value === undefined ? {} : { body: JSON.stringify(value) }),
  });
  const shown = (await response.json()) as ShownAccount;
  return { status: response.status, value: shown };
}
