import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporary } from '../support/cli.ts';
import { blocksOf } from '../support/markdown.ts';

const page = 'docs/library.md';
const headings = [...readFileSync(page, 'utf8').matchAll(/^## (.*)$/gm)].map(([, title]) => title);
const programs = blocksOf(page)
  .filter(({ language }) => language === 'ts')
  .map(({ text }, index) => [headings[index] as string, text] as const);

/** A project of somebody who has this package, the AWS SDK and the types of Node. */
function project(): string {
  const home = temporary('project');
  const link = (name: string, to: string) => {
    const path = join(home, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(resolve(to), path);
  };
  link('agentcore-slr', '.');
  link('@aws-sdk', 'node_modules/@aws-sdk');
  link('@types', 'node_modules/@types');
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }\n');
  return home;
}

describe('the programs of the page about the library', () => {
  let home: string;
  const file = (title: string) => `${title.toLowerCase().replaceAll(/\W+/g, '-')}.ts`;
  beforeAll(() => {
    home = project();
    for (const [title, text] of programs) writeFileSync(join(home, file(title)), text);
  });

  test('there is one in each section, and the table at the top leads to each', () => {
    expect(programs).toHaveLength(headings.length);
    const text = readFileSync(page, 'utf8');
    for (const title of headings)
      expect(text).toContain(`(#${title?.toLowerCase().replaceAll(' ', '-')})`);
  });

  test('fit the types of the package', () => {
    const tsc = resolve('node_modules/typescript/bin/tsc');
    const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
    const as = ['--skipLibCheck', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
    const files = programs.map(([title]) => file(title));
    const run = () =>
      execFileSync('node', [tsc, ...strict, ...as, ...files], { cwd: home, encoding: 'utf8' });
    expect(run()).toBe('');
  });

  test.each(programs)('%s: runs to its end', (title) => {
    const program = join(home, file(title).replace(/ts$/, 'js'));
    execFileSync('node', [program], { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
  });

  test('the schema of the lines of a harness is in the package', () => {
    const script = "console.log(require('agentcore-slr/harness.schema.json').title)";
    expect(
      execFileSync('node', ['--input-type=commonjs', '--eval', script], {
        cwd: home,
        encoding: 'utf8',
      }),
    ).toBe('Lines between agentcore-slr conform and a harness\n');
  });
});
