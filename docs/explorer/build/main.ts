import { mkdirSync, writeFileSync } from 'node:fs';
import { page } from './page.ts';

const folder = 'docs/site/explorer';
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/index.html`, await page());
