import { isSymbolic, patternOf } from './expected.ts';

/** How texts are written that are not known beforehand, and whether objects may have more members. */
export interface LiteralStyle {
  /** An expression in the place of a text; undefined where it is to be written as it is. */
  readonly expression?: (text: string) => string | undefined;
  readonly containing?: boolean;
}

const isName = /^[A-Za-z_]\w*$/;

/** A value as TypeScript. Texts are quoted by JSON, so nothing in one can end it. */
export function literal(value: unknown, style: LiteralStyle = {}, indent = ''): string {
  if (typeof value === 'string') return style.expression?.(value) ?? JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const deeper = `${indent}  `;
  const between = (open: string, parts: readonly string[], close: string): string => {
    const line = `${open}${open === '{' ? ' ' : ''}${parts.join(', ')}${open === '{' ? ' ' : ''}${close}`;
    return line.length + indent.length <= 90 && !line.includes('\n')
      ? line
      : `${open}\n${parts.map((part) => `${deeper}${part},\n`).join('')}${indent}${close}`;
  };
  if (Array.isArray(value))
    return value.length === 0
      ? '[]'
      : between(
          '[',
          value.map((item) => literal(item, style, deeper)),
          ']',
        );
  const members = Object.entries(value).map(
    ([member, item]) =>
      `${isName.test(member) ? member : JSON.stringify(member)}: ${literal(item, style, deeper)}`,
  );
  const object = members.length === 0 ? '{}' : between('{', members, '}');
  return style.containing ? `expect.objectContaining(${object})` : object;
}

/** What vitest takes for a text that is not known, or only in part. */
export const matcher = (text: string): string | undefined =>
  !isSymbolic(text)
    ? undefined
    : text === '(any)'
      ? 'expect.anything()'
      : `expect.stringMatching(new RegExp(${JSON.stringify(`^${patternOf(text)}$`)}))`;
