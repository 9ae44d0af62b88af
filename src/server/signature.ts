import { createHash, createHmac, type Hash, type Hmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

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

const dateOf = (text: string | undefined): Date =>
  new Date((text ?? '').replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/**
 * What is wrong with the signature of a request: it is signed once more, by the signer of the AWS SDK.
 *
 * @returns Undefined if the signature is right.
 */
export async function signatureFault(
  { method, path, headers, body }: SignedRequest,
  { service, region, ...credentials }: SignedWith,
  now: number,
): Promise<SignatureFault | undefined> {
  const { authorization = '' } = headers;
  const [, names = ''] = /SignedHeaders=([^,\s]+)/.exec(authorization) ?? [];
  const [, given = ''] = /Signature=([0-9a-f]{64})\s*$/.exec(authorization) ?? [];
  const signed = names.split(';');
  const date = dateOf(headers['x-amz-date'] ?? headers.date);
  if (given === '' || !signed.includes('host') || Number.isNaN(date.getTime())) return 'incomplete';
  if (Math.abs(now - date.getTime()) > skewMax) return 'expired';
  const declared = headers['x-amz-content-sha256'];
  if (declared !== undefined && declared !== createHash('sha256').update(body).digest('hex'))
    return 'mismatch';
  const [pathOnly = '', query = ''] = path.split('?', 2);
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
      path: pathOnly,
      query: queryOf(new URLSearchParams(query)),
      headers: Object.fromEntries(
        signed.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
      ),
      body,
    },
    { signingDate: date, signableHeaders: new Set(signed) },
  );
  const [, right = ''] =
    /Signature=([0-9a-f]{64})$/.exec(String(again.headers.authorization)) ?? [];
  return right.length === given.length && timingSafeEqual(Buffer.from(right), Buffer.from(given))
    ? undefined
    : 'mismatch';
}

const queryOf = (parameters: URLSearchParams): Record<string, string[]> =>
  Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name)]));
