import { isRecord } from '../wire/values.ts';
import type { Endpoints } from './clients.ts';
import { messageOf, TargetError } from './errors.ts';
import type { Connections, SdkRequest } from './http.ts';
import type { Target } from './target.ts';

/** What a target can be asked about its own model, as the embedded server can. */
export interface ModelOffer {
  readonly advance: () => Promise<boolean>;
  /** Lets seconds pass; undefined where time goes on by itself. */
  readonly pass: ((seconds: number) => Promise<void>) | undefined;
  readonly reset: () => Promise<void>;
  /** The time there, in milliseconds since 1970, if it stands still until it is told to go on. */
  readonly standingTime: () => number | undefined;
}

/** Long enough for a clock that goes to show another millisecond. */
const tickMs = 5;

interface Asked {
  readonly status: number;
  readonly value: Readonly<Record<string, unknown>> | undefined;
}

function parsed(body: string): Asked['value'] {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The model's own interface of a target, if it offers one at an endpoint that all services share.
 *
 * @throws TargetError if a token was given and is not taken.
 */
export async function modelOffer(
  connections: Connections,
  endpoints: Endpoints,
  ask: Target['ask'],
  token: string | undefined,
): Promise<ModelOffer | undefined> {
  const { iam } = endpoints;
  if (iam === undefined || Object.values(endpoints).some((endpoint) => endpoint !== iam))
    return undefined;
  const { protocol, hostname, port, pathname } = new URL(iam);
  let account: string | undefined;
  const request = async (method: string, what: string, value?: object): Promise<Asked> => {
    const asked: SdkRequest = {
      protocol,
      hostname,
      port: port === '' ? undefined : Number(port),
      method,
      path: `${pathname.replace(/\/$/, '')}/_model/${what}`,
      query: account === undefined ? {} : { account },
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      body: value === undefined ? undefined : JSON.stringify(value),
    };
    const { response } = await connections.exchange(asked);
    return { status: response.status, value: parsed(response.body) };
  };
  /** Of a target that has offered it: then it has to answer. */
  const demand = async (method: string, what: string, value?: object): Promise<Asked> => {
    try {
      return await request(method, what, value);
    } catch (error) {
      const why = messageOf(error);
      throw new TargetError('environment', `${iam} does not answer /_model/${what}: ${why}.`);
    }
  };
  let first: Asked;
  try {
    first = await request('GET', 'account');
  } catch {
    return undefined;
  }
  if (first.status === 403 && first.value !== undefined && token !== undefined)
    throw new TargetError('usage', `The model token is not taken by ${iam}.`);
  if (first.status !== 200 || typeof first.value?.roleState !== 'string') return undefined;
  const who = await ask({
    operation: 'GetCallerIdentity',
    region: 'us-east-1',
    input: {},
    caller: 'main',
  });
  if (who.seen.ok === true) account = String(who.seen.output.Account);
  const timeOf = ({ value }: Asked): number => Date.parse(String(value?.time));
  let time = timeOf(await demand('GET', 'account'));
  await new Promise((resolve) => setTimeout(resolve, tickMs));
  const stands = timeOf(await demand('GET', 'account')) === time;
  const pass = async (seconds: number): Promise<void> => {
    const asked = await demand('POST', 'advance', { seconds });
    if (asked.status !== 200)
      throw new TargetError(
        'environment',
        `${iam} answers HTTP ${asked.status} to /_model/advance.`,
      );
    time = timeOf(asked);
  };
  return {
    pass: stands ? pass : undefined,
    advance: async () => {
      const asked = await demand('POST', 'advance', { step: 'next' });
      if (asked.status === 200) time = timeOf(asked);
      return asked.status === 200;
    },
    reset: async () => {
      const { status } = await demand('POST', 'reset');
      if (status !== 200)
        throw new TargetError('environment', `${iam} answers HTTP ${status} to /_model/reset.`);
    },
    standingTime: () => (stands && !Number.isNaN(time) ? time : undefined),
  };
}
