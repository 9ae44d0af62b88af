import { callers, newAccount } from '../../model/index.ts';
import { explain } from '../history/explain.ts';
import type { HistoryCall } from '../history/history.ts';
import type { Target } from '../target/target.ts';
import { usualRegion } from './cases.ts';
import { formText, kindOf } from './differences.ts';
import { type Ask, type Race, readRole } from './races.ts';
import type { Judged } from './run.ts';
import type { Running } from './running.ts';
import { type Deviation, without } from './story.ts';
import { aliasesIn, inOurWords, inTheirWords, mendedAnswer } from './word.ts';

const looksMax = 6;
const secondsMax = 10;

/** What was asked by several, as it came about. */
class Recording {
  readonly calls: (HistoryCall & { readonly at: number })[] = [];
  readonly story: Judged['story'][number][] = [];
  readonly deviations: Deviation[] = [];
  #events = 0;
  readonly #with: Running['performing'];
  readonly #account: string;

  constructor(running: Running, account: string) {
    this.#with = running.performing;
    this.#account = account;
  }

  by(process: number): Ask {
    const { target, aliases, arns } = this.#with;
    const caller = { ...callers.administrator, arn: arns.main };
    return async (operation, input, region = usualRegion) => {
      const invoked = this.#events++;
      const sent = inTheirWords(input, aliases);
      const reply = await target.ask({ operation, region, input: sent, caller: 'main' });
      const seen = inOurWords(reply.seen, aliases);
      const at = this.story.push({ call: { operation, region, input: sent, caller }, reply }) - 1;
      if (reply.malformed !== undefined)
        this.note({ at, what: formText(reply.malformed), permitted: [] });
      for (const { what } of aliasesIn(reply.seen, aliases)) this.note({ at, what, permitted: [] });
      const isLost = seen.ok === 'unknown';
      this.calls.push({
        call: { operation, region, input, caller },
        account: this.#account,
        process,
        seen,
        from: reply.from,
        to: isLost ? Number.POSITIVE_INFINITY : reply.to,
        invoked,
        ended: isLost ? Number.POSITIVE_INFINITY : this.#events++,
        at,
      });
      return seen;
    };
  }

  note(deviation: Deviation): void {
    if (!this.deviations.some(({ what }) => what === deviation.what))
      this.deviations.push(deviation);
  }
}

/** Lets time go on where the target offers it, and looks at what becomes of all that was asked for. */
async function settle(recording: Recording, target: Target): Promise<void> {
  const ask = recording.by(0);
  const told = recording.calls.flatMap(({ call, seen }) =>
    seen.ok === true ? [{ region: call.region, ...seen.output }] : [],
  ) as readonly { region: string; browserId?: string; DeletionTaskId?: string }[];
  const tasks = new Set(told.flatMap(({ DeletionTaskId }) => DeletionTaskId ?? []));
  const browsers = new Map(
    told.flatMap((one) => (one.browserId ? [[one.browserId, one.region]] : [])),
  );
  for (let looks = 0; looks < looksMax; looks++) {
    const goesOn = await target.advance?.();
    for (const DeletionTaskId of tasks)
      await ask('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId });
    await readRole(ask);
    for (const [browserId, region] of browsers) await ask('GetBrowser', { browserId }, region);
    if (goesOn !== true) return;
  }
}

/** Whether an order explains what was recorded; where none does, what is wrong is noted. */
async function judge(recording: Recording, running: Running): Promise<'yes' | 'no' | 'undecided'> {
  const { start, taken } = running.performing;
  const account = start.rectangles[0]?.account ?? newAccount();
  const calls = recording.calls.toSorted((a, b) => a.invoked - b.invoked);
  const { bounds } = start.judge;
  const history = { version: undefined, calls, startOf: () => account, open: taken, bounds };
  const { verdict, accounts } = await explain(history, { timeLimit: secondsMax });
  const result = accounts[0]?.result;
  if (result?.verdict !== 'no') return verdict;
  const { call: impossible, permitted } = result.impossible;
  const { seen, call } = impossible;
  const kinds = [...new Set(permitted.map(kindOf))].join(' or ');
  const wrongs = mendedAnswer(seen, permitted, [])?.wrongs ?? [];
  const [what = `${call.operation} answers ${kindOf(seen)} where ${kinds} is permitted`] = wrongs;
  const at = recording.calls.find(({ invoked }) => invoked === impossible.invoked)?.at ?? 0;
  recording.note({ at, what, permitted });
  return verdict;
}

/** Runs a race once, from nothing, and looks for an order that explains it. */
export async function performRace(
  id: string,
  { requirements, before, clients }: Race,
  running: Running,
): Promise<Judged> {
  const more = { level: 'MUST', profile: 'lifecycle', requirements } as const;
  const leftOut = await running.begin(id);
  if (leftOut !== undefined) return { ...without(id, ...leftOut), ...more };
  const { start, target } = running.performing;
  const recording = new Recording(running, start.rectangles[0]?.account.id ?? '');
  await before(recording.by(0));
  await target.advance?.();
  await Promise.all(clients.map((client, process) => client(recording.by(process))));
  await settle(recording, target);
  const { story } = recording;
  const absent = story.find(({ reply }) => reply.unsupported !== undefined);
  if (absent !== undefined) {
    const reason = `${absent.call.operation}: ${absent.reply.unsupported}`;
    return { ...without(id, 'unsupported', reason), ...more, story };
  }
  const verdict = await judge(recording, running);
  const { deviations } = recording;
  const [deviation] = deviations;
  const result = { ...without(id, 'pass'), ...more, story };
  if (deviation !== undefined) return { ...result, verdict: 'fail', deviation, deviations };
  return verdict === 'yes'
    ? result
    : { ...result, verdict: 'inconclusive', reason: 'No order was found in time.' };
}

/** Runs a race some times: the first that is wrong counts, else the last. */
export async function performRaces(
  id: string,
  race: Race,
  times: number,
  running: Running,
): Promise<Judged> {
  for (let more = times - 1; ; more--) {
    const result = await performRace(id, race, running);
    if (more <= 0 || result.verdict === 'fail' || result.verdict === 'unsupported') return result;
  }
}
