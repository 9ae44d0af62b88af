import { describe, expect, test } from 'vitest';
import { type Candidate, chosen, irredundant, lowerBound } from '../../src/vectors/choose.ts';

const candidates = (...all: readonly string[]): readonly Candidate[] =>
  all.map((items) => ({ covers: new Set(items) }));
const named = (all: readonly Candidate[]): readonly string[] =>
  all.map(({ covers }) => [...covers].join(''));

describe('choosing what covers all', () => {
  test('takes what adds most, and nothing for nothing', () => {
    expect(named(chosen(candidates('a', 'ab', 'cd', 'abc', 'd')))).toEqual(['abc', 'cd']);
    // The largest of these is taken first, and is not needed once the others are there.
    expect(named(chosen(candidates('abcd', 'abx', 'cdy')))).toEqual(['abx', 'cdy']);
    expect(chosen([])).toEqual([]);
  });

  test('drops what others cover, the last first', () => {
    expect(named(irredundant(candidates('ab', 'bc', 'ac')))).toEqual(['ab', 'bc']);
    expect(named(irredundant(candidates('a', 'b')))).toEqual(['a', 'b']);
  });

  test('knows how many it takes at the least', () => {
    expect(lowerBound(candidates('ab', 'bc', 'cd'))).toBe(2);
    expect(lowerBound(candidates('abc', 'ab', 'c'))).toBe(1);
    expect(lowerBound([])).toBe(0);
  });
});
