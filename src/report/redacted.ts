import { redact } from '../target/redact.ts';

/** A member as it stands in JSON, hidden where its name says that its value is a secret. */
const hidden = (member: string, text: string): string => {
  const line = redact(JSON.stringify({ [member]: text }));
  return Object.values(JSON.parse(line) as Record<string, string>)[0] ?? '';
};

/** A record, or any other data, without account ids, also those in ARNs, and without keys. @category Conformance */
export function redacted<T>(value: T, member = ''): T {
  if (typeof value === 'string') return hidden(member, value) as T;
  if (Array.isArray(value)) return value.map((item) => redacted(item, member)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [redact(name), redacted(item, name)]),
  ) as T;
}
