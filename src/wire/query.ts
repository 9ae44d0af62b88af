import type { Call } from '../../model/index.ts';
import { type Parameter, readForms, writeForm } from './form.ts';
import {
  type Answer,
  Refused,
  Unreadable,
  type WireRequest,
  type WireResponse,
} from './message.ts';
import { mediaType, type Protocol, splitPath } from './protocol.ts';
import type { Member, OperationShape, Shape, Structure } from './schema.ts';
import { given, integer, isoTime, isRecord, ownMember, wholeSeconds } from './values.ts';
import {
  child,
  element,
  parseXml,
  type Root,
  readXml,
  writeMembers,
  type XmlForm,
  xmlText,
} from './xml.ts';

/** In what the services that speak a query protocol differ. */
export interface QueryDialect {
  readonly version: string;
  readonly contentType: string;
  /** The part of a parameter's name between that of a list and the number of an item; none: they follow each other. */
  readonly listPart: string | undefined;
  /** Whether an empty list is a parameter without text; if not, it cannot be told from none. */
  readonly sendsEmptyLists: boolean;
  /** The code that refuses a form that is none. */
  readonly malformed: string;
  /** The code that refuses a value that is not one of its type. */
  readonly invalid: string;
  /** What to do with a parameter that the operation does not have. */
  readonly unknown: (name: string) => void;
  readonly xml: XmlForm;
  /** A body that says what an operation gave, from the members of its output as XML. */
  readonly success: (shape: OperationShape, output: Call['input'], requestId: string) => string;
  /** What a body says that an operation gave: the element with the members of its output. */
  readonly result: (shape: OperationShape, root: Root) => unknown;
  readonly failure: (answer: Answer & { readonly ok: false }, requestId: string) => string;
  /** The element with code and message of a refusal; undefined if the body has none. */
  readonly error: (root: Root) => unknown;
}

const formType = 'application/x-www-form-urlencoded';

/** The query protocol of a service: form in, XML out. */
export const queryProtocol = (dialect: QueryDialect): Protocol => ({
  ask: (request) => ask(request, dialect),
  answer: (shape, answer, requestId) => ({
    status: answer.ok ? 200 : answer.status,
    headers: { 'content-type': dialect.contentType, 'x-amzn-requestid': requestId },
    body: answer.ok
      ? dialect.success(shapeOf(shape), answer.output, requestId)
      : dialect.failure(answer, requestId),
  }),
  call: (shape, input) => ({
    method: 'POST',
    path: '/',
    headers: { 'content-type': `${formType}; charset=utf-8` },
    body: writeForm([
      ['Action', shape.name],
      ['Version', dialect.version],
      ...(shape.input === undefined ? [] : writeInput(shape.input, input, '', dialect)),
    ]),
  }),
  seen: (shape, response, timeOf) =>
    seen(shape, response, { ...dialect, xml: { ...dialect.xml, timeOf } }),
});

function shapeOf(shape: OperationShape | undefined): OperationShape {
  if (shape === undefined) throw new TypeError('an operation without a shape cannot succeed');
  return shape;
}

function ask(request: WireRequest, dialect: QueryDialect) {
  const refused = (message: string) => new Refused(dialect.malformed, message);
  const { method, body } = request;
  if (method !== 'POST' && method !== 'GET')
    throw new Refused(dialect.malformed, 'The method has to be POST or GET', 405);
  const type = mediaType(request);
  if (body !== '' && type !== '' && type !== formType)
    throw refused(`The content type has to be ${formType}`);
  const [, query] = splitPath(request.path);
  const parameters = readForms([query, method === 'POST' ? body : ''], refused);
  const operation = parameters.children?.get('Action')?.text ?? '';
  if (operation === '') throw new Refused('MissingAction', 'The request has no Action');
  if (!/^\w{1,128}$/.test(operation))
    throw new Refused('InvalidAction', 'The Action is no name of an operation');
  return {
    operation,
    input: ({ input }: OperationShape): Call['input'] =>
      input === undefined ? {} : readMembers(input, parameters, '', dialect),
  };
}

/** Parameters of every request: which operation it asks for, and its signature. */
const common =
  /^(Action|Version|AWSAccessKeyId|Signature\w*|Timestamp|Expires|SecurityToken|X-Amz-[\w-]+)$/i;

function readMembers(
  { byRequestName }: Structure,
  { children = new Map() }: Parameter,
  path: string,
  dialect: QueryDialect,
): Call['input'] {
  const input: Record<string, unknown> = {};
  for (const [part, parameter] of children) {
    const name = `${path}${part}`;
    const member = byRequestName.get(part);
    if (member !== undefined) input[member.name] = read(member.shape, parameter, name, dialect);
    else if (path !== '' || !common.test(part)) dialect.unknown(name);
  }
  return input;
}

function read(shape: Shape, parameter: Parameter, path: string, dialect: QueryDialect): unknown {
  const { text, children } = parameter;
  const invalid = (what: string) =>
    new Refused(dialect.invalid, `The value of ${path} is not ${what}`);
  if (shape.kind === 'list') return readList(shape.of, parameter, path, dialect);
  if (shape.kind === 'structure') {
    if (text !== undefined) throw invalid('a structure');
    return readMembers(shape, parameter, `${path}.`, dialect);
  }
  if (children !== undefined || text === undefined) throw invalid('one text');
  const [value, what] = scalar(shape.kind, text);
  if (value === undefined) throw invalid(what);
  return value;
}

