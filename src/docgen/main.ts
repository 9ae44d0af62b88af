import { mkdirSync, writeFileSync } from 'node:fs';
import { pages } from './pages.ts';

const folder = 'docs/reference';
mkdirSync(folder, { recursive: true });
for (const [file, make] of Object.entries(pages)) {
  process.stderr.write(`${folder}/${file}\n`);
  writeFileSync(`${folder}/${file}`, await make());
}
