import { createHash, createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { temporary } from './cli.ts';

/** A request that is ready to be sent. */
export interface Ready {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back. */
export interface Came {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const mac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

/** A date as signatures have it. */
export const amzDate = (time: number): string =>
  new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');

/** Signs a request as botocore does, written from the documents and not with the SDK's signer. */
export function signed(
  { method, path, headers, body }: Ready,
  by: {
    readonly key: string;
    readonly secret: string;
    readonly region: string;
    readonly service: string;
    readonly time?: number;
  },
): Ready {
  const date = amzDate(by.time ?? Date.now());
  const all: Record<string, string> = { ...headers, 'x-amz-date': date };
  const names = Object.keys(all).sort();
  const [bare = '', query = ''] = path.split('?');
  const canonical = [
    method,
    bare.split('/').map(encoded).join('/'),
    query.split('&').sort().join('&'),
    ...names.map((name) => `${name}:${all[name]?.trim()}`),
    '',
    names.join(';'),
    headers['x-amz-content-sha256'] ?? sha(body),
  ].join('\n');
  const scope = `${date.slice(0, 8)}/${by.region}/${by.service}/aws4_request`;
  const key = [...scope.split('/')].reduce<string | Buffer>(mac, `AWS4${by.secret}`);
  const text = ['AWS4-HMAC-SHA256', date, scope, sha(canonical)].join('\n');
  const signature = mac(key, text).toString('hex');
  all.authorization = `AWS4-HMAC-SHA256 Credential=${by.key}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { method, path, headers: all, body };
}

/** Sends a request as it is, and nothing beside it. */
export const sent = (port: number, { body, ...rest }: Ready): Promise<Came> =>
  new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, ...rest, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (data) => {
        text += data;
      });
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
      );
    });
    outgoing.on('error', reject).end(body);
  });

/** The code of a refusal, whichever protocol it is of. */
export const codeOf = ({ headers, body }: Came): string | undefined =>
  (headers['x-amzn-errortype'] as string | undefined) ?? /<Code>(\w+)<\/Code>/.exec(body)?.[1];

const secretOf = (name: string): string => `secret-of-${name}-0123456789`;
const caller = (name: string, account: string, rights: string) => ({
  accessKeyId: `AKIA00000000${name}`,
  secretAccessKey: secretOf(name),
  account,
  rights,
  name,
});

/** Those who may call in tests, by their names. */
export const known = {
  admin: caller('admin', '123456789012', 'administrator'),
  full: caller('full', '123456789012', 'fullAccess'),
  reader: caller('reader', '123456789012', 'reader'),
  other: caller('other', '111111111111', 'administrator'),
} as const;

export const modelToken = 'token-of-the-model-0123456789';

/** A file that says who may call. */
export function callersFile(): string {
  const file = temporary('callers.json');
  writeFileSync(file, JSON.stringify({ modelToken, callers: Object.values(known) }));
  return file;
}
