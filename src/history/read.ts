import { isPlain } from '../../model/constraints.ts';
import {
  type Account,
  type ChoiceName,
  callers,
  choices as catalogue,
  choiceNames,
  defaultChoices,
  operations,
  type Seen,
} from '../../model/index.ts';
import { accountFrom } from '../server/given.ts';
import { issueText } from '../server/issues.ts';
import {
  eventIssue,
  type HistoryEvent,
  type HistoryHeader,
  headerIssue,
  type Invocation,
} from './events.ts';
import { type History, type HistoryCall, HistoryError, historyVersion } from './history.ts';
import { type LineLimits, linesOf } from './lines.ts';

/** The account of calls that name none. */
const usualAccount = '123456789012';

const limits: LineLimits = { lengthMax: 2 ** 24, linesMax: 1_000_000 };

type Head = Pick<History, 'version' | 'startOf' | 'open' | 'bounds'>;

/** What the first line says. */
function headOf(line: unknown): Head {
  const refuse = (why: string) => new HistoryError(`line 1: ${why}`);
  const { history } = (line ?? {}) as { history?: unknown };
  if (history === undefined)
    throw refuse('it is no header of a history, {"history":1,"time":"ms"}. Name a history.');
  if (history !== historyVersion)
    throw refuse(
      `it is a history of version ${JSON.stringify(history)}, and this reads version ${historyVersion}. Read it with the version that wrote it.`,
    );
  const issue = headerIssue(line);
  if (issue !== undefined) throw refuse(`${issue}. Mend the header.`);
  const { version, start, choices = {}, bounds } = line as HistoryHeader;
  for (const [name, alternative] of Object.entries(choices))
    if (!catalogue[name as ChoiceName]?.alternatives.includes(alternative as string))
      throw refuse(`there is no choice ${name}=${alternative}. Mend the header.`);
  const account = accountFrom(start ?? {}, { ...defaultChoices, ...choices });
  if (!('core' in account))
    throw refuse(`the account to start from does not fit: ${issueText(account)}. Mend the header.`);
  const open = choiceNames.filter(
    (name) => catalogue[name].kind === 'fixed' && choices[name] === undefined,
  );
  return {
    version,
    bounds,
    startOf: (id): Account => ({ ...account, id }),
    open: Object.fromEntries(open.map((name) => [name, catalogue[name].alternatives])),
  };
}

/** What came back, by the event that ends a call. */
function seenIn(event: HistoryEvent): Seen {
  if (event.type === 'ok') return { ok: true, output: event.value.output };
  if (event.type === 'fail') return { ok: false, ...event.value };
  return { ok: 'unknown' };
}

/** A call whose answer has not come yet. */
type Open = { -readonly [Member in keyof HistoryCall]: HistoryCall[Member] };

/** What reads the events of a history, one after the other. */
class Events {
  readonly calls: Open[] = [];
  /** What each process is at: a call, or that it got no answer. */
  readonly #processes = new Map<number, Open | 'lost'>();
  #time = 0;

  add(event: HistoryEvent): void {
    const { time, process, f } = event;
    if (time < this.#time)
      throw new HistoryError(
        `time runs backwards, from ${this.#time} to ${time}. Sort the events by time, or record with one clock.`,
      );
    this.#time = time;
    if (!Object.hasOwn(operations, f))
      throw new HistoryError(`there is no operation named ${f}. Leave out what is not modelled.`);
    const at = this.#processes.get(process);
    if (event.type === 'invoke') this.#begin(event, event.value, at);
    else this.#end(event, at);
  }

  #begin({ index, time, process, f }: HistoryEvent, value: Invocation, at?: Open | 'lost'): void {
    if (at !== undefined)
      throw new HistoryError(
        at === 'lost'
          ? `process ${process} got no answer before, and makes another call. Give it another number.`
          : `process ${process} makes a call before its ${at.call.operation} has ended. Give each call at a time a process.`,
      );
    const { account = usualAccount, caller, region, input } = value;
    if (!isPlain(input)) throw new HistoryError('the input is nested too deeply. Mend it.');
    const who = typeof caller === 'string' ? callers[caller] : caller;
    const call: Open = {
      call: { operation: f, caller: who, region, input },
      account,
      process,
      seen: { ok: 'unknown' },
      from: time,
      to: Number.POSITIVE_INFINITY,
      invoked: index,
      ended: Number.POSITIVE_INFINITY,
    };
    this.calls.push(call);
    this.#processes.set(process, call);
  }

  #end(event: HistoryEvent, at?: Open | 'lost'): void {
    const { index, time, process, f, type } = event;
    if (at === undefined || at === 'lost')
      throw new HistoryError(
        `process ${process} has an answer to ${f} without its call. Add the call, or leave the answer out.`,
      );
    if (at.call.operation !== f)
      throw new HistoryError(
        `process ${process} has an answer to ${f}, and it called ${at.call.operation}. Give each call at a time a process.`,
      );
    if (type === 'info') this.#processes.set(process, 'lost');
    else {
      Object.assign(at, { seen: seenIn(event), to: time, ended: index });
      this.#processes.delete(process);
    }
  }
}

/**
 * Reads a history: JSON lines, as `history.schema.json` describes each.
 *
 * @param pieces - The text, in pieces of any length.
 * @throws HistoryError in one sentence with the number of the line, if anything is wrong; nothing of it is read then.
 * @category Histories
 */
export async function readHistory(
  pieces: AsyncIterable<string> | Iterable<string>,
): Promise<History> {
  let head: Head | undefined;
  const events = new Events();
  let number = 0;
  for await (const line of linesOf(pieces, limits)) {
    number += 1;
    const value = parsed(line, number);
    if (head === undefined) {
      head = headOf(value);
      continue;
    }
    try {
      const issue = eventIssue(value);
      if (issue !== undefined) throw new HistoryError(`${issue}. Mend the event.`);
      const event = value as HistoryEvent;
      if (event.index !== number - 2)
        throw new HistoryError(
          `its index is ${event.index}, and ${number - 2} comes next: lines are missing or twice. Record again.`,
        );
      events.add(event);
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error;
      throw new HistoryError(`line ${number}: ${error.message}`);
    }
  }
  if (head === undefined) throw new HistoryError('line 1: it is empty. Name a history.');
  return { ...head, calls: events.calls };
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new HistoryError(
      number === 1
        ? 'line 1: it is no header of a history, {"history":1,"time":"ms"}. Name a history.'
        : `line ${number}: it is torn or no JSON. Record again, or cut the history before it where nothing is under way.`,
    );
  }
}
