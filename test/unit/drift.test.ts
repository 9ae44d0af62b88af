import { describe, expect, test } from 'vitest';
import {
  type KnownPassage,
  knownPage,
  knownPolicy,
  permissionsPolicy,
  requirements,
} from '../../model/index.ts';
import { drift, driftText } from '../../src/drift/drift.ts';
import { passagesOfPage, passagesOfPolicy } from '../../src/drift/passages.ts';

const sentences = [
  'Deleting a role',
  'A role can be deleted. It must be unused.',
  'The role allows this:',
  '{ "Version": "2012-10-17", "Statement": [] }',
  '  • one.example.com',
  '  1. Open the console.',
];
const page = sentences.join('\n\n');
const rules = ['role-read', 'trust-policy', 'role-protected', 'tags-editable'] as const;
const known: readonly KnownPassage[] = passagesOfPage(page).map(({ digest }, index) => ({
  digest,
  rules: rules.slice(index, index + 1),
}));

describe('a copy of the page that says the same is the same:', () => {
  test.each([
    ['itself', page],
    ['with other spaces and line ends', page.replaceAll(' ', '   ').replaceAll('\n', '\r\n')],
    [
      'as Markdown',
      [
        '## Deleting a role',
        'A **role** can be [deleted](https://example.com). It must be `unused`.',
        'The role allows this:',
        '```json\n{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n```',
        '* one.example.com',
        '1. Open the console.',
      ].join('\n\n'),
    ],
    ['with the policy on many lines', page.replace(/\{.*\}/, '{\n  "Statement": []\n}')],
  ])('%s', (_, copy) => {
    expect(drift(known, passagesOfPage(copy))).toEqual([]);
  });
});

describe('a copy that says something else names the requirements that it touches:', () => {
  test.each([
    ['a sentence changed', page.replace('must be', 'need not be'), ['role-protected'], 1, 1],
    ['a sentence gone', page.replace('It must be unused.', ''), ['role-protected'], 0, 1],
    [
      'a sentence more',
      page.replace('It must', 'It may be tagged. It must'),
      ['trust-policy', 'role-protected'],
      1,
      0,
    ],
    ['one at the end', `${page}\n\nThe end.`, [], 1, 0],
  ])('%s', (_, copy, touches, now, gone) => {
    expect(drift(known, passagesOfPage(copy))).toMatchObject([{ touches, gone }]);
    expect(drift(known, passagesOfPage(copy))[0]?.now).toHaveLength(now);
  });

  test('everything gone is one change that touches everything', () => {
    expect(drift(known, [])).toEqual([{ now: [], gone: known.length, touches: [...rules] }]);
  });

  test('the report names each requirement with its sentence', () => {
    const changes = drift(known, passagesOfPage(page.replace('must be', 'need not be')));
    const unwrapped = driftText('The page', changes).replace(/\s+/g, ' ');
    expect(unwrapped).toContain(requirements['role-protected'].sentence);
    expect(driftText('The page', [])).toMatch(/says what the requirements were made from/);
  });
});

describe('the policy', () => {
  test('the committed digests are those of the policy in the model', () => {
    expect(drift(knownPolicy, passagesOfPolicy(permissionsPolicy))).toEqual([]);
  });

  test('lists of one, and the order of members and actions, make no difference', () => {
    const Statement = permissionsPolicy.Statement.map(({ Action, ...rest }) => ({
      Action: [Action].flat().reverse(),
      ...rest,
    }));
    expect(drift(knownPolicy, passagesOfPolicy({ Statement }))).toEqual([]);
  });

  test('a lost condition touches the statement’s requirements', () => {
    const Statement = permissionsPolicy.Statement.map((statement) =>
      statement.Sid === 'AllowTagEniOnCreate' ? { ...statement, Condition: {} } : statement,
    );
    const [change] = drift(knownPolicy, passagesOfPolicy({ Statement }));
    expect(change?.touches).toEqual(['permissions-policy', 'interface-tag']);
  });

  test('what is no policy is refused', () => {
    expect(() => passagesOfPolicy({})).toThrow('it has no Statement');
  });
});

test('every sentence of the page states a rule or says why not, and no two are alike', () => {
  const silent = knownPage.filter(({ rules: stated, reason }) => stated.length > 0 === !!reason);
  expect(silent).toEqual([]);
  expect(new Set(knownPage.map(({ digest }) => digest)).size).toBe(knownPage.length);
  expect(knownPage.filter(({ rules: stated }) => stated.length > 0).length).toBeGreaterThan(20);
});
