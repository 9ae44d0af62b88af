import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pages } from '../../src/docgen/pages.ts';

const folder = 'docs/reference';
/** It takes minutes to make: the slow tier compares it. */
const slow = 'faults.md';
const files = Object.keys(pages) as (keyof typeof pages)[];

test.each(files.filter((file) => file !== slow))('%s is what the model says', async (file) => {
  const committed = readFileSync(`${folder}/${file}`, 'utf8');
  expect(committed, '`npm run reference` writes it anew').toBe(await pages[file]());
});

test('there are no other pages, and no link leads nowhere', () => {
  expect(readdirSync(folder).sort()).toEqual([...files].sort());
  const texts = new Map(files.map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]));
  const anchors = (text: string): readonly string[] =>
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase());
  const dead = files.flatMap((file) =>
    [...(texts.get(file) ?? '').matchAll(/\]\(([\w.]*)(?:#([\w-]+))?\)/g)].flatMap(
      ([link, to, anchor]) => {
        const text = texts.get((to || file) as typeof file);
        const found = text !== undefined && (!anchor || anchors(text).includes(anchor));
        return found ? [] : [`${file}: ${link}`];
      },
    ),
  );
  expect(dead).toEqual([]);
});
