import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Ended } from './cli.ts';

/** What keeps AWS clients away from real accounts: keys that are none, no files of the user, no machine to ask. */
export const awsEnvironment = (url: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
  AWS_ACCESS_KEY_ID: '123456789012',
  AWS_SECRET_ACCESS_KEY: 'any',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
  AWS_ENDPOINT_URL: url,
});

/** Runs a program while this process goes on, as it must if it is the server that the program asks. */
export function running(
  command: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly input?: string },
): Promise<Ended> {
  const { input = '', ...others } = options;
  const child = spawn(command, args, others);
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (data: string) => {
      text[name] += data;
    });
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...text }));
  });
}

/** A Python of its own with packages in it. */
export interface PythonEnvironment {
  readonly home: string;
  readonly python: string;
  /** An environment in which its programs are found first. */
  readonly within: (env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv;
  readonly remove: () => void;
}

/** Makes a Python of its own in a temporary folder, and installs packages in it. */
export async function pythonWith(...packages: readonly string[]): Promise<PythonEnvironment> {
  const home = mkdtempSync(join(tmpdir(), 'agentcore-slr-'));
  const bin = join(home, 'bin');
  const python = join(bin, 'python');
  for (const [command, ...args] of [
    ['python3', '-m', 'venv', home],
    [python, '-m', 'pip', 'install', '--quiet', ...packages],
  ] as const) {
    const { code, stderr } = await running(command, args, { env: process.env });
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
  }
  return {
    home,
    python,
    within: (env) => ({ ...env, PATH: `${bin}${delimiter}${env.PATH ?? ''}` }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
