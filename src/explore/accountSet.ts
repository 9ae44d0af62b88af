import { rolesMax } from './limits.ts';

/** A set of accounts has a bit for each: for each columns there may be, so many words of 32 bits. */
export const wordsOfColumns = rolesMax / 32;

/** The lowest bit of a word that has some. */
export const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);
