import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** A link of a page, as it is written there. */
export interface Link {
  readonly page: string;
  readonly to: string;
}

const unescaped = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

/** What the elements of a page point at. */
export const linksOf = (page: string): readonly Link[] =>
  [...readFileSync(page, 'utf8').matchAll(/<[a-z][^>]*? (?:href|src)="([^"]*)"/g)].map(
    ([, to = '']) => ({ page, to: unescaped(to) }),
  );

const placesIn = (page: string): ReadonlySet<string> =>
  new Set([...readFileSync(page, 'utf8').matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id));

export const isElsewhere = ({ to }: Link): boolean => /^[a-z]+:/.test(to);

/** The links between the pages of a folder that lead to no file, or to no place in one. */
export function deadLinks(links: readonly Link[]): readonly Link[] {
  const places = new Map<string, ReadonlySet<string>>();
  return links.filter(({ page, to }) => {
    const [path = '', place = ''] = to.split('#').map(decodeURIComponent);
    const file = path === '' ? page : normalize(join(dirname(page), path));
    if (!existsSync(file) || !statSync(file).isFile()) return true;
    if (place === '' || !file.endsWith('.html')) return false;
    const known = places.get(file) ?? placesIn(file);
    places.set(file, known);
    return !known.has(place);
  });
}

/** Every page of a folder and of those in it. */
export const pagesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .map((name) => join(folder, name));
