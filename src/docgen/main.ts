import { mkdirSync, writeFileSync } from 'node:fs';
import { pages } from './pages.ts';

const folder = 'docs/reference';
/** What the names of the pages to write begin with; all if nothing is said. */
const [beginning = ''] = process.argv.slice(2);

mkdirSync(`${folder}/rules`, { recursive: true });
for (const [file, make] of Object.entries(pages)) {
  if (!file.startsWith(beginning)) continue;
  process.stderr.write(`${folder}/${file}\n`);
  writeFileSync(`${folder}/${file}`, await make());
}
