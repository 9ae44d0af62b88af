import { createHash } from 'node:crypto';

const digest = (parts: readonly (string | number)[]): Buffer =>
  createHash('sha256').update(parts.join('\0')).digest();

/** A number from 0 to below 1 that is the same whenever it is drawn for the same parts. */
export const draw = (...parts: readonly (string | number)[]): number =>
  digest(parts).readUIntBE(0, 6) / 2 ** 48;

/** One of some things, the same whenever it is drawn for the same parts. */
export const drawOf = <T>(things: readonly T[], ...parts: readonly (string | number)[]): T =>
  things[Math.floor(draw(...parts) * things.length)] as T;

/** Hexadecimal digits, the same whenever they are drawn for the same parts. */
export const drawHex = (...parts: readonly (string | number)[]): string =>
  digest(parts).toString('hex');

/** Four whole numbers of 32 bits, the same whenever they are drawn for the same parts. */
export const drawKey = (...parts: readonly (string | number)[]): readonly number[] => {
  const bytes = digest(parts);
  return [0, 4, 8, 12].map((at) => bytes.readUInt32BE(at));
};
