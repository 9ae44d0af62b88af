import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Unreadable } from './message.ts';
import type { TimeReader } from './protocol.ts';
import type { Member, Shape, Structure } from './schema.ts';
import {
  given,
  integer,
  isoTime,
  isRecord,
  ownMember,
  percentDecoded,
  percentEncoded,
} from './values.ts';

/** How a protocol writes values as XML. */
export interface XmlForm {
  /** The name of the elements of a list. */
  readonly item: string;
  /** A time, from what a `Date` writes. */
  readonly time: (iso: string) => string;
  readonly timeOf: TimeReader;
  /** Members that hold a policy document, URL-encoded. */
  readonly documents: ReadonlySet<string>;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};
const special = /[&<>"'\r]/g;
/** What XML 1.0 has no way to write. */
const unwritable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
  /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** A text as XML; characters that XML cannot hold become U+FFFD. */
export const xmlText = (text: string): string =>
  text.replace(unwritable, '\uFFFD').replace(special, (found) => entities[found] ?? found);

/** An element with its content, which is XML. */
export const element = (name: string, content: string): string =>
  content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;

/**
 * The members of a structure as XML, in the order of its shape.
 *
 * @throws TypeError If the value does not have that shape: then the model, or what fills in its outputs, is wrong.
 */
export function writeMembers(structure: Structure, value: unknown, form: XmlForm): string {
  if (!isRecord(value)) throw new TypeError(`${structure.name} has to be a structure`);
  for (const name of Object.keys(value))
    if (!structure.byName.has(name)) throw new TypeError(`${structure.name} has no ${name}`);
  let xml = '';
  for (const member of structure.members) {
    const path = `${structure.name}.${member.name}`;
    const content = given(ownMember(value, member.name), path);
    if (content !== undefined) xml += element(member.responseName, write(member, content, form));
  }
  return xml;
}

const write = (member: Member, value: unknown, form: XmlForm): string =>
  form.documents.has(member.name)
    ? percentEncoded(typeof value === 'string' ? value : JSON.stringify(value))
    : writeShape(member.shape, value, form, member.name);

function writeShape(shape: Shape, value: unknown, form: XmlForm, path: string): string {
  switch (shape.kind) {
    case 'text':
      if (typeof value === 'string') return xmlText(value);
      break;
    case 'integer':
      if (Number.isSafeInteger(value)) return String(value);
      break;
    case 'boolean':
      if (typeof value === 'boolean') return String(value);
      break;
    case 'time': {
      const iso = isoTime(value);
      if (iso !== undefined) return form.time(iso);
      break;
    }
    case 'list':
      if (Array.isArray(value))
        return value
          .map((item) => given(item, path))
          .map((item) => element(form.item, writeShape(shape.of, item, form, path)))
          .join('');
      break;
    case 'structure':
      return writeMembers(shape, value, form);
    case 'map':
      throw new TypeError(`${path} is a map, which no query protocol here has`);
  }
  throw new TypeError(`${path} has to be of type ${shape.kind}`);
}

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  htmlEntities: true,
  maxNestedTags: 64,
});

/** The one element of a document. */
export interface Root {
  readonly name: string;
  readonly content: unknown;
}

/**
 * Reads a document.
 *
 * @throws Unreadable If it is no well-formed XML, or one with a document type, which may define entities.
 */
export function parseXml(text: string): Root {
  if (text.includes('<!DOCTYPE')) throw new Unreadable('the XML has a document type');
  if (XMLValidator.validate(text) !== true) throw new Unreadable('it is no well-formed XML');
  const entries = Object.entries(parsed(text)).filter(([name]) => name !== textName);
  const [root, ...others] = entries;
  if (root === undefined || others.length > 0) throw new Unreadable('it is no XML of one element');
  return { name: root[0], content: root[1] };
}

const textName = '#text';

function parsed(text: string): object {
  try {
    return parser.parse(text) as object;
  } catch (error) {
    throw new Unreadable('the XML cannot be read', { cause: error });
  }
}

/** A child of an element; undefined if there is none. */
export const child = (content: unknown, name: string): unknown =>
  isRecord(content) ? ownMember(content, name) : undefined;

/** Whether an element has nothing in it but white space. */
const isBlank = (content: unknown): boolean => typeof content === 'string' && content.trim() === '';

/**
 * The value of an element.
 *
 * @throws Unreadable If it is not one of its shape; elements of other names are left out.
 */
export function readXml(shape: Shape, content: unknown, form: XmlForm, path: string): unknown {
  if (shape.kind === 'structure') return readMembers(shape, content, form, path);
  if (shape.kind === 'list') return readList(shape.of, content, form, path);
  if (typeof content !== 'string') throw new Unreadable(`${path} is not one text`);
  switch (shape.kind) {
    case 'text':
      return content;
    case 'integer':
      return readable(integer(content.trim()), path, 'a whole number');
    case 'boolean':
      return readable(booleans.get(content.trim()), path, 'true or false');
    case 'time':
      return readable(form.timeOf(content.trim()), path, 'a time in ISO 8601');
    case 'map':
      throw new Unreadable(`${path} is a map, which no query protocol here has`);
  }
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

function readable<T>(value: T | undefined, path: string, what: string): T {
  if (value === undefined) throw new Unreadable(`${path} is not ${what}`);
  return value;
}

function readMembers(structure: Structure, content: unknown, form: XmlForm, path: string) {
  if (!isRecord(content) && !isBlank(content)) throw new Unreadable(`${path} is not one structure`);
  const output: Record<string, unknown> = {};
  for (const member of structure.members) {
    const value = child(content, member.responseName);
    if (value === undefined) continue;
    const read = readXml(member.shape, value, form, `${path}.${member.name}`);
    output[member.name] = form.documents.has(member.name)
      ? (percentDecoded(String(read)) ?? read)
      : read;
  }
  return output;
}

function readList(of: Shape, content: unknown, form: XmlForm, path: string): readonly unknown[] {
  if (isBlank(content)) return [];
  if (!isRecord(content)) throw new Unreadable(`${path} is not one list`);
  const items = child(content, form.item) ?? [];
  return (Array.isArray(items) ? items : [items]).map((item, index) =>
    readXml(of, item, form, `${path}[${index}]`),
  );
}
