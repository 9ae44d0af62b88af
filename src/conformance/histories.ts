import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { callers } from '../../model/index.ts';
import { type Recorded, recorderInto } from '../history/recorder.ts';
import type { Bounds } from '../observe/bounds.ts';
import { version } from '../version.ts';
import type { RunEvent } from './watched.ts';

/** What writes the histories of a run. */
export interface Histories {
  readonly record: (event: RunEvent) => void;
  readonly close: () => void;
}

const fileOf = (id: string, number: number): string =>
  `${String(number).padStart(4, '0')}-${id.replaceAll(/[^\w.-]+/g, '-')}.jsonl`;

/**
 * Writes each case, random sequence and race of a run as a history of its own, for `explain`.
 *
 * @param folder - Is made where it is not there.
 * @throws Error if the folder or a file in it cannot be written.
 */
export function historiesInto(folder: string, bounds?: Bounds): Histories {
  mkdirSync(folder, { recursive: true });
  const known = { version, ...(bounds === undefined ? {} : { bounds }) };
  const calls = new Map<number, Recorded>();
  let history: ReturnType<typeof recorderInto> | undefined;
  let arns: (RunEvent & { type: 'begin' })['arns'] = { main: '', limited: '' };
  let files = 0;
  return {
    record(event) {
      if (event.type === 'begin') {
        history?.close();
        calls.clear();
        arns = event.arns;
        history = recorderInto(join(folder, fileOf(event.id, ++files)), known);
      } else if (event.type === 'call') {
        const { operation, region, input, caller } = event.call;
        const who = caller === 'main' ? callers.administrator : callers.reader;
        const call = { operation, region, input, caller: { ...who, arn: arns[caller] } };
        const recorded = history?.invoked(call);
        if (recorded !== undefined) calls.set(event.number, recorded);
      } else {
        const recorded = calls.get(event.number);
        if (recorded !== undefined) history?.ended(recorded, event.reply.seen, event.reply.to);
      }
    },
    close: () => history?.close(),
  };
}
