import type { Service } from '../wire/message.ts';
import { Clients, type Credentials, type Endpoints, type SdkResult } from './clients.ts';
import { messageOf, TargetError, UnwritableCall } from './errors.ts';
import { type Bounds, Connections, now } from './http.ts';
import { type ModelOffer, modelOffer } from './modelOffer.ts';
import { type Read, readAnswer } from './reading.ts';
import { checkedAccount, isReal, readEndpoints } from './realAccount.ts';
import type { Caller, RawAnswer, Reply, Target, TargetCall } from './target.ts';

/** How a target is reached over HTTP. */
export interface WireOptions {
  /** One endpoint for all services, or one each. Left out: the real service, which needs `realAccount`. */
  readonly endpoint?: string | Readonly<Partial<Record<Service, string>>>;
  /** The AWS account that the caller is sure to want changed: of real endpoints, and only of them. */
  readonly realAccount?: string;
  /** Default: the usual chain, if the surroundings say anything of it; else keys that every emulator takes. */
  readonly credentials?: Credentials;
  /** A second caller, without the rights on the role. Default: none. */
  readonly limited?: Credentials;
  /** Milliseconds for an answer to have come. Default 30,000. */
  readonly callMs?: number;
  /** The longest answer, in bytes. Default 8 MiB. */
  readonly bodyMax?: number;
  /** What the model's own interface asks for, where the target offers it. */
  readonly modelToken?: string;
}

const defaults: Bounds = { callMs: 30_000, bodyMax: 8 * 2 ** 20 };
/** The most of a body that a reply keeps. */
const shownMax = 20_000;

/** Keys of nobody. The embedded server and common emulators take 12 digits for the account. */
const anyKeys: Credentials = { accessKeyId: '123456789012', secretAccessKey: 'any' };
const chainVariables = ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE'];

function credentialsOf(
  options: WireOptions,
  endpoints: Endpoints,
): Partial<Record<Caller, Credentials>> {
  const { credentials, limited } = options;
  const mayUseAny =
    !Object.values(endpoints).some(isReal) && chainVariables.every((name) => !process.env[name]);
  const main = credentials ?? (mayUseAny ? anyKeys : undefined);
  return {
    ...(main === undefined ? {} : { main }),
    ...(limited === undefined ? {} : { limited }),
  };
}

/** What the SDK throws before anything is sent. */
function notSent({ operation }: TargetCall, error: unknown): Error {
  const name = error instanceof Error ? error.name : '';
  return /Credentials|TokenProvider/.test(name)
    ? new TargetError('environment', `There are no credentials to call with: ${messageOf(error)}.`)
    : new UnwritableCall(`${operation} cannot be written: ${messageOf(error)}`, { cause: error });
}

const shown = ({ status, headers, body }: RawAnswer): RawAnswer => ({
  status,
  headers,
  body: body.slice(0, shownMax),
});

function replyOf(call: TargetCall, result: SdkResult, asked: number, offer?: ModelOffer): Reply {
  const { exchange, lost } = result;
  if (exchange === undefined && lost === undefined) throw notSent(call, result.error);
  const time = offer?.standingTime();
  const read: Read =
    exchange === undefined
      ? {
          seen: { ok: 'unknown' },
          malformed: undefined,
          unsupported: undefined,
          lost: messageOf(lost),
        }
      : readAnswer(call.operation, exchange, result);
  return {
    ...read,
    raw: exchange === undefined ? undefined : shown(exchange.response),
    from: time ?? exchange?.from ?? asked,
    to: time ?? exchange?.to ?? now(),
  };
}

/**
 * A target that is called over HTTP, through the clients of the AWS SDK. Nothing is tried twice.
 *
 * @throws TargetError if an endpoint is malformed, or is one of the real service and `realAccount` is not given or not
 *   that of the callers, or the model's own interface is there and does not take the token.
 * @category Target
 */
export async function overTheWire(options: WireOptions): Promise<Target> {
  const endpoints = readEndpoints(options);
  const bounds: Bounds = {
    callMs: options.callMs ?? defaults.callMs,
    bodyMax: options.bodyMax ?? defaults.bodyMax,
  };
  const connections = new Connections(bounds);
  const clients = new Clients(connections, endpoints, credentialsOf(options, endpoints));
  let offer: ModelOffer | undefined;
  const ask = async (call: TargetCall): Promise<Reply> => {
    const asked = now();
    const result = await clients.send(call.operation, call.region, call.caller, call.input);
    return replyOf(call, result, asked, offer);
  };
  const callers: readonly Caller[] = options.limited === undefined ? ['main'] : ['main', 'limited'];
  try {
    if (Object.values(endpoints).some(isReal)) await checkedAccount(ask, callers, options);
    else offer = await modelOffer(connections, endpoints, ask, options.modelToken);
  } catch (error) {
    clients.close();
    throw error;
  }
  const { endpoint = 'the real service' } = options;
  return {
    name:
      typeof endpoint === 'string' ? endpoint : [...new Set(Object.values(endpoint))].join(', '),
    callers,
    ask,
    advance: offer?.advance,
    pass: offer?.pass,
    reset: offer?.reset,
    close: async () => clients.close(),
  };
}
