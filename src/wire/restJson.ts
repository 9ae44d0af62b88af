import { isPlain } from '../../model/constraints.ts';
import type { Call } from '../../model/index.ts';
import { readForms } from './form.ts';
import {
  type Answer,
  Refused,
  Unreadable,
  type WireRequest,
  type WireResponse,
} from './message.ts';
import { type Asked, mediaType, type Protocol, splitPath, type TimeReader } from './protocol.ts';
import { fill, type Route, route } from './routes.ts';
import type { Member, OperationShape, Shape, Structure } from './schema.ts';
import {
  given,
  integer,
  isoTime,
  isRecord,
  ownMember,
  percentDecoded,
  percentEncoded,
} from './values.ts';

const jsonType = 'application/json';

/** What services of REST-JSON answer to JSON of another type. @source floci-io/floci#2537, of Lambda; aws-amplify/amplify-js#13265 */
const refused = (message: string): Refused => new Refused('SerializationException', message);

/** REST-JSON: method, path and query string say which operation and some of its input; the rest is a JSON object. */
export const restJsonProtocol: Protocol = {
  ask: (request) => {
    const [path] = splitPath(request.path);
    const found = route(request.method, path);
    return {
      operation: found?.operation ?? `${request.method} ${path}`,
      input: (shape) => readInput(shape, request, found),
    } satisfies Asked;
  },
  answer: (shape, answer, requestId) => {
    const headers = { 'content-type': jsonType, 'x-amzn-requestid': requestId };
    if (answer.ok) return { status: statusOf(shape), headers, body: bodyOf(shape, answer) };
    const { status, code, message } = answer;
    return {
      status,
      headers: { ...headers, 'x-amzn-errortype': code },
      body: JSON.stringify({ message }),
    };
  },
  call: (shape, input) => writeCall(shape, input),
  seen,
};

function statusOf(shape: OperationShape | undefined): number {
  if (shape === undefined) throw new TypeError('an operation without a shape cannot succeed');
  return shape.http.status;
}

const bodyOf = (shape: OperationShape | undefined, { output }: Answer & { readonly ok: true }) =>
  shape?.output === undefined ? '' : JSON.stringify(writeMembers(shape.output, output));

function readInput(
  { input: structure }: OperationShape,
  request: WireRequest,
  found: Route | undefined,
): Call['input'] {
  if (structure === undefined) return {};
  const input: Record<string, unknown> = {};
  const [, query] = splitPath(request.path);
  const parameters = query === '' ? {} : readForms([query], refused);
  const body = structure.members.some(({ place }) => place === 'body') ? jsonObject(request) : {};
  for (const member of structure.members) {
    const { name, place } = member;
    const value =
      place === 'path'
        ? label(found?.labels[name])
        : place === 'query'
          ? textValue(member, parameters.children?.get(member.requestName)?.text)
          : read(member.shape, ownMember(body, member.requestName), name);
    if (value !== undefined) input[name] = value;
  }
  return input;
}

function label(text = ''): string {
  const value = percentDecoded(text);
  if (value === undefined) throw refused('The path is not percent-encoded as it has to be');
  return value;
}

function textValue({ name, shape }: Member, text: string | undefined): unknown {
  if (text === undefined || shape.kind !== 'integer') return text;
  const value = integer(text);
  if (value === undefined) throw refused(`The value of ${name} is not a whole number`);
  return value;
}

/** Which code a wrong content type gets is not documented: that of Smithy's servers is taken. */
function jsonObject(request: WireRequest): object {
  if (request.body === '') return {};
  const type = mediaType(request);
  if (type !== '' && type !== jsonType)
    throw new Refused(
      'UnsupportedMediaTypeException',
      `The content type has to be ${jsonType}`,
      415,
    );
  const body = parsed(request.body);
  if (body === undefined) throw refused('The body is not JSON');
  if (!isRecord(body)) throw refused('The body is not a JSON object');
  if (!isPlain(body)) throw refused('The body is nested too deeply');
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How values are read: what is thrown of those that do not fit, and what is a time. */
interface Reading {
  readonly fault: (message: string) => Error;
  readonly timeOf: TimeReader;
}

const asked: Reading = { fault: refused, timeOf: isoTime };

/** A value of JSON, if it is of its shape; members that the shape does not have are left out, as the services do. */
function read(shape: Shape, value: unknown, path: string, how: Reading = asked): unknown {
  if (value === undefined || value === null) return undefined;
  const unfit = (what: string) => how.fault(`The value of ${path} is not ${what}`);
  switch (shape.kind) {
    case 'structure':
      if (!isRecord(value)) throw unfit('a structure');
      return readMembers(shape, value, `${path}.`, how);
    case 'list':
      if (!Array.isArray(value)) throw unfit('a list');
      return value.map((item, index) => {
        const one = read(shape.of, item, `${path}[${index}]`, how);
        if (one === undefined) throw unfit('a list without null');
        return one;
      });
    case 'map':
      if (!isRecord(value)) throw unfit('a map');
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, item]) => [key, read(shape.of, item, `${path}.${key}`, how)])
          .filter(([, item]) => item !== undefined),
      );
    case 'text':
      if (typeof value !== 'string') throw unfit('a text');
      return value;
    case 'integer':
      if (!Number.isSafeInteger(value)) throw unfit('a whole number');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw unfit('true or false');
      return value;
    case 'time': {
      const iso = how.timeOf(value);
      if (iso === undefined) throw unfit('a time in ISO 8601');
      return iso;
    }
  }
}

