import type { OperationName, Seen } from '../../model/index.ts';
import { operations } from '../../model/index.ts';
import { missing } from '../../model/operations/operation.ts';
import type { Service, WireResponse } from '../wire/message.ts';
import { decodeResponse } from '../wire/wire.ts';
import { type SdkResult, serviceOfOperation } from './clients.ts';
import { messageOf } from './errors.ts';
import type { Exchange } from './http.ts';
import type { Reply } from './target.ts';

/** What an answer says. */
export type Read = Pick<Reply, 'seen' | 'malformed' | 'unsupported' | 'lost'>;

const nothing: Seen = { ok: 'unknown' };

const read = (seen: Seen, malformed?: string): Read => ({
  seen,
  malformed,
  unsupported: undefined,
  lost: undefined,
});
const unsupported = (why: string): Read => ({ ...read(nothing), unsupported: why });
const lost = (why: string): Read => ({ ...read(nothing), lost: why });

const isJsonDue = (service: Service): boolean => service === 'agentcore';
const gateways: ReadonlySet<number> = new Set([502, 503, 504]);

/** Codes that say that there is no such operation: no operation of the model refuses with one of them. */
const absentCodes: ReadonlySet<string> = new Set([
  'InvalidAction',
  'NotImplemented',
  'NotImplementedException',
  'NotImplementedError',
  'UnknownOperation',
  'UnknownOperationException',
  'UnknownAction',
  'UnsupportedOperationException',
  // What gateways answer to a signed request for a path that they do not know.
  'MissingAuthenticationTokenException',
]);

/** How a body begins that is in another language than the service's. */
function foreignLanguage(service: Service, body: string): string | undefined {
  const start = body.trimStart().slice(0, 20).toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'a web page';
  if (isJsonDue(service)) return start.startsWith('<') ? 'XML' : undefined;
  return start.startsWith('{') || start.startsWith('[') ? 'JSON' : undefined;
}

/** Members that hold policy documents. */
const documents: ReadonlySet<string> = new Set(['AssumeRolePolicyDocument', 'Document']);

/** Members of an output as `observe` takes them: times and documents as text, nothing of the SDK's own. */
function plain(value: unknown, member = ''): unknown {
  if (value === missing) return undefined;
  if (documents.has(member) && typeof value === 'object') return JSON.stringify(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '$metadata')
      .map(([name, item]) => [name, plain(item, name)])
      .filter(([, item]) => item !== undefined),
  );
}

/** An output as `observe` takes it. */
export const plainOutput = (output: object): Readonly<Record<string, unknown>> =>
  plain(output) as Readonly<Record<string, unknown>>;

/** A refusal as this project's own reader has it, else as the SDK has it; undefined if neither finds a code. */
function refusalOf(own: Seen | undefined, { error }: SdkResult, status: number): Read | undefined {
  if (own?.ok === false) return read(own, refusalFault(error));
  if (!(error instanceof Error)) return undefined;
  const { Code: code = error.name, message } = error as Error & { readonly Code?: string };
  const isMadeUp = ['Unknown', 'NotFound', 'Error', 'SyntaxError', 'TypeError'].includes(code);
  if (!('$fault' in error) || isMadeUp) return undefined;
  const seen = { ok: false, code, status, message } as const;
  return read(seen, 'the refusal is not of the form that the service writes');
}

/** Why the SDK cannot read a refusal; undefined if it can. */
const refusalFault = (error: unknown): string | undefined =>
  error instanceof Error && '$fault' in error
    ? undefined
    : `the SDK cannot read it: ${messageOf(error)}`;

function readRefusal(service: Service, response: WireResponse, result: SdkResult, own?: Seen) {
  const { status } = response;
  const what = `HTTP ${status}`;
  const refusal = refusalOf(own, result, status);
  const code = refusal?.seen.ok === false ? refusal.seen.code : undefined;
  if (code !== undefined && absentCodes.has(code))
    return unsupported(`the target answers ${code} (${what})`);
  const isNoPath = status === 404 || status === 405;
  if (isNoPath && code === undefined)
    return unsupported(`the target answers ${what} without an error of the service`);
  if (isNoPath && code !== undefined && isJsonDue(service) && !result.declares(code))
    return unsupported(`the target answers ${what} with ${code}, which the service does not have`);
  return refusal ?? read(nothing, `an answer of ${what} has no error that can be read`);
}

function readSuccess({ output, error }: SdkResult, own: () => Seen | undefined): Read {
  if (output !== undefined) return read({ ok: true, output: plainOutput(output) });
  const fault = `the SDK cannot read the answer: ${messageOf(error)}`;
  return read(own() ?? nothing, fault);
}

/**
 * What an answer says, and whether it is one of the service's at all.
 *
 * The SDK's reading counts, as it is what clients get; where it cannot read an answer, this project's own reader, which
 * takes times in any form, is tried. The content type is not looked at, as no client looks at it.
 */
export function readAnswer(
  operation: OperationName,
  { response }: Exchange,
  result: SdkResult,
): Read {
  const service = serviceOfOperation(operation);
  const { status, headers, body } = response;
  const language = foreignLanguage(service, body);
  const due = isJsonDue(service) ? 'JSON' : 'XML';
  if (language === 'a web page' && gateways.has(status))
    return lost(`a gateway answers HTTP ${status}`);
  if (language !== undefined)
    return unsupported(`the target answers HTTP ${status} with ${language} where ${due} is due`);
  if (status === 501) return unsupported('the target answers HTTP 501, not implemented');
  if (status >= 300 && status < 400)
    return unsupported(`the target sends elsewhere: HTTP ${status}, ${headers.location ?? ''}`);
  const own = (): Seen | undefined => {
    if (!Object.hasOwn(operations, operation)) return undefined;
    const decoded = decodeResponse(service, operation as OperationName, response, 'lenient');
    return 'unreadable' in decoded ? undefined : decoded;
  };
  return status < 300 ? readSuccess(result, own) : readRefusal(service, response, result, own());
}
