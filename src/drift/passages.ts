import { createHash } from 'node:crypto';

/** One passage of a document: its text, and the digest that stands for it. */
export interface Passage {
  readonly text: string;
  readonly digest: string;
}

const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 12);

const passage = (text: string): Passage => ({ text, digest: digestOf(text) });

/** Leaves out what a copy may differ in although it says the same: marks of Markdown, bullets, numbers, spaces. */
const plain = (line: string): string =>
  line
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:#+|[•*-]|\d+\.)\s+/, '')
    .replace(/[`*_]{1,2}(?=\w)|(?<=\w)[`*]{1,2}/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Policies in a page: fenced, on one line, or from a brace at the margin to the next. */
const policies = /^```[\s\S]*?^```|^\s*\{.*\}\s*$|^\{$[\s\S]*?^\}$/gm;

/**
 * The sentences of a page, in order, its policies left out.
 *
 * @param page - The page as text or Markdown.
 */
export function passagesOfPage(page: string): readonly Passage[] {
  return page
    .replaceAll('\r', '')
    .replaceAll(policies, '')
    .split('\n')
    .map(plain)
    .filter((line) => line !== '')
    .flatMap((line) => line.split(/(?<=[.:])\s+(?=[A-Z])/))
    .map(passage);
}

/** A value with its members in order, and lists of one written as the one. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? normal(value[0]) : value.map(normal).sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => [name, normal(item)]),
  );
}

/** The statements of a policy, in order. @throws SyntaxError or TypeError if it is none. */
export function passagesOfPolicy(policy: unknown): readonly Passage[] {
  const { Statement } = policy as { Statement?: unknown };
  if (typeof Statement !== 'object' || Statement === null)
    throw new TypeError('it has no Statement');
  return [Statement].flat().map((statement) => passage(JSON.stringify(normal(statement))));
}
