import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { page as explorerPage } from '../../docs/explorer/build/page.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The browser of this machine, or undefined where it has none. */
export const browserPath = names
  .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find(isProgram);

/** A page that was opened, and what it must not do. */
export interface Opened {
  readonly page: Page;
  /** Errors on the console, and requests for anything but the page itself. */
  readonly complaints: readonly string[];
}

/** How a page is looked at. */
export type Look = NonNullable<Parameters<Browser['newContext']>[0]>;

/** The explorer page in a browser, from the file system. */
export interface Explorer {
  /** @param rest - What follows the address of the page: `?fault=NAME` or `#LINK`. */
  open(rest?: string, look?: Look): Promise<Opened>;
  close(): Promise<void>;
}

/** Builds the page and starts the browser. */
export async function startExplorer(): Promise<Explorer> {
  const folder = mkdtempSync(join(tmpdir(), 'explorer-'));
  const file = join(folder, 'index.html');
  writeFileSync(file, await explorerPage());
  const address = pathToFileURL(file).href;
  const browser = await chromium.launch({
    ...(browserPath === undefined ? {} : { executablePath: browserPath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  return {
    async open(rest = '', look = {}) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 1000 },
        reducedMotion: 'reduce',
        ...look,
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          complaints.push(message.text());
      });
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('request', (request) => {
        const url = request.url().split(/[?#]/)[0] ?? '';
        if (url !== address && url !== 'data:,') complaints.push(`asks for ${url}`);
      });
      await page.goto(`${address}${rest}`);
      return { page, complaints };
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true });
    },
  };
}
