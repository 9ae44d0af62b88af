import { operations } from '../../model/index.ts';
import {
  bytesOf,
  form,
  harmless,
  json,
  message,
  mutated,
  nastyForm,
  nastyJson,
  nastyText,
  paths,
  pick,
  query,
  type Random,
  scopeWords,
  upTo,
  words,
} from './fuzzParts.ts';

/** Something to send on a connection of its own, and whether the client then says that there is no more. */
export interface Probe {
  readonly kind: string;
  readonly parts: readonly Buffer[];
  readonly end: boolean;
}

/** Ways to ask wrongly, or to be no client at all. */
const kinds: Readonly<
  Record<string, (random: Random) => { readonly parts: readonly Buffer[]; readonly end?: boolean }>
> = {
  bytes: (random) => ({ parts: [bytesOf(random, 400)] }),
  mutated: (random) => ({ parts: [mutated(random, message(pick(random, harmless)))] }),
  json: (random) => {
    const [method, path] = pick(random, [
      ['POST', '/browsers'],
      ['PUT', '/browsers'],
      ['PUT', '/code-interpreters'],
      ['PUT', '/runtimes'],
      ['PUT', '/runtimes/a'],
      ['GET', '/browsers/a'],
      ['DELETE', '/browsers/a'],
    ] as const);
    return {
      parts: [message({ service: 'agentcore', type: json, method, path, body: nastyJson(random) })],
    };
  },
  form: (random) => ({
    parts: [message({ service: pick(random, ['iam', 'sts', 'ec2']), body: nastyForm(random) })],
  }),
  binary: (random) => ({
    parts: [
      message({
        service: pick(random, ['iam', 'agentcore']),
        path: pick(random, ['/', '/browsers']),
        type: pick(random, [form, json]),
        body: bytesOf(random, 300),
      }),
    ],
  }),
  length: (random) => {
    const length = pick(random, [
      'content-length: -1',
      'content-length: 5x',
      'content-length: 0x5',
      'content-length: 5\r\ncontent-length: 6',
      'content-length: 99999999999999999999',
      'content-length: 5, 5',
      'content-length: 5000',
      'content-length: 1',
      '',
      'content-length:',
      'content-length: 5\r\ntransfer-encoding: chunked',
    ]);
    return { parts: [message({ ...pick(random, harmless), length })] };
  },
  chunked: (random) => {
    const body = pick(random, [
      'zz\r\n',
      '5\r\nabc',
      '-1\r\n',
      '5;a=b\r\nhello\r\n0\r\nx: y\r\n\r\n',
      'ffffffffffffffff\r\n',
      '1\r\nab\r\n',
      '0\r\n',
      `${'0'.repeat(5000)}1\r\na\r\n0\r\n\r\n`,
      `1;${'e'.repeat(20_000)}\r\n`,
    ]);
    const length = pick(random, [
      'transfer-encoding: chunked',
      'transfer-encoding: gzip, chunked',
      'transfer-encoding: chunked, x',
      'Transfer-Encoding : chunked',
      'transfer-encoding: identity',
    ]);
    return { parts: [message({ length, body })] };
  },
  action: (random) => ({
    parts: [
      message({ service: pick(random, ['iam', 'sts', 'ec2']), body: query(pick(random, words)) }),
    ],
  }),
  operation: (random) => ({
    parts: [
      message({
        service: pick(random, ['iam', 'sts', 'ec2']),
        body: query(
          `${pick(
            random,
            Object.keys(operations).filter((name) => /^(Get|List|Describe)/.test(name)),
          )}&RoleName=${encodeURIComponent(pick(random, nastyText))}`,
        ),
      }),
    ],
  }),
  path: (random) => ({
    parts: [
      message({
        method: pick(random, ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']),
        path: pick(random, paths),
        headers: pick(random, [[], ['authorization: x'], ['x-http-method-override: PUT']]),
        type: json,
        body: pick(random, ['', '{']),
      }),
    ],
  }),
  scope: (random) => {
    const authorization = `authorization: AWS4-HMAC-SHA256 Credential=${pick(random, ['111111111111', 'a', ''])}/20260101/${pick(random, ['us-east-1', ...scopeWords])}/${pick(random, scopeWords)}/aws4_request, SignedHeaders=host, Signature=0`;
    const bytes = message(pick(random, harmless))
      .toString('latin1')
      .replace(/authorization: .*/, authorization);
    return { parts: [Buffer.from(bytes, 'latin1')] };
  },
  header: (random) => ({
    parts: [
      message({
        ...pick(random, harmless),
        headers: [
          pick(random, [
            'a',
            'a b: c',
            ': c',
            'a: b\0c',
            'a: b\rc',
            'a:\x7fb',
            ' folded',
            'a\n: b',
            'host: example.com',
            'Host : 127.0.0.1',
            'origin: http://example.com',
            'expect: 100-continue',
            'expect: what',
            'upgrade: websocket\r\nconnection: upgrade',
            'upgrade: h2c\r\nconnection: upgrade',
            'connection: close, x',
            'content-encoding: gzip',
            `x-${'y'.repeat(20_000)}: z`,
            `x: ${'z'.repeat(40_000)}`,
            'x: y\r\n'.repeat(3000).trim(),
          ]),
        ],
      }),
    ],
  }),
  type: (random) => ({
    parts: [
      message({
        ...pick(random, harmless),
        type: pick(random, [
          'text/html',
          'multipart/form-data; boundary=x',
          'application/json; charset=utf-7',
          '',
          ';',
          'x'.repeat(3000),
        ]),
      }),
    ],
  }),
  version: (random) => ({
    parts: [
      pick(random, [
        message({
          ...pick(random, harmless),
          version: pick(random, [
            'HTTP/1.0',
            'HTTP/0.9',
            'HTTP/2.0',
            'HTTP/9.9',
            'HTTP/1.10',
            'http/1.1',
            'ICY',
            '',
          ]),
        }),
        Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
        Buffer.from('160301020001000101fc0303', 'hex'),
        Buffer.from('GET /\r\n'),
        Buffer.from('\r\n\r\n\r\n'),
        Buffer.from('GET / HTTP/1.1\r\n\r\n'),
        Buffer.from('GET / HTTP/1.0\r\n\r\n'),
      ]),
    ],
  }),
  method: (random) => ({
    parts: [
      message({
        ...pick(random, harmless),
        method: pick(random, [
          'TRACE',
          'CONNECT',
          'PROPFIND',
          'OPTIONS',
          'PATCH',
          'get',
          'QUERY',
          'X'.repeat(500),
          'GET\t',
          '',
        ]),
      }),
    ],
  }),
  pipelined: (random) => ({
    parts: [
      Buffer.concat([
        ...Array.from({ length: 1 + upTo(random, 20) }, () => message(pick(random, harmless))),
        bytesOf(random, 50),
      ]),
    ],
  }),
  model: (random) => {
    const [method, path] = pick(random, [
      ['PUT', 'account'],
      ['POST', 'advance'],
      ['POST', 'account'],
      ['DELETE', 'account'],
      ['PUT', 'reset'],
    ] as const);
    const body = pick(random, [
      '',
      '{',
      'null',
      '[]',
      '{"seconds":-1}',
      '{"seconds":"1"}',
      '{"seconds":1e99}',
      '{"seconds":1,"step":"next"}',
      '{"step":"last"}',
      '{"event":null}',
      '{"event":{"machine":"__proto__"}}',
      '{"core":null}',
      '{"core":{"role":{}}}',
      '{"core":{"resources":[{}]}}',
      '{"account":1}',
      '{"account":{"x":1}}',
      '{"beside":{"roles":{"__proto__":1}}}',
      '{"__proto__":{"core":{}}}',
      `{"core":${'['.repeat(50_000)}`,
      `{"event":${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}}`,
    ]);
    // Without a body these would do something.
    return {
      parts: [
        message({ method, path: `/_model/${path}`, type: json, body: body === '' ? '{' : body }),
      ],
    };
  },
  slow: (random) => {
    const bytes = message(pick(random, harmless));
    const cut = upTo(random, bytes.length - 1);
    return { parts: [bytes.subarray(0, cut)], end: false };
  },
  endless: (random) => ({
    parts: [
      message({
        length: pick(random, ['content-length: 1000000000', 'transfer-encoding: chunked']),
      }),
      ...Array.from({ length: upTo(random, 20) }, () =>
        Buffer.from(`10000\r\n${'a'.repeat(0x10000)}\r\n`),
      ),
    ],
    end: false,
  }),
};

/** Of kinds that take as long as a client may, there are few. */
const rare = ['slow', 'endless'];
const oneIn = 50;

/** Something to send, the same for the same numbers. */
export function probe(random: Random): Probe {
  const common = Object.keys(kinds).filter((kind) => !rare.includes(kind));
  const kind = upTo(random, oneIn - 1) === 0 ? pick(random, rare) : pick(random, common);
  return { kind, end: true, ...(kinds[kind] as (typeof kinds)[string])(random) };
}
