import * as agentcore from '@aws-sdk/client-bedrock-agentcore-control';
import { BedrockAgentCoreControl } from '@aws-sdk/client-bedrock-agentcore-control';
import * as ec2 from '@aws-sdk/client-ec2';
import { EC2 } from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import { IAM } from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { STS } from '@aws-sdk/client-sts';
import type { OperationName } from '../../model/index.ts';
import type { Answer, Service, WireRequest, WireResponse } from '../../src/wire/message.ts';

/** A request as the SDK hands it to what sends it. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}
type Input = Readonly<Record<string, unknown>>;
interface Sdk {
  readonly send: (command: unknown) => Promise<Input>;
}

const modules: Readonly<Record<Service, Input>> = { iam, sts, ec2, agentcore };
const clients = { iam: IAM, sts: STS, ec2: EC2, agentcore: BedrockAgentCoreControl };
const documents = ['AssumeRolePolicyDocument', 'Document'];

/** Calls an operation with the SDK, which meets what `answer` makes of its request. */
async function call(
  service: Service,
  operation: OperationName,
  input: Input,
  answer: (request: WireRequest) => WireResponse,
): Promise<Input> {
  const client = new clients[service]({
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: '123456789012', secretAccessKey: 'secret' },
    requestHandler: {
      handle: async (request: SdkRequest) => {
        const { status, headers, body } = answer(wireRequest(request));
        const bytes = new TextEncoder().encode(body);
        return { response: { statusCode: status, headers: { ...headers }, body: bytes } };
      },
    } as never,
  }) as unknown as Sdk;
  const Command = modules[service][`${operation}Command`] as new (input: Input) => unknown;
  return client.send(new Command(input));
}

function wireRequest({ method, path, query, headers, body = '' }: SdkRequest): WireRequest {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  return {
    method,
    path: pairs.length === 0 ? path : `${path}?${pairs.join('&')}`,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    body: typeof body === 'string' ? body : new TextDecoder().decode(body),
  };
}

const nothing = new Error('the request is all that was asked for');

/** The request that the SDK makes of a call, signed. */
export async function sdkRequest(
  service: Service,
  operation: OperationName,
  input: Input,
): Promise<WireRequest> {
  let made: WireRequest | undefined;
  const sent = call(service, operation, input, (request) => {
    made = request;
    throw nothing;
  });
  await sent.catch((error: unknown) => {
    if (error !== nothing) throw error;
  });
  if (made === undefined) throw new Error(`${operation}: the SDK sent nothing`);
  return made;
}

/** What the SDK makes of a response: outputs with times in ISO 8601 and policy documents as text. */
export async function sdkAnswer(
  service: Service,
  operation: OperationName,
  input: Input,
  response: WireResponse,
): Promise<Answer> {
  try {
    const { $metadata: _, ...output } = await call(service, operation, input, () => response);
    return { ok: true, output: plain(output) as Input };
  } catch (error) {
    const {
      name,
      Code = name,
      message,
      $metadata,
    } = error as Error & {
      Code?: string;
      $metadata?: { httpStatusCode: number };
    };
    if ($metadata === undefined) throw error;
    return { ok: false, code: Code, status: $metadata.httpStatusCode, message };
  }
}

function plain(value: unknown, member = ''): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' && documents.includes(member)) return decodeURIComponent(value);
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [name, plain(item, name)]),
  );
}

/** An output as the SDK reads it out of XML: a text of nothing but white space, with a line in it, is empty to it. */
export function asReadFromXml(value: unknown, member = ''): unknown {
  if (typeof value === 'string')
    return value.trim() === '' && value.includes('\n') && !documents.includes(member) ? '' : value;
  if (Array.isArray(value)) return value.map((item) => asReadFromXml(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, asReadFromXml(item, name)]),
  );
}

/** Structures of which just one member may be given. */
export const unions: ReadonlySet<string> = new Set(
  Object.values(modules).flatMap((module) =>
    Object.values(module).flatMap((schema) =>
      Array.isArray(schema) && schema[0] === 4 ? [String(schema[2])] : [],
    ),
  ),
);
