import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// npm hands its own project folder to child processes; a fresh project must find its own.
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_(config_local_prefix|lifecycle|package)/.test(name),
  ),
);

/** An empty project with the packed package installed in it. */
export interface Installed {
  readonly home: string;
  /** Runs a command there; throws if it fails. */
  run(command: string, args: readonly string[]): string;
  /** Runs a line as a shell does; how it ended is a value. */
  shell(line: string): { readonly code: number | null; readonly stdout: string };
  remove(): void;
}

/** Packs the build of this run as it is, since other tests may be using it, and installs it elsewhere. */
export function installed(): Installed {
  const home = mkdtempSync(join(tmpdir(), 'agentcore-slr-'));
  const run = (command: string, args: readonly string[], cwd = home): string =>
    execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', home];
  const [tarball] = JSON.parse(run('npm', pack, process.cwd())) as { filename: string }[];
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', ['install', '--no-audit', '--no-fund', `./${tarball?.filename}`]);
  return {
    home,
    run,
    shell: (line) => {
      const { status, stdout } = spawnSync('sh', ['-c', line], {
        cwd: home,
        env,
        encoding: 'utf8',
      });
      return { code: status, stdout };
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
