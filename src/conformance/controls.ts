import type { Judged } from './run.ts';
import { isAnswered } from './story.ts';

/** In how many cases an operation must have failed for it to be said that it always does. */
const casesMin = 3;

const isServiceFailure = ({ seen }: Judged['story'][number]['reply']): boolean =>
  seen.ok === false && seen.status >= 500;

/** A refusal shows nothing where the operation is refused whatever is asked: it must have worked somewhere. */
export function controlled(results: readonly Judged[]): readonly Judged[] {
  const worked = new Set(
    results.flatMap(({ story }) =>
      story.filter(({ reply }) => reply.seen.ok === true).map(({ call }) => call.operation),
    ),
  );
  const canWork = new Set(
    results.filter(({ id }) => id.endsWith('/ok')).map(({ id }) => id.split('/')[1]),
  );
  return results.map((result) => {
    const newest = result.story.findLast(({ call }) => result.id.includes(`/${call.operation}/`));
    const operation = newest?.call.operation ?? '';
    return result.verdict === 'pass' &&
      newest?.reply.seen.ok === false &&
      canWork.has(operation) &&
      !worked.has(operation)
      ? { ...result, verdict: 'vacuous', reason: `${operation} was never seen to work there.` }
      : result;
  });
}

/** The operations that were asked in several cases and failed each time, for reasons of the service's own. */
function neverAnswered(results: readonly Judged[]): ReadonlySet<string> {
  const failedIn = new Map<string, number>();
  const answered = new Set<string>();
  for (const { story } of results) {
    const failed = new Set<string>();
    for (const { call, reply } of story)
      (isServiceFailure(reply) ? failed : answered).add(call.operation);
    for (const name of failed) failedIn.set(name, (failedIn.get(name) ?? 0) + 1);
  }
  const always = [...failedIn].filter(([name, count]) => count >= casesMin && !answered.has(name));
  return new Set(always.map(([name]) => name));
}

/** A service may fail; an operation that only ever fails is wrong, and so are the cases that come to nothing for it. */
export function withFailuresOfService(results: readonly Judged[]): readonly Judged[] {
  const failing = neverAnswered(results);
  return results.map((result): Judged => {
    const at = result.story.findIndex(({ call }) => failing.has(call.operation));
    const told = result.story[at];
    if (told === undefined || !['vacuous', 'inconclusive'].includes(result.verdict)) return result;
    const what = `${told.call.operation} fails whenever it is asked, for reasons of the service’s own`;
    const deviation = { at, what, permitted: [] };
    return { ...result, verdict: 'fail', reason: undefined, deviation, deviations: [deviation] };
  });
}

const isPage = ({ raw }: Judged['story'][number]['reply']): boolean =>
  raw?.status === 500 && /^\s*<(!doctype )?html/i.test(raw.body);

/** An operation that is there, and that some input is answered with a page of the server's, breaks down on that input. */
export function withBreakdowns(results: readonly Judged[]): readonly Judged[] {
  const there = new Set(
    results.flatMap(({ story }) =>
      story.filter(({ reply }) => isAnswered(reply)).map(({ call }) => call.operation),
    ),
  );
  return results.map((result): Judged => {
    const told = result.story.at(-1);
    const breaksDown = told !== undefined && isPage(told.reply) && there.has(told.call.operation);
    if (!breaksDown || result.verdict !== 'unsupported' || result.level === 'CHOICE') return result;
    const what = `${told.call.operation} breaks down: ${told.reply.unsupported}`;
    const deviation = { at: result.story.length - 1, what, permitted: [] };
    return { ...result, verdict: 'fail', reason: undefined, deviation, deviations: [deviation] };
  });
}
