import type { Call, OperationName } from '../../model/index.ts';
import { operations } from '../../model/index.ts';
import type { Service } from '../wire/message.ts';
import { type Connections, type Exchange, Lost, type SdkRequest } from './http.ts';
import type { Caller } from './target.ts';

/** Keys to call with, or the profile of the usual files that has them. */
export type Credentials =
  | {
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
    }
  | { readonly profile: string };

/** Where each service is called; undefined is where AWS has it. */
export type Endpoints = Readonly<Record<Service, string | undefined>>;

/** What is used of a client of the SDK: all of them have it. */
interface SdkClient {
  readonly send: (command: SdkCommand) => Promise<object>;
  readonly destroy: () => void;
}

type Next = (given: object) => Promise<{ readonly response: unknown }>;

interface SdkCommand {
  readonly middlewareStack: {
    readonly add: (
      middleware: (next: Next) => Next,
      options: { readonly step: 'deserialize'; readonly priority: 'low' },
    ) => void;
  };
}

type Sdk = Readonly<Record<string, unknown>>;

/** The SDK's clients are large, that of EC2 most of all: each is loaded when it is first needed. */
const sdks: Readonly<Record<Service, () => Promise<readonly [sdk: Sdk, client: string]>>> = {
  iam: async () => [await import('@aws-sdk/client-iam'), 'IAMClient'],
  sts: async () => [await import('@aws-sdk/client-sts'), 'STSClient'],
  ec2: async () => [await import('@aws-sdk/client-ec2'), 'EC2Client'],
  agentcore: async () => [
    await import('@aws-sdk/client-bedrock-agentcore-control'),
    'BedrockAgentCoreControlClient',
  ],
};

// The SDK would warn of the version of Node, which is this package's own choice, in the midst of what is printed.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** The service that an operation belongs to; those beside the model are IAM's. */
export const serviceOfOperation = (operation: OperationName): Service =>
  operation in operations ? operations[operation as keyof typeof operations].service : 'iam';

/** What came of sending a call through the SDK. */
export interface SdkResult {
  /** The answer as it came; undefined if nothing did. */
  readonly exchange: Exchange | undefined;
  /** Why nothing came. */
  readonly lost: Lost | undefined;
  /** What the SDK makes of the answer. */
  readonly output: object | undefined;
  /** What the SDK throws: a refusal that it read, an answer that it cannot read, or a call that it cannot send. */
  readonly error: unknown;
  /** Whether the service has an error of that name, by the SDK. */
  readonly declares: (code: string) => boolean;
}

/** The SDK's clients, one for each service, Region and caller, made when first needed. */
export class Clients {
  readonly #connections: Connections;
  readonly #endpoints: Endpoints;
  readonly #credentials: Readonly<Partial<Record<Caller, Credentials>>>;
  readonly #clients = new Map<string, SdkClient>();

  constructor(
    connections: Connections,
    endpoints: Endpoints,
    credentials: Readonly<Partial<Record<Caller, Credentials>>>,
  ) {
    this.#connections = connections;
    this.#endpoints = endpoints;
    this.#credentials = credentials;
  }

  /** Makes a call once. Never rejects. */
  async send(
    operation: OperationName,
    region: string,
    caller: Caller,
    input: Call['input'],
  ): Promise<SdkResult> {
    const service = serviceOfOperation(operation);
    const [sdk, clientName] = await sdks[service]();
    const client = this.#client(sdk, clientName, service, region, caller);
    const command = new (sdk[`${operation}Command`] as new (input: object) => SdkCommand)(input);
    let exchange: Exchange | undefined;
    let lost: Lost | undefined;
    // The innermost step: its answer is what came, before the SDK reads it.
    command.middlewareStack.add(
      (next) => async (given) => {
        try {
          const result = await next(given);
          ({ exchange } = result.response as { exchange?: Exchange });
          return result;
        } catch (error) {
          if (error instanceof Lost) lost = error;
          throw error;
        }
      },
      { step: 'deserialize', priority: 'low' },
    );
    const declares = (code: string): boolean => Object.hasOwn(sdk, code);
    try {
      const output = await client.send(command);
      return { exchange, lost, output, error: undefined, declares };
    } catch (error) {
      return { exchange, lost, output: undefined, error, declares };
    }
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
    this.#connections.close();
  }

  #client(
    sdk: Sdk,
    clientName: string,
    service: Service,
    region: string,
    caller: Caller,
  ): SdkClient {
    const key = `${service} ${region} ${caller}`;
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const endpoint = this.#endpoints[service];
    const given = this.#credentials[caller];
    const client = new (sdk[clientName] as new (options: object) => SdkClient)({
      region,
      maxAttempts: 1,
      requestHandler: this.#handler(),
      ...(endpoint === undefined
        ? {}
        : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
      ...(given === undefined
        ? {}
        : 'profile' in given
          ? { profile: given.profile }
          : { credentials: given }),
    });
    this.#clients.set(key, client);
    return client;
  }

  /** What the SDK sends requests with. */
  #handler() {
    return {
      handle: async (request: SdkRequest) => {
        const exchange = await this.#connections.exchange(request);
        const { status, headers } = exchange.response;
        const response = { statusCode: status, headers: { ...headers }, body: exchange.bytes };
        return { response: { ...response, exchange } };
      },
      destroy: () => undefined,
      metadata: { handlerProtocol: 'http/1.1' },
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    };
  }
}
