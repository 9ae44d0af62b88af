import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** A server that was started as users start one. */
export interface Served {
  readonly url: string;
  /** What it has written so far. */
  readonly written: () => string;
  /** Presses Ctrl-C, and gives the exit code. */
  readonly stop: () => Promise<number | null>;
  /** Ends it without asking. */
  readonly kill: () => void;
}

const listening = /^listening on (http:\S+)$/m;

/** The command that starts the build. */
const built = { command: 'dist/src/cli/main.js', cwd: process.cwd() };

/** Starts `serve` at a free port; it is stopped when the test is over. */
export async function served(args: readonly string[], { command, cwd } = built): Promise<Served> {
  const child = spawn(process.execPath, [command, 'serve', ...args, '--port', '0'], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
    const [code] = await ended;
    return code;
  };
  onTestFinished(async () => {
    await stop();
  });
  let text = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (data: string) => {
        text += data;
        const [, found] = listening.exec(text) ?? [];
        if (found !== undefined) resolve(found);
      });
    child.once('close', () => reject(new Error(`serve ended: ${text}`)));
  });
  return { url, written: () => text, stop, kill: () => child.kill('SIGKILL') };
}
