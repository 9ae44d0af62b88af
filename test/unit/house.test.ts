import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

interface HouseRule {
  readonly name: string;
  readonly fix: string;
  /** What breaks the rule in one file. Empty when the file keeps it. */
  readonly findings: (file: SourceFile) => readonly string[];
  readonly breaks: readonly SourceFile[];
  readonly keeps: readonly SourceFile[];
}

const linesMax = 400;
const tables = [
  /^model\/requirements\.ts$/,
  /^model\/operations(\.ts$|\/)/,
  /^src\/wire\/shapes\.ts$/,
  /^test\/support\/sdkRows\.ts$/,
];
const accounts = ['123456789012', '111111111111', '111122223333'];
const generated = [/^package-lock\.json$/];

const file = (path: string, text: string): SourceFile => ({ path, text });
const isCode = ({ path }: SourceFile): boolean => /\.[cm]?[jt]s$/.test(path);
const isWithin = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);
const isPackage = (name: string, of: string): boolean => name === of || name.startsWith(`${of}/`);

/** Every module a file imports, relative ones as paths from the top of the project. */
function imports({ path, text }: SourceFile): readonly string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName) : fileName,
    );
}

function importRule(
  name: string,
  fix: string,
  applies: (path: string) => boolean,
  forbids: (imported: string) => boolean,
  breaks: readonly SourceFile[],
  keeps: readonly SourceFile[],
): HouseRule {
  const findings = (source: SourceFile) =>
    isCode(source) && applies(source.path)
      ? imports(source)
          .filter(forbids)
          .map((imported) => `imports ${imported}`)
      : [];
  return { name, fix, findings, breaks, keeps };
}

const join = (...parts: readonly string[]): string => parts.join('/');
const isNodeOrWithin = (imported: string, folders: readonly string[]): boolean =>
  isBuiltin(imported) || folders.some((folder) => isWithin(imported, folder));

