import { type Call, callers, defaultChoices, type Seen } from '../../model/index.ts';
import type { History } from '../../src/history/history.ts';
import { readHistory } from '../../src/history/read.ts';
import { type Recorded, type RecordedTarget, recorderTo } from '../../src/history/recorder.ts';

/** What is asked, and what comes back. */
export type Asked = Readonly<
  Record<string, readonly [operation: string, input: object, seen: Seen]>
>;

/** The history of calls that begin and end in an order; the first time that one is named it begins. */
export function historyOf(
  asked: Asked,
  events: readonly string[],
  more: RecordedTarget = {},
): Promise<History> {
  const lines: string[] = [];
  const recorder = recorderTo((line) => lines.push(line), { choices: defaultChoices, ...more });
  const begun = new Map<string, Recorded>();
  for (const [at, name] of events.entries()) {
    const [operation, input, seen] = asked[name] as Asked[string];
    const call = { operation, caller: callers.administrator, region: 'us-east-1', input } as Call;
    const one = begun.get(name);
    if (one !== undefined) recorder.ended(one, seen, at);
    else begun.set(name, recorder.invoked(call, undefined, at));
  }
  return readHistory(lines);
}

/** The events of calls that come one after the other. */
export const inTurn = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [name, name]);
