import { naming } from '../../model/observe.ts';
import type { HistoryCall } from './history.ts';

/** Each text in a value, and the last part of its path. */
export function* namesIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield* [value, value.slice(value.lastIndexOf('/') + 1)];
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) yield* namesIn(item);
}

/** The same of members that name things. */
export function* idsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [member, item] of Object.entries(value))
    if (naming.test(member)) yield* namesIn(item);
    else yield* idsIn(item);
}

/** When the last call that names something ends: its event, or infinity. */
export function lastNamed(calls: readonly HistoryCall[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const { call, ended } of calls)
    for (const name of namesIn(call.input)) last.set(name, Math.max(last.get(name) ?? 0, ended));
  return last;
}
