import { type Choices, operations, type Seen } from '../../model/index.ts';
import { missing } from '../../model/operations/operation.ts';
import { credentialOf, signingNames } from '../wire/credential.ts';
import type { Decoded, Service, WireRefusal, WireRequest, WireResponse } from '../wire/message.ts';
import { decodeRequest, encodeOutcome, serviceOf } from '../wire/wire.ts';
import { type Admission, defaultAccount, defaultRegion, isKnownHost } from './admission.ts';
import { type Answered, answerCall } from './answering.ts';
import type { Logged } from './log.ts';
import { answerModel, isModelPath } from './modelApi.ts';
import type { SignedRequest } from './signature.ts';
import type { Worlds } from './worlds.ts';

/** What a handler works with. */
export interface HandlerSettings {
  readonly worlds: Worlds;
  readonly choices: Choices;
  readonly admission: Admission;
  readonly allowedHosts: readonly string[];
  /** The identifier of a request, from what no other request has. */
  readonly requestId: (...parts: readonly (string | number)[]) => string;
  /** Where the log goes, if anywhere. */
  readonly log: ((line: Logged) => void) | undefined;
}

const json = (status: number, value: unknown): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: `${JSON.stringify(value, null, 2)}\n`,
});

/** What a service answers when the server itself fails: nothing has happened then. */
const ownFailures: Readonly<Record<Service, string>> = {
  iam: 'ServiceFailure',
  sts: 'InternalFailure',
  ec2: 'InternalError',
  agentcore: 'InternalServerException',
};

const namedMax = 40;

/** What comes of a request that is signed for a service that is not here, in a form that its client may well read. */
const notServed = (wire: WireRequest, signedFor: string): Decoded => ({
  service: /json/i.test(wire.headers['content-type'] ?? '') ? 'agentcore' : serviceOf(wire),
  operation: undefined,
  refusal: {
    code: 'NotImplemented',
    status: 501,
    message: `IAM, STS, EC2 and Bedrock AgentCore Control are served here, and ${signedFor.slice(0, namedMax)} is not.`,
  },
});

/** Whether a request that is signed for a service may be one of ours; one that is not signed may. */
const isServed = (signedFor: string): boolean =>
  signedFor === '' || Object.values(signingNames).includes(signedFor);

/** What a service answers to those whom this server does not let in at all. */
const denials: Readonly<Record<Service, string>> = {
  iam: 'AccessDenied',
  sts: 'AccessDenied',
  ec2: 'UnauthorizedOperation',
  agentcore: 'AccessDeniedException',
};

const withoutMissing = (_: string, value: unknown): unknown =>
  value === missing ? undefined : value;

/** An answer as its client sees it: without the rule. */
const seenOf = (answered: Answered): Seen =>
  answered.ok
    ? { ok: true, output: JSON.parse(JSON.stringify(answered.output, withoutMissing)) }
    : { ok: false, code: answered.code, status: answered.status, message: answered.message };

/** What answers requests. */
export interface Handler {
  /** Answers a whole request: who asks, what for, and what comes of it. */
  readonly answer: (request: SignedRequest) => Promise<WireResponse>;
  /** Answers a request whose body is longer than is borne. */
  readonly tooLong: (request: SignedRequest) => WireResponse;
}

/** The handler of a server. */
export function handlerOf({
  worlds,
  choices,
  admission,
  allowedHosts,
  requestId,
  log,
}: HandlerSettings): Handler {
  let refused = 0;
  const logged = (account: string, operation: string | undefined, answered: Answered) =>
    log?.({
      time: new Date(worlds.now).toISOString(),
      account,
      // What is no operation may be any text that a client has sent.
      operation: Object.hasOwn(operations, operation ?? '') ? (operation as string) : '-',
      outcome: answered.ok ? 'ok' : answered.code,
      rule: answered.ok ? '-' : (answered.rule ?? '-'),
    });

  /** Answers a request that comes to no call. */
  function refuse(
    service: Service,
    refusal: WireRefusal,
    { account = '-', operation }: { account?: string; operation?: string | undefined } = {},
  ): WireResponse {
    refused += 1;
    const answered = { ok: false, ...refusal } as const;
    logged(account, operation, answered);
    return encodeOutcome(service, undefined, answered, requestId('refused', refused));
  }

  async function answerService(request: SignedRequest): Promise<WireResponse> {
    const wire = { ...request, body: request.body.toString('utf8') };
    const credential = credentialOf(wire);
    const signedFor = credential?.service ?? '';
    const decoded = isServed(signedFor) ? decodeRequest(wire) : notServed(wire, signedFor);
    const { service, operation } = decoded;
    const who = await admission.admit(service, request, credential);
    if ('code' in who) return refuse(service, who, { operation });
    const { account } = who;
    if ('refusal' in decoded) return refuse(service, decoded.refusal, { account, operation });
    const region = credential?.region || defaultRegion;
    const call = { operation: decoded.operation, region, input: decoded.input };
    try {
      const { answered, turn, recorded } = answerCall(worlds, who, call);
      await worlds.kept();
      worlds.answered(recorded, () => seenOf(answered));
      logged(account, operation, answered);
      return encodeOutcome(service, operation, answered, requestId(account, turn));
    } catch (error) {
      const message = `The reference server failed: ${(error as Error).message}`;
      const failure = { code: ownFailures[service], status: 500, message };
      return refuse(service, failure, { account, operation });
    }
  }

  /** Why a request is not even looked at: it may be that of a web page. */
  function denial({ headers }: SignedRequest): string | undefined {
    if (!isKnownHost(headers.host, allowedHosts))
      return 'This host name is not allowed; --allow-host NAME allows it.';
    return headers.origin === undefined ? undefined : 'Web pages are not served.';
  }

  const answer = async (request: SignedRequest): Promise<WireResponse> => {
    const { headers, method, path } = request;
    const denied = denial(request);
    const isOfModel = isModelPath(path);
    if (denied !== undefined && isOfModel) return json(403, { message: denied });
    if (denied !== undefined) {
      const service = serviceOf({ ...request, body: request.body.toString('utf8') });
      return refuse(service, { code: denials[service], status: 403, message: denied });
    }
    if (!isOfModel) return answerService(request);
    if (!admission.mayUseModel(headers))
      return json(403, {
        message: 'Give the modelToken of the callers file: Authorization: Bearer TOKEN.',
      });
    const body = request.body.toString('utf8');
    const { status, value } = answerModel(worlds, choices, { method, path, body }, defaultAccount);
    await worlds.kept();
    return json(status, value);
  };

  const tooLong = (request: SignedRequest): WireResponse => {
    const message = 'The body is too long.';
    if (isModelPath(request.path)) return json(413, { message });
    const service = serviceOf({ ...request, body: '' });
    return refuse(service, { code: 'RequestEntityTooLarge', status: 413, message });
  };
  return { answer, tooLong };
}
