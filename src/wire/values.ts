import { missing, unjudged } from '../../model/operations/operation.ts';

/**
 * A member of something the model gives, as it is to be sent; undefined if it is not there.
 *
 * @throws TypeError If it is one that only the model's own judgement knows: the server has to fill it in.
 */
export function given(value: unknown, path: string): unknown {
  if (value === unjudged) throw new TypeError(`${path} was never filled in`);
  return value === missing || value === null ? undefined : value;
}

/** Members of a value; those that are no own members of it are not there. */
export const ownMember = (value: object, name: string): unknown =>
  Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;

/** Whether a value is one of members. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A `Date`, or a text in ISO 8601, as the text that a `Date` writes; undefined if it is neither. */
export function isoTime(value: unknown): string | undefined {
  if (typeof value === 'string' && !dateTime.test(value)) return undefined;
  if (typeof value !== 'string' && !(value instanceof Date)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** The same of what a lenient reader takes for a time too: seconds since 1970, and the date of an HTTP header. */
export function anyTime(value: unknown): string | undefined {
  const seconds = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  const date =
    typeof seconds === 'number'
      ? new Date(seconds * 1000)
      : new Date(/^[A-Z][a-z]{2}, \d/.test(String(value)) ? String(value) : Number.NaN);
  return isoTime(value) ?? (Number.isNaN(date.getTime()) ? undefined : date.toISOString());
}

/** The same to the second, as IAM and STS write it. */
export const wholeSeconds = (iso: string): string => iso.replace(/\.\d+Z$/, 'Z');

/** A text of digits as the number it is; undefined if it is no whole number that a number can hold. */
export function integer(text: string): number | undefined {
  const value = Number(text);
  return /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}

const reserved = /[!'()*]/g;
const loneSurrogate = /\p{Surrogate}/gu;
const hex = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;

/** A text in which everything but RFC 3986's unreserved characters is percent-encoded. */
export const percentEncoded = (text: string): string =>
  encodeURIComponent(text.replace(loneSurrogate, '\uFFFD')).replace(reserved, hex);

/** The text that was percent-encoded; undefined if that is malformed. */
export function percentDecoded(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
