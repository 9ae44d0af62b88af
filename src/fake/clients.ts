import { createRequire } from 'node:module';

/** What clients of the AWS SDK send their requests with, where no network is to be asked. */
export interface FakeRequestHandler {
  /** Answers a request, in memory. */
  readonly handle: (request: object) => Promise<{ readonly response: never }>;
  /** Does nothing: nothing is open. */
  readonly destroy: () => void;
  readonly metadata: { readonly handlerProtocol: string };
  /** Does nothing: there is nothing to set. */
  readonly updateHttpClientConfig: () => void;
  /** What is set: nothing. */
  readonly httpHandlerConfigs: () => object;
}

/** What a client of the AWS SDK, of any version, is made with so that the fake answers it. */
export interface FakeClientConfig {
  readonly region: string;
  readonly endpoint: string;
  readonly useFipsEndpoint: false;
  readonly useDualstackEndpoint: false;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly requestHandler: FakeRequestHandler;
}

/** A command of the AWS SDK, as far as it says what comes back. */
export interface FakeCommand<Output> {
  readonly input: object;
  /** Every command of the SDK has it, and its type names the output. */
  resolveMiddleware(
    stack: never,
    configuration: never,
    options: never,
  ): (given: never) => Promise<{ readonly output: Output }>;
}

/** A client of the AWS SDK; its type is not the SDK's own, which would burden whoever has no use for it. */
export interface FakeClient {
  /** Sends a command, and gives its output; rejects with the SDK's exceptions. */
  readonly send: <Output>(command: FakeCommand<Output>) => Promise<Output>;
}

/** Clients of the AWS SDK that a fake answers. */
export interface FakeClients {
  readonly iam: FakeClient;
  readonly agentcore: FakeClient;
  readonly ec2: FakeClient;
  readonly sts: FakeClient;
}

const packages: Readonly<Record<keyof FakeClients, readonly [name: string, client: string]>> = {
  iam: ['@aws-sdk/client-iam', 'IAMClient'],
  sts: ['@aws-sdk/client-sts', 'STSClient'],
  ec2: ['@aws-sdk/client-ec2', 'EC2Client'],
  agentcore: ['@aws-sdk/client-bedrock-agentcore-control', 'BedrockAgentCoreControlClient'],
};

const require = createRequire(import.meta.url);

/** The clients of the SDK are large: each is loaded when it is first asked for. */
export function clientsWith(config: FakeClientConfig): FakeClients {
  const made = new Map<string, FakeClient>();
  const getters = Object.entries(packages).map(([service, [name, client]]) => {
    const get = (): FakeClient => {
      const known = made.get(service) ?? (new (require(name)[client])(config) as FakeClient);
      made.set(service, known);
      return known;
    };
    return [service, { get, enumerable: true }];
  });
  return Object.defineProperties({}, Object.fromEntries(getters)) as FakeClients;
}