function scalar(kind: Shape['kind'], text: string): readonly [value: unknown, what: string] {
  switch (kind) {
    case 'integer':
      return [integer(text), 'a whole number'];
    case 'boolean':
      return [text === 'true' ? true : text === 'false' ? false : undefined, 'true or false'];
    case 'time':
      return [isoTime(text), 'a time in ISO 8601'];
    default:
      return [text, 'a text'];
  }
}

/** Items in the order of their numbers; numbers that are left out leave no gaps. */
function readList(
  of: Shape,
  { text, children }: Parameter,
  path: string,
  dialect: QueryDialect,
): readonly unknown[] {
  const { listPart } = dialect;
  const invalid = () => new Refused(dialect.invalid, `The value of ${path} is not a list`);
  if (text !== undefined && (text !== '' || children !== undefined)) throw invalid();
  if (listPart !== undefined && children !== undefined) {
    const items = children.get(listPart);
    if (items === undefined || children.size > 1) throw invalid();
    return readList(of, items, `${path}.${listPart}`, { ...dialect, listPart: undefined });
  }
  const numbers = [...(children?.keys() ?? [])];
  if (!numbers.every((number) => /^[1-9]\d{0,9}$/.test(number))) throw invalid();
  return [...(children ?? [])]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([number, item]) => read(of, item, `${path}.${number}`, dialect));
}

type Pairs = readonly (readonly [string, string])[];

function writeInput(
  structure: Structure,
  input: unknown,
  path: string,
  dialect: QueryDialect,
): Pairs {
  if (!isRecord(input)) throw new TypeError(`${structure.name} has to be a structure`);
  for (const name of Object.keys(input))
    if (!structure.byName.has(name)) throw new TypeError(`${structure.name} has no ${name}`);
  return structure.members.flatMap(({ name, requestName, shape }: Member): Pairs => {
    const value = given(ownMember(input, name), `${structure.name}.${name}`);
    return value === undefined ? [] : writeValue(shape, value, `${path}${requestName}`, dialect);
  });
}

function writeValue(shape: Shape, value: unknown, path: string, dialect: QueryDialect): Pairs {
  if (shape.kind === 'structure') return writeInput(shape, value, `${path}.`, dialect);
  if (shape.kind === 'list') {
    if (!Array.isArray(value)) throw new TypeError(`${path} has to be a list`);
    if (value.length === 0) return dialect.sendsEmptyLists ? [[path, '']] : [];
    const part = dialect.listPart === undefined ? '' : `${dialect.listPart}.`;
    return value.flatMap((item, index) =>
      writeValue(shape.of, item, `${path}.${part}${index + 1}`, dialect),
    );
  }
  const text = shape.kind === 'time' ? isoTime(value) : String(value);
  if (text === undefined || (typeof value === 'object') !== value instanceof Date)
    throw new TypeError(`${path} has to be of type ${shape.kind}`);
  return [[path, text]];
}

function seen(shape: OperationShape, { status, body }: WireResponse, dialect: QueryDialect) {
  if (status >= 200 && status < 300) {
    const result = dialect.result(shape, parseXml(body));
    const output =
      shape.output === undefined ? {} : readXml(shape.output, result, dialect.xml, shape.name);
    return { ok: true, output: output as Call['input'] } as const;
  }
  const error = dialect.error(parseXml(body));
  const [code, message] = [child(error, 'Code'), child(error, 'Message')];
  if (typeof code !== 'string' || code === '') throw new Unreadable('the error has no code');
  return {
    ok: false,
    code,
    status,
    ...(typeof message === 'string' ? { message } : {}),
  } as const;
}

/**
 * The dialect of IAM and STS.
 *
 * What they say to a form that does not fit is not documented; `MalformedInput` is what services of this protocol were
 * seen to say (jclouds/legacy-jclouds#274, of CloudWatch). They are not known to refuse a parameter that they do not know.
 */
const awsQuery = (version: string, host: string): QueryDialect => {
  const namespace = `xmlns="https://${host}/doc/${version}/"`;
  const xml: XmlForm = {
    item: 'member',
    time: wholeSeconds,
    timeOf: isoTime,
    documents: new Set(['AssumeRolePolicyDocument', 'Document']),
  };
  return {
    version,
    contentType: 'text/xml',
    listPart: 'member',
    sendsEmptyLists: true,
    malformed: 'MalformedInput',
    invalid: 'MalformedInput',
    unknown: () => undefined,
    xml,
    success: ({ name, output }, value, requestId) =>
      `<${name}Response ${namespace}>` +
      (output === undefined ? '' : element(`${name}Result`, writeMembers(output, value, xml))) +
      `<ResponseMetadata>${element('RequestId', xmlText(requestId))}</ResponseMetadata></${name}Response>`,
    result: ({ name, output }, root) => {
      if (root.name !== `${name}Response`)
        throw new Unreadable(`the answer is ${root.name}, not ${name}Response`);
      const result = child(root.content, `${name}Result`);
      if (result === undefined && output !== undefined)
        throw new Unreadable(`there is no ${name}Result`);
      return result;
    },
    failure: ({ code, message, status }, requestId) =>
      `<ErrorResponse ${namespace}><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>` +
      `${element('Code', xmlText(code))}${element('Message', xmlText(message))}</Error>` +
      `${element('RequestId', xmlText(requestId))}</ErrorResponse>`,
    error: ({ name, content }) => (name === 'ErrorResponse' ? child(content, 'Error') : undefined),
  };
};

/** How IAM is spoken to. */
export const iamProtocol = queryProtocol(awsQuery('2010-05-08', 'iam.amazonaws.com'));
/** How STS is spoken to. */
export const stsProtocol = queryProtocol(awsQuery('2011-06-15', 'sts.amazonaws.com'));
