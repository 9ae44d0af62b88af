import { linkOf } from '../report/links.ts';

/** Text inside a table's cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', '<br>');

/** A table; cells may hold Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map(cell).join(' | ')} |`)
    .join('\n');

/** A name as code; nothing where there is none. */
export const code = (name: string | undefined): string => (name === undefined ? '' : `\`${name}\``);

/** Names as code, one after the other. */
export const codes = (names: readonly string[]): string => names.map(code).join(', ');

/** A page: a title, a line that says it is generated, and its parts with empty lines between. */
export const page = (title: string, ...parts: readonly string[]): string =>
  `${[
    `# ${title}`,
    '<!-- Generated from the model by `npm run reference`. Do not edit. -->',
    ...parts,
  ].join('\n\n')}\n`;

/** Where a requirement is said, with a link where that is a page. */
export function sourceLink(source: string): string {
  const link = linkOf(source);
  return link === undefined ? source : `[${source}](${link})`;
}

/** A link to a requirement's own place. */
export const ruleLink = (id: string): string =>
  id === 'fault' ? '' : `[${id}](requirements.md#${id})`;
