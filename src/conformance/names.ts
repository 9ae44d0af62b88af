/** The names that a target gave to things, by the model's own. */
export type Names = Readonly<Record<string, string>>;

const symbolPattern = /\{\{(\w+):(\d+)\}\}/g;
/** The number of things that there never are. */
const never = '99';

const nobodys = '00000000-0000-4000-8000-000000000000';
/** Names of the right form for things that there never are. */
const nowhere: Readonly<Record<string, string>> = { Task: nobodys, Job: nobodys };

/** A text or structure with a target's names in the place of the model's symbols. */
export function withNames<T>(value: T, names: Names): T {
  if (typeof value === 'string')
    return value.replace(
      symbolPattern,
      (symbol, kind: string, number: string) =>
        names[symbol] ?? (number === never ? nowhere[kind] : undefined) ?? symbol,
    ) as T;
  if (Array.isArray(value)) return value.map((item) => withNames(item, names)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, item]) => [member, withNames(item, names)]),
  ) as T;
}

/** The first symbol that is left in a value. */
export const symbolIn = (value: unknown): string | undefined =>
  JSON.stringify(value)?.match(symbolPattern)?.[0];

/** A text with the model's symbols in the place of a target's names, longer ones first. */
export const withSymbols = (text: string, names: Names): string =>
  Object.entries(names)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .reduce((soFar, [symbol, name]) => soFar.replaceAll(name, symbol), text);

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function learnText(expected: string, seen: string): Names {
  const symbols = expected.match(symbolPattern) ?? [];
  if (symbols.length === 0) return {};
  const pattern = expected.split(/\{\{\w+:\d+\}\}/).map(literal);
  const found = new RegExp(`^${pattern.join('([^/:]+)')}$`).exec(seen);
  return found === null
    ? {}
    : Object.fromEntries(symbols.map((symbol, index) => [symbol, found[index + 1] as string]));
}

/** What a target's answer tells of names, beside the answer that the model gives. */
export function learn(expected: unknown, seen: unknown): Names {
  if (typeof expected === 'string')
    return typeof seen === 'string' ? learnText(expected, seen) : {};
  if (typeof expected !== 'object' || expected === null) return {};
  if (typeof seen !== 'object' || seen === null) return {};
  const others = seen as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(expected).flatMap(([member, item]) =>
      Object.entries(learn(item, others[member])),
    ),
  );
}
