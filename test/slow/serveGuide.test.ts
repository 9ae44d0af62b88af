import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installed, installed } from '../support/installed.ts';
import { blocksOf } from '../support/markdown.ts';
import { awsEnvironment, type PythonEnvironment, pythonWith, running } from '../support/python.ts';
import { type Served, served } from '../support/serveCommand.ts';

const page = 'docs/serve.md';
const endpoint = 'http://127.0.0.1:4510';
const serve = /^npx (agentcore-slr serve)( .*)?$/;

let at: Installed;
let python: PythonEnvironment;
beforeAll(async () => {
  at = installed();
  python = await pythonWith('awscli');
});
afterAll(() => {
  at.remove();
  python.remove();
});

/** Starts what a line says, at a free port in place of its own. */
const start = (line: string): Promise<Served> => {
  const [, command = '', options = ''] = serve.exec(line) ?? [];
  const [name = '', ...args] = `${command}${options}`.split(' ');
  return served(args.slice(1), {
    command: join(at.home, 'node_modules', '.bin', name),
    cwd: at.home,
  });
};

test('the commands of the guide run in their order, and print what it says', async () => {
  let server: Served | undefined;
  let printed = '';
  for (const { language, text, file } of blocksOf(page)) {
    const lines = text.trim().split('\n');
    if (language === 'json' && file !== undefined) writeFileSync(join(at.home, file), text);
    else if (language === 'text') expect(printed).toBe(text);
    else if (language === 'sh' && lines.every((line) => serve.test(line)))
      for (const line of lines) {
        expect((await server?.stop()) ?? 0, line).toBe(0);
        server = await start(line);
        printed = `listening on ${endpoint}\n`;
      }
    else if (language === 'sh') {
      const url = server?.url ?? '';
      const script = text.replaceAll(endpoint, url);
      const { code, stdout, stderr } = await running('sh', ['-e', '-c', script], {
        cwd: at.home,
        env: python.within(awsEnvironment(url)),
      });
      expect(code, `${text}${stderr}`).toBe(0);
      printed = stdout;
    }
  }
});

test('the fixture of the guide is one that Vitest runs', async () => {
  const [program] = blocksOf(page).filter(({ language }) => language === 'js');
  writeFileSync(join(at.home, 'role.test.js'), program?.text ?? '');
  const modules = join(at.home, 'node_modules');
  mkdirSync(join(modules, '@aws-sdk'), { recursive: true });
  for (const name of ['vitest', '@aws-sdk/client-iam'])
    if (!existsSync(join(modules, name)))
      symlinkSync(resolve('node_modules', name), join(modules, name));
  const { code, stdout, stderr } = await running(
    process.execPath,
    [join(modules, 'vitest', 'vitest.mjs'), 'run', '--root', at.home],
    { cwd: at.home, env: { PATH: process.env.PATH, NO_COLOR: '1' } },
  );
  expect(code, `${stdout}${stderr}`).toBe(0);
  expect(stdout).toMatch(/Tests +1 passed/);
});
