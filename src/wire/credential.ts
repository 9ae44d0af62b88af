import type { Service, WireRequest } from './message.ts';
import { splitPath } from './protocol.ts';
import { percentDecoded } from './values.ts';

/** Who signed a request, and for what. @category Wire */
export interface Credential {
  readonly accessKeyId: string;
  /** The day of the signature, as eight digits. */
  readonly date: string;
  readonly region: string;
  /** As signatures name it. */
  readonly service: string;
}

/** The name that each service has in signatures. */
export const signingNames: Readonly<Record<Service, string>> = {
  iam: 'iam',
  sts: 'sts',
  ec2: 'ec2',
  agentcore: 'bedrock-agentcore',
};

/** Access key, day, Region and service. */
const scope = /^([\w/+=.-]{1,256})\/(\d{8})\/([\w-]{1,64})\/([\w-]{1,64})\/aws4_request$/;
const inHeader = /^AWS4-HMAC-SHA256\s.*?\bCredential=([^\s,]+)/;
const inQuery = /(?:^|&)X-Amz-Credential=([^&]*)/;

/**
 * The credential that a request names, in its Authorization header or its query string. It is not checked.
 *
 * @returns undefined if there is none, or one that is malformed. Never throws.
 * @category Wire
 */
export function credentialOf({ headers, path }: WireRequest): Credential | undefined {
  const [, query] = splitPath(path);
  const text =
    inHeader.exec(headers.authorization ?? '')?.[1] ??
    percentDecoded(inQuery.exec(query)?.[1] ?? '') ??
    '';
  const [, accessKeyId, date, region, service] = scope.exec(text) ?? [];
  return accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined
    ? undefined
    : { accessKeyId, date, region, service };
}
