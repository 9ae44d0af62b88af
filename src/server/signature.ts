import { createHash, createHmac, type Hash, type Hmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { splitPath } from '../wire/protocol.ts';
import { route } from '../wire/routes.ts';
import { percentDecoded } from '../wire/values.ts';

/** A request as it came, with the bytes of its body. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, as on the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The keys that a request must be signed with, and for what. */
export interface SignedWith {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly service: string;
}

/** What is wrong with a signature. */
export type SignatureFault = 'mismatch' | 'expired' | 'incomplete';

const minute = 60_000;
/** Requests whose date is further away than this are refused. */
const skewMax = 15 * minute;

const keyOf = (secret: string | ArrayBuffer | ArrayBufferView): string | Uint8Array =>
  typeof secret === 'string'
    ? secret
    : ArrayBuffer.isView(secret)
      ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
      : new Uint8Array(secret);

/** SHA-256 of the kind that the signer asks for. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', keyOf(secret));
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new Error('a hash is used once');
  }
}

/** A whole Authorization header, as every signer of AWS writes it. */
const authorizationPattern =
  /^AWS4-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;
const datePattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
/**
 * Parts of a path that a signer passes over. This server does not: what was signed for one path would be taken for
 * another. They are taken only for what the client says of a thing, such as an empty id: nothing has such a name.
 */
const passedOver = /\/\.{0,2}(?=\/)|\/\.{1,2}$/;

/**
 * What is wrong with the signature of a request: it is signed once more, by the signer of the AWS SDK.
 *
 * @returns Undefined if the signature is right.
 */
export async function signatureFault(
  { method, path: target, headers, body }: SignedRequest,
  { service, region, ...credentials }: SignedWith,
  now: number,
): Promise<SignatureFault | undefined> {
  const [, credential, names = '', given = ''] =
    authorizationPattern.exec(headers.authorization ?? '') ?? [];
  const signed = new Set(names.split(';'));
  const date = new Date((headers['x-amz-date'] ?? '').replace(datePattern, '$1-$2-$3T$4:$5:$6Z'));
  const hasDate = datePattern.test(headers['x-amz-date'] ?? '') && !Number.isNaN(date.getTime());
  if (!hasDate || !signed.has('host')) return 'incomplete';
  if (Math.abs(now - date.getTime()) > skewMax) return 'expired';
  const [path, queryText] = splitPath(target);
  const query = queryOf(queryText);
  const hash = createHash('sha256').update(body).digest('hex');
  const isOther = (headers['x-amz-content-sha256'] ?? hash) !== hash;
  const isUnsigned = Object.keys(headers).some(
    (name) => name.startsWith('x-amz-') && !signed.has(name),
  );
  const isElsewhere = passedOver.test(path) && route(method, path) === undefined;
  if (query === undefined || isElsewhere || isOther || isUnsigned) return 'mismatch';
  const signer = new SignatureV4({
    service,
    region,
    credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  const again = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: 'host',
      path,
      query,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => signed.has(name))),
      body,
    },
    { signingDate: date, signableHeaders: signed },
  );
  const [, rightCredential, rightNames, right = ''] =
    authorizationPattern.exec(String(again.headers.authorization)) ?? [];
  const isRight =
    credential === rightCredential &&
    names === rightNames &&
    right.length === given.length &&
    timingSafeEqual(Buffer.from(right), Buffer.from(given));
  return isRight ? undefined : 'mismatch';
}

/** The parameters of a query string; undefined if it is not percent-encoded as it has to be. */
function queryOf(text: string): Record<string, string[]> | undefined {
  const query = new Map<string, string[]>();
  for (const pair of text.split('&').filter((part) => part !== '')) {
    const [name = '', ...rest] = pair.split('=');
    const [key, value] = [percentDecoded(name), percentDecoded(rest.join('='))];
    if (key === undefined || value === undefined) return undefined;
    query.set(key, [...(query.get(key) ?? []), value]);
  }
  return Object.fromEntries(query);
}
