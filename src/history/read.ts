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
import type { Names } from '../observe/rectangles.ts';
import { accountFrom } from '../server/given.ts';
import { issueText } from '../server/issues.ts';
import {
  type CallEvent,
  eventIssue,
  type HistoryEvent,
  type HistoryHeader,
  headerIssue,
  type Invocation,
  type OwnDoing,
} from './events.ts';
import { type History, type HistoryCall, HistoryError, historyVersion } from './history.ts';
import { type LineLimits, linesOf } from './lines.ts';

/** The account of calls that name none. */
const usualAccount = '123456789012';

const limits: LineLimits = { lengthMax: 2 ** 24, linesMax: 1_000_000 };

/** What the header says, and what makes an account of one that is shown. */
interface Head extends Pick<History, 'version' | 'startOf' | 'open' | 'bounds'> {
  readonly startFrom: (shown: unknown, id: string) => Account;
}

/** What the first line says. */
function headOf(line: unknown): Head {
  const refuse = (why: string) => new HistoryError(why);
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
  const startFrom = (from: unknown, id: string): Account => {
    const account = accountFrom(from, { ...defaultChoices, ...choices });
    if ('core' in account) return { ...account, id };
    throw refuse(`the account to start from does not fit: ${issueText(account)}. Mend it.`);
  };
  const first = startFrom(start ?? {}, usualAccount);
  const open = choiceNames.filter(
    (name) => catalogue[name].kind === 'fixed' && choices[name] === undefined,
  );
  return {
    version,
    bounds,
    startFrom,
    startOf: (id) => ({ ...first, id }),
    open: Object.fromEntries(open.map((name) => [name, catalogue[name].alternatives])),
  };
}

/** What came back, by the event that ends a call. */
function seenIn(event: CallEvent): Seen {
  if (event.type === 'ok') return { ok: true, output: event.value.output };
  if (event.type === 'fail') return { ok: false, ...event.value };
  return { ok: 'unknown' };
}

type Placed = Pick<HistoryEvent, 'index' | 'time'>;

/** A call whose answer has not come yet. */
type Open = { -readonly [Member in keyof HistoryCall]: HistoryCall[Member] };

/** What reads the events of a history, one after the other. */
class Events {
  readonly calls: Open[] = [];
  /** What accounts begin with that were put in the place of others, and the ids that were picked in them. */
  readonly starts = new Map<string, { readonly account: Account; readonly names: Names }>();
  /** How many accounts had an id so far, each put in the place of the one before. */
  readonly #countById = new Map<string, number>();
  /** What each process is at: a call, or that it got no answer. */
  readonly #processes = new Map<number, Open | 'lost'>();
  readonly #startFrom: Head['startFrom'];
  #time = 0;

  constructor(startFrom: Head['startFrom']) {
    this.#startFrom = startFrom;
  }

  add(event: HistoryEvent): void {
    const { time } = event;
    if (time < this.#time)
      throw new HistoryError(
        `time runs backwards, from ${this.#time} to ${time}. Sort the events by time, or record with one clock.`,
      );
    this.#time = time;
    if (event.process === 'nemesis') this.#put(event);
    else this.#addCall(event);
  }

  #addCall(event: CallEvent & Placed): void {
    const { process, f } = event;
    if (!Object.hasOwn(operations, f))
      throw new HistoryError(`there is no operation named ${f}. Leave out what is not modelled.`);
    const at = this.#processes.get(process);
    if (event.type === 'invoke') this.#begin(event, event.value, at);
    else this.#end(event, at);
  }

  /** An account that is put in the place of another one is one by itself. */
  #put(event: OwnDoing): void {
    if (event.f !== 'put') return;
    const { account: id, start, names = {} } = event.value;
    this.#countById.set(id, (this.#countById.get(id) ?? 0) + 1);
    this.starts.set(this.#nameOf(id), { account: this.#startFrom(start, id), names });
  }

  #nameOf(id: string): string {
    const count = this.#countById.get(id) ?? 1;
    this.#countById.set(id, count);
    return count === 1 ? id : `${id} (${count})`;
  }

  #begin(
    { index, time, process, f }: CallEvent & Placed,
    value: Invocation,
    at?: Open | 'lost',
  ): void {
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
      account: this.#nameOf(account),
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

  #end(event: CallEvent & Placed, at?: Open | 'lost'): void {
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
  let events: Events | undefined;
  let number = 0;
  for await (const line of linesOf(pieces, limits)) {
    number += 1;
    const value = parsed(line, number);
    try {
      if (head === undefined || events === undefined) {
        head = headOf(value);
        events = new Events(head.startFrom);
        continue;
      }
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
  if (head === undefined || events === undefined)
    throw new HistoryError('line 1: it is empty. Name a history.');
  const { version, bounds, open, startOf } = head;
  const { calls, starts } = events;
  return {
    version,
    bounds,
    open,
    calls,
    startOf: (name) => starts.get(name)?.account ?? startOf(name),
    namesOf: (name) => starts.get(name)?.names ?? {},
  };
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
