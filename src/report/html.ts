import { printable } from './printable.ts';

/** Markup that is ours. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text, which is escaped, and markup. */
export type Part = Markup | string | number | undefined | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const written = (part: Part): string =>
  part instanceof Markup
    ? part.text
    : typeof part === 'object'
      ? part.map(written).join('')
      : printable(String(part ?? '')).replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);

/** A template of markup: whatever is put into it is text, unless it is markup made by this. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(texts.reduce((soFar, text, at) => `${soFar}${written(parts[at - 1])}${text}`));
