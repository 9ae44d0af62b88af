import { readFileSync } from 'node:fs';

/** The version of the package: read from its manifest, one or two folders up. */
export const version: string = (() => {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      const text = readFileSync(new URL(up, import.meta.url), 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      // The sources and what is built from them lie at different depths: try the next.
    }
  }
  return 'unknown';
})();
