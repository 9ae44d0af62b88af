import { type ChildProcess, spawn } from 'node:child_process';
import type { Ended } from './cli.ts';

/** A built command that does not keep this process from answering it. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the built command, as users do. */
export function running(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Running {
  const child = spawn(process.execPath, ['dist/src/cli/main.js', ...args], { env });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (data: string) => {
      text[name] += data;
    });
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => resolve({ code, ...text })),
  );
  return { child, ended };
}
