import type { Choices } from '../../model/index.ts';
import { credentialOf } from '../wire/credential.ts';
import type { Decoded, Service, WireRequest, WireResponse } from '../wire/message.ts';
import { decodeRequest, encodeOutcome, serviceOf } from '../wire/wire.ts';
import { type Admission, defaultAccount, defaultRegion, isKnownHost } from './admission.ts';
import { type Answered, answerCall } from './answering.ts';
import { answerModel, isModelPath } from './modelApi.ts';
import type { SignedRequest } from './signature.ts';
import type { Worlds } from './worlds.ts';

/** One line of the log: neither key nor signature is in it. */
export interface Logged {
  readonly time: string;
  readonly account: string;
  readonly operation: string;
  readonly outcome: string;
  readonly rule: string;
}

/** What a handler works with. */
export interface HandlerSettings {
  readonly worlds: Worlds;
  readonly choices: Choices;
  readonly admission: Admission;
  readonly allowedHosts: readonly string[];
  readonly requestId: () => string;
  /** Where the log goes, if anywhere. */
  readonly log: ((line: Logged) => void) | undefined;
}

const json = (status: number, value: unknown): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: `${JSON.stringify(value, null, 2)}\n`,
});

const scopes: Readonly<Record<string, Service>> = {
  iam: 'iam',
  sts: 'sts',
  ec2: 'ec2',
  'bedrock-agentcore': 'agentcore',
};

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
  const logged = (account: string, operation: string, answered: Answered) =>
    log?.({
      time: new Date(worlds.now).toISOString(),
      account,
      operation,
      outcome: answered.ok ? 'ok' : answered.code,
      rule: answered.ok ? '-' : (answered.rule ?? '-'),
    });

  async function answerService(request: SignedRequest): Promise<WireResponse> {
    const wire = { ...request, body: request.body.toString('utf8') };
    const credential = credentialOf(wire);
    const signedFor = credential?.service ?? '';
    const decoded =
      signedFor === '' || Object.hasOwn(scopes, signedFor)
        ? decodeRequest(wire, scopes[signedFor])
        : notServed(wire, signedFor);
    const { service, operation } = decoded;
    const encoded = (answered: Answered) =>
      encodeOutcome(service, operation, answered, requestId());
    const who = await admission.admit(service, request, credential);
    if ('code' in who) {
      const answered = { ok: false, ...who } as const;
      logged('-', operation ?? '-', answered);
      return encoded(answered);
    }
    if ('refusal' in decoded) {
      const answered = { ok: false, ...decoded.refusal } as const;
      logged(who.account, operation ?? '-', answered);
      return encoded(answered);
    }
    const region = credential?.region || defaultRegion;
    const call = { operation: decoded.operation, region, input: decoded.input };
    try {
      const answered = answerCall(worlds, who, call);
      await worlds.kept();
      logged(who.account, decoded.operation, answered);
      return encoded(answered);
    } catch (error) {
      const message = `The reference server failed: ${(error as Error).message}`;
      const answered = { ok: false, code: ownFailures[service], status: 500, message } as const;
      logged(who.account, decoded.operation, answered);
      return encoded(answered);
    }
  }

  const answer = async (request: SignedRequest): Promise<WireResponse> => {
    const { headers, method, path } = request;
    if (!isKnownHost(headers.host, allowedHosts))
      return json(403, { message: 'This host name is not allowed; --allow-host NAME allows it.' });
    if (headers.origin !== undefined) return json(403, { message: 'Web pages are not served.' });
    if (!isModelPath(path)) return answerService(request);
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
    const refusal = {
      code: 'RequestEntityTooLarge',
      status: 413,
      message: 'The body is too long.',
    };
    const wire = { ...request, body: '' };
    const service = scopes[credentialOf(wire)?.service ?? ''] ?? serviceOf(wire);
    return encodeOutcome(service, undefined, { ok: false, ...refusal }, requestId());
  };
  return { answer, tooLong };
}
