import type { Call, OperationName, Seen } from '../../model/index.ts';
import { credentialOf, signingNames } from './credential.ts';
import { ec2Protocol } from './ec2Query.ts';
import {
  type Answer,
  type Decoded,
  Refused,
  type Service,
  Unreadable,
  type WireRequest,
  type WireResponse,
} from './message.ts';
import { type Protocol, splitPath, type TimeReader } from './protocol.ts';
import { iamProtocol, stsProtocol } from './query.ts';
import { restJsonProtocol } from './restJson.ts';
import { type OperationShape, operationShape, serviceWith } from './schema.ts';
import { anyTime, isoTime } from './values.ts';

const protocols: Readonly<Record<Service, Protocol>> = {
  iam: iamProtocol,
  sts: stsProtocol,
  ec2: ec2Protocol,
  agentcore: restJsonProtocol,
};

/** How the services are called in texts. */
const titles: Readonly<Record<Service, string>> = {
  iam: 'IAM',
  sts: 'STS',
  ec2: 'EC2',
  agentcore: 'Bedrock AgentCore Control',
};

const services = Object.keys(protocols) as readonly Service[];
const versions: Readonly<Record<string, Service>> = {
  '2010-05-08': 'iam',
  '2011-06-15': 'sts',
  '2016-11-15': 'ec2',
};

/**
 * The service that a request is meant for: the one that it is signed for; else that of its path, of its Version,
 * of its Action; IAM if none of these says. Never throws.
 *
 * @category Wire
 */
export function serviceOf(request: WireRequest): Service {
  const signedFor = credentialOf(request)?.service;
  const [path, query] = splitPath(request.path);
  const parameter = (name: string): string =>
    [query, request.body]
      .map((form) => new RegExp(`(?:^|&)${name}=([\\w-]*)`).exec(form)?.[1])
      .find((text) => text !== undefined) ?? '';
  return (
    services.find((service) => signingNames[service] === signedFor) ??
    (path === '/' || path === '' ? undefined : 'agentcore') ??
    (Object.hasOwn(versions, parameter('Version')) ? versions[parameter('Version')] : undefined) ??
    serviceWith(parameter('Action')) ??
    'iam'
  );
}

/**
 * Reads a request.
 *
 * Members of the input are those of the operation's shape: a number where it says so, policy documents as the text
 * that they are, times in ISO 8601 as a `Date` writes them. Parameters that the operation does not have are left out, and
 * refused by EC2 alone. A member whose value is JSON's null is not there.
 *
 * @param service - The service that the request is for; default {@link serviceOf}.
 * @returns The call, or why it is none. Never throws.
 * @category Wire
 */
export function decodeRequest(
  request: WireRequest,
  service: Service = serviceOf(request),
): Decoded {
  let operation: string | undefined;
  try {
    const asked = protocols[service].ask(request);
    operation = asked.operation;
    const shape = operationShape(service, operation);
    if (shape === undefined) throw notImplemented(service, operation);
    return { service, operation: shape.name, input: asked.input(shape) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { service, operation, refusal: error.refusal };
  }
}

const namedMax = 200;

const notImplemented = (service: Service, operation: string): Refused => {
  const name = operation.slice(0, namedMax);
  const title = titles[service];
  const what = name.includes(' ')
    ? `The request ${name} to ${title}`
    : `The operation ${name} of ${title}`;
  return new Refused('NotImplemented', `${what} is not implemented by this reference model.`, 501);
};

/**
 * Writes what a call gave.
 *
 * Values of the output are those of the operation's shape: times as `Date` or as a text in ISO 8601, policy documents
 * as an object or as their text. `{{missing}}`, null and undefined are left out.
 *
 * @param operation - As `decodeRequest` gave it; a refusal needs none.
 * @returns The response, without what only a server knows (length, date).
 * @throws TypeError If an output does not have the operation's shape, or still has `{{unjudged}}` in it.
 * @category Wire
 */
export const encodeOutcome = (
  service: Service,
  operation: string | undefined,
  outcome: Answer,
  requestId: string,
): WireResponse =>
  protocols[service].answer(operationShape(service, operation ?? ''), outcome, requestId);

/**
 * Writes a call as a request that is not signed.
 *
 * @throws TypeError If the input does not have the operation's shape.
 * @category Wire
 */
export const encodeRequest = (
  service: Service,
  operation: OperationName,
  input: Call['input'],
): WireRequest => protocols[service].call(shapeOf(service, operation), input);

/** A response that was read: what was seen, or why it cannot be read. @category Wire */
export type ReadResponse = Seen | { readonly unreadable: string };

/**
 * Reads a response, as `observe` takes it: what `encodeOutcome` takes, times in ISO 8601 and policy documents as text.
 *
 * @param times - Whether times in another form than the service's own are read as well: seconds since 1970, HTTP dates.
 * @returns What was seen; that nothing is known, if a failure of the server (HTTP 5xx) cannot be read; or why it cannot
 *   be read. Never throws.
 * @category Wire
 */
export function decodeResponse(
  service: Service,
  operation: OperationName,
  response: WireResponse,
  times: 'strict' | 'lenient' = 'strict',
): ReadResponse {
  const timeOf: TimeReader = times === 'strict' ? isoTime : anyTime;
  try {
    return protocols[service].seen(shapeOf(service, operation), response, timeOf);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return response.status >= 500 ? { ok: 'unknown' } : { unreadable: error.message };
  }
}

function shapeOf(service: Service, operation: string): OperationShape {
  const shape = operationShape(service, operation);
  if (shape === undefined) throw new TypeError(`${service} has no operation ${operation}`);
  return shape;
}
