import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';

const main = 'dist/src/cli/main.js';

/** The built `serve` in a process of its own. */
export interface Serving {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** What it has said on standard error. */
  readonly stderr: () => string;
  /** How it ended: the exit code, or the signal. */
  readonly ended: Promise<number | string | null>;
}

/** Starts the built `serve` at a free port, and waits until it listens. */
export async function serving(...args: readonly string[]): Promise<Serving> {
  return servingUnder([], ...args);
}

/** The same under another command, such as a shell that sets limits. */
export async function servingUnder(
  outer: readonly string[],
  ...args: readonly string[]
): Promise<Serving> {
  const [command = '', ...rest] = [...outer, process.execPath, main, 'serve', '--port', '0'];
  const child = spawn(command, [...rest, ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = once(child, 'exit').then(([code, signal]) => code ?? signal);
  let stdout = '';
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      stdout += data;
      const [, found] = /^listening on http:\/\/\S+:(\d+)\n$/.exec(stdout) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('close', () => reject(new Error(`it does not listen: ${stdout}${stderr}`)));
  });
  return { url: `http://127.0.0.1:${port}`, port, child, stderr: () => stderr, ended };
}

/** What a raw connection got until it was closed; undefined if that took longer than it may. */
export function raw(
  port: number,
  parts: readonly (string | Buffer)[],
  { withinMs, end = false }: { readonly withinMs: number; readonly end?: boolean },
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let got = '';
    const bound = setTimeout(() => {
      socket.destroy();
      resolve(undefined);
    }, withinMs);
    socket.on('data', (data) => {
      got += data;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(bound);
      resolve(got);
    });
    for (const part of parts) socket.write(part);
    if (end) socket.end();
  });
}
