import { expect, test } from 'vitest';
import { type Account, type ChoiceName, newAccount } from '../../model/index.ts';
import { freely } from '../../src/observe/freely.ts';

const reads: readonly ChoiceName[] = [
  'failure-usage',
  'task-record',
  'new-task-visibility',
  'usage-check',
];

/** What a call is told, that asks in some way, each time that it is tried. */
function tried(ask: (choices: Account['choices']) => readonly string[]): readonly string[] {
  const told: string[] = [];
  for (const { choices } of freely(newAccount(), reads)) told.push(ask(choices).join());
  return told;
}

test('a call that asks for no free choice is tried once', () => {
  expect(tried(() => [])).toEqual(['']);
  expect(tried((choices) => [choices['usage-check'], choices['name-after-delete']])).toEqual([
    'at-end,free',
  ]);
});

test('one that asks is tried with every alternative of what it asks for', () => {
  expect(tried((choices) => [choices['failure-usage']])).toEqual(['all', 'some', 'none']);
  const both = tried((choices) => [choices['failure-usage'], choices['task-record']]);
  expect([...both].sort()).toEqual(
    ['all', 'none', 'some'].flatMap((usage) => [`${usage},kept`, `${usage},purged`]),
  );
});

test('one that asks for more after one answer is tried with that, too, after that answer', () => {
  const told = tried((choices) =>
    choices['task-record'] === 'kept'
      ? [choices['task-record']]
      : [choices['task-record'], choices['new-task-visibility']],
  );
  expect([...told].sort()).toEqual(['kept', 'purged,at-once', 'purged,later']);
});
