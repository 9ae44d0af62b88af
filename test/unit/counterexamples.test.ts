import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultNames } from '../../model/faults/index.ts';
import { liveness } from '../../properties/liveness.ts';
import { openLink } from '../../src/walk/link.ts';

const rows = readFileSync('docs/explorer/counterexamples.txt', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split(' ') as [property: string, link: string]);

test('every wrong model has a walk that the page plays', () => {
  const faults = rows.map(([, link]) => link.split('.')[1]);
  expect(faults, '`npm run counterexamples` finds them').toEqual(faultNames);
});

test('each breaks at its last step what it is said to break, or leads to where nothing more comes about', () => {
  const isLive = (property: string): boolean => liveness.some(({ name }) => name === property);
  const wrong = rows.filter(([property, link]) => {
    const opened = openLink(link);
    if (!('played' in opened) || opened.problem !== undefined) return true;
    const broken = opened.played.map(({ broke }) => broke.includes(property));
    return !isLive(property) && broken.indexOf(true) !== broken.length - 1;
  });
  expect(wrong, '`npm run counterexamples` finds them').toEqual([]);
});
