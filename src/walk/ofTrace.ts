import { type Choices, type CoreEvent, type Model, newAccount } from '../../model/index.ts';
import type { TraceStep } from '../explore/explore.ts';
import { callOf } from '../report/awsCli.ts';
import { everyOffer } from './offers.ts';
import type { Move } from './steps.ts';

/** What an event of the lifecycle asks for or brings about, by what a trace and a walk have in common. */
const meaning = (event: CoreEvent, subject: string): string => {
  const { machine, type } = event;
  const where = 'resource' in event ? `${event.resource.kind} ${event.resource.region}` : subject;
  const mode = 'mode' in event ? event.mode : '';
  const may = 'mayCreate' in event ? event.mayCreate : 'mayDelete' in event ? event.mayDelete : '';
  return [machine, type, where, mode, may].join(' ');
};

/** What an event is about: a resource, or the only network of a Region. */
const subjectOf = (event: CoreEvent, idOf = (id: string): string => id): string => {
  if ('network' in event) return event.network.split('/')[0] ?? '';
  return 'id' in event ? idOf(event.id) : '';
};

/**
 * A way through the lifecycle as moves in whole accounts: for each event the call that asks for it.
 *
 * @returns The moves, up to the first event that no call of those that are offered asks for.
 */
export function movesOfTrace(
  trace: readonly Pick<TraceStep, 'event'>[],
  model: Model,
  choices: Choices,
): readonly Move[] {
  const names = new Map<string, string>();
  const moves: Move[] = [];
  let account = newAccount(choices);
  for (const { event } of trace) {
    const wanted = meaning(
      event,
      subjectOf(event, (id) => names.get(id) ?? ''),
    );
    const { operation = '' } = callOf(event, () => '') ?? {};
    const offer = everyOffer(account, model, operation).find(({ step }) => {
      const offered = 'call' in step ? step.event : step.unasked;
      if (offered === undefined || offered.machine === 'iam') return false;
      return meaning(offered, subjectOf(offered)) === wanted;
    });
    if (offer === undefined) break;
    moves.push(offer.move);
    account = offer.step.account;
    if ('resource' in event) names.set(event.resource.id, account.core.resources.at(-1)?.id ?? '');
  }
  return moves;
}
