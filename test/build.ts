import { execFileSync } from 'node:child_process';

const built = Symbol.for('agentcore-slr: dist is built');

/**
 * Builds `dist/` once per run, so that tests of the command line start what users start.
 *
 * Vitest calls this for every project and loads the file anew each time, hence the global mark.
 */
export default function build(): void {
  if (Reflect.has(globalThis, built)) return;
  Reflect.set(globalThis, built, true);
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