function readMembers(
  structure: Structure,
  value: object,
  path: string,
  how: Reading,
): Record<string, unknown> {
  const output: Record<string, unknown> = {};
  for (const { name, shape } of structure.members) {
    const one = read(shape, ownMember(value, name), `${path}${name}`, how);
    if (one !== undefined) output[name] = one;
  }
  return output;
}

function writeMembers(structure: Structure, value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new TypeError(`${structure.name} has to be a structure`);
  for (const name of Object.keys(value))
    if (!structure.byName.has(name)) throw new TypeError(`${structure.name} has no ${name}`);
  const written: Record<string, unknown> = {};
  for (const { name, shape } of structure.members) {
    const path = `${structure.name}.${name}`;
    const one = given(ownMember(value, name), path);
    if (one !== undefined) written[name] = write(shape, one, path);
  }
  return written;
}

function write(shape: Shape, value: unknown, path: string): unknown {
  switch (shape.kind) {
    case 'structure':
      return writeMembers(shape, value);
    case 'list':
      if (Array.isArray(value))
        return value.map((item) => write(shape.of, given(item, path), path));
      break;
    case 'map':
      if (isRecord(value))
        return Object.fromEntries(
          Object.entries(value).map(([key, item]) => [
            key,
            write(shape.of, given(item, path), path),
          ]),
        );
      break;
    case 'time': {
      const iso = isoTime(value);
      if (iso !== undefined) return iso;
      break;
    }
    case 'text':
      if (typeof value === 'string') return value;
      break;
    case 'integer':
      if (Number.isSafeInteger(value)) return value;
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value;
      break;
  }
  throw new TypeError(`${path} has to be of type ${shape.kind}`);
}

function writeCall({ input: structure, http }: OperationShape, input: Call['input']): WireRequest {
  const { method, uri } = http;
  if (structure === undefined) return { method, path: uri, headers: {}, body: '' };
  const written = writeMembers(structure, input);
  const at = (place: Member['place']) =>
    structure.members.filter(
      (member) => member.place === place && written[member.name] !== undefined,
    );
  const query = at('query').map(
    ({ name, requestName }) => `${requestName}=${percentEncoded(String(written[name]))}`,
  );
  const path = fill(uri, (name) => {
    const part = percentEncoded(String(written[name] ?? ''));
    if (part === '') throw new TypeError(`${name} is a part of the path, which cannot be empty`);
    return part;
  });
  const body = Object.fromEntries(at('body').map(({ name }) => [name, written[name]]));
  const hasBody = structure.members.some(({ place }) => place === 'body');
  return {
    method,
    path: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers: hasBody ? { 'content-type': jsonType } : {},
    body: hasBody ? JSON.stringify(body) : '',
  };
}

function seen(
  { output: structure }: OperationShape,
  response: WireResponse,
  timeOf: TimeReader,
): ReturnType<Protocol['seen']> {
  const { status, headers, body } = response;
  const value = body === '' ? {} : parsed(body);
  if (!isRecord(value) || !isPlain(value)) throw new Unreadable('the body is not a JSON object');
  if (status >= 200 && status < 300) {
    const fault = (message: string) => new Unreadable(message);
    const output =
      structure === undefined ? {} : readMembers(structure, value, '', { fault, timeOf });
    return { ok: true, output } as const;
  }
  const [named] = [
    headers['x-amzn-errortype'],
    ownMember(value, '__type'),
    ownMember(value, 'code'),
  ]
    .filter((one) => typeof one === 'string')
    .map(codeIn);
  if (named === undefined || named === '') throw new Unreadable('the error has no code');
  const message = ownMember(value, 'message') ?? ownMember(value, 'Message');
  return {
    ok: false,
    code: named,
    status,
    ...(typeof message === 'string' ? { message } : {}),
  } as const;
}

/** The name in what a service may write as `namespace#Name:address`. */
const codeIn = (text: string): string => text.split(':')[0]?.split('#').at(-1)?.trim() ?? '';
