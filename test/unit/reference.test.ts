import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { requirementIds, requirements } from '../../model/index.ts';
import { pages } from '../../src/docgen/pages.ts';

const folder = 'docs/reference';
/** These take minutes to make: the slow tier compares them. */
const slow = ['faults.md', 'power.md'];
const files = Object.keys(pages);
const committed = (file: string): string => readFileSync(`${folder}/${file}`, 'utf8');
const made = Object.entries(pages).filter(([file]) => !slow.includes(file));
const isRule = ([file]: (typeof made)[number]): boolean => file.startsWith('rules/');

test.each(made.filter((one) => !isRule(one)))('%s is what the model says', async (file, make) => {
  expect(committed(file), '`npm run reference` writes it anew').toBe(await make());
});

test('the page of each rule is what the model says', async () => {
  for (const [file, make] of made.filter(isRule))
    expect(committed(file), '`npm run reference` writes it anew').toBe(await make());
});

test('whoever reads a documented rule is one click away from where it is written', () => {
  const ofOnePage = requirementIds.filter(
    (id) =>
      requirements[id].level === 'documented' &&
      !requirements[id].source.startsWith('API references,'),
  );
  const without = ofOnePage.filter(
    (id) => !/^- Documented: \[.*\]\(https:/m.test(committed(`rules/${id}.md`)),
  );
  expect(without).toEqual([]);
});

test('there are no other pages, and no link leads nowhere', () => {
  const there = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(there.filter((name) => name.endsWith('.md')).sort()).toEqual([...files].sort());
  const texts = new Map(files.map((file) => [file, committed(file)]));
  const guide = (file: string): string | undefined =>
    existsSync(`${folder}/${file}`) ? committed(file) : undefined;
  const anchors = (text: string): readonly string[] =>
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
  const dead = files.flatMap((file) =>
    [...(texts.get(file) ?? '').matchAll(/\]\(([\w./-]*)(?:#([\w-]+))?\)/g)].flatMap(
      ([link, to, anchor]) => {
        const path = to ? posix.join(posix.dirname(file), to) : file;
        const text = texts.get(path) ?? guide(path);
        const found = text !== undefined && (!anchor || anchors(text).includes(anchor));
        return found ? [] : [`${file}: ${link}`];
      },
    ),
  );
  expect(dead).toEqual([]);
});
