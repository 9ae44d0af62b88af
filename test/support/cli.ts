import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = 'dist/src/cli/main.js';

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command, as users do. */
export function cli(...args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return { code: status, stdout, stderr };
}

const pressesEveryMs = 2;

/**
 * Runs the built command as on a terminal, and presses Ctrl-C when it shows progress, once or until it ends.
 *
 * A signal that is sent while the same one is pending is lost, so two in a row may be seen as one.
 */
export function cliInterrupted(
  pressed: 'once' | 'untilItEnds',
  ...args: readonly string[]
): Promise<Ended> {
  const terminal = ['--import', 'data:text/javascript,process.stderr.isTTY=true'];
  const child = spawn(process.execPath, [...terminal, main, ...args]);
  child.stderr.once('data', () => {
    child.kill('SIGINT');
    if (pressed === 'once') return;
    const presses = setInterval(() => child.kill('SIGINT'), pressesEveryMs);
    child.once('exit', () => clearInterval(presses));
  });
  return ended(child);
}

function ended(child: ReturnType<typeof spawn>): Promise<Ended> {
  const text = { stdout: '', stderr: '' };
  child.stdout?.on('data', (data) => {
    text.stdout += data;
  });
  child.stderr?.on('data', (data) => {
    text.stderr += data;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...text })));
}

/** A path in a new folder that is left to the system's tidying. */
export const temporary = (name: string): string =>
  join(mkdtempSync(join(tmpdir(), 'agentcore-slr-')), name);