const rules: readonly HouseRule[] = [
  importRule(
    'only model/machines imports xstate, and the benchmark that compares with it',
    'Ask a machine through the functions that model/machines exports.',
    (path) => !isWithin(path, 'model/machines') && path !== 'test/bench/peer.ts',
    (imported) => isPackage(imported, 'xstate'),
    [
      file('model/step.ts', "import { transition } from 'xstate';"),
      file('src/a.ts', "export type { Actor } from 'xstate';"),
      file('test/unit/a.test.ts', "await import('xstate/graph');"),
    ],
    [file('model/machines/role.ts', "import { setup } from 'xstate';")],
  ),
  importRule(
    'model imports neither Node, nor fast-check, nor an outer layer',
    'Pass the value in as an argument, or move the code to src.',
    (path) => isWithin(path, 'model'),
    (imported) =>
      isNodeOrWithin(imported, ['properties', 'src', 'test']) || isPackage(imported, 'fast-check'),
    [
      file('model/a.ts', "import { readFileSync } from 'node:fs';"),
      file('model/a.ts', "import fc from 'fast-check';"),
      file('model/a.ts', "import { p } from '../properties/p.ts';"),
      file('model/machines/a.ts', "import type { T } from '../../src/t.ts';"),
    ],
    [file('model/a.ts', "import { b } from './machines/b.ts'; // not from 'node:fs'")],
  ),
  importRule(
    'properties imports neither Node nor an outer layer',
    'State the property over the model; let src bring what runs it.',
    (path) => isWithin(path, 'properties'),
    (imported) => isNodeOrWithin(imported, ['src', 'test']),
    [
      file('properties/a.ts', "import { env } from 'node:process';"),
      file('properties/a.ts', "import { t } from '../src/t.ts';"),
    ],
    [file('properties/a.ts', "import { step } from '../model/step.ts';")],
  ),
  importRule(
    'src does not import from src/cli',
    'Move the shared code out of src/cli.',
    (path) => isWithin(path, 'src') && !isWithin(path, 'src/cli'),
    (imported) => isWithin(imported, 'src/cli'),
    [file('src/report/a.ts', "export { b } from '../cli/b.ts';")],
    [
      file('src/cli/main.ts', "import { b } from './b.ts';"),
      file('src/a.ts', "import { b } from './client/b.ts';"),
    ],
  ),
  importRule(
    'src/wire is a pure codec: it imports from itself and the model, and reads XML with one library',
    'Pass the value in as an argument, or move the code to where it is used.',
    (path) => isWithin(path, 'src/wire'),
    (imported) =>
      !isWithin(imported, 'src/wire') &&
      !isWithin(imported, 'model') &&
      !isPackage(imported, 'fast-xml-parser'),
    [
      file('src/wire/a.ts', "import { Buffer } from 'node:buffer';"),
      file('src/wire/a.ts', "import type { IAM } from '@aws-sdk/client-iam';"),
      file('src/wire/a.ts', "import { b } from '../report/b.ts';"),
    ],
    [
      file('src/wire/a.ts', "import { step } from '../../model/step.ts';"),
      file('src/server/a.ts', "import { createServer } from 'node:http';"),
    ],
  ),
  {
    name: `no code file has more than ${linesMax} lines, tables excepted`,
    fix: 'Split the file by subject. A table is added to the list at the top of this test.',
    findings: (source) => {
      const lines = source.text.trimEnd().split('\n').length;
      const isLong = isCode(source) && lines > linesMax && !tables.some((t) => t.test(source.path));
      return isLong ? [`has ${lines} lines`] : [];
    },
    breaks: [file('src/a.ts', 'a();\n'.repeat(linesMax + 1))],
    keeps: [
      file('src/a.ts', 'a();\n'.repeat(linesMax)),
      file('model/requirements.ts', 'a();\n'.repeat(linesMax + 1)),
      file('docs/a.md', 'a\n'.repeat(linesMax + 1)),
    ],
  },
  {
    name: 'no file names a folder of one machine',
    fix: 'Write the path relative to the project, or make a temporary folder.',
    findings: ({ text }) => text.match(/(?<![\w.])\/(?:work|root|home)\/[\w.-]*/g) ?? [],
    breaks: [
      file('docs/a.md', `See ${join('', 'work', 'notes.md')}.`),
      file('src/a.ts', `read('${join('', 'root', 'a')}')`),
      file('src/b.ts', `open('file:/${join('', 'home', 'a')}')`),
    ],
    keeps: [
      file(
        'docs/a.md',
        `See https://a.example${join('', 'work', 'a')} and .${join('', 'root', 'b')}.`,
      ),
    ],
  },
  {
    name: 'account ids are those of AWS documentation',
    fix: `Use one of ${accounts.join(', ')}.`,
    findings: ({ path, text }) =>
      generated.some((pattern) => pattern.test(path))
        ? []
        : (withoutUuids(text).match(/(?<![\w.])\d{12}(?!\w)/g) ?? []).filter(
            (id) => !accounts.includes(id),
          ),
    breaks: [
      file('docs/a.md', `arn:aws:iam::${'9'.repeat(12)}:role/a`),
      file('src/a.ts', `const account = '${'4'.repeat(12)}';`),
    ],
    keeps: [
      file('docs/a.md', accounts.join(', ')),
      file('docs/a.md', `00000000-0000-4000-8000-${'0'.repeat(12)} and ${'1'.repeat(13)}`),
    ],
  },
];

function withoutUuids(text: string): string {
  return text.replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi, '');
}

/** Every text file of the project that .gitignore does not leave out. */
function projectFiles(): readonly SourceFile[] {
  const lines = readFileSync('.gitignore', 'utf8').split('\n').filter(Boolean);
  const isIgnored = (path: string): boolean =>
    lines.some((line) =>
      line.startsWith('*')
        ? path.endsWith(line.slice(1))
        : `/${path}/`.endsWith(`/${line.replace(/\/$/, '')}/`),
    );
  const walk = (folder: string): SourceFile[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (entry.name === '.git' || isIgnored(path)) return [];
      if (entry.isDirectory()) return walk(path);
      if (!entry.isFile()) return [];
      const text = readFileSync(path, 'utf8');
      return text.includes('\0') ? [] : [file(path, text)];
    });
  return walk('.');
}

describe.each(rules)('house: $name', ({ fix, findings, breaks, keeps }) => {
  test.each(breaks)('finds what breaks it in a sample: $path', (sample) => {
    expect(findings(sample)).not.toEqual([]);
  });

  test.each(keeps)('accepts what keeps it in a sample: $path', (sample) => {
    expect(findings(sample)).toEqual([]);
  });

  test('holds in the whole project', () => {
    const broken = projectFiles().flatMap((source) =>
      findings(source).map((finding) => `${source.path} ${finding}`),
    );
    expect(broken, fix).toEqual([]);
  });
});

test('house: the walk finds the project and leaves out what is generated', () => {
  const paths = projectFiles().map(({ path }) => path);
  expect(paths).toContain('package.json');
  expect(paths).toContain('test/unit/house.test.ts');
  expect(paths.filter((path) => /(^|\/)(node_modules|dist|\.git)\//.test(path))).toEqual([]);
});
