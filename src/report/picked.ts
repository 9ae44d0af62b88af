import { agentCoreRole } from '../../model/index.ts';
import type { RecordedCall } from './conformRecord.ts';

/** A name that a target picked and that a later call uses: the call that showed it, and where in its output. */
export interface Picked {
  readonly value: string;
  /** From 0. */
  readonly call: number;
  readonly path: readonly string[];
}

/** Shorter texts are words that come up by chance. */
const lengthMin = 8;

/** Every text in a value, and where it is. */
export function textsIn(
  value: unknown,
  path: readonly string[] = [],
): readonly (readonly [text: string, path: readonly string[]])[] {
  if (typeof value === 'string') return [[value, path]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, item]) => textsIn(item, [...path, member]));
}

/** The names in the inputs of calls that only earlier answers can have told. */
export function pickedIn(calls: readonly RecordedCall[]): readonly Picked[] {
  const shown = new Map<string, Picked>();
  const given = new Set<string>([agentCoreRole.name]);
  const used = new Set<Picked>();
  for (const [call, { input, answer }] of calls.entries()) {
    for (const [text] of textsIn(input)) {
      const found = shown.get(text);
      if (found === undefined) given.add(text);
      else used.add(found);
    }
    if (answer.ok !== true) continue;
    for (const [value, path] of textsIn(answer.output))
      if (value.length >= lengthMin && !given.has(value) && !shown.has(value))
        shown.set(value, { value, call, path });
  }
  return [...used];
}

/** A value with each text changed. */
export function mapTexts<T>(value: T, change: (text: string) => unknown): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, item]) => [member, mapTexts(item, change)]),
  ) as T;
}
