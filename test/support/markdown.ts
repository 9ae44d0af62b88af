import { readFileSync } from 'node:fs';

/** A block of code in a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The name of the file that the text before ends with. */
  readonly file: string | undefined;
}

/** The blocks of code of a page, in order. */
export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
    ({ index, 1: language = '', 2: code = '' }) => ({
      language,
      text: code,
      file: /`([\w.]+)`:\n\n$/.exec(text.slice(0, index))?.[1],
    }),
  );
}
