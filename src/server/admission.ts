import { randomUUID, timingSafeEqual } from 'node:crypto';
import { signingNames } from '../wire/credential.ts';
import type { Service } from '../wire/message.ts';
import type { Who } from './answering.ts';
import { callerOf, type KnownCaller } from './callers.ts';
import { type SignatureFault, type SignedRequest, signatureFault } from './signature.ts';

/** What the credential of a request says. */
export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** A request that is not let in. */
export interface NotAdmitted {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** The account of those whose key does not name one. */
export const defaultAccount = '123456789012';
/** The Region of requests that name none. */
export const defaultRegion = 'us-east-1';

type Fault = SignatureFault | 'unknown' | 'unsigned';

const texts: Readonly<Record<Fault, string>> = {
  mismatch:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
  expired: 'Signature expired: the date of the request is more than 15 minutes away from now.',
  incomplete: 'The request signature does not conform to AWS standards.',
  unknown: 'The security token included in the request is invalid.',
  unsigned: 'Request is missing Authentication Token',
};

const inQuery: Readonly<Record<Fault, readonly [code: string, status: number]>> = {
  mismatch: ['SignatureDoesNotMatch', 403],
  expired: ['SignatureDoesNotMatch', 403],
  incomplete: ['IncompleteSignature', 400],
  unknown: ['InvalidClientTokenId', 403],
  unsigned: ['MissingAuthenticationToken', 403],
};

/** How each service says that it does not let a request in. */
const refusals: Readonly<Record<Service, typeof inQuery>> = {
  iam: inQuery,
  sts: inQuery,
  ec2: { ...inQuery, expired: ['RequestExpired', 400] },
  agentcore: {
    mismatch: ['InvalidSignatureException', 403],
    expired: ['InvalidSignatureException', 403],
    incomplete: ['IncompleteSignatureException', 400],
    unknown: ['UnrecognizedClientException', 403],
    unsigned: ['MissingAuthenticationTokenException', 403],
  },
};

/** Who may call: those whose requests are signed with a key that is known, or anybody. */
export interface Admission {
  readonly admit: (
    service: Service,
    request: SignedRequest,
    credential: Credential | undefined,
  ) => Promise<Who | NotAdmitted>;
  /** Whether a request may look into the model. */
  readonly mayUseModel: (headers: Readonly<Record<string, string>>) => boolean;
}

/** Lets anybody in; a key of 12 digits names the account. */
export const anybody: Admission = {
  admit: (_, __, credential) => {
    const key = credential?.accessKeyId ?? '';
    const account = /^\d{12}$/.test(key) ? key : defaultAccount;
    return Promise.resolve({ account, caller: callerOf(account, 'administrator') });
  },
  mayUseModel: () => true,
};

/** Lets in whose signature is right. */
export function only(
  byKey: ReadonlyMap<string, KnownCaller>,
  modelToken: string,
  now: () => number = Date.now,
): Admission {
  const bearer = Buffer.from(`Bearer ${modelToken}`);
  return {
    admit: async (service, request, credential) => {
      const refuse = (fault: Fault): NotAdmitted => {
        const [code, status] = refusals[service][fault];
        return { code, status, message: texts[fault] };
      };
      if (request.headers.authorization === undefined) return refuse('unsigned');
      if (credential === undefined) return refuse('incomplete');
      const known = byKey.get(credential.accessKeyId);
      // A key that is not known takes as long as one that is.
      const secretAccessKey = known?.secretAccessKey ?? randomUUID();
      const fault = await signatureFault(request, { ...credential, secretAccessKey }, now());
      if (fault === 'incomplete') return refuse(fault);
      if (known === undefined) return refuse('unknown');
      if (fault !== undefined) return refuse(fault);
      if (credential.service !== signingNames[service]) return refuse('mismatch');
      const { account, rights, name } = known;
      return { account, caller: callerOf(account, rights, name) };
    },
    mayUseModel: ({ authorization = '' }) => {
      const given = Buffer.from(authorization);
      return given.length === bearer.length && timingSafeEqual(given, bearer);
    },
  };
}

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether a Host header names this machine, or another name that was allowed: a web page elsewhere cannot make it so. */
export function isKnownHost(host: string | undefined, allowed: readonly string[]): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  return [...loopback, ...allowed.map((one) => one.toLowerCase())].includes(name);
}

/** Whether an address can only be reached from this machine. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
