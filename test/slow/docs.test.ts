import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultNames } from '../../model/faults/index.ts';
import { type Installed, installed } from '../support/installed.ts';
import { blocksOf } from '../support/markdown.ts';

/** Commands that the docs name and that are not run here: this test is one of the things they run. */
const scripts = ['npm ci && npm start', 'npm ci && npm test'];
/** Where nothing answers: the target that a reader has is not there, and a command is only tried for its options. */
const nowhere = 'http://127.0.0.1:1';
/** How a command ends, where that is not with 0; those with a file that a reader has are only tried for their options. */
const endings: Readonly<Record<string, number>> = {
  'npx agentcore-slr check --fault browser-not-counted': 1,
  'npx agentcore-slr check --fault browser-not-counted --itf traces/': 1,
  'npx agentcore-slr conform --fault browser-not-counted --only any-region-holds-role': 1,
  'npx agentcore-slr conform --fault browser-not-counted --only scenario/browser-not-counted': 1,
  'npx agentcore-slr conform --from report.json --failed': 2,
  'npx agentcore-slr clean --ledger run.ledger': 2,
  'npx agentcore-slr drift --page page.txt': 2,
  'npx agentcore-slr explain history.jsonl': 1,
  'npx agentcore-slr explain history.jsonl --html history.html': 1,
  'npx agentcore-slr explain history.jsonl --json': 1,
  'npx agentcore-slr explain history.jsonl --max-steps 100000 --time-limit 60': 1,
};
/** The slow ones run in a test of their own. */
const elsewhere = [
  'npx agentcore-slr check',
  'npx agentcore-slr check --all-choices',
  'npx agentcore-slr check --json out.json',
  'npx agentcore-slr faults',
  'npx agentcore-slr conform',
];

/** Servers, and what is asked of them: `serveGuide.test.ts` runs these. */
const ofServer = /^(npx agentcore-slr serve|aws --endpoint-url) /;

const commandsOf = (file: string): readonly string[] =>
  [
    ...blocksOf(file)
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.trim().split('\n')),
    ...[...readFileSync(file, 'utf8').matchAll(/`(npx agentcore-slr [^`]+)`/g)].map(
      ([, command = '']) => command,
    ),
  ].map((line) => line.replace(/\s+#.*$/, '').trim());
const programOf = (file: string): string =>
  blocksOf(file)
    .filter(({ language }) => language === 'js')
    .map(({ text }) => text)
    .join('\n');

test('every script that a page names is one of this package', () => {
  const { scripts: known } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync('docs')
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ];
  const named = pages.flatMap((page) =>
    [
      ...readFileSync(page, 'utf8').matchAll(/npm (?:run )?(start|test(?![\w:])|(?<=run )[\w:]+)/g),
    ].map(([, name = '']) => name),
  );
  expect(named).toContain('docs:pictures');
  expect(named.filter((name) => !(name in known))).toEqual([]);
});

describe('what the docs say runs', () => {
  let at: Installed;
  beforeAll(() => {
    at = installed();
    // The history that a reader has.
    copyFileSync(
      'test/vectors/histories/impossible/two-creators-both-win.jsonl',
      join(at.home, 'history.jsonl'),
    );
  }, 300_000);
  afterAll(() => at.remove());

  const commands = [
    ...new Set(
      [
        'README.md',
        'docs/commands.md',
        'docs/guide.md',
        'docs/exploring.md',
        'docs/conform.md',
        'docs/emulators.md',
        'docs/explain.md',
        'docs/vectors.md',
      ].flatMap(commandsOf),
    ),
  ];

  test.each(
    commands.filter((line) => ![...scripts, ...elsewhere].includes(line) && !ofServer.test(line)),
  )('%s', (line) => {
    expect(line).toMatch(/^npx agentcore-slr /);
    const tried = line.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, nowhere);
    expect(at.shell(tried).code).toBe(endings[line] ?? (tried === line ? 0 : 3));
  });

  test.each(commands.filter((line) => ofServer.test(line)))(
    '%s is in the guide of the server',
    (line) => {
      const guide = readFileSync('docs/serve.md', 'utf8');
      expect(guide).toContain(line.replace(/^aws --endpoint-url \S+/, 'aws'));
    },
  );

  test.each(scripts)('%s names scripts of this package', (line) => {
    expect(commands).toContain(line);
    const { scripts: known } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(known).toHaveProperty(line.replace('npm ci && npm ', ''));
  });

  test('the README counts the wrong models', () => {
    expect(readFileSync('README.md', 'utf8')).toContain(`[${faultNames.length} such wrong models]`);
  });

  test('the failure that the README shows is the one that comes', () => {
    const [shown] = blocksOf('README.md').filter(({ language }) => language === 'text');
    const { stdout } = at.shell('npx agentcore-slr check --fault browser-not-counted');
    expect(stdout).toContain(shown?.text);
  });

  test('the history that docs/explain.md shows is one, and is explicable', () => {
    const [shown] = blocksOf('docs/explain.md').filter(({ language }) => language === 'json');
    writeFileSync(join(at.home, 'shown.jsonl'), shown?.text ?? '');
    expect(at.shell('npx agentcore-slr explain shown.jsonl').code).toBe(0);
  });

  test.each(['guide', 'teardown', 'explain'])(
    'the program in docs/%s.md runs to its end',
    (name) => {
      const program = `${programOf(`docs/${name}.md`)}\nconsole.log('done');`;
      writeFileSync(join(at.home, `${name}.js`), program);
      expect(at.run('node', [`${name}.js`])).toBe('done\n');
    },
  );
});
