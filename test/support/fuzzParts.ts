import { unsigned } from './server.ts';

export type Random = () => number;

export const upTo = (random: Random, most: number): number => Math.floor(random() * (most + 1));
export const pick = <T>(random: Random, things: readonly T[]): T =>
  things[upTo(random, things.length - 1)] as T;
export const bytesOf = (random: Random, most: number): Buffer =>
  Buffer.from(Array.from({ length: upTo(random, most) }, () => upTo(random, 255)));

export const form = 'application/x-www-form-urlencoded';
export const json = 'application/json';

interface Message {
  readonly method?: string;
  readonly path?: string;
  readonly version?: string;
  readonly headers?: readonly string[];
  readonly type?: string;
  readonly length?: string;
  readonly service?: 'iam' | 'sts' | 'ec2' | 'agentcore';
  readonly body?: string | Buffer;
}

/** A request as bytes, right but for what is given. */
export function message({
  method = 'POST',
  path = '/',
  version = 'HTTP/1.1',
  headers = [],
  type = form,
  service = 'iam',
  body = '',
  length,
}: Message): Buffer {
  const lines = [
    `${method} ${path} ${version}`,
    'host: 127.0.0.1',
    `content-type: ${type}`,
    `authorization: ${unsigned(service, 'us-east-1')}`,
    ...(length === undefined ? [`content-length: ${Buffer.byteLength(body)}`] : [length]),
    ...headers,
  ].filter((line) => line !== '');
  return Buffer.concat([
    Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'),
    Buffer.from(body as string),
  ]);
}

export const query = (more: string): string => `Version=2010-05-08&Action=${more}`;
/** Requests that are right and change nothing. */
export const harmless: readonly Message[] = [
  { body: query('ListRoles&MaxItems=3') },
  { body: query('GetRole&RoleName=nobody') },
  { service: 'sts', body: 'Version=2011-06-15&Action=GetCallerIdentity' },
  {
    service: 'ec2',
    body: 'Version=2016-11-15&Action=DescribeVpcs&Filter.1.Name=vpc-id&Filter.1.Value.1=*',
  },
  { service: 'agentcore', path: '/browsers?maxResults=3', type: json, body: '{}' },
  { service: 'agentcore', method: 'GET', path: '/browsers/abc' },
  { method: 'GET', path: '/_model/account' },
];

export function mutated(random: Random, bytes: Buffer): Buffer {
  let changed = bytes;
  for (let count = 1 + upTo(random, 5); count > 0; count--) {
    const at = upTo(random, changed.length);
    const removed = pick(random, [0, 1, 1, 1, 5]);
    const more = pick(random, [
      bytesOf(random, 3),
      Buffer.from(pick(random, ['\r\n', '\0', ' ', '%', '&', '?', '/', '"', '\n\n'])),
    ]);
    changed = Buffer.concat([changed.subarray(0, at), more, changed.subarray(at + removed)]);
  }
  return changed;
}

export const deep = (random: Random, open: string): string =>
  open.repeat(pick(random, [10, 100, 5000, 100_000]));
export const nastyText = [
  '',
  '\\u0000',
  '__proto__',
  'constructor',
  '\\ud800',
  '{{Task:1}}',
  '{{missing}}',
  '../..',
  '<a>',
  '%00',
  'x'.repeat(5000),
];
export const nastyJson = (random: Random): string => {
  const text = `"${pick(random, nastyText)}"`;
  return pick(random, [
    deep(random, '['),
    deep(random, '{"a":'),
    `{"name":${'['.repeat(3000)}${']'.repeat(3000)}}`,
    `{"networkConfiguration":${'{"vpcConfig":'.repeat(500)}1${'}'.repeat(500)}}`,
    `{"name":${text}}`,
    `{${text}:${text}}`,
    `{"__proto__":{"name":"a"},"name":${text}}`,
    `{"name":1e999}`,
    `{"name":{"toString":1}}`,
    '{"tags":[null]}',
    '[]',
    'null',
    '1',
    '"a"',
    'NaN',
    "{'a':1}",
    '{"a":1,}',
    '{"name":"a" "b"}',
    '\uFEFF{}',
    '{"networkConfiguration":{"networkMode":"VPC","vpcConfig":{"subnets":[{}],"securityGroups":[1]}}}',
  ]);
};
export const nastyForm = (random: Random): string =>
  pick(random, [
    deep(random, 'a.'),
    `${query('ListRoles')}${'&a=b'.repeat(20_000)}`,
    `${query('ListRoles')}&Action=ListUsers`,
    `${query('ListRoles')}&MaxItems=${pick(random, ['-1', '1e3', '999999999999999999999', '', 'NaN', '0x10', '%zz'])}`,
    `${query('ListRoles')}&Marker=${pick(random, ['%ff', 'x', 'YWZ0ZXIgMQ', '%00'])}`,
    query('TagRole&RoleName=a&Tags.member.99999999999.Key=a'),
    query('TagRole&RoleName=a&Tags.member.1.1.1=a'),
    query('TagRole&RoleName=a&Tags.__proto__.Key=a'),
    query('CreateRole&AssumeRolePolicyDocument=%7B'),
    query(`CreateRole&RoleName=${'a'.repeat(1000)}`),
    query(`GetRole&RoleName=${pick(random, nastyText)}`),
    query('GetRole'),
    query('GetRole.Name'),
    'Action',
    '&&&',
    '=',
    '%',
    'Action=%00',
    'Action[]=a',
  ]);
export const words = [
  'constructor',
  '__proto__',
  'toString',
  'RunInstances',
  'AssumeRoleWithSAML',
  'a',
  'x'.repeat(300),
  'a%0d%0aset-cookie:b',
  'a%0Ab',
  'a b',
  '%3Cscript%3E',
  '..',
];
export const paths = [
  '/..',
  '/../..',
  '//',
  '//browsers',
  '/./browsers',
  '/browsers/..',
  '/browsers/%2e%2e',
  '/browsers/%00',
  '/browsers/%ff',
  '/browsers/%',
  '/_model',
  '/_model/',
  '/_model/x',
  '/_model/account/..',
  '/_model//account',
  '/%5fmodel/account',
  '/_MODEL/account',
  '/_model/account?account=x',
  '/_model/account?account=1&account=2',
  '*',
  '?',
  'browsers',
  'http://127.0.0.1/',
  'http://example.com/_model/account',
  'https://127.0.0.1:1/browsers',
  '/browsers?maxResults=x',
  '/browsers?maxResults=1?maxResults=2',
  '/browsers#a',
  '/favicon.ico',
  '/.env',
  `/${'a/'.repeat(3000)}`,
  `/${'a'.repeat(12_000)}`,
  '/runtimes/__proto__',
  '/a;b',
  '/a\\b',
  '/constructor',
  '/browsers/a%0d%0ab',
  '/?Action=ListRoles%0d%0a',
  '/identities/x/y/z',
];
export const scopeWords = [
  'constructor',
  '__proto__',
  'toString',
  's3',
  '',
  'iam/iam',
  'bedrock-agentcore',
  'ec2',
];
